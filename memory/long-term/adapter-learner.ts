import { z } from 'zod';
import { GateBlockSchema, judgeBlock, newBlock, rankingScore } from './gate.js';
import { plackettLuceGradient } from './plackett-luce.js';
import { TEMPERATURE } from './policy.js';
import type { PolicyStore } from './policy-store.js';
import { addGradients, type AdapterGradient, dot, ResidualAdapter } from './residual-adapter.js';
import { toFloat32 } from './vector-table.js';

/** RMM's settings: learning rate, baseline, answers per update. */
const RATE = 1e-3;
const BASELINE = 0.5;
const BATCH = 4;
const LONGEST_STEP = 0.05;

const StateSchema = z.object({ interactions: z.number(), gate: GateBlockSchema });

/** One answered request, as the adapter sees it. Vectors are float32 [dim]. */
export interface AdapterExample {
  query: Float32Array;
  memories: readonly Float32Array[];
  /** Candidates in the order they were shown. */
  chosen: readonly number[];
  /** Of each chosen one. */
  cited: readonly boolean[];
}

/** Trains and keeps RMM's adapter for one embedder; behind the same gate as the linear policy. */
export class AdapterLearner {
  readonly #policies: PolicyStore;
  readonly #name: string;
  readonly #dim: number;
  /** Gradients of answers since the last update; a crash loses at most three answers. */
  #pending: AdapterGradient[] = [];
  #loaded: { version: number; interactions: number; adapter: ResidualAdapter } | undefined;

  constructor(policies: PolicyStore, embedder: { id: string; dim: number }) {
    this.#policies = policies;
    this.#name = `adapter:${embedder.id}`;
    this.#dim = embedder.dim;
  }

  /** The adapter in force: that of the file, whichever handle trained it last. */
  current(): ResidualAdapter {
    const row = this.#policies.newest(this.#name);
    const loaded = this.#loaded;
    if (loaded && loaded.version === row?.version && loaded.interactions === row.interactions) return loaded.adapter;
    const bytes = row && this.#policies.matrices(this.#name, row.version);
    const numbers = bytes && toFloat32(bytes);
    const usable = numbers?.length === 2 * this.#dim * this.#dim; // another dimension under the same id: start anew
    const adapter = new ResidualAdapter(this.#dim, usable ? numbers : undefined);
    if (row) this.#loaded = { version: row.version, interactions: row.interactions, adapter };
    return adapter;
  }

  /** Within the caller's transaction. Returns whether the gate just dropped what was learned. */
  learn({ query, memories, chosen, cited }: AdapterExample, now: number): boolean {
    const adapter = this.current();
    const scores = adapter.scores(query, memories);
    const row = this.#policies.newest(this.#name);
    const state = row ? StateSchema.parse(row.state) : { interactions: 0, gate: newBlock() };
    const advantages = cited.map((hit) => (hit ? 1 : -1) - BASELINE);
    this.#pending.push(adapter.gradient(query, memories, plackettLuceGradient(scores, chosen, advantages, TEMPERATURE)));

    const plain = chosen.map((i) => dot(query, memories[i]));
    const telling = cited.some(Boolean) && !cited.every(Boolean);
    const judged = telling
      ? judgeBlock(
          state.gate,
          rankingScore(
            chosen.map((i) => scores[i]),
            cited,
          ),
          rankingScore(plain, cited),
        )
      : { block: state.gate, verdict: 'open' as const };
    const dropped = judged.verdict === 'drop';
    if (this.#pending.length >= BATCH) adapter.apply(this.#pending.splice(0).reduce(addGradients), RATE, LONGEST_STEP);
    const next = dropped ? new ResidualAdapter(this.#dim) : adapter;
    if (dropped) this.#pending = [];
    const gate = judged.verdict === 'open' ? judged.block : newBlock();
    const interactions = dropped ? 0 : state.interactions + 1;
    const version = (row?.version ?? 1) + Number(judged.verdict !== 'open');
    if (row && judged.verdict !== 'open') this.#close(row.version, state, judged.block, now);
    const matrices = next.matrices();
    this.#policies.put({
      name: this.#name,
      version,
      state: { interactions, gate },
      matrices: Buffer.from(matrices.buffer, matrices.byteOffset, matrices.byteLength),
      interactions,
      learnedScore: null,
      baseScore: null,
      at: now,
    });
    this.#loaded = { version, interactions, adapter: next };
    return dropped;
  }

  #close(version: number, state: z.infer<typeof StateSchema>, block: z.infer<typeof GateBlockSchema>, now: number): void {
    this.#policies.put({
      name: this.#name,
      version,
      state,
      interactions: state.interactions,
      learnedScore: block.learned / block.count,
      baseScore: block.base / block.count,
      at: now,
    });
  }
}
