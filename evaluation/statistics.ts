import { createRandom } from '../core/index.js';

/** An interval [low, high] in the unit of the estimate. */
export type Interval = [low: number, high: number];

/** Normal quantile of a two-sided 95% interval. */
const Z95 = 1.959964;

/**
 * Wilson's score interval for a proportion (Wilson 1927), 95% by default: honest near 0 and 1 and for few episodes, where
 * the textbook interval leaves [0, 1]. No episodes say nothing: [0, 1].
 */
export function wilsonInterval(successes: number, episodes: number, z = Z95): Interval {
  if (episodes === 0) return [0, 1];
  const p = successes / episodes;
  const z2 = z * z;
  const centre = (p + z2 / (2 * episodes)) / (1 + z2 / episodes);
  const half = (z / (1 + z2 / episodes)) * Math.sqrt((p * (1 - p)) / episodes + z2 / (4 * episodes * episodes));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * McNemar's exact test (two-sided): the probability of so uneven a split of the `onlyA + onlyB` discordant pairs when both
 * sides are equally good. Pairs that agree carry no information. Without discordant pairs p = 1.
 */
export function mcnemarExact(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  const few = Math.min(onlyA, onlyB);
  let logChoose = 0; // ln C(n, k), built up so that no factorial overflows
  let tail = 0;
  for (let k = 0; k <= few; k++) {
    if (k > 0) logChoose += Math.log(n - k + 1) - Math.log(k);
    tail += Math.exp(logChoose - n * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}

/**
 * Percentile interval of a mean by the bootstrap (Efron 1979), 95%. Give it one difference per pair and it is the paired
 * interval: pairs are resampled, so what two arms share (task, seed) cancels. It speaks for new seeds of the same families,
 * not for new families.
 */
export function bootstrapInterval(values: readonly number[], options: { resamples?: number; seed?: number } = {}): Interval {
  if (values.length === 0) return [0, 0];
  const random = createRandom(options.seed ?? 1);
  const resamples = options.resamples ?? 2_000;
  const means = Array.from({ length: resamples }, () => {
    let total = 0;
    for (let i = 0; i < values.length; i++) total += values[random.integer(0, values.length - 1)];
    return total / values.length;
  }).sort((a, b) => a - b);
  return [means[Math.floor(resamples * 0.025)], means[Math.ceil(resamples * 0.975) - 1]];
}

/** Middle value; the mean of the two middle ones for an even count; 0 for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Arithmetic mean; 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
