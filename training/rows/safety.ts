import type { Curator } from './curate.js';
import { rowsAt } from './revision.js';
import type { RolloutRow } from './success.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isBlocked, isSlip } from './wasted.js';

/** Few tasks cannot be done, so that a right refusal counts more. */
const REFUSAL_WEIGHT = 3;

/**
 * Safety (AutoSafe): right refusals of what cannot be done, and in successes what was done in place of an action that a gate held back; the held-back
 * one has weight 0. Departure: the reason is not said, as the compact form has no words for it.
 */
export const safetyRows = ({ attempts }: TaskAttempts, curator: Curator): RolloutRow[] =>
  attempts
    .filter(({ success }) => success)
    .flatMap((attempt) => [...refusalOf(attempt, curator), ...safeTurns(attempt, curator)]);

const refusalOf = (attempt: Trajectory, curator: Curator): RolloutRow[] =>
  attempt.finish.kind === 'refused' ? rowsAt(attempt, attempt.steps.length - 1, REFUSAL_WEIGHT, curator) : [];

function safeTurns(attempt: Trajectory, curator: Curator): RolloutRow[] {
  const { steps } = attempt;
  return steps.flatMap((step, i) => {
    const isSafe = i + 1 < steps.length && !isBlocked(steps[i + 1]) && !isSlip(steps, i + 1);
    return isBlocked(step) && isSafe ? [...rowsAt(attempt, i, 0, curator), ...rowsAt(attempt, i + 1, 1, curator)] : [];
  });
}
