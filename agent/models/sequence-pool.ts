import type { LlamaContextSequence, Token } from 'node-llama-cpp';

interface Waiter {
  give(sequence: LlamaContextSequence): void;
}

/** Sequences shared by overlapping calls: first come, first served; a call gets the free one that holds most of its prompt. */
export class SequencePool {
  /** Longest unused first. */
  readonly #free: LlamaContextSequence[];
  readonly #waiting: Waiter[] = [];
  readonly #size: number;
  #whenDrained: (() => void) | undefined;

  constructor(sequences: LlamaContextSequence[]) {
    this.#free = sequences;
    this.#size = sequences.length;
  }

  /** Undefined when `signal` fires while waiting. */
  async acquire(tokens: readonly Token[], signal?: AbortSignal): Promise<LlamaContextSequence | undefined> {
    if (signal?.aborted) return undefined;
    if (this.#free.length > 0) return this.#takeBest(tokens);
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        resolve(undefined);
      };
      const waiter: Waiter = { give: (sequence) => (signal?.removeEventListener('abort', leave), resolve(sequence)) };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  release(sequence: LlamaContextSequence): void {
    const next = this.#waiting.shift();
    if (next) next.give(sequence);
    else this.#free.push(sequence);
    if (this.#free.length === this.#size) this.#whenDrained?.();
  }

  /** Resolves when no call holds a sequence. */
  async drained(): Promise<void> {
    if (this.#free.length < this.#size) await new Promise<void>((resolve) => (this.#whenDrained = resolve));
  }

  #takeBest(tokens: readonly Token[]): LlamaContextSequence {
    const shared = this.#free.map((sequence) => commonPrefix(sequence.contextTokens, tokens));
    const best = shared.indexOf(Math.max(...shared));
    return this.#free.splice(best, 1)[0]!;
  }
}

function commonPrefix(a: readonly Token[], b: readonly Token[]): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}
