import { z } from 'zod';
import { sigmoid } from './calibrators.js';

/** Logistic regression on named, standardised features. A feature that is missing counts as its mean. */
export const LogisticModelSchema = z.object({
  bias: z.number(),
  features: z.record(z.string(), z.object({ weight: z.number(), mean: z.number(), deviation: z.number() })),
});
export type LogisticModel = z.infer<typeof LogisticModelSchema>;

export type Features = Readonly<Record<string, number | undefined>>;

export interface Example {
  features: Features;
  outcome: boolean;
}

export function predict({ bias, features }: LogisticModel, given: Features): number {
  const sum = Object.entries(features).reduce((total, [name, one]) => total + one.weight * standard(given[name], one), bias);
  return sigmoid(sum);
}

const standard = (value: number | undefined, { mean, deviation }: { mean: number; deviation: number }): number =>
  value === undefined ? 0 : Math.max(-5, Math.min(5, (value - mean) / deviation));

/** Strength of the pull of every weight towards 0, in examples. */
const RIDGE = 1;
const ROUNDS = 25;

/** Iteratively reweighted least squares with a ridge. The same examples give the same model. */
export function fitLogistic(examples: readonly Example[]): LogisticModel {
  const names = [...new Set(examples.flatMap(({ features }) => Object.keys(features)))].sort();
  const scales = names.map((name) => scaleOf(examples.flatMap(({ features }) => features[name] ?? [])));
  const rows = examples.map(({ features }) => [1, ...names.map((name, i) => standard(features[name], scales[i]))]);
  let weights = new Array<number>(names.length + 1).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? (i === 0 ? 1e-6 : RIDGE) : 0)));
    rows.forEach((row, k) => {
      const p = sigmoid(dot(weights, row));
      const error = Number(examples[k].outcome) - p;
      for (let i = 0; i < row.length; i++) {
        gradient[i] += error * row[i];
        for (let j = 0; j < row.length; j++) hessian[i][j] += p * (1 - p) * row[i] * row[j];
      }
    });
    const step = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + step[i]);
  }
  const features = Object.fromEntries(names.map((name, i) => [name, { weight: weights[i + 1], ...scales[i] }]));
  return { bias: weights[0], features };
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Gauss-Jordan elimination of a positive definite system; a handful of unknowns. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i][i];
    rows[i] = rows[i].map((value) => value / pivot);
    rows.forEach((row, k) => {
      if (k !== i) rows[k] = row.map((value, j) => value - row[i] * rows[i][j]);
    });
  }
  return rows.map((row) => row[row.length - 1]);
}
