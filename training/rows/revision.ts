import { pageKey } from '../../agent/index.js';
import type { Curator } from './curate.js';
import { firstError, stepOf, type Turn, type Ways, waysOf } from './first-error.js';
import { sayAt } from './say.js';
import type { RolloutRow } from './success.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isBlocked, isSlip } from './wasted.js';

/**
 * Revision (Agent-R, Yuan et al. 2025): from the first error of an attempt over to a success. The wrong step has weight 0; on the page that it led to,
 * with the mistake in the past, the attempt's own answer is learned where it succeeded all the same, else what a success did on this
 * very page, and then the rest of that success. Departure: Agent-R splices one long text, with a canned thought of regret at the seam; here a row is one
 * step, the verdict on the mistake stands in the prompt's past, and where no success came by the page nothing is made.
 */
export function revisionRows(task: TaskAttempts, curator: Curator): RolloutRow[] {
  const ways = waysOf(task);
  return task.attempts.flatMap((attempt) => {
    const at = firstError(attempt, ways);
    if (at === undefined) return [];
    const after = attempt.success ? ownTurn(attempt, at + 1, curator) : foreignTurn(attempt, at + 1, ways, curator);
    return after.length > 0 ? [...rowsAt(attempt, at, 0, curator), ...after] : [];
  });
}

/**
 * Partly masked self-reflected attempts (STeP, Chen et al. 2025): successes that had to correct themselves, whole, with weight 0 on the wrong steps.
 * Departure: no teacher speaks; what corrected the course is what the attempt itself did after the reflector's verdict.
 */
export function reflectedRows(task: TaskAttempts, curator: Curator): RolloutRow[] {
  const corrected = task.attempts.filter(
    ({ success, steps }) => success && !steps.some(isBlocked) && steps.some((_, i) => isSlip(steps, i)),
  );
  return corrected.flatMap((attempt) =>
    attempt.steps.flatMap((_, i) =>
      rowsAt(attempt, i, isSlip(attempt.steps, i) ? 0 : curator.weightOf(task, attempt, i), curator),
    ),
  );
}

/** The step as a row, if the model said it. */
export function rowsAt({ steps, family }: Trajectory, index: number, weight: number, curator: Curator): RolloutRow[] {
  return curator
    .spoken(steps[index])
    .map(({ episodeId, step, prompt, answer }) => ({ episodeId, step, family, prompt, answer, weight }));
}

const ownTurn = (attempt: Trajectory, index: number, curator: Curator): RolloutRow[] =>
  isSlip(attempt.steps, index) ? [] : rowsAt(attempt, index, 1, curator);

function foreignTurn(attempt: Trajectory, index: number, ways: Ways, curator: Curator): RolloutRow[] {
  const here = attempt.steps.at(index);
  const turn = here && nearestEnd(ways.get(pageKey(here.observation)) ?? []);
  const said = turn && sayAt(attempt, index, stepOf(turn).decision.action);
  if (!turn || !said) return [];
  const { episodeId, family } = attempt;
  return [{ episodeId, step: here.number, family, ...said, weight: 1 }, ...restOf(turn, curator)];
}

const nearestEnd = (turns: readonly Turn[]): Turn | undefined =>
  [...turns].sort((a, b) => a.attempt.steps.length - a.index - (b.attempt.steps.length - b.index)).at(0);

const restOf = ({ attempt, index }: Turn, curator: Curator): RolloutRow[] =>
  attempt.steps.flatMap((_, i) => (i > index && !isSlip(attempt.steps, i) ? rowsAt(attempt, i, 1, curator) : []));
