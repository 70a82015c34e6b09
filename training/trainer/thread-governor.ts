interface Candidate {
  threads: number;
  /** Seconds per position, latest steps first; `Infinity` while unknown. */
  recent: number;
  fastest: number;
}

/** Steps from one trial of the other thread count to the next, at least and at most. */
const SHORTEST_INTERVAL = 20;
const LONGEST_INTERVAL = 320;
/** A step so many times slower than the fastest one means that something else runs now. */
const SUSPICIOUS = 2;
/** Share of the older steps in `recent`. */
const MEMORY = 0.7;

/**
 * Chooses between all threads and one while training. ggml's threads busy-wait for each other, so when other work takes a
 * core, two threads can be ten times slower than one; when that work ends, two are faster again. Every now and then one
 * step runs with the other count; failed trials become rarer, a sudden slowness brings one forward.
 */
export class ThreadGovernor {
  readonly #candidates: Candidate[];
  #current = 0;
  #trial = false;
  #sinceTrial = 0;
  #interval = SHORTEST_INTERVAL;

  constructor(maxThreads: number) {
    const counts = maxThreads > 1 ? [maxThreads, 1] : [1];
    this.#candidates = counts.map((threads) => ({ threads, recent: Infinity, fastest: Infinity }));
  }

  /** Threads for the next step. */
  get threads(): number {
    return this.#inUse.threads;
  }

  /** Tells how long the step with {@link threads} took. */
  record(seconds: number, positions: number): void {
    if (this.#candidates.length === 1) return;
    const used = this.#inUse;
    const now = seconds / positions;
    const slow = now > SUSPICIOUS * used.fastest;
    used.recent = this.#trial || used.recent === Infinity ? now : used.recent * MEMORY + now * (1 - MEMORY);
    used.fastest = Math.min(used.fastest, now);
    if (this.#trial) this.#judge();
    else this.#trial = ++this.#sinceTrial >= this.#interval || (slow && this.#sinceTrial >= 3);
  }

  get #inUse(): Candidate {
    return this.#candidates[this.#trial ? 1 - this.#current : this.#current];
  }

  #judge(): void {
    const better = this.#candidates[1 - this.#current].recent < this.#candidates[this.#current].recent;
    if (better) this.#current = 1 - this.#current;
    this.#interval = better ? SHORTEST_INTERVAL : Math.min(LONGEST_INTERVAL, this.#interval * 2);
    this.#trial = false;
    this.#sinceTrial = 0;
  }
}
