import type { Statement } from 'better-sqlite3';
import type { Database } from '../database.js';
import { type MemoryKey, type MemoryRecord, MemoryRecordSchema, type MemorySource } from './records.js';

/** A row of `memory`: a record with what is derived from its text. */
export interface MemoryRow extends Omit<MemoryRecord, 'pinned'> {
  pinned: number;
  hash: string;
  slotKey: string;
  /** The body's own terms, space separated, in order. */
  terms: string;
  asked: string;
  /** JSON of a `Shape`. */
  shape: string;
}

export interface TurnRow {
  memoryId: number;
  session: string;
  seq: number;
  role: string;
  speaker: string;
  url: string | null;
  injected: string;
}

export interface SourceRow extends Omit<MemorySource, 'span' | 'episodeId' | 'step' | 'turnId' | 'outside'> {
  episodeId: string | null;
  step: number | null;
  turnId: number | null;
  outside: string | null;
  spanStart: number;
  spanEnd: number;
  quoteHash: string;
}

export interface KeyRow extends MemoryKey {
  terms: string;
}

export const MEMORY_COLUMNS = `
  m.id, m.uid, m.status, m.kind, m.scope, m.session, m.source_type AS sourceType, m.trust, m.importance, m.pinned,
  m.observed_at AS observedAt, m.valid_from AS validFrom, m.valid_to AS validTo, m.last_verified_at AS lastVerifiedAt,
  m.evidence, m.shown, m.cited, m.last_used_at AS lastUsedAt, m.hash, m.slot_key AS slotKey, m.subject, m.slot, m.body,
  m.terms, m.asked, m.shape, m.writer, m.prompt_version AS promptVersion, m.created_at AS createdAt, m.updated_at AS updatedAt`;

const TURN_COLUMNS = 't.memory_id AS memoryId, t.session, t.seq, t.role, t.speaker, t.url, t.injected';
const SOURCE_COLUMNS =
  'episode_id AS episodeId, step, turn_id AS turnId, outside, span_start AS spanStart, span_end AS spanEnd, quote, ' +
  'quote_hash AS quoteHash, observed_at AS observedAt';
const KEY_COLUMNS = 'kind, text, terms, origin, created_at AS createdAt';

/** The record of a row; rows outlive the code that wrote them, so they are checked. */
export const readMemory = (row: MemoryRow): MemoryRecord => MemoryRecordSchema.parse({ ...row, pinned: row.pinned === 1 });

type StatementName =
  | 'insertMemory'
  | 'updateMemory'
  | 'memory'
  | 'memoryByUid'
  | 'byHash'
  | 'bySlot'
  | 'insertTurn'
  | 'turn'
  | 'turnAt'
  | 'turnsBefore'
  | 'turnsAfter'
  | 'setAsked'
  | 'insertSource'
  | 'sources'
  | 'clearSources'
  | 'derivedFrom'
  | 'insertKey'
  | 'keys'
  | 'clearKeys'
  | 'keyedBy'
  | 'insertEdge'
  | 'edges'
  | 'edgesTo'
  | 'clearEdges'
  | 'clearVectors'
  | 'stepExists'
  | 'episodeExists'
  | 'tombstone'
  | 'insertTombstone'
  | 'insertOperation'
  | 'setGroup'
  | 'operation'
  | 'operationsOf'
  | 'operationsOfGroup'
  | 'lastOperation'
  | 'laterOperation'
  | 'setUndone';

export type Statements = Record<StatementName, Statement>;

/** Statements on the tables that hold memories, prepared once. */
export function prepareLongTermStatements(db: Database): Statements {
  const statement = (sql: string): Statement => db.prepare(sql);
  const operations = `SELECT id, group_id AS groupId, memory_id AS memoryId, op, before, after, actor, reason, at,
    undone_by AS undoneBy FROM memory_op`;
  return {
    insertMemory: statement(
      `INSERT INTO memory (uid, status, kind, scope, session, source_type, trust, importance, pinned, observed_at, valid_from,
         valid_to, last_verified_at, evidence, shown, cited, last_used_at, hash, slot_key, subject, slot, body, terms, shape,
         writer, prompt_version, created_at, updated_at)
       VALUES (@uid, @status, @kind, @scope, @session, @sourceType, @trust, @importance, @pinned, @observedAt, @validFrom,
         @validTo, @lastVerifiedAt, @evidence, @shown, @cited, @lastUsedAt, @hash, @slotKey, @subject, @slot, @body, @terms,
         @shape, @writer, @promptVersion, @createdAt, @updatedAt)`,
    ),
    updateMemory: statement(
      `UPDATE memory SET status = @status, kind = @kind, scope = @scope, trust = @trust, importance = @importance,
         pinned = @pinned, observed_at = @observedAt, valid_from = @validFrom, valid_to = @validTo,
         last_verified_at = @lastVerifiedAt, evidence = @evidence, hash = @hash, slot_key = @slotKey, subject = @subject,
         slot = @slot, body = @body, terms = @terms, shape = @shape, updated_at = @updatedAt
       WHERE id = @id`,
    ),
    memory: statement(`SELECT ${MEMORY_COLUMNS} FROM memory m WHERE m.id = ?`),
    memoryByUid: statement(`SELECT ${MEMORY_COLUMNS} FROM memory m WHERE m.uid = ?`),
    byHash: statement(
      `SELECT ${MEMORY_COLUMNS} FROM memory m WHERE m.hash = ? AND m.kind = ? AND m.scope = ? AND m.status IN ('active', 'disputed', 'archived')
       ORDER BY m.status = 'archived', m.id LIMIT 1`,
    ),
    bySlot: statement(
      `SELECT ${MEMORY_COLUMNS} FROM memory m WHERE m.slot_key = ? AND m.slot_key <> '' AND m.status IN ('active', 'disputed')
       ORDER BY m.observed_at DESC, m.id DESC`,
    ),
    insertTurn: statement(
      `INSERT INTO memory_turn (memory_id, session, seq, role, speaker, url, injected)
       VALUES (@memoryId, @session, @seq, @role, @speaker, @url, @injected)`,
    ),
    turn: statement(`SELECT ${TURN_COLUMNS} FROM memory_turn t WHERE t.memory_id = ?`),
    turnAt: statement(`SELECT ${TURN_COLUMNS} FROM memory_turn t WHERE t.session = ? AND t.seq = ?`),
    turnsBefore: statement(
      `SELECT m.id, m.terms, m.shape FROM memory_turn t JOIN memory m ON m.id = t.memory_id
       WHERE t.session = ? AND t.seq < ? AND m.status <> 'deleted' ORDER BY t.seq DESC LIMIT 2`,
    ),
    turnsAfter: statement(
      `SELECT m.id, m.terms, m.shape FROM memory_turn t JOIN memory m ON m.id = t.memory_id
       WHERE t.session = ? AND t.seq > ? AND m.status <> 'deleted' ORDER BY t.seq LIMIT 2`,
    ),
    setAsked: statement('UPDATE memory SET asked = @asked WHERE id = @id AND asked <> @asked'),
    insertSource: statement(
      `INSERT INTO memory_source (memory_id, episode_id, step, turn_id, outside, span_start, span_end, quote, quote_hash, observed_at)
       VALUES (@memoryId, @episodeId, @step, @turnId, @outside, @spanStart, @spanEnd, @quote, @quoteHash, @observedAt)`,
    ),
    sources: statement(`SELECT ${SOURCE_COLUMNS} FROM memory_source WHERE memory_id = ? ORDER BY id`),
    clearSources: statement('DELETE FROM memory_source WHERE memory_id = ?'),
    derivedFrom: statement('SELECT DISTINCT memory_id AS id FROM memory_source WHERE turn_id = ? AND memory_id <> turn_id'),
    insertKey: statement(
      `INSERT INTO memory_key (memory_id, kind, text, terms, origin, created_at)
       VALUES (@memoryId, @kind, @text, @terms, @origin, @createdAt)`,
    ),
    keys: statement(`SELECT ${KEY_COLUMNS} FROM memory_key WHERE memory_id = ? ORDER BY id`),
    clearKeys: statement('DELETE FROM memory_key WHERE memory_id = ?'),
    keyedBy: statement('SELECT DISTINCT memory_id AS id FROM memory_key WHERE origin = ?'),
    insertEdge: statement(
      // The other end may have been forgotten since an operation was logged that undo now writes back.
      `INSERT OR IGNORE INTO memory_edge (from_id, to_id, rel, reason, created_at)
       SELECT @fromId, id, @rel, @reason, @createdAt FROM memory WHERE id = @toId`,
    ),
    edges: statement('SELECT to_id AS toId, rel, reason, created_at AS createdAt FROM memory_edge WHERE from_id = ? ORDER BY id'),
    edgesTo: statement('SELECT from_id AS fromId, rel, reason, created_at AS createdAt FROM memory_edge WHERE to_id = ?'),
    clearEdges: statement('DELETE FROM memory_edge WHERE from_id = ?'),
    clearVectors: statement('DELETE FROM memory_vector WHERE memory_id = ?'),
    stepExists: statement('SELECT 1 FROM step WHERE episode_id = ? AND number = ?'),
    episodeExists: statement('SELECT 1 FROM episode WHERE id = ?'),
    tombstone: statement('SELECT 1 FROM memory_tombstone WHERE hash = ?'),
    insertTombstone: statement('INSERT OR IGNORE INTO memory_tombstone (hash, at) VALUES (?, ?)'),
    insertOperation: statement(
      `INSERT INTO memory_op (group_id, memory_id, op, before, after, actor, reason, at)
       VALUES (@groupId, @memoryId, @op, @before, @after, @actor, @reason, @at)`,
    ),
    setGroup: statement('UPDATE memory_op SET group_id = id WHERE id = ?'),
    operation: statement(`${operations} WHERE id = ?`),
    operationsOf: statement(`${operations} WHERE memory_id = ? ORDER BY id`),
    operationsOfGroup: statement(`${operations} WHERE group_id = ? ORDER BY id DESC`),
    lastOperation: statement(
      `${operations} WHERE memory_id = ? AND op NOT IN ('undo', 'forget') AND undone_by IS NULL ORDER BY id DESC LIMIT 1`,
    ),
    laterOperation: statement(
      `SELECT id FROM memory_op WHERE memory_id = ? AND id > ? AND group_id <> ? AND op <> 'undo' AND undone_by IS NULL LIMIT 1`,
    ),
    setUndone: statement('UPDATE memory_op SET undone_by = ? WHERE id = ?'),
  };
}
