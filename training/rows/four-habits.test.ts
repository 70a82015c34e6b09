import { afterAll, expect, it } from 'vitest';
import type { StepRecord } from '../../memory/index.js';
import { CURATION, Curator } from './curate.js';
import { fixtureStore } from './fixture.js';
import { addHabits, type Habit, habitsOf, noHabits } from './four-habits.js';
import { readAttempts, type TaskAttempts, type Trajectory } from './trajectory.js';

const store = fixtureStore();
afterAll(() => store.close());
const [task] = readAttempts(store);
const straight = task.attempts.find(({ episodeId }) => episodeId === 'straight')!;

/** The straight success, with something else at one step. */
const changed = (index: number, decision: Partial<StepRecord['decision']>): StepRecord[] =>
  straight.steps.map((step, i) => (i === index ? { ...step, decision: { ...step.decision, ...decision } } : step));

it.each<[Habit, StepRecord[]]>([
  ['verification', changed(1, { notes: ['coverage: click 3 before click 1, because "Tea" was not in sight yet'] })],
  ['verification', changed(2, { notes: ['global: to stop here succeeds with 0.10 only, so the episode goes on, once'] })],
  ['backtracking', changed(1, { proposer: 'reversal' })],
  ['backward chaining', changed(0, { notes: ['coverage: type 4 quote 1 before click 5, because "Mei" is still open'] })],
])('%s shows in what was done', (habit, steps) => {
  expect(habitsOf(straight.steps)).toEqual([]);
  expect(habitsOf(steps)).toEqual([habit]);
});

it('backtracking is to come back after a wrong turn, and not to come by again', () => {
  const wrong = { level: 'action', source: 'rule', label: 'B', reason: 'wrong page' } as const;
  const strayed = task.attempts.find(({ episodeId }) => episodeId === 'strayed')!.steps;
  expect(habitsOf(strayed)).toEqual([]);
  expect(habitsOf(strayed.map((step, i) => (i === 0 ? { ...step, verdicts: [wrong] } : step)))).toEqual(['backtracking']);
});

it('subgoals are fulfilled one after the other', () => {
  const open = (...counts: number[]): StepRecord[] =>
    counts.map((count, i) => {
      const conditions = { named: 2, open: Array.from({ length: count }, (_, n) => `condition ${n}`) };
      const step = straight.steps[i % straight.steps.length];
      return { ...step, decision: { ...step.decision, conditions } };
    });
  expect(habitsOf(open(2, 1, 0))).toEqual(['subgoals']);
  expect(habitsOf(open(2, 0, 0))).toEqual([]); // both at once
});

it('counts what attempts show', () => {
  const counts = noHabits();
  addHabits(counts, ['verification']);
  addHabits(counts, ['verification', 'backtracking', 'subgoals', 'backward chaining']);
  expect(counts).toEqual({ attempts: 2, verification: 2, backtracking: 1, subgoals: 1, 'backward chaining': 1, 'all four': 1 });
});

it('curation counts them in all attempts, and a priming set takes only successes that show enough of them', () => {
  const looked: Trajectory = {
    ...straight,
    steps: changed(1, { notes: ['coverage: a before b, because "x" was not in sight yet'] }),
  };
  const tried: TaskAttempts = { ...task, attempts: [straight, looked] };
  const made = (habits: number) => {
    const curator = new Curator({ ...CURATION, splits: ['practice'], habits });
    const from = new Set(curator.successes(tried).map(({ episodeId, step }) => `${episodeId}#${step}`));
    return { rows: from.size, report: curator.report };
  };
  expect(made(0)).toMatchObject({ rows: 3, report: { kept: 2, habits: { attempts: 2, verification: 1 } } });
  expect(made(1)).toMatchObject({ rows: 3, report: { kept: 1, drops: { 'too few habits': 1 } } });
  expect(made(4)).toMatchObject({ rows: 0, report: { kept: 0 } });
});
