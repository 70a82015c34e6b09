import { AgentError, type Clock, type Embedder, type Purpose } from '../../core/index.js';
import type { Redact } from '../blob-store.js';
import type { Database, Guard } from '../database.js';
import { AdapterLearner } from './adapter-learner.js';
import { CitationLearner, type CiteResult } from './citation-learner.js';
import { forget, type Forgotten, previewForget } from './forget.js';
import { MEMORY_COLUMNS, type MemoryRow, readMemory, type SourceRow } from './long-term-sql.js';
import { type MemoryEdit, MemoryEditor } from './memory-editor.js';
import { type IndexReport, MemoryIndex } from './memory-index.js';
import { MemoryTables } from './memory-tables.js';
import { MemoryWriter } from './memory-writer.js';
import { Operations } from './operations.js';
import { PolicyStore, type PolicyVersion } from './policy-store.js';
import { Recall, type RecallRequest, type RecallResult } from './recall.js';
import { type LoggedRequest, RecallLog } from './recall-log.js';
import {
  type Author,
  type IncomingEdge,
  type MemoryEdge,
  type MemoryKey,
  type MemoryKind,
  type MemoryOperation,
  type MemoryRecord,
  type MemorySource,
  type MemoryStatus,
  type NewMemory,
  type NewTurn,
  type Scope,
  type Turn,
  TurnSchema,
  type WriteResult,
} from './records.js';
import { type MemoryStatistics, readStatistics } from './statistics.js';
import { sweep, type SweepReport } from './sweep.js';
import { exportLines, type ImportReport, importLines } from './transfer.js';
import { dropIndexFile } from './vector-index.js';
import { VectorTable } from './vector-table.js';

export interface LongTermMemoryOptions {
  db: Database;
  guard: Guard;
  clock: Clock;
  redact?: Redact;
  /** Adds a second list by meaning. Without one, words alone are searched. */
  embedder?: Embedder;
  /** Cache of the vector index; absent: only in memory. */
  indexFile?: string;
  /** Below this number of vectors all are compared. Default 20,000. */
  exactBelow?: number;
  /** Of sampling and exploration; the same store and seed recall the same. Default 0. */
  seed?: number;
}

export interface MemoryFilter {
  status?: MemoryStatus;
  kind?: MemoryKind;
  scope?: Scope;
  session?: string;
  subject?: string;
  /** Newest first; default 100. */
  limit?: number;
  offset?: number;
}

/**
 * What the agent knows across episodes: raw turns, and facts, preferences and procedures made from them. Every write says
 * what it did and why, is one transaction together with its index row and its logged operation, and can be undone; nothing
 * is written without a source, and no model is ever called. Design and measurements: `docs/decisions/0008-memory.md`.
 * Errors: those of `openDatabase`; `MEMORY_UNKNOWN` for an id that is not there.
 */
export class LongTermMemory {
  readonly #options: LongTermMemoryOptions;
  readonly #tables: MemoryTables;
  readonly #index: MemoryIndex;
  readonly #operations: Operations;
  readonly #writer: MemoryWriter;
  readonly #editor: MemoryEditor;
  readonly #log: RecallLog;
  readonly #policies: PolicyStore;
  readonly #learner: CitationLearner;
  readonly #recall: Recall;
  readonly #vectors: VectorTable | undefined;
  #checked = false;

  constructor(options: LongTermMemoryOptions) {
    const { db, guard, clock, redact, embedder, indexFile, exactBelow = 20_000, seed = 0 } = options;
    this.#options = options;
    this.#tables = new MemoryTables(db, redact);
    this.#index = new MemoryIndex(db, this.#tables);
    this.#operations = new Operations({ db, guard, clock, tables: this.#tables, index: this.#index });
    this.#writer = new MemoryWriter(this.#tables, this.#index, this.#operations);
    this.#editor = new MemoryEditor(this.#tables, this.#operations);
    this.#log = new RecallLog(db);
    this.#policies = new PolicyStore(db);
    this.#vectors = embedder && new VectorTable({ db, guard, embedder, indexFile, exactBelow });
    const adapter = embedder && new AdapterLearner(this.#policies, embedder);
    const shared = { db, guard, clock, log: this.#log, vectors: this.#vectors, adapter };
    this.#learner = new CitationLearner({ ...shared, policies: this.#policies });
    const reading = { tables: this.#tables, index: this.#index, learner: this.#learner };
    this.#recall = new Recall({ ...shared, ...reading, redact: this.#tables.redact, seed });
  }

  /** Writes a memory made from sources: new, merged with the same fact, replacing or disputing another, or refused. */
  add(memory: NewMemory, author: Author = {}): WriteResult {
    return this.#healed(() => this.#writer.add(memory, author));
  }

  /** Keeps what was said or seen, word by word. The same session and number again changes nothing. */
  addTurn(turn: NewTurn, author: Author = {}): WriteResult {
    return this.#healed(() => this.#writer.addTurn(turn, author));
  }

  /** All writes of `work` in one transaction: an episode's memories are all there or none is. */
  batch<T>(work: () => T): T {
    this.#heal();
    const { db, guard } = this.#options;
    return guard(() => db.transaction(work).immediate());
  }

  /** Changes a memory by hand. Turns keep their words. A user's edit may raise trust, others only lower it. */
  edit(id: number, edit: MemoryEdit, author: Author = {}): WriteResult {
    return this.#editor.edit(id, edit, author);
  }

  /** A pinned memory is never swept away. */
  pin(id: number, pinned = true, author: Author = {}): WriteResult {
    return this.#editor.pin(id, pinned, author);
  }

  /** Out of the index, restorable. */
  archive(id: number, author: Author = {}): WriteResult {
    return this.#editor.archive(id, author);
  }

  restore(id: number, author: Author = {}): WriteResult {
    return this.#editor.restore(id, author);
  }

  /** `winner` replaces `loser`, which stays as history. Decides a dispute. */
  supersede(loser: number, winner: number, author: Author = {}): WriteResult {
    return this.#editor.supersede(loser, winner, author);
  }

  /** Records that somebody looked and it holds, or does not any more. */
  verify(id: number, holds = true, author: Author = {}): WriteResult {
    return this.#editor.verify(id, holds, author);
  }

  /** It was there on an occasion to see it: occasions on which it was not are counted anew. */
  found(id: number): void {
    const { db, guard } = this.#options;
    guard(() => db.prepare('UPDATE memory SET misses = 0 WHERE id = ? AND misses > 0').run(id));
  }

  /** It did not hold on one occasion, or was not there; after `most` in a row it is archived, which is returned. */
  missed(id: number, most: number, author: Author = {}): WriteResult | undefined {
    const { db, guard } = this.#options;
    const count = db.prepare('UPDATE memory SET misses = misses + 1 WHERE id = ? RETURNING misses');
    const { misses } = (guard(() => count.get(id)) as { misses: number } | undefined) ?? { misses: 0 };
    if (misses < most) return undefined;
    this.found(id);
    return this.archive(id, author);
  }

  /** Another wording under which it is found. */
  addKey(id: number, text: string, origin = 'writer', author: Author = {}): WriteResult {
    return this.#editor.addKey(id, 'reflection', text, origin, author);
  }

  /** A past request that it helped to answer; the newest 30 are kept. */
  addRequestKey(id: number, text: string, origin: string, author: Author = {}): WriteResult {
    return this.#editor.addKey(id, 'request', text, origin, author);
  }

  /** Removes for good, also from free pages and the log; not learned again, and not undone. */
  forget(id: number, author: Author = {}): Forgotten {
    const { db, guard, clock, indexFile } = this.#options;
    const parts = { db, guard, clock, tables: this.#tables, index: this.#index, operations: this.#operations };
    this.#heal();
    const result = forget(parts, id, author);
    if (this.#vectors) this.#vectors.index.drop();
    else if (indexFile) dropIndexFile(indexFile); // written by a process that had an embedder
    return result;
  }

  /** What `forget` would touch. */
  previewForget(id: number): Forgotten {
    return this.#options.guard(() => previewForget({ tables: this.#tables }, id));
  }

  /** Takes back an operation with all of its call, or the last one of a memory. Errors: `OPERATION_UNKNOWN`. */
  undo(target: { operationId: number } | { memoryId: number }, author: Author = {}): WriteResult {
    if ('operationId' in target) return this.#operations.undo(this.#operations.need(target.operationId), author);
    const last = this.#operations.lastOf(target.memoryId);
    if (last) return this.#operations.undo(last, author);
    const why = `No change of m${target.memoryId} is left that could be taken back.`;
    return { done: 'refused', id: target.memoryId, related: [], code: 'nothing-to-undo', why };
  }

  /** Archives what does not earn its place, and reports what it looked at and why it left the rest. */
  sweep(options: Author & { dryRun?: boolean } = {}): SweepReport {
    return sweep({ db: this.#options.db, tables: this.#tables, operations: this.#operations }, options);
  }

  /** Finds memories by words. */
  recall(request: RecallRequest): RecallResult {
    try {
      return this.#healed(() => this.#recall.run(request));
    } catch (error) {
      if (!isIndexDamage(error) || this.#options.db.readonly) throw error;
      this.repair();
      return this.#recall.run(request);
    }
  }

  /** The same with a second list by meaning. Errors: `EMBEDDER_MISSING`, `EMBEDDER_INVALID`, and what the embedder throws. */
  async recallByMeaning(request: RecallRequest): Promise<RecallResult> {
    const [vector] = await this.#needVectors().embed([request.query]);
    return this.recall({ ...request, vector });
  }

  /** Embeds what has no vector yet; returns how many. Errors: as {@link recallByMeaning}. */
  async embedPending(limit?: number): Promise<number> {
    return this.#needVectors().embedPending(limit);
  }

  /** Learns from what an answer cited. `purpose` is that of the work it was for. Errors: `MEMORY_REQUEST_UNKNOWN`. */
  cite(requestId: string, citedIds: readonly number[], { purpose }: { purpose: Purpose }): CiteResult {
    return this.#learner.cite(requestId, citedIds, purpose);
  }

  /** A recorded request with its candidates, while they are kept. Errors: `MEMORY_REQUEST_UNKNOWN`. */
  request(requestId: string): LoggedRequest {
    return this.#options.guard(() => this.#log.read(requestId));
  }

  /** Versions of the learned weights, and how each did against the start weights. */
  policies(): PolicyVersion[] {
    return this.#options.guard(() => this.#policies.history());
  }

  /** Back to the start weights. */
  resetPolicy(): void {
    this.#learner.reset();
  }

  get(id: number): MemoryRecord | undefined {
    const row = this.#options.guard(() => this.#tables.row(id));
    return row && readMemory(row);
  }

  /** Newest first. */
  list(filter: MemoryFilter = {}): MemoryRecord[] {
    const { status = null, kind = null, scope = null, session = null, subject = null, limit = 100, offset = 0 } = filter;
    const sql = `SELECT ${MEMORY_COLUMNS} FROM memory m
      WHERE (@status IS NULL OR m.status = @status) AND (@kind IS NULL OR m.kind = @kind) AND (@scope IS NULL OR m.scope = @scope)
        AND (@session IS NULL OR m.session = @session) AND (@subject IS NULL OR m.subject = @subject)
      ORDER BY m.id DESC LIMIT @limit OFFSET @offset`;
    const rows = this.#options.guard(() =>
      this.#options.db.prepare(sql).all({ status, kind, scope, session, subject, limit, offset }),
    );
    return (rows as MemoryRow[]).map(readMemory);
  }

  /** What a turn has beside its memory; undefined for other kinds. */
  turn(id: number): Turn | undefined {
    const row = this.#options.guard(() => this.#tables.turn(id));
    return row && TurnSchema.parse({ ...row, url: row.url ?? undefined, injected: JSON.parse(row.injected) });
  }

  /** Where it comes from, oldest first. */
  sources(id: number): MemorySource[] {
    return this.#options.guard(() => this.#tables.sources(id)).map(readSource);
  }

  keys(id: number): MemoryKey[] {
    return this.#options.guard(() => this.#tables.keys(id)).map(({ terms: _terms, ...key }) => key);
  }

  edges(id: number): MemoryEdge[] {
    return this.#options.guard(() => this.#tables.edges(id));
  }

  /** Who points at it, such as what replaced it. */
  edgesTo(id: number): IncomingEdge[] {
    return this.#options.guard(() => this.#tables.sql.edgesTo.all(id) as IncomingEdge[]);
  }

  /** Every change of a memory, oldest first. */
  operations(id: number): MemoryOperation[] {
    return this.#options.guard(() => this.#operations.list(id));
  }

  stats(): MemoryStatistics {
    const { db, guard, clock } = this.#options;
    return guard(() => readStatistics(db, this.#index.size, clock.now()));
  }

  /** All memories and tombstones as JSON lines. */
  exportLines(): Generator<string> {
    return exportLines(this.#transfer());
  }

  /** Takes over exported lines; what is there already stays. Errors: `MEMORY_LINE_INVALID`. */
  importLines(lines: Iterable<string>): ImportReport {
    return this.#healed(() => importLines(this.#transfer(), lines));
  }

  /** Compares index and tables; changes nothing but the index's own bookkeeping. */
  check(): IndexReport {
    return this.#options.guard(() => this.#index.check());
  }

  /** Builds the index anew from the tables. Happens by itself when a damaged index is noticed. */
  repair(): IndexReport {
    const { db, guard } = this.#options;
    guard(() => db.transaction(() => this.#index.rebuild()).immediate());
    return this.check();
  }

  /** Once per handle: an index whose number of rows is wrong is built anew before it is used. */
  #heal(): void {
    if (this.#checked) return;
    this.#checked = true;
    const { db, guard } = this.#options;
    if (!db.readonly && !guard(() => this.#index.looksSound)) this.repair();
  }

  #healed<T>(work: () => T): T {
    this.#heal();
    return work();
  }

  #transfer(): Parameters<typeof importLines>[0] {
    const { db, guard } = this.#options;
    return { db, guard, tables: this.#tables, index: this.#index, operations: this.#operations };
  }

  #needVectors(): VectorTable {
    if (this.#vectors) return this.#vectors;
    throw new AgentError(
      'EMBEDDER_MISSING',
      'Recall by meaning needs an embedder. Open the store with one, or use "recall", which works by words.',
    );
  }
}

const isIndexDamage = (error: unknown): boolean =>
  error instanceof AgentError
    ? error.code === 'DATABASE_CORRUPT' && (error.cause as { code?: string } | undefined)?.code === 'SQLITE_CORRUPT_VTAB'
    : /no such table: (main\.)?memory_fts/.test(String(error));

const readSource = (row: SourceRow): MemorySource => ({
  episodeId: row.episodeId ?? undefined,
  step: row.step ?? undefined,
  turnId: row.turnId ?? undefined,
  outside: row.outside ?? undefined,
  span: [row.spanStart, row.spanEnd],
  quote: row.quote,
  observedAt: row.observedAt,
});
