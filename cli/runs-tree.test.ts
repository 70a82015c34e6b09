import { expect, it } from 'vitest';
import { createAgent } from '../agent/index.js';
import { openStore } from '../memory/index.js';
import { MAZE_GOAL, MAZE_URL, openMaze } from '../tests/fakes/maze.js';
import { describeTree } from './runs-tree.js';

it('prints a stored search with every node under its parent and what its scores are made of', async () => {
  const store = openStore(':memory:');
  const { session, clones } = openMaze();
  const search = { trigger: { when: 'always' }, budget: { nodes: 8 } } as const;
  const agent = createAgent({ log: store.log, settings: { proposers: ['match'], planner: 'mcts', search } });
  const limits = { steps: 1, tokens: 1e5, timeMs: 60_000 };
  const { episodeId } = await agent.run(
    { goal: MAZE_GOAL, startUrl: MAZE_URL, limits },
    { session, clones, purpose: 'train', seed: 1 },
  );
  const [head, root, ...rest] = describeTree(store.log.trees(episodeId)[0]).split('\n');
  expect(head).toMatch(/^step 1: mcts, 8 nodes in \d+ ms, seed -?\d+, ended by nodes$/);
  expect(root).toMatch(/^- 0 page [0-9a-f]+ {2}value 0\.\d\d \(rule 0\.\d\d \+ depth -?0\.\d\d\), visits 8/);
  expect(rest).toHaveLength(8);
  expect(rest.filter((line) => line.startsWith('  *'))).toHaveLength(1);
  expect(rest.join('\n')).toMatch(/select \d\.\d\d \(value \d\.\d\d \+ explore \d\.\d\d\)/);
  store.close();
});
