import { SKILL_PROPOSER } from '../../skills/index.js';
import type { Curator } from './curate.js';
import { rowsAt } from './revision.js';
import { sayAt } from './say.js';
import type { RolloutRow } from './success.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isSlip } from './wasted.js';

/**
 * Braked thought (Self-Braking Tuning): the first answer, where more thought about it changed nothing and the attempt succeeded. Departure: the
 * compact form says no thoughts that could be cut; what is learned is to be surer of the answer, so that no more thought is called for.
 */
export const brakedRows = (task: TaskAttempts, curator: Curator): RolloutRow[] =>
  ofSuccesses(task, (attempt, i) =>
    attempt.steps[i].decision.deliberation?.changed === false
      ? rowsAt(attempt, i, curator.weightOf(task, attempt, i), curator)
      : [],
  );

/** What a skill of the library did in a success (SAGE), as the model would have said it: to do it without the skill. */
export const skillRows = (task: TaskAttempts, curator: Curator): RolloutRow[] =>
  ofSuccesses(task, (attempt, i) => {
    const { episodeId, number: step, decision } = attempt.steps[i];
    if (!decision.proposer.startsWith(SKILL_PROPOSER)) return [];
    const said = sayAt(attempt, i, decision.action);
    if (!said) return curator.drop('not said by the model');
    return [{ episodeId, step, family: attempt.family, ...said, weight: curator.weightOf(task, attempt, i) }];
  });

const ofSuccesses = ({ attempts }: TaskAttempts, rowsOf: (attempt: Trajectory, index: number) => RolloutRow[]): RolloutRow[] =>
  attempts
    .filter(({ success }) => success)
    .flatMap((attempt) => attempt.steps.flatMap((_, i) => (isSlip(attempt.steps, i) ? [] : rowsOf(attempt, i))));
