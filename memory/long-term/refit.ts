import { FEATURES, type FeatureVector } from './features.js';

/** What one answer taught: the memories it was shown, and which of them it cited. */
export interface Lesson {
  shown: readonly { features: Readonly<FeatureVector>; cited: boolean; kind: string }[];
}

/** Precision of the prior: how many answers' worth of gradient hold the weights back. */
const PRIOR = 4;
const PASSES = 10;
const STEP = 0.1;

/**
 * Weights that explain best which of the shown memories were cited: listwise softmax (ListNet; Cao et al. 2007) over each answer's
 * shown memories, with a Gaussian prior around `prior`, by AdaGrad over the lessons in order. Deterministic; few lessons
 * hardly move it. Answers of which all or nothing was cited say nothing about order and are passed over.
 */
export function refit(lessons: readonly Lesson[], prior: Readonly<FeatureVector>): FeatureVector {
  const telling = lessons.filter(({ shown }) => shown.some(({ cited }) => cited) && shown.some(({ cited }) => !cited)).map(pack);
  const size = FEATURES.length;
  const origin = Float64Array.from(FEATURES, (name) => prior[name]);
  const weights = Float64Array.from(origin);
  const squares = new Float64Array(size).fill(1e-8);
  const gradient = new Float64Array(size);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const { rows, targets } of telling) {
      for (let k = 0; k < size; k++) gradient[k] = (-PRIOR * (weights[k] - origin[k])) / telling.length;
      const chances = softmax(rows.map((row) => dot(row, weights)));
      rows.forEach((row, i) => {
        const error = targets[i] - chances[i];
        for (let k = 0; k < size; k++) gradient[k] += error * row[k];
      });
      for (let k = 0; k < size; k++) {
        squares[k] += gradient[k] * gradient[k];
        weights[k] += (STEP * gradient[k]) / Math.sqrt(squares[k]);
      }
    }
  }
  return Object.fromEntries(FEATURES.map((name, k) => [name, weights[k]])) as FeatureVector;
}

function pack({ shown }: Lesson): { rows: Float64Array[]; targets: number[] } {
  const count = shown.filter(({ cited }) => cited).length;
  return {
    rows: shown.map(({ features }) => Float64Array.from(FEATURES, (name) => features[name])),
    targets: shown.map(({ cited }) => (cited ? 1 / count : 0)),
  };
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
