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
  const columns = columnsOf(examples);
  const sums = examples.map(() => bias);
  const trees: Tree[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const gradients = examples.map(({ outcome }, i) => Number(outcome) - sigmoid(sums[i]));
    const curvatures = sums.map((sum) => sigmoid(sum) * (1 - sigmoid(sum)));
    const tree = grow(columns, { gradients, curvatures }, DEPTH);
    trees.push(tree);
    examples.forEach(({ features }, i) => (sums[i] += valueOf(tree, features)));
  }
  return { bias, trees };
}

/** One feature of all examples, and those of a node in the order of their values: sorted once, and parted with every split. */
interface Column {
  feature: string;
  values: readonly number[];
  order: readonly number[];
}

function columnsOf(examples: readonly Example[]): Column[] {
  const names = [...new Set(examples.flatMap(({ features }) => Object.keys(features)))].sort();
  return names.map((feature) => {
    const values = examples.map(({ features }) => features[feature] ?? -Infinity);
    const order = values.map((_, i) => i).sort((a, b) => (values[a] === values[b] ? a - b : values[a] - values[b]));
    return { feature, values, order };
  });
}

/** First and second derivative of the loss at each example. */
interface Slopes {
  gradients: readonly number[];
  curvatures: readonly number[];
}

function grow(columns: readonly Column[], slopes: Slopes, depth: number): Tree {
  const members = columns[0]?.order ?? slopes.gradients.map((_, i) => i);
  const [gradient, curvature] = totals(members, slopes);
  const leaf = { value: (RATE * gradient) / (curvature + RIDGE) };
  if (depth === 0 || members.length < 2 * LEAST_IN_LEAF) return leaf;
  const splits = columns.flatMap((column) => bestSplit(column, slopes, [gradient, curvature]) ?? []);
  const best = splits.reduce<Split | undefined>((found, one) => (found && found.gain >= one.gain ? found : one), undefined);
  if (!best || best.gain < LEAST_GAIN) return leaf;
  const { column, threshold } = best;
  const part = (isLow: boolean): Column[] =>
    columns.map((one) => ({ ...one, order: one.order.filter((i) => column.values[i] <= threshold === isLow) }));
  return {
    feature: column.feature,
    threshold,
    low: grow(part(true), slopes, depth - 1),
    high: grow(part(false), slopes, depth - 1),
  };
}

interface Split {
  column: Column;
  threshold: number;
  gain: number;
}

const worth = (gradient: number, curvature: number): number => (gradient * gradient) / (curvature + RIDGE);

function bestSplit(
  column: Column,
  { gradients, curvatures }: Slopes,
  [gradient, curvature]: [number, number],
): Split | undefined {
  const { values, order } = column;
  let best: Split | undefined;
  let [low, weight] = [0, 0];
  for (let i = 0; i + LEAST_IN_LEAF < order.length; i++) {
    low += gradients[order[i]];
    weight += curvatures[order[i]];
    const [here, next] = [values[order[i]], values[order[i + 1]]];
    if (i + 1 < LEAST_IN_LEAF || here === next) continue;
    const gain = worth(low, weight) + worth(gradient - low, curvature - weight) - worth(gradient, curvature);
    if (!best || gain > best.gain) best = { column, threshold: here === -Infinity ? next - 1 : (here + next) / 2, gain };
  }
  return best;
}

function totals(members: readonly number[], { gradients, curvatures }: Slopes): [gradient: number, curvature: number] {
  let [gradient, curvature] = [0, 0];
  for (const i of members) {
    gradient += gradients[i];
    curvature += curvatures[i];
  }
  return [gradient, curvature];
}
