import type { LossSettings } from './settings.js';

/** Rates of 0 and 1 say nothing about the other kind of answer; the authors' code keeps them this far away. */
const RATE_MARGIN = 0.02;
/** Largest logarithm of a ratio that is exponentiated. */
const LOG_RATIO_LIMIT = 10;

export interface TokenLoss {
  loss: number;
  /** d loss / d log-probability of the token now. */
  slope: number;
}

/**
 * Negative-aware fine-tuning (Chen et al. 2025, arXiv 2505.18116; authors' code NVlabs/NFT, ratio per token). With
 * R = p_now / p_old of a token and r the group's success rate:
 *
 * correct: -log R; wrong: -log max((1 - r R) / (1 - r), floor), whose gradient is passed through the maximum.
 *
 * Both times the group's weight. Departures: the mean is over the tokens of a batch, where the code sums and divides by 1000;
 * the gradient also passes through the limit of 10 on log R.
 */
export function nftTokenLoss(
  token: { correct: boolean; successRate: number; logProb: number; oldLogProb: number },
  settings: LossSettings['nft'],
): TokenLoss {
  const { correct, logProb, oldLogProb } = token;
  const r = Math.min(1 - RATE_MARGIN, Math.max(RATE_MARGIN, token.successRate));
  const factor = GROUP_WEIGHT[settings.groupWeight](r);
  if (correct) return { loss: factor * (oldLogProb - logProb), slope: -factor };
  const ratio = Math.exp(Math.min(LOG_RATIO_LIMIT, logProb - oldLogProb));
  const kept = Math.max((1 - r * ratio) / (1 - r), settings.floor);
  const weight = factor * settings.negativeWeight;
  return { loss: -weight * Math.log(kept), slope: (weight * r * ratio) / (1 - r) / kept };
}

const GROUP_WEIGHT: Record<LossSettings['nft']['groupWeight'], (r: number) => number> = {
  none: () => 1,
  'failure-rate': (r) => 1 - r,
  'root-odds': (r) => Math.sqrt((1 - r) / r),
};
