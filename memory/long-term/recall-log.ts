import type { Statement } from 'better-sqlite3';
import { AgentError, type Purpose, PurposeSchema } from '../../core/index.js';
import type { Database } from '../database.js';
import { FEATURES, type FeatureVector } from './features.js';
import type { MemoryKind } from './records.js';
import type { Lesson } from './refit.js';
import { toBytes, toFloat32 } from './vector-table.js';

export interface LoggedCandidate {
  id: number;
  kind: MemoryKind;
  features: FeatureVector;
}

export interface LoggedUse {
  memoryId: number;
  /** Counted from 1. */
  rank: number;
  score: number;
  /** Absent where features were added since. */
  features?: FeatureVector;
  explored: boolean;
}

/** One request as it was answered; candidates only while it is among the newest. */
export interface LoggedRequest {
  query: string;
  terms: unknown;
  scopes: readonly string[];
  purpose: Purpose;
  /** Learned weights whose ranking was shown interleaved with the one it would replace. */
  compared?: string;
  at: number;
  candidates?: readonly LoggedCandidate[];
  vector?: Float32Array;
  citedAt: number | null;
  uses: readonly LoggedUse[];
}

interface RequestRow {
  query: string;
  terms: string;
  scopes: string;
  purpose: string;
  compared: string | null;
  at: number;
  candidates: string | null;
  features: Buffer | null;
  vector: Buffer | null;
  citedAt: number | null;
}

interface UseRow extends Omit<LoggedUse, 'features' | 'explored'> {
  features: Buffer | string;
  explored: number;
}

interface LessonRow {
  requestId: number;
  kind: string;
  features: Buffer | string;
  cited: number;
}

/** Requests whose candidates are kept for learning. */
const KEPT_REQUESTS = 500;

/** What was asked, what was found and what was shown. Within the caller's transaction. */
export class RecallLog {
  readonly #insertRequest: Statement;
  readonly #insertUse: Statement;
  readonly #forgetCandidates: Statement<[number]>;
  readonly #request: Statement<[number], RequestRow>;
  readonly #uses: Statement<[number], UseRow>;
  readonly #setCited: Statement;
  readonly #closeRequest: Statement<[number, number, number]>;
  readonly #lessons: Statement<[number, number], LessonRow>;
  readonly #countShown: Statement<[number, number]>;
  readonly #countCited: Statement<[number]>;
  readonly #last: Statement<[], { id: number | null }>;

  constructor(db: Database) {
    this.#insertRequest = db.prepare(
      `INSERT INTO memory_request (query, terms, scopes, purpose, compared, at, candidates, features, vector)
       VALUES (@query, @terms, @scopes, @purpose, @compared, @at, @candidates, @features, @vector)`,
    );
    this.#insertUse = db.prepare(
      `INSERT INTO memory_use (request_id, memory_id, rank, score, features, explored, at)
       VALUES (@requestId, @memoryId, @rank, @score, @features, @explored, @at)`,
    );
    this.#forgetCandidates = db.prepare(
      'UPDATE memory_request SET candidates = NULL, features = NULL, vector = NULL WHERE id = ?',
    );
    this.#request = db.prepare(
      `SELECT query, terms, scopes, purpose, compared, at, candidates, features, vector, cited_at AS citedAt FROM memory_request WHERE id = ?`,
    );
    this.#uses = db.prepare(
      'SELECT memory_id AS memoryId, rank, score, features, explored FROM memory_use WHERE request_id = ? ORDER BY rank',
    );
    this.#setCited = db.prepare('UPDATE memory_use SET cited = ? WHERE request_id = ? AND memory_id = ?');
    this.#closeRequest = db.prepare('UPDATE memory_request SET cited_at = ?, taught = ? WHERE id = ?');
    this.#lessons = db.prepare(
      `SELECT u.request_id AS requestId, m.kind, u.features, u.cited
       FROM (SELECT id FROM memory_request WHERE taught = 1 AND id > ? ORDER BY id DESC LIMIT ?) r
       JOIN memory_use u ON u.request_id = r.id JOIN memory m ON m.id = u.memory_id ORDER BY u.request_id, u.rank`,
    );
    this.#countShown = db.prepare('UPDATE memory SET shown = shown + 1, last_used_at = ? WHERE id = ?');
    this.#countCited = db.prepare('UPDATE memory SET cited = cited + 1 WHERE id = ?');
    this.#last = db.prepare('SELECT max(id) AS id FROM memory_request');
  }

  /** Number of the newest request; 0 for none. */
  get last(): number {
    return this.#last.get()?.id ?? 0;
  }

  /** Returns the number of the request. */
  write(request: Omit<LoggedRequest, 'citedAt'>, counts: boolean): number {
    const { candidates = [], uses, vector, at } = request;
    const { lastInsertRowid } = this.#insertRequest.run({
      query: request.query,
      terms: JSON.stringify(request.terms),
      scopes: JSON.stringify(request.scopes),
      purpose: request.purpose,
      compared: request.compared ?? null,
      at,
      candidates: JSON.stringify(candidates.map(({ id, kind }) => [id, kind])),
      features: packFeatures(candidates),
      vector: vector ? toBytes(vector) : null,
    });
    const requestId = Number(lastInsertRowid);
    for (const { memoryId, rank, score, features, explored } of uses) {
      const row = { requestId, memoryId, rank, score, explored: Number(explored), at };
      this.#insertUse.run({ ...row, features: packFeatures(features ? [{ features }] : []) });
      if (counts) this.#countShown.run(at, memoryId);
    }
    this.#forgetCandidates.run(requestId - KEPT_REQUESTS);
    return requestId;
  }

  /** Errors: `MEMORY_REQUEST_UNKNOWN`. */
  read(requestId: string): LoggedRequest {
    const number = numberOf(requestId);
    const row = number > 0 ? this.#request.get(number) : undefined;
    if (!row) throw unknownRequest(requestId);
    return {
      query: row.query,
      terms: JSON.parse(row.terms),
      scopes: JSON.parse(row.scopes) as string[],
      purpose: PurposeSchema.parse(row.purpose),
      compared: row.compared ?? undefined,
      at: row.at,
      candidates: readCandidates(row),
      vector: row.vector ? toFloat32(row.vector) : undefined,
      citedAt: row.citedAt,
      uses: this.#uses.all(number).map((use) => ({
        ...use,
        features: unpackFeatures(use.features)[0],
        explored: use.explored === 1,
      })),
    };
  }

  close(requestId: string, uses: readonly { memoryId: number; cited: boolean }[], now: number, counts: boolean): void {
    const number = numberOf(requestId);
    for (const { memoryId, cited } of uses) {
      this.#setCited.run(Number(cited), number, memoryId);
      if (cited && counts) this.#countCited.run(memoryId);
    }
    this.#closeRequest.run(now, Number(counts), number);
  }

  /** What the newest answers after a request taught, oldest first. Those from before features were added are left out. */
  lessons(after: number, most: number): Lesson[] {
    const byRequest = new Map<number, Lesson['shown'][number][]>();
    for (const { requestId, kind, features, cited } of this.#lessons.iterate(after, most)) {
      const [known] = unpackFeatures(features);
      if (known === undefined) continue;
      const shown = byRequest.get(requestId) ?? [];
      shown.push({ kind, features: known, cited: cited === 1 });
      byRequest.set(requestId, shown);
    }
    return [...byRequest.values()].map((shown) => ({ shown }));
  }
}

/** Request ids are `r` and a number; `r0` is one that was not recorded. */
export const requestIdOf = (number: number): string => `r${number}`;
const numberOf = (requestId: string): number => (/^r\d+$/.test(requestId) ? Number(requestId.slice(1)) : 0);

/** Undefined where features were added since, or the candidates are no longer kept. */
function readCandidates({ candidates, features }: RequestRow): LoggedCandidate[] | undefined {
  if (!candidates || !features) return undefined;
  const list = JSON.parse(candidates) as [number, MemoryKind][];
  const vectors = unpackFeatures(features);
  if (vectors.length !== list.length) return undefined;
  return list.map(([id, kind], i) => ({ id, kind, features: vectors[i] }));
}

/** float32 [of, features]. */
function packFeatures(of: readonly { features: Readonly<FeatureVector> }[]): Buffer {
  const numbers = new Float32Array(of.length * FEATURES.length);
  of.forEach(({ features }, i) => FEATURES.forEach((name, k) => (numbers[i * FEATURES.length + k] = features[name])));
  return toBytes(numbers);
}

/** Empty where the list of features was another. */
function unpackFeatures(packed: Buffer | string): FeatureVector[] {
  if (typeof packed === 'string') return [];
  const numbers = toFloat32(packed);
  if (numbers.length % FEATURES.length !== 0) return [];
  const vectorAt = (i: number): FeatureVector =>
    Object.fromEntries(FEATURES.map((name, k) => [name, numbers[i * FEATURES.length + k]])) as FeatureVector;
  return Array.from({ length: numbers.length / FEATURES.length }, (_, i) => vectorAt(i));
}

const unknownRequest = (id: string): AgentError =>
  new AgentError(
    'MEMORY_REQUEST_UNKNOWN',
    `There is no recorded request "${id}". Cite with the requestId that recall returned; one made with "record: false" cannot be cited.`,
  );
