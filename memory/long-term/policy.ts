import { z } from 'zod';
import { FEATURES, type FeatureName, type FeatureVector, START_WEIGHTS } from './features.js';
import { TrialsSchema } from './gate.js';

/** Temperature of sampling among candidates. */
export const TEMPERATURE = 0.5;

const NumbersSchema = z.record(z.string(), z.number());

/** One set of learned weights, and what is known of it. */
export const PolicyStateSchema = z.object({
  /** The challenger. What is shown follows it only while `serves`. */
  weights: NumbersSchema,
  /** The gate found that it leads. */
  serves: z.boolean(),
  /** What the gate found it by. */
  trials: TrialsSchema,
  /** Answers learned from since the start weights. */
  interactions: z.number(),
  /** How many of them showed a memory of each kind. */
  byKind: NumbersSchema,
  /** Requests up to this number are not learned from: somebody put the start weights back. */
  since: z.number(),
  /** Chance that a shown memory is cited, as sigmoid(slope * score + offset), and the share that is cited at all. */
  chance: z.object({ slope: z.number(), offset: z.number(), rate: z.number(), shown: z.number() }),
});
export type PolicyState = z.infer<typeof PolicyStateSchema>;

export type Weights = Readonly<Record<string, number>>;

const UNKNOWN_CHANCE: PolicyState['chance'] = { slope: 1, offset: -3, rate: 0.5, shown: 0 };

export const startPolicy = (since = 0): PolicyState => ({
  weights: { ...START_WEIGHTS },
  serves: false,
  trials: [],
  interactions: 0,
  byKind: {},
  since,
  chance: UNKNOWN_CHANCE,
});

/** `w . x`. A feature that the weights do not know yet has its start weight. */
export function policyScore(weights: Weights, features: Readonly<FeatureVector>): number {
  let sum = 0;
  for (const name of FEATURES) sum += weightOf(weights, name) * features[name];
  return sum;
}

/** What each feature adds to the score. */
export function contributionsOf(weights: Weights, features: Readonly<FeatureVector>): FeatureVector {
  const out = {} as FeatureVector;
  for (const name of FEATURES) out[name] = weightOf(weights, name) * features[name];
  return out;
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

const weightOf = (weights: Weights, name: FeatureName): number => weights[name] ?? START_WEIGHTS[name];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
