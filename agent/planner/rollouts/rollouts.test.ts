import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Candidate,
  type Decision,
  goalSpans,
  type Observation,
  parseAction,
  printAction,
} from '../../../core/index.js';
import { openStore } from '../../../memory/index.js';
import { CONFIDENCE_FORMAT, type ConfidenceModel } from '../../../reflection/index.js';
import { MAZE_GOAL, MAZE_URL, type MazeOptions, openMaze } from '../../../tests/fakes/maze.js';
import { element, observation } from '../../../tests/fakes/observations.js';
import { createScriptedSession } from '../../../tests/fakes/scripted-session.js';
import type { CloneSource } from '../../../tools/index.js';
import { createAgent, type RunOptions } from '../../create-agent.js';
import type { PlanContext } from '../../prompt-port.js';
import { createGreedyPlanner } from '../greedy.js';
import { leafSession, untilDecided } from './leaf-session.js';
import { createRollouts, type RehearsedStep, type RolloutsParts } from './rollouts.js';

const flat = { trees: { bias: 0, trees: [] }, calibrator: { kind: 'temperature' as const, slope: 1, offset: 0 } };
/** The judge that a search learns: an end with nothing open is a success. */
const doneIsWell = { feature: 'open', threshold: 0.5, low: { value: 3 }, high: { value: -3 } };
const CONFIDENCE: ConfidenceModel = {
  ...{ format: CONFIDENCE_FORMAT, model: 'none', end: flat, ahead: flat, episodes: 1 },
  searched: { ...flat, trees: { bias: 0, trees: [doneIsWell] } },
};

describe('in a maze whose signs mislead', () => {
  const assignment = { goal: MAZE_GOAL, startUrl: MAZE_URL, limits: { steps: 6, tokens: 1e5, timeMs: 60_000 } };
  async function play(
    planner: string,
    options: MazeOptions = {},
    more: { confidence?: ConfidenceModel; run?: Partial<RunOptions> } = {},
  ) {
    const store = openStore(':memory:');
    const maze = openMaze(options);
    const { confidence = CONFIDENCE, run } = more;
    const settings = { proposers: ['match'], planner, search: { rollouts: { attempts: 40 } }, finishing: { enabled: false } };
    const agent = createAgent({ log: store.log, settings, confidence, clock: { now: () => 0 } });
    const { episodeId, finish } = await agent.run(assignment, {
      session: maze.session,
      clones: maze.clones,
      purpose: 'report',
      ...run,
    });
    const [first] = store.log.steps(episodeId);
    const notes = first?.decision.notes.filter((note) => note.startsWith('rollouts')) ?? [];
    return { store, maze, finish, notes, trees: store.log.trees(episodeId).map(({ tree }) => tree), at: maze.session.page.title };
  }

  it('the agent is lost by its own way, and comes out by one that it has rehearsed', async () => {
    expect((await play('greedy')).at).not.toBe('won');
    const { at, notes, maze, trees } = await play('rollouts');
    expect(at).toBe('won');
    expect(notes).toEqual([expect.stringMatching(/^rollouts: of \d+ another way, 0\.95 over 0\.05$/)]);
    expect(maze.open()).toBe(0);
    expect(trees).toHaveLength(1);
    const chosen = trees[0].nodes.find(({ id }) => id === trees[0].chosen)!;
    expect(chosen).toMatchObject({ parent: 0, target: 'button "Cellar"', value: { total: expect.closeTo(0.95, 2) as number } });
    expect(trees[0].nodes.filter(({ parent }) => parent === 0).reduce((sum, { visits }) => sum + visits, 0)).toBe(
      trees[0].nodes[0].visits,
    );
  });

  it('leaves nothing of its rehearsals in the log but the tree', async () => {
    const { store } = await play('rollouts');
    expect(store.log.episodes()).toHaveLength(1);
  });

  it('goes its own way where there is nothing to rehearse in, or nobody to tell which is better', async () => {
    const without = await play('rollouts', {}, { run: { clones: undefined } });
    expect(without).toMatchObject({
      notes: ['rollouts: whole attempts are rehearsed only where the site may be spoiled'],
      trees: [],
    });
    const real = await play('rollouts', { sandbox: false });
    expect([real.notes, real.maze.opened()]).toEqual([without.notes, 0]);
    const restless = await play('rollouts', { restless: true });
    expect(restless.notes).toEqual(['rollouts: nothing could be rehearsed or judged']);
  });

  it('an abort in the middle of a rehearsal leaves no clone open', async () => {
    const stop = new AbortController();
    const { maze, finish } = await play('rollouts', { onTry: () => stop.abort() }, { run: { signal: stop.signal } });
    expect(finish.kind).toBe('aborted');
    expect(maze.opened()).toBeGreaterThan(0);
    expect(maze.open()).toBe(0);
  });
});

const PAGE = observation([
  element('button', 'Left'),
  element('button', 'Right'),
  element('button', 'Send'),
  element('button', 'Next'),
]);
const actionOf = (line: string): Action => {
  const parsed = parseAction(line);
  if (!parsed.ok) throw new Error(line);
  return parsed.action;
};

describe('a clone that an attempt is rehearsed in', () => {
  const clone = () =>
    Object.assign(createScriptedSession({ page: PAGE }), { wiring: () => Promise.resolve([]), close: () => Promise.resolve() });

  it('carries out what leads on, and nothing that decides', async () => {
    const page = clone();
    await page.observe();
    const session = leafSession(page);
    expect((await session.act(actionOf('click 4'))).message).toBe('done');
    expect(session.isOver).toBe(false);
    expect((await session.act(actionOf('click 3'))).message).toBe('not carried out');
    expect(session.isOver).toBe(true);
    expect(page.done).toEqual(['click 4']);
  });

  it('is seen alike in attempts that went on: they are cut where it would have ended', () => {
    const steps = ['click 4', 'click 1', 'click 3', 'stop'].map((line) => ({
      observation: PAGE,
      decision: { action: actionOf(line) },
    }));
    expect(untilDecided(steps)).toEqual(steps.slice(0, 3));
    expect(untilDecided(steps.slice(0, 2))).toEqual(steps.slice(0, 2));
  });
});

describe('following a way', () => {
  const goal = 'Go';
  const contextOn = (page: Observation, steps: number): PlanContext => ({
    ...{ goal, spans: goalSpans(goal), observation: page, rejected: [], notes: [], stepsLeft: 5, attempt: 0 },
    history: Array.from({ length: steps }, () => ({ action: actionOf('click 1'), status: 'ok' as const })),
  });
  const proposals = [{ proposer: 'match', actions: [{ action: actionOf('click 1'), prior: 0 }, { action: actionOf('click 2'), prior: -1 }] }]; // prettier-ignore
  const candidates = (): Candidate[] =>
    proposals[0].actions.map(({ action, prior }) => ({ action, proposer: 'match', prior, score: prior }));
  const LATER = observation([element('button', 'Left'), element('button', 'Right')], {
    url: 'http://127.0.0.1/later',
    title: 'Later',
  });
  /** A rehearsal takes the way that it is told, then left twice in all; the judge likes to end on the right. */
  const rehearse: RolloutsParts['rehearse'] = (_, path) => {
    const lines = [0, 1].map((i) => path?.[i] ?? 'click 1');
    return Promise.resolve(lines.map((line, i): RehearsedStep => ({ observation: i === 0 ? PAGE : LATER, verdicts: [], decision: { action: actionOf(line), candidates: candidates() } as unknown as Decision }))); // prettier-ignore
  };
  const clones = { sandbox: true, clone: () => Promise.resolve(Object.assign(createScriptedSession({ page: PAGE }), { wiring: () => Promise.resolve([]), close: () => Promise.resolve() })) } as CloneSource; // prettier-ignore
  const planner = (more: Partial<RolloutsParts> = {}) =>
    createRollouts({
      settings: { attempts: 9, enough: 0.9, lead: 0.05, widen: 0, budget: { nodes: 99, ms: 99, tokens: 99 } },
      greedy: createGreedyPlanner({ weights: {} }),
      widen: { name: 'legal', propose: () => Promise.resolve([]) },
      judge: (steps) => (printAction(steps[1].decision.action) === 'click 2' ? 0.8 : 0.1),
      ...{ clones, rehearse, clock: { now: () => 0 }, tokens: () => 0, ...more },
    });
  const lineOf = async (it: ReturnType<typeof planner>, page: Observation, steps: number) =>
    printAction((await it.choose(contextOn(page, steps), proposals))!.chosen.action);

  it('takes every step of the best, then decides for itself', async () => {
    const it = planner();
    expect([await lineOf(it, PAGE, 0), await lineOf(it, LATER, 1), await lineOf(it, LATER, 2)]).toEqual([
      'click 1',
      'click 2',
      'click 1',
    ]);
  });

  it('ends where the page is another than in the rehearsal', async () => {
    const it = planner();
    expect([await lineOf(it, PAGE, 0), await lineOf(it, PAGE, 1), await lineOf(it, LATER, 1)]).toEqual([
      'click 1',
      'click 1',
      'click 1',
    ]);
  });

  it('is left alone where the own way is as good, and the search ends when one is good enough or the budget is spent', async () => {
    const attempts = async (more: Partial<RolloutsParts>): Promise<string[]> => {
      const choice = await planner(more).choose(contextOn(PAGE, 0), proposals);
      return [printAction(choice!.chosen.action), ...choice!.notes];
    };
    expect(await attempts({ judge: () => 0.5 })).toEqual([
      'click 1',
      expect.stringMatching(/^rollouts: of [45] the own way stands, 0.50$/),
    ]);
    expect(await attempts({ judge: () => 0.95 })).toEqual(['click 1', 'rollouts: of 1 the own way stands, 0.95']);
    let tokens = 0;
    expect(await attempts({ judge: () => 0.5, tokens: () => (tokens += 60) })).toEqual([
      'click 1',
      'rollouts: of 2 the own way stands, 0.50',
    ]);
    expect(await attempts({ judge: () => undefined })).toEqual(['click 1', 'rollouts: nothing could be rehearsed or judged']);
  });
});
