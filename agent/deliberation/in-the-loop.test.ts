import { expect, it } from 'vitest';
import { openStore } from '../../memory/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { createScriptedModel } from '../../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../../tests/fakes/scripted-session.js';
import { type AgentParts, createAgent } from '../create-agent.js';

const PAGE = observation([element('button', 'Draft'), element('button', 'Send'), element('link', 'Help')]);

/** One step of an agent whose model says `first` at first and `later` when it is asked again. */
async function step(first: string, later: string, settings: AgentParts['settings']) {
  const store = openStore(':memory:');
  const model = createScriptedModel((_, call) => JSON.stringify({ think: '', action: call === 0 ? first : later }), {
    capabilities: { parts: false },
  });
  const session = createScriptedSession({ page: PAGE });
  const agent = createAgent({ log: store.log, model, settings: { proposers: ['model'], ...settings } });
  const assignment = { goal: 'Do it', startUrl: PAGE.url, limits: { steps: 1, tokens: 1e6, timeMs: 60_000 } };
  const { episodeId } = await agent.run(assignment, { session, purpose: 'train' });
  const [{ decision, calls }] = store.log.steps(episodeId);
  return { done: session.done, decision, calls };
}

const ON = { deliberation: { enabled: true, samples: 3, triggers: ['high-stakes' as const] } };

it('thinks longer about a step with high stakes, and says in the decision what that cost', async () => {
  const { done, decision, calls } = await step('click 2', 'click 1', ON);
  expect(done).toEqual(['click 1']);
  expect(decision.deliberation).toMatchObject({ mode: 'consistency', trigger: 'high-stakes', agreed: true, changed: true });
  const further = calls.slice(1).reduce((sum, { usage }) => sum + usage.prompt + usage.generated, 0);
  expect(decision.deliberation?.tokens).toBe(further);
});

it('does not think longer about any other step, nor when it is switched off', async () => {
  expect(await step('click 3', 'click 1', ON)).toMatchObject({ done: ['click 3'], calls: [{}] });
  const off = await step('click 2', 'click 1', { deliberation: { enabled: false } });
  expect(off.done).toEqual(['click 2']);
  expect(off.decision.deliberation).toBeUndefined();
});

it('debates where that is switched on for the run, but never with a model that can only say actions', async () => {
  const debate = { deliberation: { ...ON.deliberation, mode: 'debate' as const } };
  const { decision } = await step('click 2', 'click 2', debate);
  expect(decision.deliberation).toMatchObject({ mode: 'debate', rounds: 1, agreed: true });
  const model = createScriptedModel([], { capabilities: { promptFormat: 'compact-3' } });
  expect(() => createAgent({ log: openStore(':memory:').log, model, settings: debate })).toThrow(/cannot debate/);
});
