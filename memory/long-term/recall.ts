import { type Clock, createRandom, type Purpose, type Random } from '../../core/index.js';
import type { Redact } from '../blob-store.js';
import type { Database, Guard } from '../database.js';
import type { AdapterLearner } from './adapter-learner.js';
import { type CitationLearner, mayTeach, type WeightTrial } from './citation-learner.js';
import { rivalsOf } from './disputes.js';
import { type Candidate, type FeatureContext, featuresOf, type FeatureVector } from './features.js';
import { interleave } from './interleave.js';
import { readMemory } from './long-term-sql.js';
import type { MemoryIndex, SearchFilter } from './memory-index.js';
import type { MemoryTables } from './memory-tables.js';
import { gumbelTopM } from './plackett-luce.js';
import { contributionsOf, isWorthShowing, policyScore, TEMPERATURE } from './policy.js';
import { idf, prepareQuery, type PreparedQuery, wordShare } from './query.js';
import { type RecallLog, requestIdOf } from './recall-log.js';
import { labelOf, type MemoryKind, type MemoryRecord, type Scope } from './records.js';
import { selectDiverse } from './selection.js';
import type { VectorTable } from './vector-table.js';

/** Candidates of the first stage; recall@50 was 86.6 where the best ten hold 78. */
const CANDIDATES = 50;
const DEFAULT_LIMIT = 5;
/**
 * Where no candidate holds this share of the query, by weight or by number of words, nothing here is about it, and no memory
 * is the answer. By number too: in a small store the words that are known are the frequent ones, and weigh nothing.
 */
const LEAST_COVERAGE = 0.2;
/**
 * One in so many requests explores, or learning only ever sees its own taste: it shows the learned ranking side by side with the one
 * it would replace, or, while there is none, gives its last place to a candidate that was not chosen.
 */
const EXPLORE_EVERY = 10;
const EXPLORED_AMONG = 20;

export interface RecallRequest {
  query: string;
  /** Who may be read; `global` always is. Default: also `user`. */
  scopes?: readonly Scope[];
  kinds?: readonly MemoryKind[];
  /** Most hits, default 5. */
  limit?: number;
  /**
   * What the answer is for, default `use`. `train` samples the hits (Gumbel top-M) and always explores, `use` takes the best
   * and explores in one of ten requests, `gate` and `report` do neither and teach nothing.
   */
  purpose?: Purpose;
  /** The session of the conversation, when its own memories may fill the whole list. */
  session?: string;
  /** As it was at this time, in milliseconds since 1970: what was superseded since is found too. */
  at?: number;
  /** Also text that nobody vouches for, such as page text that reads like an order. */
  untrusted?: boolean;
  /** Policy score below which nothing is shown. */
  minScore?: number;
  /** False: writes nothing at all, explores nothing, cannot be cited. Default: true, unless the store is read-only. */
  record?: boolean;
  /** Query vector of length 1, for the second list. `recallByMeaning` makes it. */
  vector?: Float32Array;
}

export interface ScoredMemory {
  id: number;
  kind: MemoryKind;
  score: number;
  features: FeatureVector;
  /** What each feature added to the score. */
  contributions: FeatureVector;
}

export interface RecallHit extends ScoredMemory {
  memory: MemoryRecord;
  /** `m12`: how a prompt names it and an answer cites it. */
  label: string;
  /** Counted from 1. */
  rank: number;
  /** Since it was last seen, in milliseconds. */
  ageMs: number;
  /** Memories that say otherwise; those that may be seen are among the hits, the newer first. */
  disputedWith: number[];
  /** Not among the best: shown to learn about it. */
  explored: boolean;
}

export interface RecallResult {
  /** For `cite`. */
  requestId: string;
  hits: RecallHit[];
  /** All that were scored, best first: what an inspector explains. */
  candidates: ScoredMemory[];
  terms: Pick<PreparedQuery, 'kept' | 'dropped' | 'respelt'>;
  /** Why there is no hit. */
  none?: 'no-terms' | 'no-candidates' | 'nothing-about-it' | 'below-threshold';
}

export interface RecallParts {
  db: Database;
  guard: Guard;
  clock: Clock;
  redact: Redact;
  tables: MemoryTables;
  index: MemoryIndex;
  log: RecallLog;
  learner: CitationLearner;
  vectors?: VectorTable;
  adapter?: AdapterLearner;
  /** Of sampling and exploration. */
  seed: number;
}

interface Scored extends ScoredMemory {
  row: Candidate;
  session: string;
  terms: ReadonlySet<string>;
}

interface Shown {
  scored: Scored;
  explored: boolean;
}

/** What goes before the model, and the weights that were tried on it. */
interface Selection {
  shown: Shown[];
  compared?: string;
}

/** Finds memories for a query: words, spelling, hard filter, fielded BM25, optional vectors, learned ranking, diversity. */
export class Recall {
  readonly #parts: RecallParts;

  constructor(parts: RecallParts) {
    this.#parts = parts;
  }

  run(request: RecallRequest): RecallResult {
    const { clock, index, db, guard, redact } = this.#parts;
    const now = clock.now();
    const query = guard(() => prepareQuery(redact(request.query), index.vocabulary));
    const record = request.record ?? !db.readonly;
    if (!record) return guard(() => this.#answer(request, query, now, undefined));
    const run = db.transaction(() => {
      const random = createRandom(`${this.#parts.seed}:${this.#parts.log.last + 1}`); // the same store and seed: the same draw
      const result = this.#answer(request, query, now, random);
      const { compared, ...rest } = result;
      return { ...rest, requestId: requestIdOf(this.#write(request, query, rest, now, compared)) };
    });
    return guard(() => run.immediate());
  }

  #answer(
    request: RecallRequest,
    query: PreparedQuery,
    now: number,
    random: Random | undefined,
  ): RecallResult & Pick<Selection, 'compared'> {
    const { kept, dropped, respelt } = query;
    const result = { requestId: requestIdOf(0), hits: [], candidates: [], terms: { kept, dropped, respelt } };
    if (query.words.length === 0 && !request.vector) return { ...result, none: 'no-terms' };
    const rows = this.#candidates(request, query, now);
    if (rows.length === 0) return { ...result, none: 'no-candidates' };

    const { weightsOf, chance } = this.#parts.learner.served();
    const features = featuresOf(rows, query, { now, withVectors: request.vector !== undefined, rarityOf: this.#rarityOf });
    const scored = rows.map((row, i): Scored => {
      const weights = weightsOf(row.kind);
      const contributions = contributionsOf(weights, features[i]);
      const terms = new Set(row.terms.split(' '));
      const score = policyScore(weights, features[i]);
      return { id: row.id, kind: row.kind, score, features: features[i], contributions, row, session: row.session, terms };
    });
    scored.sort((a, b) => b.score - a.score || a.id - b.id);
    const candidates = scored.map(({ row: _row, session: _session, terms: _terms, ...candidate }) => candidate);
    if (!request.vector && !isAnswerable(scored, query)) return { ...result, candidates, none: 'nothing-about-it' };
    const worthy = scored.filter(({ score }) => score >= (request.minScore ?? -Infinity) && isWorthShowing(chance, score));
    const { shown, compared } = this.#select(request, query, worthy, scored, random);
    const hits = shown.map((hit, i) => this.#hit(hit, i + 1, now));
    return { ...result, hits, candidates, compared, ...(hits.length === 0 ? { none: 'below-threshold' as const } : {}) };
  }

  #candidates(request: RecallRequest, query: PreparedQuery, now: number): Candidate[] {
    const { index, tables } = this.#parts;
    const filter: SearchFilter = {
      scopes: [...new Set(['global', ...(request.scopes ?? ['user'])])],
      kinds: request.kinds,
      at: request.at ?? now,
      past: request.at !== undefined,
      untrusted: request.untrusted ?? false,
    };
    const found = new Map<number, Candidate>();
    index
      .search(query.kept, filter, CANDIDATES, query.narrow)
      .forEach((row, i) => found.set(row.id, { ...row, textRank: i + 1 }));
    if (request.vector) this.#addNearest(request.vector, filter, found);
    // Who is shown one side of a dispute is shown the other.
    const rivals = [...found.values()].filter((row) => row.status === 'disputed').flatMap((row) => rivalsOf(tables, row.id));
    const missing = rivals.filter((id) => !found.has(id));
    for (const row of index.byIds([...new Set(missing)], filter)) found.set(row.id, row);
    return [...found.values()];
  }

  #addNearest(vector: Float32Array, filter: SearchFilter, found: Map<number, Candidate>): void {
    const { vectors, adapter, index } = this.#parts;
    if (!vectors || vector.length !== vectors.embedder.dim) return;
    const isAllowed = (id: number): boolean => index.byIds([id], filter).length > 0;
    const nearest = vectors.index.search(vector, CANDIDATES, isAllowed);
    const rows = new Map(
      index
        .byIds(
          nearest.map(({ id }) => id),
          filter,
        )
        .map((row) => [row.id, row]),
    );
    nearest.forEach(({ id }, i) => {
      const row = found.get(id) ?? rows.get(id);
      if (row) found.set(id, { ...row, vectorRank: i + 1 });
    });
    const known = [...found.keys()].map((id) => ({ id, data: vectors.vector(id) })).filter(({ data }) => data !== undefined);
    const similarities = adapter?.current().scores(vector, known.map(({ data }) => data as Float32Array)); // prettier-ignore
    known.forEach(({ id }, i) => found.set(id, { ...(found.get(id) as Candidate), similarity: similarities?.[i] }));
  }

  #select(
    request: RecallRequest,
    query: PreparedQuery,
    worthy: readonly Scored[],
    all: readonly Scored[],
    random: Random | undefined,
  ): Selection {
    const { limit: count = DEFAULT_LIMIT, purpose = 'use', session } = request;
    const { tables, learner } = this.#parts;
    const uncapped = new Set(worthy.map((one) => one.session).filter((name) => name === session || mentions(query, name)));
    const rankBy = (scores: readonly number[]): number[] =>
      random && purpose === 'train'
        ? gumbelTopM(scores, count, TEMPERATURE, random)
        : selectDiverse(worthy.map((one, i) => ({ ...one, score: scores[i] })), { count, uncapped }); // prettier-ignore
    const best = withRivals(tables, rankBy(worthy.map(({ score }) => score)).map((i) => worthy[i]), worthy, count); // prettier-ignore
    const plain = best.map((scored) => ({ scored, explored: false }));
    const explores = random && mayTeach(purpose) && (purpose === 'train' || random.chance(1 / EXPLORE_EVERY));
    if (!explores) return { shown: plain };

    const trial = learner.trial(random);
    if (trial) {
      const merged = sideBySide(trial, worthy, rankBy, count, random);
      const served = new Set(best.map(({ id }) => id));
      const shown = withRivals(tables, merged, worthy, count).map((scored) => ({ scored, explored: !served.has(scored.id) }));
      return { shown, compared: trial.name };
    }
    const others = all.slice(0, count + EXPLORED_AMONG).filter((one) => !best.includes(one));
    if (purpose === 'train' || others.length === 0) return { shown: plain };
    return { shown: [...plain.slice(0, Math.max(0, count - 1)), { scored: random.pick(others), explored: true }] };
  }

  #hit({ scored, explored }: Shown, rank: number, now: number): RecallHit {
    const { row, id, kind, score, features, contributions } = scored;
    return {
      id,
      kind,
      score,
      features,
      contributions,
      memory: readMemory(row),
      label: labelOf(id),
      rank,
      ageMs: Math.max(0, now - row.observedAt),
      disputedWith: row.status === 'disputed' ? rivalsOf(this.#parts.tables, id) : [],
      explored,
    };
  }

  readonly #rarityOf: FeatureContext['rarityOf'] = (terms) => {
    const { vocabulary, size } = this.#parts.index;
    const counts = vocabulary.counts(terms);
    const highest = idf(size, 0);
    return (term) => idf(size, counts.get(term) ?? 0) / highest;
  };

  #write(
    request: RecallRequest,
    query: PreparedQuery,
    { hits, candidates, terms }: RecallResult,
    at: number,
    compared: string | undefined,
  ): number {
    const purpose = request.purpose ?? 'use';
    return this.#parts.log.write(
      {
        query: query.text,
        terms,
        scopes: request.scopes ?? [],
        purpose,
        compared,
        at,
        candidates,
        vector: request.vector,
        uses: hits.map(({ id, rank, score, features, explored }) => ({ memoryId: id, rank, score, features, explored })),
      },
      mayTeach(purpose),
    );
  }
}

/** Counts what stands in a candidate, in its keys, or in the question it answers. */
const isAnswerable = (scored: readonly Scored[], query: PreparedQuery): boolean =>
  scored.some(({ features, row }) => {
    if (Math.max(features.coverage, features.previousQuestion) >= LEAST_COVERAGE) return true;
    return wordShare(query, new Set(`${row.own} ${row.asked}`.split(' '))) >= LEAST_COVERAGE;
  });

const mentions = ({ text }: PreparedQuery, session: string): boolean => session.length > 1 && text.includes(session);

/** Both rankings of a trial, merged so that neither is favoured. */
function sideBySide(
  { base, learned }: WeightTrial,
  worthy: readonly Scored[],
  rankBy: (scores: readonly number[]) => number[],
  count: number,
  random: Random,
): Scored[] {
  const [a, b] = [base, learned].map((weightsOf) => rankBy(worthy.map(({ kind, features }) => policyScore(weightsOf(kind), features)))); // prettier-ignore
  return interleave(a, b, count, random).map((i) => worthy[i]);
}

/** Puts the other side of a dispute next to the hit, the newer first; the list keeps its length by losing its end. */
function withRivals(tables: MemoryTables, chosen: readonly Scored[], all: readonly Scored[], count: number): Scored[] {
  const out = new Map<number, Scored>();
  for (const hit of chosen) {
    if (out.has(hit.id)) continue;
    const rivals = hit.row.status === 'disputed' ? rivalsOf(tables, hit.id) : [];
    const sides = [hit, ...all.filter(({ id }) => rivals.includes(id) && !out.has(id))];
    sides.sort((a, b) => b.row.observedAt - a.row.observedAt || b.id - a.id);
    for (const scored of sides) out.set(scored.id, scored);
  }
  return [...out.values()].slice(0, Math.max(count, 0));
}
