import { z } from 'zod';

/** Interactions after which learned weights have to show that they are better than the start weights. */
export const GATE_INTERACTIONS = 200;
/** Standard errors by which the mean has to be above 0: a tie is not a win, and chance alone ties. */
const LEAST_LEAD = 0.5;

/** Sums over the running block, of scores given before each update (prequential). */
export const GateBlockSchema = z.object({ count: z.number(), learned: z.number(), base: z.number(), squares: z.number() });
export type GateBlock = z.infer<typeof GateBlockSchema>;

export const newBlock = (): GateBlock => ({ count: 0, learned: 0, base: 0, squares: 0 });

/** `open`: too few interactions to tell. */
export type GateVerdict = 'open' | 'keep' | 'drop';

/** Adds one interaction to a block and judges the block once it is full. */
export function judgeBlock(block: GateBlock, learned: number, base: number): { block: GateBlock; verdict: GateVerdict } {
  const difference = learned - base;
  const next = {
    count: block.count + 1,
    learned: block.learned + learned,
    base: block.base + base,
    squares: block.squares + difference * difference,
  };
  if (next.count < GATE_INTERACTIONS) return { block: next, verdict: 'open' };
  const mean = (next.learned - next.base) / next.count;
  const error = Math.sqrt(Math.max(0, next.squares / next.count - mean * mean) / next.count);
  return { block: next, verdict: mean > 0 && mean > LEAST_LEAD * error ? 'keep' : 'drop' };
}

/** nDCG of the cited ones when the shown ones are put in order of these scores: 1 when all cited stand first. */
export function rankingScore(scores: readonly number[], cited: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const gain = (rank: number): number => 1 / Math.log2(rank + 2);
  let found = 0;
  let ideal = 0;
  order.forEach((i, rank) => (found += cited[i] ? gain(rank) : 0));
  cited.filter(Boolean).forEach((_, rank) => (ideal += gain(rank)));
  return ideal === 0 ? 0 : found / ideal;
}
