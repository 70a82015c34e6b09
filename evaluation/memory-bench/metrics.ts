import { createRandom } from '../../core/index.js';
import { mean, type Interval } from '../statistics.js';
import type { QuestionKind } from './conversation.js';

/** How one question fared under one ranker. Shares from 0 to 1. */
export interface QuestionScore {
  question: string;
  conversation: string;
  kind: QuestionKind;
  recallAt5: number;
  recallAt10: number;
  recallAt20: number;
  /** One over the rank of the first gold turn among 20, else 0. */
  reciprocalRank: number;
}

export type Measure = 'recallAt5' | 'recallAt10' | 'recallAt20' | 'reciprocalRank';

/** Share of the gold turns among the first `k`. */
export function recallAt(ranked: readonly string[], gold: readonly string[], k: number): number {
  if (gold.length === 0) return 0;
  const top = new Set(ranked.slice(0, k));
  return gold.filter((id) => top.has(id)).length / gold.length;
}

/** One over the rank of the first gold turn; 0 when none was returned. */
export function reciprocalRank(ranked: readonly string[], gold: readonly string[]): number {
  const first = ranked.findIndex((id) => gold.includes(id));
  return first < 0 ? 0 : 1 / (first + 1);
}

export function average(scores: readonly QuestionScore[], measure: Measure): number {
  return mean(scores.map((score) => score[measure]));
}

/**
 * 95 % percentile bootstrap of a mean over questions, conversations resampled whole (cluster bootstrap; Cameron, Gelbach and
 * Miller 2008): questions about one log share its turns and are not independent.
 */
export function clusterInterval(
  values: readonly { conversation: string; value: number }[],
  seed = 1,
  resamples = 2_000,
): Interval {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { conversation, value } of values) {
    const { sum, count } = totals.get(conversation) ?? { sum: 0, count: 0 };
    totals.set(conversation, { sum: sum + value, count: count + 1 });
  }
  const clusters = [...totals.values()];
  if (clusters.length === 0) return [0, 0];
  const random = createRandom(seed);
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < clusters.length; i++) {
      const cluster = clusters[random.integer(0, clusters.length - 1)];
      sum += cluster.sum;
      count += cluster.count;
    }
    return sum / count;
  }).sort((a, b) => a - b);
  return [means[Math.floor(resamples * 0.025)], means[Math.ceil(resamples * 0.975) - 1]];
}

/** Interval of a measure under one ranker. */
export function intervalOf(scores: readonly QuestionScore[], measure: Measure): Interval {
  return clusterInterval(scores.map((score) => ({ conversation: score.conversation, value: score[measure] }))); // prettier-ignore
}

/** Interval of the gain of `b` over `a` on the same questions. */
export function gainInterval(a: readonly QuestionScore[], b: readonly QuestionScore[], measure: Measure): Interval {
  const before = new Map(a.map((score) => [score.question, score[measure]]));
  const gains = b.flatMap((score) => {
    const value = before.get(score.question);
    return value === undefined ? [] : [{ conversation: score.conversation, value: score[measure] - value }];
  });
  return clusterInterval(gains);
}

/** Value at a share of the sorted list (nearest rank); 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
