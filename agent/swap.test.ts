import { expect, it } from 'vitest';
import type { LanguageModel } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { modelThatSays } from '../tests/fakes/plain-model.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { createAgent } from './create-agent.js';

const page = observation([element('button', 'Left'), element('button', 'Right')]);
const assignment = { goal: 'Go on.', startUrl: 'http://127.0.0.1/', limits: { steps: 2, tokens: 1000, timeMs: 9000 } };
const settings = { proposers: ['model'], rejected: { enabled: false } };

/** Presses button `ref`, and `stop`s never. */
const pressing = (ref: number, id: string) => {
  const { model, prompt } = modelThatSays([{ kind: 'click', ref }]);
  return { model: { ...model, id }, prompt };
};

it('takes another model from the next episode on; the one that runs keeps its own', async () => {
  const store = openStore(':memory:');
  const agent = createAgent({ log: store.log, settings, ...pressing(1, 'old') });
  const play = async (onEvent?: () => void) => {
    const session = createScriptedSession({ page });
    const { episodeId } = await agent.run(assignment, { session, purpose: 'train', onEvent });
    return { done: session.done, model: store.log.episode(episodeId)?.model };
  };
  const swapOnce = (): void => agent.swap(pressing(2, 'new'));
  expect(await play(swapOnce)).toEqual({ done: ['click 1', 'click 1'], model: 'old' });
  expect(await play()).toEqual({ done: ['click 2', 'click 2'], model: 'new' });
});

it('refuses a model that speaks another format, and stays as it is', async () => {
  const store = openStore(':memory:');
  const { model, prompt } = pressing(1, 'old');
  const agent = createAgent({ log: store.log, settings, model, prompt });
  const foreign: LanguageModel = { ...model, id: 'foreign', capabilities: { ...model.capabilities, promptFormat: 'of old' } };
  expect(() => agent.swap({ model: foreign, prompt })).toThrow(/prompt format of old/);
  const session = createScriptedSession({ page });
  const { episodeId } = await agent.run(assignment, { session, purpose: 'train' });
  expect(store.log.episode(episodeId)?.model).toBe('old');
});
