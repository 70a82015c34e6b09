import { SKILL_PROPOSER } from '../../skills/index.js';
import { progress } from './progress.js';
import { reflectionQuality } from './reflection.js';
import type { Reward, RewardedStep } from './reward.js';
import { answerRelevance } from './sar.js';

/** By name: what a step of an attempt may be rewarded for. */
export const REWARDS = {
  /** The evaluator's word on the attempt. */
  outcome: ({ attempt }) => Number(attempt.success),
  progress,
  sar: answerRelevance,
  reflection: reflectionQuality,
  /** A skill of the library was used, and the attempt succeeded (SAGE). Departure: credit for its creator is given in the library. */
  'skill-reuse': ({ attempt, index }) =>
    Number(attempt.success && attempt.steps[index].decision.proposer.startsWith(SKILL_PROPOSER)),
} satisfies Record<string, Reward>;
export type RewardName = keyof typeof REWARDS;

/** How much each reward counts; those that are not named do not. */
export type RewardWeights = Readonly<Partial<Record<RewardName, number>>>;

export const OUTCOME_ONLY: RewardWeights = { outcome: 1 };

/** The weighted sum of a step's rewards, not below 0: a row's weight is multiplied by it. */
export function worthOf(weights: RewardWeights, step: RewardedStep): number {
  const terms = (Object.entries(weights) as [RewardName, number][]).map(([name, weight]) => weight * REWARDS[name](step));
  return Math.max(
    0,
    terms.reduce((sum, term) => sum + term, 0),
  );
}
