import type { ComparedAnswer, TrainingBatch } from '../data/index.js';
import { dpoLoss } from './dpo.js';
import { ktoLoss, ktoReferencePoint } from './kto.js';
import { nftTokenLoss } from './nft.js';
import type { LossSettings } from './settings.js';

export interface WeighedBatch {
  /** Per target d loss / d negative log-likelihood, before the division by `total`. */
  weights: Float32Array;
  /** What weights and loss are divided by, so that the loss is a mean. */
  total: number;
  loss: number;
}

/**
 * Turns any of the losses into weights of the ordinary cross-entropy. Each depends on the model only through log-probs of
 * answer tokens, so its gradient is that of a weighted negative log-likelihood with weights -dL/dlogp, and one backward pass
 * serves them all. `nll` are the present negative log-likelihoods of the batch's targets.
 *
 * The mean is over what the batch holds: plain targets at the size of their weight, NFT tokens and KTO answers at their
 * row's weight, a DPO pair at the weight of its chosen row.
 */
export function weigh(batch: TrainingBatch, nll: ArrayLike<number>, settings: LossSettings): WeighedBatch {
  const { compared } = batch;
  const weigher = new Weigher(batch, nll);
  const ratios = compared.map((answer) => logRatio(answer, nll));
  const referencePoint = ktoReferencePoint(ratios.filter((_, i) => compared[i].kind === 'kto-baseline'));
  compared.forEach((answer, i) => {
    if (answer.kind === 'nft-correct' || answer.kind === 'nft-wrong') weigher.addTokens(answer, settings.nft);
    else if (answer.kind === 'dpo-chosen') {
      const { loss, slope } = dpoLoss(ratios[i], ratios[i + 1], settings.dpo.beta);
      weigher.addLoss(loss, answer.weight);
      weigher.addSlope(answer, slope * answer.weight);
      weigher.addSlope(compared[i + 1], -slope * answer.weight);
    } else if (answer.kind === 'kto-desirable' || answer.kind === 'kto-undesirable') {
      const desirable = answer.kind === 'kto-desirable';
      const { loss, slope } = ktoLoss({ desirable, logRatio: ratios[i], referencePoint }, settings.kto);
      weigher.addLoss(loss, answer.weight);
      weigher.addSlope(answer, slope * answer.weight);
    }
  });
  return weigher.result();
}

/** Adds losses up. Begins with the plain targets of a batch. */
class Weigher {
  readonly #weights: Float32Array;
  readonly #nll: ArrayLike<number>;
  #loss: number;
  #total: number;

  constructor({ weights }: TrainingBatch, nll: ArrayLike<number>) {
    this.#weights = weights.slice();
    this.#nll = nll;
    this.#loss = weights.reduce((sum, weight, i) => sum + weight * nll[i], 0);
    this.#total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  }

  addLoss(loss: number, weight: number): void {
    this.#loss += weight * loss;
    this.#total += weight;
  }

  /** `slope` is d loss / d log-ratio of the whole answer. */
  addSlope({ first, count, tokenWeights }: ComparedAnswer, slope: number): void {
    for (let i = 0; i < count; i++) this.#weights[first + i] = -slope * (tokenWeights?.[i] ?? 1);
  }

  /** An answer of which every token has its own loss. */
  addTokens(answer: ComparedAnswer, settings: LossSettings['nft']): void {
    const { kind, first, count, successRate, referenceLogProbs, tokenWeights } = answer;
    for (let i = 0; i < count; i++) {
      const weight = answer.weight * (tokenWeights?.[i] ?? 1);
      const token = {
        correct: kind === 'nft-correct',
        successRate,
        logProb: -this.#nll[first + i],
        oldLogProb: referenceLogProbs[i],
      };
      const { loss, slope } = nftTokenLoss(token, settings);
      this.addLoss(loss, weight);
      this.#weights[first + i] = -slope * weight;
    }
  }

  result(): WeighedBatch {
    const total = this.#total;
    return { weights: this.#weights, total, loss: total > 0 ? this.#loss / total : 0 };
  }
}

/** log p_now - log p_reference of an answer; token weights count here too, so that masked tokens take no part. */
function logRatio({ first, count, referenceLogProbs, tokenWeights }: ComparedAnswer, nll: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (tokenWeights?.[i] ?? 1) * (-nll[first + i] - referenceLogProbs[i]);
  return sum;
}
