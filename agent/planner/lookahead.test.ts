import { expect, it } from 'vitest';
import { type Assignment, NO_DIFF } from '../../core/index.js';
import { openStore, type Store } from '../../memory/index.js';
import { type Maze, MAZE_URL, openMaze } from '../../tests/fakes/maze.js';
import { createAgent } from '../create-agent.js';
import { predictionError, WorldModel, worldModelOf } from './world-model.js';

/** Three doors; the first two share their words with the goal and lead to dead ends. */
const DOORS: Maze = {
  hall: { 'Vault sign': 'yard', 'Vault poster': 'yard', Cellar: 'vault' },
  yard: { Pond: 'yard' },
  vault: { 'Iron box': 'won' },
  won: { 'Well done': undefined },
};
const assignment = (goal: string, steps: number): Assignment => ({
  goal,
  startUrl: MAZE_URL,
  limits: { steps, tokens: 1e5, timeMs: 60_000 },
});
const GOAL = 'Look at the vault: press "Iron box".';
const always = { trigger: { when: 'always' }, lookahead: { evidence: 1, mostError: 0.5 } } as const;

/** Episodes that press the doors of the hall, one after the other. */
async function train(store: Store, times = 2, purpose: 'train' | 'use' = 'train'): Promise<void> {
  const agent = createAgent({ log: store.log, settings: { proposers: ['match'] } });
  for (let i = 0; i < times; i++)
    for (const door of ['Vault sign', 'Vault poster', 'Cellar'])
      await agent.run(assignment(`Press "${door}".`, 1), { session: openMaze({ maze: DOORS }).session, purpose });
}

async function look(store: Store, lookahead: object = {}) {
  const maze = openMaze({ maze: DOORS });
  const search = { ...always, lookahead: { ...always.lookahead, ...lookahead } };
  const agent = createAgent({ log: store.log, settings: { proposers: ['match'], planner: 'lookahead', search } });
  const { episodeId } = await agent.run(assignment(GOAL, 1), { session: maze.session, purpose: 'report' });
  return { notes: store.log.steps(episodeId)[0].decision.notes, trees: store.log.trees(episodeId) };
}

it('follows three distinct candidates, grades them 0, 0.5 or 1, and takes the best', async () => {
  const store = openStore(':memory:');
  await train(store);
  const { trees } = await look(store);
  const [, ...seen] = trees[0].tree.nodes;
  expect(new Set(seen.map(({ action }) => action)).size).toBe(seen.length);
  expect(seen.length).toBeLessThanOrEqual(3);
  for (const { own } of seen) expect([0, 0.5, 1]).toContain(own.total);
  const best = Math.max(...seen.map(({ own }) => own.total));
  expect(seen.find(({ id }) => id === trees[0].tree.chosen)!.own.total).toBe(best);
});

it('keeps what was foretold beside how wrong it was', async () => {
  const store = openStore(':memory:');
  await train(store);
  const { trees } = await look(store);
  const chosen = trees[0].tree.nodes[trees[0].tree.chosen!];
  expect(chosen.foretold?.by).toBe('edge');
  expect(trees[0].error).toBe(0);
});

it('is off until its error in training is under the bound, and says so', async () => {
  const empty = openStore(':memory:');
  expect((await look(empty)).notes[0]).toBe('lookahead: off: 0 predictions in training, wrong by 1.00');
  const store = openStore(':memory:');
  await train(store);
  expect((await look(store, { evidence: 100 })).trees).toEqual([]);
  expect((await look(store)).trees).toHaveLength(1);
});

it('knows training episodes only', async () => {
  const store = openStore(':memory:');
  await train(store, 1, 'use');
  expect(worldModelOf(store.log).measured.predictions).toBe(0);
});

it('predicts by the same edge first, then by a similar element, else not at all', async () => {
  const store = openStore(':memory:');
  await train(store);
  const world = worldModelOf(store.log);
  const page = await openMaze({ maze: DOORS }).session.observe();
  const elsewhere = { ...page, fingerprint: 'other' };
  expect(world.predict(page, { kind: 'click', ref: 2 })?.by).toBe('edge');
  expect(world.predict(elsewhere, { kind: 'click', ref: 2 })?.by).toBe('similar');
  expect(world.predict(elsewhere, { kind: 'hover', ref: 2 })).toBeUndefined();
  expect(new WorldModel([]).measured).toEqual({ error: 1, predictions: 0 });
});

it('an error is the share of changes that were not foretold rightly', () => {
  const opened = { ...NO_DIFF, urlChanged: true, added: ['button "A"'] };
  expect(predictionError(NO_DIFF, NO_DIFF)).toBe(0);
  expect(predictionError(opened, opened)).toBe(0);
  expect(predictionError(NO_DIFF, opened)).toBe(1);
  expect(predictionError({ ...opened, added: ['button "B"'] }, opened)).toBe(0.5);
});
