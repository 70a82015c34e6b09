/** A seeded source of randomness: everything that samples takes one, so that a seed repeats a run. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** One element, uniformly. Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** Index of one of the weights, in proportion to them; weights are 0 or more, not all 0. */
  weighted(weights: readonly number[]): number;
  /** `count` distinct elements in random order. Throws when the list is shorter. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** Mulberry32: 32 bits of state, fast, good enough for data generation and sampling. The same seed gives the same stream. */
export function createRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed | 0 : hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const shuffle = <T>(list: readonly T[]): T[] => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = integer(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  };
  const need = (length: number, count: number): void => {
    if (length < count) throw new RangeError(`asked for ${count} of ${length} elements`);
  };
  const weighted = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = weights.findIndex((weight) => (left -= weight) < 0);
    return found >= 0 ? found : weights.findLastIndex((weight) => weight > 0); // sums are rounded
  };
  return {
    next,
    integer,
    weighted,
    pick: (list) => (need(list.length, 1), list[integer(0, list.length - 1)]),
    chance: (p) => next() < p,
    shuffle,
    sample: (list, count) => (need(list.length, count), shuffle(list).slice(0, count)),
  };
}

/** FNV-1a over the characters, finished with Murmur3's mixer: spreads short, similar strings over 32 bits. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
