import { sigmoid } from './dpo.js';
import type { LossSettings } from './settings.js';

/**
 * Kahneman-Tversky optimisation (Ethayarajh et al. 2024, equation 8). With l the log-ratio log p_now - log p_reference of the
 * whole answer and z0 the reference point:
 *
 * desirable: w_D (1 - sigmoid(beta (l - z0))); undesirable: w_U (1 - sigmoid(beta (z0 - l))).
 *
 * `slope` is the derivative by l; z0 has no gradient, as in the paper.
 */
export function ktoLoss(
  answer: { desirable: boolean; logRatio: number; referencePoint: number },
  { beta, desirableWeight, undesirableWeight }: LossSettings['kto'],
): { loss: number; slope: number } {
  const sign = answer.desirable ? 1 : -1;
  const weight = answer.desirable ? desirableWeight : undesirableWeight;
  const value = sigmoid(sign * beta * (answer.logRatio - answer.referencePoint));
  return { loss: weight * (1 - value), slope: -sign * weight * beta * value * (1 - value) };
}

/**
 * z0 of a batch: the mean log-ratio of prompts with answers of other rows, at least 0. It estimates the KL divergence of the
 * policy from its reference. Departures: the partners are fixed when the dataset is written, so that their reference
 * log-probs can be stored (the paper shifts answers inside a batch); a batch without such rows has z0 = 0.
 */
export function ktoReferencePoint(mismatched: readonly number[]): number {
  if (mismatched.length === 0) return 0;
  return Math.max(0, mismatched.reduce((sum, ratio) => sum + ratio, 0) / mismatched.length);
}
