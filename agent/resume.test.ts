import { expect, it } from 'vitest';
import type { Assignment } from '../core/index.js';
import { openStore, type Store } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedSession, type ScriptedSession } from '../tests/fakes/scripted-session.js';
import { createAgent } from './create-agent.js';
import { createCheckpointer } from './graph.js';

const GOAL: Assignment = {
  goal: 'Enter "Rosa" as Name and press Send.',
  startUrl: 'http://127.0.0.1/form',
  limits: { steps: 10, tokens: 1000, timeMs: 60_000 },
};
const FORM = observation([element('textbox', 'Name'), element('button', 'Send')], { url: GOAL.startUrl });
const THANKS = observation([element('heading', 'Thank you')], { url: 'http://127.0.0.1/thanks' });

/** What a killed process leaves behind: the action was done, but nothing was written after its intent. */
function dieOn(session: ScriptedSession, line: string): void {
  const { act } = session;
  session.act = async (action, signal) => {
    const outcome = await act(action, signal);
    if (session.done.at(-1) === line) throw new Error('killed');
    return outcome;
  };
}

const sends = (target: { name: string } | undefined) => (target?.name === 'Send' ? THANKS : undefined);

it.each([
  ['with a checkpoint', true],
  ['from the log alone', false],
])('takes up an interrupted episode %s without pressing anything twice', async (_, saved) => {
  const store = openStore(':memory:');
  const agent = createAgent({ log: store.log, checkpointer: saved ? createCheckpointer(store.db) : undefined });
  const first = createScriptedSession({ page: FORM, react: (_action, target) => sends(target) });
  dieOn(first, 'click 2');
  await expect(agent.run(GOAL, { session: first, purpose: 'use', episodeId: 'e1' })).rejects.toThrow('killed');
  expect(stateOf(store)).toEqual(['done', 'intended']);

  // The page looks as if nothing was sent; whether the server got it is not known.
  const filled = observation(
    FORM.elements.map((item) => (item.role === 'textbox' ? { ...item, value: 'Rosa' } : item)),
    { url: GOAL.startUrl },
  );
  const second = createScriptedSession({ onOpen: () => filled, react: (_action, target) => sends(target) });
  const result = await agent.run(GOAL, { session: second, purpose: 'use', episodeId: 'e1' });
  expect(second.opened).toEqual([GOAL.startUrl]);
  expect(second.done).not.toContain('click 2');
  expect(stateOf(store).slice(0, 2)).toEqual(['done', 'unknown']);
  expect(result.steps).toBe(store.log.steps('e1').length);
});

it('goes on where the page shows that the action did happen', async () => {
  const store = openStore(':memory:');
  const agent = createAgent({ log: store.log, checkpointer: createCheckpointer(store.db) });
  const session = createScriptedSession({ page: FORM, react: (_action, target) => sends(target) });
  dieOn(session, 'click 2');
  await expect(agent.run(GOAL, { session, purpose: 'use', episodeId: 'e1' })).rejects.toThrow('killed');
  const result = await agent.run(GOAL, { session, purpose: 'use', episodeId: 'e1' });
  expect(result.finish.kind).toBe('done');
  expect(session.done).toEqual(['type 1 "Rosa"', 'click 2']);
  expect(store.db.prepare('SELECT count(*) AS n FROM checkpoints').get()).toEqual({ n: 0 });
});

it('does not run an episode that has ended', async () => {
  const store = openStore(':memory:');
  const agent = createAgent({ log: store.log });
  const session = createScriptedSession({ page: THANKS });
  await agent.run(GOAL, { session, purpose: 'train', episodeId: 'e1' });
  await expect(agent.run(GOAL, { session, purpose: 'train', episodeId: 'e1' })).rejects.toMatchObject({ code: 'EPISODE_ENDED' });
});

const stateOf = (store: Store): string[] => store.log.steps('e1').map((step) => step.state);
