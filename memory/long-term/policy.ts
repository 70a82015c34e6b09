import { z } from 'zod';
import { FEATURES, type FeatureName, type FeatureVector, START_WEIGHTS } from './features.js';
import { GateBlockSchema, newBlock } from './gate.js';

/** Temperature of the policy over candidates. */
export const TEMPERATURE = 0.5;
const STEP = 0.05;
/** Longest change of the weights in one update: one odd answer may not overturn the ranking. */
const LONGEST_STEP = 0.25;
const BASELINE_RATE = 0.05;

const NumbersSchema = z.record(z.string(), z.number());

/** The reranker: a linear score over named features, and what its optimiser remembers. */
export const PolicyStateSchema = z.object({
  weights: NumbersSchema,
  /** AdaGrad: sums of squared gradients. */
  squares: NumbersSchema,
  /** Running mean reward. */
  baseline: z.number(),
  /** Citations learned from since the start weights. */
  interactions: z.number(),
  /** How many of them showed a memory of each kind. */
  byKind: NumbersSchema,
  gate: GateBlockSchema,
  /** Chance that a shown memory is cited, as sigmoid(slope * score + offset), and the share that is cited at all. */
  chance: z.object({ slope: z.number(), offset: z.number(), rate: z.number(), shown: z.number() }),
});
export type PolicyState = z.infer<typeof PolicyStateSchema>;

export const startPolicy = (): PolicyState => ({
  weights: { ...START_WEIGHTS },
  squares: {},
  baseline: 0,
  interactions: 0,
  byKind: {},
  gate: newBlock(),
  chance: { slope: 1, offset: -3, rate: 0.5, shown: 0 },
});

/** `w . x`. A feature that the weights do not know yet has its start weight. */
export function policyScore(weights: Readonly<Record<string, number>>, features: Readonly<FeatureVector>): number {
  let sum = 0;
  for (const name of FEATURES) sum += weightOf(weights, name) * features[name];
  return sum;
}

/** What each feature adds to the score. */
export function contributionsOf(weights: Readonly<Record<string, number>>, features: Readonly<FeatureVector>): FeatureVector {
  return Object.fromEntries(FEATURES.map((name) => [name, weightOf(weights, name) * features[name]])) as FeatureVector;
}

/** One AdaGrad step uphill along `sum over j of gradient_j * x_j`, capped. `gradient` is with respect to the scores. */
export function updateWeights(
  { weights, squares }: Pick<PolicyState, 'weights' | 'squares'>,
  features: readonly Readonly<FeatureVector>[],
  gradient: ArrayLike<number>,
): Pick<PolicyState, 'weights' | 'squares'> {
  const nextSquares = { ...squares };
  const steps = FEATURES.map((name) => {
    const slope = features.reduce((sum, x, j) => sum + gradient[j] * x[name], 0);
    nextSquares[name] = (squares[name] ?? 0) + slope * slope;
    return slope === 0 ? 0 : (STEP * slope) / Math.sqrt(nextSquares[name]);
  });
  const length = Math.hypot(...steps);
  const scale = length > LONGEST_STEP ? LONGEST_STEP / length : 1;
  const next = Object.fromEntries(FEATURES.map((name, i) => [name, weightOf(weights, name) + scale * steps[i]]));
  return { weights: { ...weights, ...next }, squares: nextSquares };
}

export function updateBaseline(baseline: number, rewards: readonly number[]): number {
  if (rewards.length === 0) return baseline;
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  return baseline + BASELINE_RATE * (mean - baseline);
}

/** One step of logistic regression of "was cited" on the score. */
export function updateChance(
  chance: PolicyState['chance'],
  scores: readonly number[],
  cited: readonly boolean[],
): PolicyState['chance'] {
  let { slope, offset, rate, shown } = chance;
  scores.forEach((score, i) => {
    const step = 1 / Math.sqrt(25 + shown++);
    const error = Number(cited[i]) - sigmoid(slope * score + offset);
    slope = Math.max(0, slope + step * error * score * 0.2); // a higher score never means a lower chance
    offset += step * error;
    rate += 0.02 * (Number(cited[i]) - rate);
  });
  return { slope, offset, rate, shown };
}

const LEARNED_FROM_SHOWN = 250;
const LEAST_SHARE_OF_RATE = 0.1;

/**
 * A memory whose chance to be cited is under a tenth of the usual one is not worth its place. Relative, so that a model
 * that hardly ever cites does not silence its memory. True while too little was seen to tell.
 */
export function isWorthShowing({ slope, offset, rate, shown }: PolicyState['chance'], score: number): boolean {
  return shown < LEARNED_FROM_SHOWN || sigmoid(slope * score + offset) >= LEAST_SHARE_OF_RATE * rate;
}

const weightOf = (weights: Readonly<Record<string, number>>, name: FeatureName): number => weights[name] ?? START_WEIGHTS[name];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
