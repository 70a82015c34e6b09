import { z } from 'zod';
import { sigmoid } from './calibrators.js';

/** Named numbers; what is undefined is not known. */
export type Features = Readonly<Record<string, number | undefined>>;

export interface Example {
  features: Features;
  outcome: boolean;
}

/** A leaf, or a question whose answer leads on: unknown values go where small ones go. */
type Tree = { value: number } | { feature: string; threshold: number; low: Tree; high: Tree };
const TreeSchema: z.ZodType<Tree> = z.lazy(() =>
  z.union([
    z.object({ value: z.number() }),
    z.object({ feature: z.string(), threshold: z.number(), low: TreeSchema, high: TreeSchema }),
  ]),
);

/** Log-odds as a sum of small trees. */
export const BoostedTreesSchema = z.object({ bias: z.number(), trees: z.array(TreeSchema) });
export type BoostedTrees = z.infer<typeof BoostedTreesSchema>;

export const predict = ({ bias, trees }: BoostedTrees, features: Features): number =>
  sigmoid(trees.reduce((sum, tree) => sum + valueOf(tree, features), bias));

function valueOf(tree: Tree, features: Features): number {
  if ('value' in tree) return tree.value;
  return valueOf((features[tree.feature] ?? -Infinity) <= tree.threshold ? tree.low : tree.high, features);
}

/** Chosen on fits of half the size; the plateau is flat. */
const ROUNDS = 60;
const DEPTH = 3;
const RATE = 0.1;
const LEAST_IN_LEAF = 20;
/** Pull of every leaf towards 0, in examples. */
const RIDGE = 5;
const LEAST_GAIN = 0.5;

/**
 * Gradient boosting of regression trees with second-order steps (Friedman 2001; Chen and Guestrin 2016, equations 5 to 7), all
 * features and examples every round, so that the same examples give the same model. A straight line was clearly worse: an open condition means
 * little while a form is filled in and much when the episode ends.
 */
export function fitBoostedTrees(examples: readonly Example[]): BoostedTrees {
  const hits = examples.filter(({ outcome }) => outcome).length;
  const bias = Math.log((hits + 1) / (examples.length - hits + 1));
  const names = [...new Set(examples.flatMap(({ features }) => Object.keys(features)))].sort();
  const sums = examples.map(() => bias);
  const trees: Tree[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = examples.map(({ outcome }, i): Slope => {
      const p = sigmoid(sums[i]);
      return { index: i, gradient: Number(outcome) - p, curvature: p * (1 - p) };
    });
    const tree = grow(slopes, { examples, names, depth: DEPTH });
    trees.push(tree);
    examples.forEach(({ features }, i) => (sums[i] += valueOf(tree, features)));
  }
  return { bias, trees };
}

interface Slope {
  /** Of the example. */
  index: number;
  gradient: number;
  curvature: number;
}

interface Growth {
  examples: readonly Example[];
  names: readonly string[];
  depth: number;
}

function grow(slopes: readonly Slope[], growth: Growth): Tree {
  const [gradient, curvature] = totals(slopes);
  const leaf = { value: (RATE * gradient) / (curvature + RIDGE) };
  if (growth.depth === 0 || slopes.length < 2 * LEAST_IN_LEAF) return leaf;
  const splits = growth.names.flatMap((feature) => bestSplit(slopes, feature, growth.examples) ?? []);
  const best = splits.reduce<Split | undefined>((found, one) => (found && found.gain >= one.gain ? found : one), undefined);
  if (!best || best.gain < LEAST_GAIN) return leaf;
  const inside = { ...growth, depth: growth.depth - 1 };
  const { feature, threshold } = best;
  const isLow = ({ index }: Slope): boolean => (growth.examples[index].features[feature] ?? -Infinity) <= threshold;
  return {
    feature,
    threshold,
    low: grow(slopes.filter(isLow), inside),
    high: grow(
      slopes.filter((slope) => !isLow(slope)),
      inside,
    ),
  };
}

interface Split {
  feature: string;
  threshold: number;
  gain: number;
}

function bestSplit(slopes: readonly Slope[], feature: string, examples: readonly Example[]): Split | undefined {
  const valued = slopes.map((slope) => ({ slope, value: examples[slope.index].features[feature] ?? -Infinity }));
  valued.sort((a, b) => a.value - b.value || a.slope.index - b.slope.index);
  const [gradient, curvature] = totals(slopes);
  const worth = (g: number, h: number): number => (g * g) / (h + RIDGE);
  let best: Split | undefined;
  let [low, weight] = [0, 0];
  for (let i = 0; i + LEAST_IN_LEAF < valued.length; i++) {
    low += valued[i].slope.gradient;
    weight += valued[i].slope.curvature;
    const [here, next] = [valued[i].value, valued[i + 1].value];
    if (i + 1 < LEAST_IN_LEAF || here === next) continue;
    const gain = worth(low, weight) + worth(gradient - low, curvature - weight) - worth(gradient, curvature);
    const threshold = here === -Infinity ? next - 1 : (here + next) / 2;
    if (!best || gain > best.gain) best = { feature, threshold, gain };
  }
  return best;
}

const totals = (slopes: readonly Slope[]): [gradient: number, curvature: number] => [
  slopes.reduce((sum, slope) => sum + slope.gradient, 0),
  slopes.reduce((sum, slope) => sum + slope.curvature, 0),
];
