import type { Clock, Purpose, Random } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import { type AdapterLearner } from './adapter-learner.js';
import { START_WEIGHTS } from './features.js';
import { leads, meanScores, trialOf, withTrial } from './gate.js';
import { type PolicyState, policyScore, PolicyStateSchema, startPolicy, updateChance, type Weights } from './policy.js';
import type { PolicyStore } from './policy-store.js';
import { labelOf } from './records.js';
import type { LoggedCandidate, LoggedRequest, RecallLog } from './recall-log.js';
import { refit } from './refit.js';
import type { VectorTable } from './vector-table.js';

/** Answers that showed a kind, after which the kind gets weights of its own, where another kind has as many. */
const OWN_WEIGHTS_FROM = 100;
/** Answers between two fits, and the newest ones that a fit looks at. */
const REFIT_EVERY = 25;
const REFIT_FROM = 1_000;
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

/**
 * What the citations of one answer did: `open`: nothing new; `serve`: the learned weights are ahead and are served from now on;
 * `drop`: they are not ahead any more, and what they stood in for is back.
 */
export type GateVerdict = 'open' | 'serve' | 'drop';

export interface CiteResult {
  /** The answer was learned from. */
  learned: boolean;
  /** Why not, or what was learned. */
  why: string;
  cited: number[];
  /** Cited but not shown: counted for nothing. */
  unknown: number[];
  gate: GateVerdict;
}

/** Weights by memory kind. */
export type WeightsOf = (kind: string) => Weights;

/** A challenger and what it would replace, to be shown side by side. */
export interface WeightTrial {
  /** `all`, or the kind whose own weights are on trial. */
  name: string;
  base: WeightsOf;
  learned: WeightsOf;
}

/** Rankings are only learned from work that may teach. */
export const mayTeach = (purpose: Purpose): boolean => purpose === 'train' || purpose === 'use';

/**
 * RMM's retrospective reflection (Tan et al. 2025) on named features: what an answer cites of what it was shown moves the ranking.
 * Departures: a linear score instead of matrices on embeddings (better on lexical candidates); instead of one REINFORCE step an
 * answer, a fit to the newest answers every 25, which also learns from lists that another ranking showed; and champion
 * against challenger: learned weights are served only while the gate finds them ahead of what they replace.
 */
export class CitationLearner {
  readonly #parts: CitationParts;
  readonly #checked = new WeakMap<object, PolicyState>();

  constructor(parts: CitationParts) {
    this.#parts = parts;
  }

  /** The weights in force, and the chance to be cited under them. */
  served(): { weightsOf: WeightsOf; chance: PolicyState['chance'] } {
    const all = this.#policy(ALL);
    const common = served(all, START_WEIGHTS);
    return {
      weightsOf: remembered((kind) => (hasOwn(all, kind) ? served(this.#policy(kind), common) : common)),
      chance: all.chance,
    };
  }

  /** What to show side by side next; undefined before anything was learned. */
  trial(random: Random): WeightTrial | undefined {
    const all = this.#policy(ALL);
    const own = Object.keys(all.byKind).filter((kind) => hasOwn(all, kind) && this.#policy(kind).interactions > 0);
    const names = [...(all.interactions >= REFIT_EVERY ? [ALL] : []), ...own.sort()];
    return names.length === 0 ? undefined : this.#trialOf(random.pick(names), all);
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

  /** Back to the start weights; the learned ones stay in the history, and what was cited so far counts no more. */
  reset(): void {
    const { db, guard, clock, log } = this.#parts;
    const run = db.transaction(() => {
      const all = this.#policy(ALL);
      for (const kind of Object.keys(all.byKind)) if (hasOwn(all, kind)) this.#save(kind, startPolicy(log.last), clock.now(), 1);
      this.#save(ALL, startPolicy(log.last), clock.now(), 1);
    });
    guard(() => run.immediate());
  }

  #learn(
    request: LoggedRequest,
    candidates: readonly LoggedCandidate[],
    cited: ReadonlySet<number>,
    now: number,
  ): Pick<CiteResult, 'learned' | 'why' | 'gate'> {
    const positions = new Map(candidates.map(({ id }, i) => [id, i]));
    const chosen = request.uses.map((use) => positions.get(use.memoryId)).filter((i) => i !== undefined);
    const shown = chosen.map((i) => candidates[i]);
    const hits = shown.map(({ id }) => cited.has(id));
    const { weightsOf, chance } = this.served();
    const scores = shown.map(({ kind, features }) => policyScore(weightsOf(kind), features));

    const before = this.#policy(ALL);
    const byKind = { ...before.byKind };
    for (const kind of new Set(shown.map((one) => one.kind))) byKind[kind] = (byKind[kind] ?? 0) + 1;
    const all = { ...before, byKind, interactions: before.interactions + 1, chance: updateChance(chance, scores, hits) };
    this.#save(ALL, all, now, 0);
    const gate = request.compared ? this.#judge(this.#trialOf(request.compared, all), shown, hits, now) : 'open';
    if (all.interactions % REFIT_EVERY === 0) this.#refit(now);
    this.#adapt(request, candidates, chosen, hits, now);
    return { learned: true, gate, why: describe(gate, shown.filter((_, i) => hits[i]).map(({ id }) => id)) }; // prettier-ignore
  }

  #trialOf(name: string, all: PolicyState): WeightTrial {
    if (name === ALL) return { name, base: () => START_WEIGHTS, learned: () => all.weights };
    const common = served(all, START_WEIGHTS);
    const own = this.#policy(name).weights;
    return { name, base: () => common, learned: (kind) => (kind === name ? own : common) };
  }

  /** Scores both orders of what was shown side by side, before either changes. */
  #judge(trial: WeightTrial, shown: readonly LoggedCandidate[], hits: readonly boolean[], now: number): GateVerdict {
    const scoresBy = (weightsOf: WeightsOf): number[] =>
      shown.map(({ kind, features }) => policyScore(weightsOf(kind), features));
    const result = trialOf(scoresBy(trial.learned), scoresBy(trial.base), hits);
    if (!result) return 'open';
    const state = this.#policy(trial.name);
    const trials = withTrial(state.trials, result);
    const serves = leads(trials);
    this.#save(trial.name, { ...state, trials, serves: state.serves }, now, 0);
    if (serves === state.serves) return 'open';
    this.#flip(trial.name, { ...state, trials, serves }, now);
    return serves ? 'serve' : 'drop';
  }

  /** A new version, with the judgement on the one before. What stood on the weights of all starts to prove itself anew. */
  #flip(name: string, state: PolicyState, at: number): void {
    const { policies } = this.#parts;
    const version = policies.newest(name)?.version ?? 1;
    const judged = { ...state, serves: !state.serves };
    policies.put({ name, version, state: judged, interactions: state.interactions, ...meanScores(state.trials), at });
    this.#save(name, { ...state, chance: startPolicy().chance }, at, 1); // scores have another scale from now on
    if (name !== ALL) return;
    for (const kind of Object.keys(state.byKind).filter((one) => hasOwn(state, one)))
      this.#save(kind, { ...this.#policy(kind), serves: false, trials: [] }, at, 0);
  }

  #refit(now: number): void {
    const all = this.#policy(ALL);
    const lessons = this.#parts.log.lessons(all.since, REFIT_FROM);
    const weights = refit(lessons, START_WEIGHTS);
    this.#save(ALL, { ...all, weights }, now, 0);
    for (const kind of Object.keys(all.byKind).filter((one) => hasOwn(all, one))) {
      const own = lessons.map(({ shown }) => ({ shown: shown.filter((one) => one.kind === kind) }));
      this.#save(kind, { ...this.#policy(kind), weights: refit(own, weights), interactions: all.byKind[kind] }, now, 0);
    }
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
    return this.#known(name) ?? startPolicy();
  }

  /** States that an earlier build wrote in another form are left in the history and not gone on with. */
  #known(name: string): PolicyState | undefined {
    const state = this.#parts.policies.newest(name)?.state;
    if (typeof state !== 'object' || state === null) return undefined;
    const known = this.#checked.get(state) ?? PolicyStateSchema.safeParse(state).data;
    if (known) this.#checked.set(state, known);
    return known;
  }

  #save(name: string, state: PolicyState, at: number, raise: 0 | 1): void {
    const { policies } = this.#parts;
    const newest = policies.newest(name);
    const version = newest ? newest.version + (this.#known(name) ? raise : 1) : 1;
    policies.put({ name, version, state, interactions: state.interactions, learnedScore: null, baseScore: null, at });
  }
}

const served = (state: PolicyState, otherwise: Weights): Weights => (state.serves ? state.weights : otherwise);

/** Where all that is recalled is of one kind, the common weights are its own. */
const hasOwn = ({ byKind }: PolicyState, kind: string): boolean =>
  byKind[kind] >= OWN_WEIGHTS_FROM && Object.values(byKind).filter((count) => count >= OWN_WEIGHTS_FROM).length > 1;

function remembered(weightsOf: WeightsOf): WeightsOf {
  const known = new Map<string, Weights>();
  return (kind) => {
    const weights = known.get(kind) ?? weightsOf(kind);
    known.set(kind, weights);
    return weights;
  };
}

function describe(gate: GateVerdict, cited: readonly number[]): string {
  if (gate === 'serve') return 'The learned weights are ahead, and are used from now on.';
  if (gate === 'drop') return 'The learned weights are not ahead any more, and are not used.';
  return cited.length > 0
    ? `Learned that ${cited.map(labelOf).join(', ')} helped.`
    : 'Learned that none of the shown memories helped.';
}
