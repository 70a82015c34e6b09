import { describe, expect, it } from 'vitest';
import type { AgentSettingsInput } from '../../config/index.js';
import type { Assignment, LanguageModel, SearchScore } from '../../core/index.js';
import { openStore } from '../../memory/index.js';
import { type Maze, MAZE_GOAL, MAZE_URL, type MazeOptions, openMaze } from '../../tests/fakes/maze.js';
import { type AgentParts, createAgent, type RunOptions } from '../create-agent.js';
import type { PolicyPrompt } from '../prompt-port.js';

const NODES = 16;
const assignment = (goal = MAZE_GOAL, steps = 8): Assignment => ({
  goal,
  startUrl: MAZE_URL,
  limits: { steps, tokens: 1e5, timeMs: 60_000 },
});
type SearchInput = NonNullable<AgentSettingsInput['search']>;
const searching = (search: SearchInput = {}): AgentSettingsInput => ({
  proposers: ['match'],
  planner: 'mcts',
  search: { trigger: { when: 'always' }, budget: { nodes: NODES }, ...search },
});

function setUp(settings: AgentSettingsInput = searching(), options: MazeOptions = {}, parts: Partial<AgentParts> = {}) {
  const store = openStore(':memory:');
  const maze = openMaze(options);
  const agent = createAgent({ log: store.log, settings, clock: { now: () => 0 }, ...parts });
  const run = (goal = assignment(), more: Partial<RunOptions> = {}) =>
    agent.run(goal, { session: maze.session, clones: maze.clones, purpose: 'train', seed: 1, ...more });
  const searched = async (goal?: Assignment, more?: Partial<RunOptions>) => {
    const { episodeId } = await run(goal, more);
    const trees = store.log.trees(episodeId).map(({ tree }) => tree);
    return { trees, notes: store.log.steps(episodeId).flatMap(({ decision }) => decision.notes) };
  };
  return { store, maze, run, searched };
}

describe('in a maze whose signs mislead', () => {
  it('the greedy planner is lost and the search comes out, within its nodes', async () => {
    const greedy = setUp({ proposers: ['match'] });
    await greedy.run();
    expect(greedy.maze.session.page.title).not.toBe('won');
    const { maze, searched } = setUp();
    const { trees, notes } = await searched();
    expect(maze.session.page.title).toBe('won');
    expect(trees.every(({ nodes }) => nodes.length <= NODES + 1)).toBe(true);
    expect(notes[0]).toMatch(/^mcts: click 4 instead of click \d, 0\.\d\d over 0\.\d\d$/);
  });

  it('thinks only where the trigger says so', async () => {
    const clear = { trigger: { when: 'unsure', margin: 0 } } as const;
    expect((await setUp(searching(clear)).searched(assignment('Press "Cellar".', 1))).trees).toEqual([]);
    const stuck = await setUp(searching(clear)).searched();
    expect(stuck.notes.join('\n')).toMatch(/thought about it, because the episode is back where it was/);
  });

  it('a fixed seed gives the identical tree', async () => {
    const first = await setUp().searched();
    expect(await setUp().searched()).toEqual(first);
    expect(first.trees[0].nodes.length).toBeGreaterThan(10);
  });

  it('every score is the sum of its parts', async () => {
    const { trees } = await setUp(searching({ mcts: { hindsight: 0.5 } })).searched();
    const scores = trees
      .flatMap(({ nodes }) => nodes)
      .flatMap(({ own, value, selection }): SearchScore[] => [own, value, ...(selection ? [selection] : [])]);
    for (const { total, parts } of scores)
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 10);
    expect(Object.keys(trees[0].nodes[2].selection!.parts)).toEqual(expect.arrayContaining(['value', 'explore']));
    expect(Object.keys(trees[0].nodes[2].own.parts)).toEqual(['rule', 'depth']);
  });

  it('a page that is reached twice is one state, and a way back is a cycle', async () => {
    const { trees } = await setUp().searched();
    const [{ nodes }] = trees;
    const twin = nodes.find(({ same }) => same !== undefined)!;
    expect(nodes[twin.same!].page).toBe(twin.page);
    expect(nodes.some(({ parent }) => parent === twin.id)).toBe(false); // what is below stands once, at the first
    expect(nodes.some(({ kind }) => kind === 'cycle')).toBe(true);
  });

  it('what is farther is worth less', async () => {
    const near = await setUp(searching({ mcts: { depthPenalty: 0 } })).searched();
    expect(near.trees[0].nodes.some(({ own }) => own.parts.depth)).toBe(false);
    const { nodes } = (await setUp(searching({ mcts: { depthPenalty: 0.1 } })).searched()).trees[0];
    const depths = nodes.filter(({ parent }) => parent !== undefined).map(({ own }) => own.parts.depth);
    expect(Math.max(...depths)).toBeCloseTo(-0.1);
    expect(Math.min(...depths)).toBeLessThan(-0.15);
  });

  it('with finish-first goes straight down before it looks left and right', async () => {
    const { nodes } = (await setUp(searching({ mcts: { finishFirst: true } })).searched()).trees[0];
    const [first, second] = nodes.slice(1);
    expect(second.parent === first.id || first.kind !== 'page').toBe(true);
  });
});

describe('what is never tried out', () => {
  const SHOP: Maze = {
    basket: { 'Place order': 'won', 'Delivery options': 'delivery', 'Delete account': 'gone' },
    delivery: { 'Place order': 'won' },
    won: { Thanks: undefined },
    gone: { Bye: undefined },
  };
  const order = assignment('Place the order: press "Place order".', 2);

  it('decisive actions are leaves, even in a sandbox', async () => {
    const { maze, searched } = setUp(searching(), { maze: SHOP });
    const { trees } = await searched(order);
    expect(trees[0].nodes.filter(({ target }) => target?.includes('Place order')).map(({ kind }) => kind)).toContain('decisive');
    expect(maze.tried.length).toBeGreaterThan(0);
    expect(maze.pressed).not.toContain('Place order');
  });

  it('outside of a sandbox nothing is that may change the site', async () => {
    const { maze, searched } = setUp(searching(), { maze: SHOP, sandbox: false });
    const { trees } = await searched(order);
    expect(trees[0].nodes.some(({ kind }) => kind === 'risky')).toBe(true);
    expect(maze.pressed).toEqual([]); // no rule knows these buttons as harmless
  });
});

describe('where a search cannot do its work', () => {
  it('the greedy choice stands when nothing can be cloned', async () => {
    const { searched, maze } = setUp();
    const { trees, notes } = await searched(assignment(MAZE_GOAL, 1), { clones: undefined });
    expect(trees).toEqual([]);
    expect(notes[0]).toMatch(/no clone of this site/);
    expect(maze.session.done).toHaveLength(1);
  });

  it('a page that is another one each time is not searched', async () => {
    const { searched, maze } = setUp(searching(), { restless: true });
    const { trees, notes } = await searched(assignment(MAZE_GOAL, 1));
    expect(trees[0]).toMatchObject({ ended: 'lost', spent: { nodes: expect.any(Number) } });
    expect(notes[0]).toMatch(/mcts/);
    expect(maze.tried).toEqual([]);
    expect(maze.open()).toBe(0);
  });

  it('an abort in the middle of an expansion leaves no clone open', async () => {
    const abort = new AbortController();
    const { run, maze } = setUp(searching(), { onTry: () => abort.abort() });
    const { finish } = await run(undefined, { signal: abort.signal });
    expect(finish.kind).toBe('aborted');
    expect(maze.tried).toHaveLength(1);
    expect(maze.opened()).toBeGreaterThan(0);
    expect(maze.open()).toBe(0);
  });

  it('a dialog is a page of its own, and accepting it is not tried', async () => {
    const { searched, maze } = setUp(searching(), { asks: 'Treasure map' });
    const { trees } = await searched(assignment(MAZE_GOAL, 1));
    const asked = trees[0].nodes.find(({ target }) => target?.includes('Treasure map'))!;
    const below = trees[0].nodes.filter(({ parent }) => parent === asked.id);
    expect(asked.kind).toBe('page');
    expect(below.filter(({ action }) => action === 'press Enter').every(({ kind }) => kind === 'decisive')).toBe(true);
    expect(maze.tried).not.toContain('press Enter');
  });

  it('a page on which nothing can be done is a dead end, not a failure', async () => {
    const { searched } = setUp(searching(), { maze: { hall: { 'Golden door': 'won', Cellar: 'cellar' }, cellar: {}, won: {} } });
    const { trees } = await searched(assignment('Press "Golden door".', 1));
    expect(trees[0].ended).toBe('finished');
  });

  it('ends by time and by tokens too', async () => {
    let now = 0;
    const slow = setUp(searching({ budget: { ms: 5 } }), {}, { clock: { now: () => (now += 2) } });
    expect((await slow.searched(assignment(MAZE_GOAL, 1))).trees[0]).toMatchObject({ ended: 'ms' });
    const { model, prompt } = chattyModel();
    const dear = setUp({ ...searching({ budget: { tokens: 15 } }), proposers: ['model', 'match'] }, {}, { model, prompt });
    expect((await dear.searched(assignment(MAZE_GOAL, 1))).trees[0]).toMatchObject({ ended: 'tokens' });
  });

  it('a model without log-probabilities is no critic', async () => {
    const { model, prompt } = chattyModel();
    const { searched } = setUp({ ...searching(), proposers: ['model', 'match'] }, {}, { model, prompt });
    const { trees } = await searched(assignment(MAZE_GOAL, 1));
    expect(Object.keys(trees[0].nodes[1].own.parts)).toEqual(['rule', 'depth']);
  });
});

/** Says `click 2` for ever, and gives no probability for it. */
function chattyModel(): { model: LanguageModel; prompt: PolicyPrompt } {
  const usage = { prompt: 8, evaluated: 8, generated: 2 };
  return {
    model: {
      id: 'chatty',
      capabilities: { contextTokens: 1000, logprobs: false, score: false, grammar: false, parts: true },
      generate: () => Promise.resolve({ text: 'click 2', usage, ms: 1, finish: 'end' }),
      score: () => Promise.reject(new Error('cannot')),
      close: () => Promise.resolve(),
    },
    prompt: {
      name: 'plain',
      format: 'plain-1',
      build: () => ({
        prompt: { kind: 'parts', parts: ['what next?'] },
        parse: () => ({ kind: 'click', ref: 2 }),
        print: () => undefined,
      }),
    },
  };
}
