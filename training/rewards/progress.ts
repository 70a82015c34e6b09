import type { StepRecord } from '../../memory/index.js';
import type { Reward } from './reward.js';

/**
 * Potential-based shaping, F(s, s') = gamma * P(s') - P(s) (Ng, Harada and Russell 1999): along a way it sums up to the potentials at
 * its ends, so that the best policy stays the best.
 */
export const shaping = (before: number, after: number, gamma = 1): number => gamma * after - before;

/** Progress of one step: the potential is minus the share of the goal's conditions that are open, and 0 after the end. */
export const progress: Reward = ({ attempt: { steps }, index }) =>
  shaping(potential(steps[index]), potential(steps.at(index + 1)));

function potential(step: StepRecord | undefined): number {
  const { open, named } = step?.decision.conditions ?? { open: [], named: 0 };
  return named === 0 ? 0 : -open.length / named;
}
