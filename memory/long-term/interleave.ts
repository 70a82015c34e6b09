import type { Random } from '../../core/index.js';

/**
 * Merges two rankings of the same things so that neither is favoured (team-draft interleaving; Radlinski, Kurup and Joachims
 * 2008): in every round both give their best that is not taken yet, and a coin says who goes first. Whoever judges the list
 * by places alone then judges both alike.
 */
export function interleave(a: readonly number[], b: readonly number[], count: number, random: Random): number[] {
  const merged = new Set<number>();
  const most = Math.min(count, new Set([...a, ...b]).size);
  const takeFrom = (ranking: readonly number[]): void => {
    const next = ranking.find((one) => !merged.has(one));
    if (next !== undefined && merged.size < most) merged.add(next);
  };
  while (merged.size < most) for (const ranking of random.chance(0.5) ? [a, b] : [b, a]) takeFrom(ranking);
  return [...merged];
}
