import { availableParallelism } from 'node:os';
import type { LlamaModel, Token } from 'node-llama-cpp';

/**
 * Thread counts found in this process, by size of the model. The one state that this folder keeps outside its objects:
 * a fact about the machine, which every model of the same size would otherwise measure again.
 */
const found = new Map<number, Promise<number>>();

/** Time that may be spent on measuring. */
const BUDGET_MS = 1500;
/** More threads must win by this much: on a busy machine they win by luck and lose by waiting for each other. */
const WORTH_IT = 0.9;

/**
 * The number of threads that evaluates a short prompt and a few single tokens fastest, measured upwards from one until
 * more stop helping. llama.cpp's own default was up to 600 times slower for small models: its workers spin.
 */
export function calibrateThreads(model: LlamaModel, gpu: boolean): Promise<number> {
  const cores = availableParallelism();
  if (gpu) return Promise.resolve(Math.min(4, cores)); // the CPU only feeds the GPU
  const known = found.get(model.size) ?? fastest(cores, (threads) => measure(model, threads));
  found.set(model.size, known);
  return known;
}

/** Tries 1, 2, 4, .. and `cores`. When the time runs out while more still helped, the model is big: all cores. */
export async function fastest(
  cores: number,
  measureMs: (threads: number) => Promise<number>,
  now = (): number => performance.now(),
): Promise<number> {
  const start = now();
  let best = { threads: 1, ms: await measureMs(1) };
  for (let threads = 2; best.threads < cores; threads *= 2) {
    const count = Math.min(threads, cores);
    if (now() - start > BUDGET_MS) return cores;
    const ms = await measureMs(count);
    if (ms > best.ms * WORTH_IT) return best.threads;
    best = { threads: count, ms };
  }
  return best.threads;
}

/** So many times slower than the fastest, so often in a row, is not another call in the same batch but a stall. */
const STALL = 8;
const STALLS = 3;

/**
 * Gives up threads when single tokens stall. Threads measured on a quiet machine wait for each other once its cores have
 * other work: seen, 84 tokens a second with two threads became 2.
 */
export class ThreadGuard {
  #threads: number;
  readonly #lower: (threads: number) => void;
  #fastestMs = Infinity;
  #stalls = 0;

  constructor(threads: number, lower: (threads: number) => void) {
    this.#threads = threads;
    this.#lower = lower;
  }

  get threads(): number {
    return this.#threads;
  }

  /** Hears how long an evaluation of a single token took. */
  observe(ms: number): void {
    this.#fastestMs = Math.min(this.#fastestMs, ms);
    this.#stalls = ms > this.#fastestMs * STALL ? this.#stalls + 1 : 0;
    if (this.#stalls < STALLS || this.#threads === 1) return;
    this.#threads = Math.floor(this.#threads / 2);
    this.#fastestMs = Infinity;
    this.#stalls = 0;
    this.#lower(this.#threads);
  }
}

const PROMPT_TOKENS = 48;
const SINGLE_TOKENS = 6;

async function measure(model: LlamaModel, threads: number): Promise<number> {
  const context = await model.createContext({ contextSize: 256, sequences: 1, threads });
  try {
    const sequence = context.getSequence();
    const tokens = Array.from({ length: PROMPT_TOKENS }, (_, i) => (i + 1) as Token);
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, 2)); // the first graph is built here
    let best = Infinity;
    for (let attempt = 0; attempt < 2; attempt++) {
      await sequence.clearHistory();
      const start = performance.now();
      await sequence.evaluateWithoutGeneratingNewTokens(tokens);
      for (let i = 0; i < SINGLE_TOKENS; i++) await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(i, i + 1));
      best = Math.min(best, performance.now() - start);
      if (best > BUDGET_MS / 4) break; // a big model: one attempt tells enough
    }
    return best;
  } finally {
    await context.dispose();
  }
}
