import { createHash } from 'node:crypto';
import { AgentError } from '../../core/index.js';
import type { Redact } from '../blob-store.js';
import type { Database } from '../database.js';
import { type KeyRow, type MemoryRow, prepareLongTermStatements, type SourceRow, type Statements, type TurnRow } from './long-term-sql.js'; // prettier-ignore
import type { MemoryEdge, Span, Turn } from './records.js';
import { isNegated, shapeOf } from './shape.js';
import { termsOf, wordsIn } from './terms.js';

/** What operations may change of a memory, and so what undo restores. Counters of use are not among it. */
export interface MemoryState {
  status: MemoryRow['status'];
  kind: MemoryRow['kind'];
  scope: string;
  trust: number;
  importance: number;
  pinned: number;
  observedAt: number;
  validFrom: number;
  validTo: number | null;
  lastVerifiedAt: number | null;
  evidence: number;
  subject: string;
  slot: string;
  body: string;
  sources: SourceRow[];
  keys: KeyRow[];
  edges: MemoryEdge[];
}

/** A memory before it has an id; everything that follows from its text is computed on insertion. */
export type Draft = MemoryState &
  Pick<MemoryRow, 'uid' | 'session' | 'sourceType' | 'writer' | 'promptVersion' | 'createdAt'> &
  Partial<Pick<MemoryRow, 'shown' | 'cited' | 'lastUsedAt'>> & { turn?: Turn };

const LISTS = { sources: 'clearSources', keys: 'clearKeys', edges: 'clearEdges' } as const;

/** The rows of memories: reads and writes whole states, hides the tables. Callers hold the transaction. */
export class MemoryTables {
  readonly sql: Statements;
  readonly redact: Redact;

  constructor(db: Database, redact: Redact = (text) => text) {
    this.sql = prepareLongTermStatements(db);
    this.redact = redact;
  }

  row(id: number): MemoryRow | undefined {
    return this.sql.memory.get(id) as MemoryRow | undefined;
  }

  /** Errors: `MEMORY_UNKNOWN`. */
  need(id: number): MemoryRow {
    const row = this.row(id);
    if (!row) throw unknownMemory(id);
    return row;
  }

  turn(id: number): TurnRow | undefined {
    return this.sql.turn.get(id) as TurnRow | undefined;
  }

  sources(id: number): SourceRow[] {
    return this.sql.sources.all(id) as SourceRow[];
  }

  keys(id: number): KeyRow[] {
    return this.sql.keys.all(id) as KeyRow[];
  }

  edges(id: number): MemoryEdge[] {
    return this.sql.edges.all(id) as MemoryEdge[];
  }

  /** Errors: `MEMORY_UNKNOWN`. */
  state(id: number): MemoryState {
    const row = this.need(id);
    return {
      status: row.status,
      kind: row.kind,
      scope: row.scope,
      trust: row.trust,
      importance: row.importance,
      pinned: row.pinned,
      observedAt: row.observedAt,
      validFrom: row.validFrom,
      validTo: row.validTo,
      lastVerifiedAt: row.lastVerifiedAt,
      evidence: row.evidence,
      subject: row.subject,
      slot: row.slot,
      body: row.body,
      sources: this.sources(id),
      keys: this.keys(id),
      edges: this.edges(id),
    };
  }

  insert(draft: Draft): number {
    const { turn, sources, keys, edges, ...row } = draft;
    const injected = turn?.injected ?? [];
    const { lastInsertRowid } = this.sql.insertMemory.run({
      shown: 0,
      cited: 0,
      lastUsedAt: null,
      updatedAt: row.createdAt,
      ...row,
      ...derive(row, injected),
    });
    const id = Number(lastInsertRowid);
    if (turn) this.sql.insertTurn.run({ memoryId: id, ...turn, url: turn.url ?? null, injected: JSON.stringify(injected) });
    this.#insertLists(id, { sources, keys, edges });
    return id;
  }

  /** Writes the parts of a state that differ from what is there. */
  write(id: number, changed: Partial<MemoryState>, now: number): void {
    const lists = Object.keys(LISTS) as (keyof typeof LISTS)[];
    const state = { ...this.state(id), ...changed };
    const turn = this.turn(id);
    const injected = turn ? (JSON.parse(turn.injected) as Span[]) : [];
    const { sources, keys, edges, ...row } = state;
    this.sql.updateMemory.run({ id, ...row, ...derive(row, injected), updatedAt: now });
    if (changed.body !== undefined || changed.subject !== undefined) this.sql.clearVectors.run(id); // of the old text
    for (const list of lists) if (changed[list]) this.sql[LISTS[list]].run(id);
    this.#insertLists(id, {
      sources: changed.sources ? sources : [],
      keys: changed.keys ? keys : [],
      edges: changed.edges ? edges : [],
    });
  }

  /** Keeps in mind that this was forgotten, without its words. */
  tombstone(memory: Pick<MemoryRow, 'subject' | 'body'>, at: number): void {
    for (const hash of tombstoneHashes(memory)) this.sql.insertTombstone.run(hash, at);
  }

  isTombstoned(memory: Pick<MemoryRow, 'subject' | 'body'>): boolean {
    return tombstoneHashes(memory).some((hash) => this.sql.tombstone.get(hash) !== undefined);
  }

  #insertLists(id: number, { sources, keys, edges }: Pick<MemoryState, 'sources' | 'keys' | 'edges'>): void {
    for (const source of sources) this.sql.insertSource.run({ memoryId: id, ...source });
    for (const key of keys) this.sql.insertKey.run({ memoryId: id, ...key });
    for (const edge of edges) this.sql.insertEdge.run({ fromId: id, ...edge });
  }
}

/** What follows from the text of a memory. */
export function derive(
  memory: Pick<MemoryRow, 'scope' | 'subject' | 'slot' | 'body'>,
  injected: readonly Span[] = [],
): Pick<MemoryRow, 'hash' | 'slotKey' | 'terms' | 'shape'> {
  const text = withoutSpans(memory.body, injected);
  const key = (words: string): string => termsOf(words).join(' ') || words.trim().toLowerCase();
  return {
    hash: contentHash(memory.subject, memory.body),
    slotKey: memory.slot === '' ? '' : `${memory.scope}|${key(memory.subject)}|${key(memory.slot)}`,
    terms: termsOf(text).join(' '),
    shape: JSON.stringify(shapeOf(text)),
  };
}

/**
 * Equal for two texts with the same terms in the same order, both denied or neither. Of subject and body together, so that
 * "Anna" + "likes tea" is "Anna likes tea".
 */
export function contentHash(subject: string, body: string): string {
  const terms = [...new Set([...termsOf(subject), ...termsOf(body)])];
  const content = terms.length > 0 ? terms : wordsIn(`${subject} ${body}`);
  return sha256(JSON.stringify([content, isNegated(body)]));
}

/** A text of fewer terms, such as "yes", means something only with its subject. */
const LEAST_TERMS = 3;

/** With its subject and, where it says enough by itself, without: filed elsewhere it is still what was forgotten. */
const tombstoneHashes = ({ subject, body }: Pick<MemoryRow, 'subject' | 'body'>): string[] => [
  contentHash(subject, body),
  ...(termsOf(body).length >= LEAST_TERMS ? [contentHash('', body)] : []),
];

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** Recalled text in a turn is blanked out: indexing it would let a memory find itself. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let out = text;
  for (const [start, end] of spans) out = out.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + out.slice(end);
  return out;
}

/** No memory has this id, or it was forgotten. */
export const unknownMemory = (id: number): AgentError =>
  new AgentError(
    'MEMORY_UNKNOWN',
    `There is no memory m${id}: it never was, or it was forgotten. "autodidact memory list" shows what there is.`,
  );
