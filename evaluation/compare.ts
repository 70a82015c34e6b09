import type { EpisodeRow } from './report.js';
import { bootstrapInterval, mcnemarExact, type Interval } from './statistics.js';

/** What one configuration changed on the very same tasks and seeds. `a` is the control arm. */
export interface PairedComparison {
  /** Episodes that both sides ran; others are left out and counted in `unpaired`. */
  pairs: number;
  unpaired: number;
  rateA: number;
  rateB: number;
  /** rateB - rateA. */
  difference: number;
  /** Paired bootstrap, 95%. */
  interval: Interval;
  onlyA: number;
  onlyB: number;
  /** McNemar's exact test, two-sided. */
  p: number;
  byFamily: { family: string; pairs: number; successesA: number; successesB: number }[];
}

/** Pairs two evaluations by episode key (family and index under the same suite, split and seed). */
export function comparePaired(a: readonly EpisodeRow[], b: readonly EpisodeRow[]): PairedComparison {
  const right = new Map(b.map((row) => [row.key, row]));
  const pairs = a.flatMap((row) => {
    const other = right.get(row.key);
    return other && other.seed === row.seed ? [{ family: row.family, a: row.success, b: other.success }] : [];
  });
  const share = (holds: (pair: (typeof pairs)[number]) => boolean): number =>
    pairs.filter(holds).length / Math.max(1, pairs.length);
  const onlyA = pairs.filter((pair) => pair.a && !pair.b).length;
  const onlyB = pairs.filter((pair) => pair.b && !pair.a).length;
  return {
    pairs: pairs.length,
    unpaired: a.length + b.length - 2 * pairs.length,
    rateA: share((pair) => pair.a),
    rateB: share((pair) => pair.b),
    difference: (onlyB - onlyA) / Math.max(1, pairs.length),
    interval: bootstrapInterval(pairs.map((pair) => Number(pair.b) - Number(pair.a))),
    onlyA,
    onlyB,
    p: mcnemarExact(onlyA, onlyB),
    byFamily: familyRows(pairs),
  };
}

function familyRows(pairs: { family: string; a: boolean; b: boolean }[]): PairedComparison['byFamily'] {
  return [...new Set(pairs.map((pair) => pair.family))].sort().map((family) => {
    const own = pairs.filter((pair) => pair.family === family);
    const successes = (side: 'a' | 'b'): number => own.filter((pair) => pair[side]).length;
    return { family, pairs: own.length, successesA: successes('a'), successesB: successes('b') };
  });
}
