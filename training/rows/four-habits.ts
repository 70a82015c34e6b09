import { COVERAGE_REASONS, pageKey, REOPENED, REVERSAL } from '../../agent/index.js';
import type { StepRecord } from '../../memory/index.js';

/** Habits of thought that let a reasoner improve on what it does (Gandhi et al. 2025, "Cognitive Behaviors that Enable Self-Improving Reasoners"). */
export const HABITS = ['verification', 'backtracking', 'subgoals', 'backward chaining'] as const;
export type Habit = (typeof HABITS)[number];

/**
 * Which of the four habits an attempt shows. Departure: the paper has a model tag chains of thought; a web agent's habits show in what it did, so
 * these are rules on the log, and no model is asked.
 *
 * - verification: it looked before it committed, or went on because the end was doubted;
 * - backtracking: it took a step back, or came back to a page after a step that went wrong;
 * - subgoals: what the goal asks for was fulfilled in two steps or more, one after the other;
 * - backward chaining: it put an action off for what that action needs first.
 */
export function habitsOf(steps: readonly Pick<StepRecord, 'observation' | 'decision' | 'verdicts'>[]): Habit[] {
  const { open, undone, unseen } = COVERAGE_REASONS;
  const notes = steps.flatMap(({ decision }) => decision.notes);
  const shown: Record<Habit, boolean> = {
    verification: notes.some((note) => note.startsWith(REOPENED) || note.endsWith(unseen)),
    backtracking: steps.some(({ decision }) => decision.proposer === REVERSAL) || cameBack(steps),
    subgoals: fulfilments(steps) >= 2,
    'backward chaining': notes.some((note) => note.endsWith(open) || note.endsWith(undone)),
  };
  return HABITS.filter((habit) => shown[habit]);
}

/** How many of a number of attempts show each habit, and how many all four. */
export interface HabitCounts extends Record<Habit, number> {
  attempts: number;
  'all four': number;
}

export const noHabits = (): HabitCounts => ({
  ...{ attempts: 0, verification: 0, backtracking: 0, subgoals: 0, 'backward chaining': 0, 'all four': 0 },
});

/** Counts one more attempt. */
export function addHabits(counts: HabitCounts, habits: readonly Habit[]): void {
  counts.attempts++;
  for (const habit of habits) counts[habit]++;
  if (habits.length === HABITS.length) counts['all four']++;
}

/** Steps after which less of the goal was open than before. */
function fulfilments(steps: readonly Pick<StepRecord, 'decision'>[]): number {
  const open = steps.flatMap(({ decision }) => decision.conditions?.open.length ?? []);
  return open.filter((count, i) => i > 0 && count < open[i - 1]).length;
}

function cameBack(steps: readonly Pick<StepRecord, 'observation' | 'verdicts'>[]): boolean {
  const pages = steps.map(({ observation }) => pageKey(observation));
  return steps.some(
    ({ verdicts }, i) =>
      verdicts.some(({ level, label }) => level === 'action' && label === 'B') &&
      pages.slice(i + 1).some((page) => pages.slice(0, i + 1).includes(page)),
  );
}
