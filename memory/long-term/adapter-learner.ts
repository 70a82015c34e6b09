import { z } from 'zod';
import { GATE_ANSWERS, leads, meanScores, trialOf, type Trials, TrialsSchema, withTrial } from './gate.js';
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

const StateSchema = z.object({ interactions: z.number(), serves: z.boolean(), trials: TrialsSchema });
type State = z.infer<typeof StateSchema>;

/** One answered request, as the adapter sees it. Vectors are float32 [dim]. */
export interface AdapterExample {
  query: Float32Array;
  memories: readonly Float32Array[];
  /** Candidates in the order they were shown. */
  chosen: readonly number[];
  /** Of each chosen one. */
  cited: readonly boolean[];
}

/**
 * Trains and keeps RMM's adapter for one embedder. It is served while it leads the plain embedder as the linear policy has to lead the
 * start weights; only by the order among what was shown, because its list is one of several and is not shown by itself.
 */
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

  /** The adapter in force: the trained one of the file, whichever handle trained it last, while it leads; else one that changes nothing. */
  current(): ResidualAdapter {
    return this.#state().serves ? this.#trained() : new ResidualAdapter(this.#dim);
  }

  /** Within the caller's transaction. Returns whether what was learned has just been dropped. */
  learn({ query, memories, chosen, cited }: AdapterExample, now: number): boolean {
    const adapter = this.#trained();
    const scores = adapter.scores(query, memories);
    const state = this.#state();
    const advantages = cited.map((hit) => (hit ? 1 : -1) - BASELINE);
    this.#pending.push(adapter.gradient(query, memories, plackettLuceGradient(scores, chosen, advantages, TEMPERATURE)));

    const trial = trialOf(chosen.map((i) => scores[i]), chosen.map((i) => dot(query, memories[i])), cited); // prettier-ignore
    const trials = trial ? withTrial(state.trials, trial) : state.trials;
    const serves = leads(trials);
    const dropped = !serves && (state.serves || trials.length === GATE_ANSWERS);
    if (this.#pending.length >= BATCH) adapter.apply(this.#pending.splice(0).reduce(addGradients), RATE, LONGEST_STEP);
    if (dropped) this.#pending = [];
    if (dropped || serves !== state.serves) this.#close(state, trials, now);
    const next = dropped ? new ResidualAdapter(this.#dim) : adapter;
    const interactions = dropped ? 0 : state.interactions + 1;
    const version = this.#version() + Number(dropped || serves !== state.serves);
    const matrices = next.matrices();
    this.#policies.put({
      name: this.#name,
      version,
      state: { interactions, serves, trials: dropped ? [] : [...trials] } satisfies State,
      matrices: Buffer.from(matrices.buffer, matrices.byteOffset, matrices.byteLength),
      interactions,
      learnedScore: null,
      baseScore: null,
      at: now,
    });
    this.#loaded = { version, interactions, adapter: next };
    return dropped;
  }

  #trained(): ResidualAdapter {
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

  #version(): number {
    return this.#policies.newest(this.#name)?.version ?? 1;
  }

  /** What an earlier build wrote in another form has proven nothing. */
  #state(): State {
    return StateSchema.safeParse(this.#policies.newest(this.#name)?.state).data ?? { interactions: 0, serves: false, trials: [] };
  }

  /** Writes the judgement on the version that was judged; it stays in the history. */
  #close(state: State, trials: Trials, now: number): void {
    const { name, version } = { name: this.#name, version: this.#version() };
    const judged = { ...state, trials: [...trials] };
    this.#policies.put({ name, version, state: judged, interactions: state.interactions, ...meanScores(trials), at: now });
  }
}
