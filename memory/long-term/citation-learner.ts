import type { Clock, Purpose } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import { type AdapterLearner } from './adapter-learner.js';
import { type FeatureVector, START_WEIGHTS } from './features.js';
import { type GateVerdict, judgeBlock, newBlock, rankingScore } from './gate.js';
import { plackettLuceGradient } from './plackett-luce.js';
import {
  type PolicyState,
  policyScore,
  PolicyStateSchema,
  startPolicy,
  TEMPERATURE,
  updateBaseline,
  updateChance,
  updateWeights,
} from './policy.js';
import type { PolicyStore } from './policy-store.js';
import { labelOf } from './records.js';
import type { LoggedCandidate, LoggedRequest, RecallLog } from './recall-log.js';
import type { VectorTable } from './vector-table.js';

/** Answers that showed a kind, after which the kind gets weights of its own. */
const OWN_WEIGHTS_FROM = 100;
const ALL = 'all';

export interface CitationParts {
  db: Database;
  guard: Guard;
  clock: Clock;
  log: RecallLog;
  policies: PolicyStore;
  vectors?: VectorTable;
  adapter?: AdapterLearner;
}

export interface CiteResult {
  /** Weights were updated. */
  learned: boolean;
  /** Why not, or what the gate said. */
  why: string;
  cited: number[];
  /** Cited but not shown: counted for nothing. */
  unknown: number[];
  /** What was shown of each weight set's block so far: `drop` put the start weights back. */
  gate: GateVerdict;
}

/** Rankings are only learned from work that may teach. */
export const mayTeach = (purpose: Purpose): boolean => purpose === 'train' || purpose === 'use';

/**
 * RMM's retrospective reflection (Tan et al. 2025) on named features: a shown memory that the answer cites earns 1, one that
 * it does not cite -1, and REINFORCE moves the weights once. Departures: a linear score instead of matrices on embeddings
 * (better on lexical candidates), a running-mean baseline, AdaGrad, and a gate that goes back to the start weights.
 */
export class CitationLearner {
  readonly #parts: CitationParts;

  constructor(parts: CitationParts) {
    this.#parts = parts;
  }

  /** The weights in force for a kind. */
  weightsFor(): { weightsOf: (kind: string) => Readonly<Record<string, number>>; chance: PolicyState['chance'] } {
    const all = this.#policy(ALL);
    const byKind = new Map<string, Readonly<Record<string, number>>>();
    const weightsOf = (kind: string): Readonly<Record<string, number>> => {
      const known = byKind.get(kind);
      if (known) return known;
      const weights = hasOwn(all, kind) ? this.#policy(kind).weights : all.weights;
      byKind.set(kind, weights);
      return weights;
    };
    return { weightsOf, chance: all.chance };
  }

  /**
   * Takes note of what an answer cited, once per request. Does not learn from requests, or citations, whose purpose is not
   * `train` or `use`. Errors: `MEMORY_REQUEST_UNKNOWN`.
   */
  cite(requestId: string, citedIds: readonly number[], purpose: Purpose): CiteResult {
    const { db, guard, clock, log } = this.#parts;
    const run = db.transaction((): CiteResult => {
      const request = log.read(requestId);
      const shown = new Set(request.uses.map((use) => use.memoryId));
      const cited = [...new Set(citedIds)].filter((id) => shown.has(id));
      const result = { learned: false, cited, unknown: citedIds.filter((id) => !shown.has(id)), gate: 'open' as const };
      if (request.citedAt !== null) return { ...result, why: `${requestId} was cited before; the first time counts.` };
      const teaches = mayTeach(purpose) && mayTeach(request.purpose);
      const now = clock.now();
      log.close(requestId, request.uses.map(({ memoryId }) => ({ memoryId, cited: cited.includes(memoryId) })), now, teaches); // prettier-ignore
      if (!teaches) return { ...result, why: `Nothing is learned from work for "${request.purpose}" cited for "${purpose}".` };
      if (shown.size === 0) return { ...result, why: 'No memory was shown.' };
      if (!request.candidates) return { ...result, why: `The candidates of ${requestId} are no longer kept.` };
      return { ...result, ...this.#learn(request, request.candidates, new Set(cited), now) };
    });
    return guard(() => run.immediate());
  }

  /** Back to the start weights; the learned ones stay in the history. */
  reset(): void {
    const { db, guard, clock } = this.#parts;
    guard(() => db.transaction(() => this.#save(ALL, startPolicy(), clock.now(), 1)).immediate());
  }

  #learn(
    request: LoggedRequest,
    candidates: readonly LoggedCandidate[],
    cited: ReadonlySet<number>,
    now: number,
  ): Pick<CiteResult, 'learned' | 'why' | 'gate'> {
    const all = this.#policy(ALL);
    const { weightsOf } = this.weightsFor();
    const positions = new Map(candidates.map(({ id }, i) => [id, i]));
    const chosen = request.uses.map((use) => positions.get(use.memoryId)).filter((i) => i !== undefined);
    const hits = chosen.map((i) => cited.has(candidates[i].id));
    const rewards = hits.map((hit) => (hit ? 1 : -1));
    const scores = candidates.map(({ kind, features }) => policyScore(weightsOf(kind), features));
    const advantages = rewards.map((reward) => reward - all.baseline);
    const gradient = plackettLuceGradient(scores, chosen, advantages, TEMPERATURE);

    const shownScores = chosen.map((i) => scores[i]);
    const { block, verdict } = this.#judge(
      all,
      shownScores,
      chosen.map((i) => candidates[i].features),
      hits,
    );
    const kinds = new Set(chosen.map((i) => candidates[i].kind));
    for (const kind of kinds) if (hasOwn(all, kind)) this.#updateKind(kind, candidates, gradient, now);
    const byKind = { ...all.byKind };
    for (const kind of kinds) byKind[kind] = (byKind[kind] ?? 0) + 1;
    const updated: PolicyState = {
      ...updateWeights(
        all,
        candidates.map(({ features }) => features),
        gradient,
      ),
      baseline: updateBaseline(all.baseline, rewards),
      interactions: all.interactions + 1,
      byKind,
      gate: verdict === 'open' ? block : newBlock(),
      chance: updateChance(all.chance, shownScores, hits),
    };
    if (verdict !== 'open') this.#close(all, block, now);
    for (const kind of kinds) if (byKind[kind] === OWN_WEIGHTS_FROM) this.#save(kind, updated, now, 1);
    this.#save(ALL, verdict === 'drop' ? startPolicy() : updated, now, verdict === 'open' ? 0 : 1);
    this.#adapt(request, candidates, chosen, hits, now);
    return { learned: true, gate: verdict, why: describe(verdict, hits, candidates, chosen) };
  }

  /** Only answers that tell shown memories apart say which ranking is better. */
  #judge(
    { gate }: PolicyState,
    scores: readonly number[],
    features: readonly FeatureVector[],
    hits: readonly boolean[],
  ): ReturnType<typeof judgeBlock> {
    if (hits.every(Boolean) || !hits.some(Boolean)) return { block: gate, verdict: 'open' };
    const base = features.map((x) => policyScore(START_WEIGHTS, x));
    return judgeBlock(gate, rankingScore(scores, hits), rankingScore(base, hits));
  }

  #updateKind(kind: string, candidates: readonly LoggedCandidate[], gradient: Float64Array, now: number): void {
    const state = this.#policy(kind);
    const own = candidates.map((candidate, i) => ({ candidate, slope: gradient[i] })).filter((c) => c.candidate.kind === kind);
    const features = own.map(({ candidate }) => candidate.features);
    const update = updateWeights(state, features, own.map(({ slope }) => slope)); // prettier-ignore
    this.#save(kind, { ...state, ...update, interactions: state.interactions + 1 }, now, 0);
  }

  #adapt(
    { vector }: LoggedRequest,
    candidates: readonly LoggedCandidate[],
    chosen: readonly number[],
    cited: readonly boolean[],
    now: number,
  ): void {
    const { adapter, vectors } = this.#parts;
    if (!adapter || !vectors || vector?.length !== vectors.embedder.dim) return;
    const known = candidates.map(({ id }) => vectors.vector(id));
    const position = new Map<number, number>();
    known.forEach((memory, i) => memory && position.set(i, position.size));
    const kept = chosen.map((i, rank) => ({ at: position.get(i), hit: cited[rank] }));
    const usable = kept.filter((entry): entry is { at: number; hit: boolean } => entry.at !== undefined);
    if (usable.length === 0) return;
    const memories = known.filter((memory) => memory !== undefined);
    adapter.learn({ query: vector, memories, chosen: usable.map(({ at }) => at), cited: usable.map(({ hit }) => hit) }, now);
  }

  #policy(name: string): PolicyState {
    const row = this.#parts.policies.newest(name);
    return row ? PolicyStateSchema.parse(row.state) : startPolicy();
  }

  #save(name: string, state: PolicyState, at: number, raise: 0 | 1): void {
    const { policies } = this.#parts;
    const version = (policies.newest(name)?.version ?? 1 - raise) + raise;
    policies.put({ name, version, state, interactions: state.interactions, learnedScore: null, baseScore: null, at });
  }

  /** Writes the verdict on the version that was judged; it stays in the history. */
  #close(state: PolicyState, block: PolicyState['gate'], at: number): void {
    const version = this.#parts.policies.newest(ALL)?.version ?? 1;
    const scores = { learnedScore: block.learned / block.count, baseScore: block.base / block.count };
    this.#parts.policies.put({ name: ALL, version, state, interactions: state.interactions, ...scores, at });
  }
}

const hasOwn = (all: PolicyState, kind: string): boolean => (all.byKind[kind] ?? 0) >= OWN_WEIGHTS_FROM;

function describe(
  verdict: GateVerdict,
  hits: readonly boolean[],
  candidates: readonly LoggedCandidate[],
  chosen: readonly number[],
): string {
  if (verdict === 'drop') return 'The learned weights were no better than the start weights over 200 answers, and were dropped.';
  const names = chosen.filter((_, i) => hits[i]).map((i) => labelOf(candidates[i].id));
  return names.length > 0 ? `Learned that ${names.join(', ')} helped.` : 'Learned that none of the shown memories helped.';
}
