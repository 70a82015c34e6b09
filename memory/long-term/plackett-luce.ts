import type { Random } from '../../core/index.js';

/**
 * Draws `count` candidates in order: scores plus Gumbel noise `-ln(-ln u)` at the temperature, the highest first. This is
 * sampling from the Plackett-Luce distribution without replacement.
 */
export function gumbelTopM(scores: ArrayLike<number>, count: number, temperature: number, random: Random): number[] {
  const noisy = Array.from(scores, (score) => score - temperature * Math.log(-Math.log(random.next() || Number.MIN_VALUE)));
  return noisy
    .map((_, i) => i)
    .sort((a, b) => noisy[b] - noisy[a])
    .slice(0, count);
}

/**
 * Gradient, with respect to the scores, of `sum over i of advantage_i * log P(chosen_i | not yet chosen)`, where P is the
 * softmax of scores over temperature: `d log P(i) / d s_j = (1[i = j] - p_j) / temperature` (REINFORCE over Plackett-Luce).
 */
export function plackettLuceGradient(
  scores: ArrayLike<number>,
  chosen: readonly number[],
  advantages: readonly number[],
  temperature: number,
): Float64Array {
  const gradient = new Float64Array(scores.length);
  walk(scores, chosen, temperature, (t, probabilities) => {
    const step = advantages[t] / temperature;
    for (let j = 0; j < scores.length; j++) gradient[j] -= step * probabilities[j];
    gradient[chosen[t]] += step;
  });
  return gradient;
}

/** The sum that {@link plackettLuceGradient} is the gradient of. */
export function plackettLuceObjective(
  scores: ArrayLike<number>,
  chosen: readonly number[],
  advantages: readonly number[],
  temperature: number,
): number {
  let sum = 0;
  walk(scores, chosen, temperature, (t, probabilities) => (sum += advantages[t] * Math.log(probabilities[chosen[t]])));
  return sum;
}

/** Visits every draw with the probabilities of that moment; what was drawn before has probability 0. */
function walk(
  scores: ArrayLike<number>,
  chosen: readonly number[],
  temperature: number,
  visit: (draw: number, probabilities: Float64Array) => void,
): void {
  const taken = new Set<number>();
  const probabilities = new Float64Array(scores.length);
  for (let t = 0; t < chosen.length; t++) {
    let top = -Infinity;
    for (let j = 0; j < scores.length; j++) if (!taken.has(j) && scores[j] > top) top = scores[j];
    let total = 0;
    for (let j = 0; j < scores.length; j++) {
      probabilities[j] = taken.has(j) ? 0 : Math.exp((scores[j] - top) / temperature);
      total += probabilities[j];
    }
    for (let j = 0; j < scores.length; j++) probabilities[j] /= total;
    visit(t, probabilities);
    taken.add(chosen[t]);
  }
}
