import { siblingPreferences } from '../../agent/index.js';
import { printAction } from '../../core/index.js';
import type { TreeRecord } from '../../memory/index.js';
import type { Curator } from './curate.js';
import type { PreferenceRow } from './preferences.js';
import { spokenInstead } from './spoken.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isSlip } from './wasted.js';

/** Values that are nearer than this say nothing for sure. */
const LEAST_GAP = 0.2;

/**
 * Preferences in hindsight (RLHS, Liang et al. 2025; sibling values as in AlphaLLM and ReST-MCTS*): of two actions that a search tried out
 * before a step, the one that turned out better, unless the end of the attempt speaks against it: what a success took is not rejected, what a
 * failure took is not chosen. One pair a step, the surest. Departure: only of the step's own page, as prompts further down are not kept with their nodes.
 */
export const hindsightRows = ({ attempts }: TaskAttempts, curator: Curator): PreferenceRow[] =>
  attempts.flatMap((attempt) => attempt.trees.flatMap((record) => pairOf(attempt, record, curator)));

function pairOf(attempt: Trajectory, { number, tree }: TreeRecord, curator: Curator): PreferenceRow[] {
  const { steps, family, success, episodeId } = attempt;
  const index = steps.findIndex((step) => step.number === number);
  if (index < 0) return [];
  const taken = printAction(steps[index].decision.action);
  const spared = success && !isSlip(steps, index);
  const pairs = siblingPreferences(tree, LEAST_GAP).filter(
    ({ at, better, worse }) => at === 0 && (spared ? worse : better) !== taken,
  );
  for (const { better, worse } of pairs) {
    const [chosen, rejected] = [better, worse].map((action) => spokenInstead(steps[index], action));
    if (!chosen || !rejected) continue;
    const step = { episodeId, step: number };
    const said = { prompt: chosen.prompt, chosen: chosen.answer, rejected: rejected.answer };
    const logprobs = { chosenLogprobs: chosen.logprobs, rejectedLogprobs: rejected.logprobs };
    return [{ family, ...said, ...logprobs, chosenStep: step, rejectedStep: step }];
  }
  return pairs.length > 0 ? curator.drop('not said by the model') : [];
}
