import type { SearchScore } from '../../../core/index.js';
import type { ValueCritic } from './critics.js';

/** What the critics said of one step, by name, each on its own scale. */
export type CriticValues = Readonly<Record<string, number | undefined>>;

/** Sums over the evaluations at and below a node. */
export interface Tally {
  count: number;
  /** Depths of what was evaluated. */
  depth: number;
  sums: Record<string, number>;
  /** How often each critic spoke. */
  counts: Record<string, number>;
}

export const emptyTally = (): Tally => ({ count: 0, depth: 0, sums: {}, counts: {} });

export function addTo(tally: Tally, values: CriticValues, depth: number): void {
  tally.count += 1;
  tally.depth += depth;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    tally.sums[name] = (tally.sums[name] ?? 0) + value;
    tally.counts[name] = (tally.counts[name] ?? 0) + 1;
  }
}

/**
 * One value of several critics. Each is brought to 0..1 by its range, or by what it said so far in this search where it declares none,
 * so a scale does not outvote the others; the weights of those that spoke are made to sum to 1. The range is applied when a value is read,
 * not when it is added: it grows during the search.
 */
export class Combination {
  readonly #critics: readonly ValueCritic[];
  readonly #depthPenalty: number;
  readonly #seen = new Map<string, [low: number, high: number]>();
  #scale = 0;

  constructor(critics: readonly ValueCritic[], depthPenalty: number) {
    this.#critics = critics;
    this.#depthPenalty = depthPenalty;
  }

  /** Another number whenever scores from before do not hold any more. */
  get scale(): number {
    return this.#scale;
  }

  /** Takes note of what is possible. */
  see(values: CriticValues): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const known = this.#seen.get(name);
      const [low, high] = known ?? [value, value];
      if (known && value >= low && value <= high) continue;
      this.#seen.set(name, [Math.min(low, value), Math.max(high, value)]);
      this.#scale++;
    }
  }

  /** The mean over a tally, at most 1. A critic that never spoke at or below a node gives it the least it gave anyone. */
  score({ count, depth, sums, counts }: Tally): SearchScore {
    const speaking = this.#critics.filter(({ name }) => this.#seen.has(name));
    const weights = speaking.reduce((sum, { weight }) => sum + weight, 0);
    const parts: Record<string, number> = {};
    for (const critic of speaking) {
      const [least] = this.#seen.get(critic.name)!;
      const mean = counts[critic.name] ? sums[critic.name] / counts[critic.name] : least;
      parts[critic.name] = weights === 0 ? 0 : (critic.weight / weights) * this.#normalise(critic, mean);
    }
    if (this.#depthPenalty > 0 && count > 0) parts.depth = (-this.#depthPenalty * depth) / count;
    return { total: totalOf(parts), parts };
  }

  #normalise({ name, range }: ValueCritic, value: number): number {
    const [low, high] = range ?? this.#seen.get(name)!;
    return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;
  }
}

export const totalOf = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);
