import type { Clock } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import { isStanding, rivalsOf, settleRivals } from './disputes.js';
import type { MemoryIndex } from './memory-index.js';
import type { MemoryTables } from './memory-tables.js';
import { type Author, labelOf } from './records.js';
import type { Operations } from './operations.js';

export interface ForgetParts {
  db: Database;
  guard: Guard;
  clock: Clock;
  tables: MemoryTables;
  index: MemoryIndex;
  operations: Operations;
}

/** What goes, or would go, with a memory. */
export interface Forgotten {
  id: number;
  why: string;
  /** Turns it was made from: they still say it, and are forgotten one by one. */
  madeFrom: number[];
  /** Memories made from it: they stay, but the words they quote from it go. */
  quotedBy: number[];
  /** False: another process reads the file, so the words stay in the write-ahead log until it lets go. */
  purged: boolean;
}

/** What {@link forget} would touch. Changes nothing. */
export function previewForget({ tables }: Pick<ForgetParts, 'tables'>, id: number): Forgotten {
  tables.need(id);
  const turns = tables.sources(id).flatMap((source) => (source.turnId === null ? [] : [source.turnId]));
  const quotedBy = (tables.sql.derivedFrom.all(id) as { id: number }[]).map((row) => row.id);
  const madeFrom = [...new Set(turns)].filter((turn) => isStanding(tables.row(turn)?.status));
  return { id, why: `Would remove ${labelOf(id)} for good.`, madeFrom, quotedBy, purged: false };
}

/**
 * Removes a memory for good: text, keys, sources, vectors, index rows, the texts in its operations, the queries that found
 * it, also from free pages and the write-ahead log. A hash stays, so that it is not learned again. Cannot be undone.
 */
export function forget(parts: ForgetParts, id: number, author: Author): Forgotten {
  const { db, guard, tables, index, operations } = parts;
  const preview = previewForget(parts, id);
  operations.transact(author, (change) => {
    const row = tables.need(id);
    const rivals = rivalsOf(tables, id);
    const near = index.neighbours(id);
    const keyed = (tables.sql.keyedBy.all(`memory:${id}`) as { id: number }[]).map((row) => row.id);
    index.remove(id);
    tables.tombstone(row, change.now);
    scrub(db, id);
    db.prepare('DELETE FROM memory WHERE id = ?').run(id); // sources, keys, edges, vectors and uses go with it
    const entry = { groupId: 0, memoryId: id, op: 'forget', before: null, after: null, ...by(author), at: change.now };
    tables.sql.setGroup.run(tables.sql.insertOperation.run(entry).lastInsertRowid);
    settleRivals(tables, change, rivals);
    index.refresh([...near, ...keyed, ...preview.quotedBy]);
    index.purge();
  });
  return {
    ...preview,
    why: `${labelOf(id)} was removed for good and will not be learned again.`,
    purged: guard(() => checkpoint(db)),
  };
}

/** Words of the memory that stand in rows of others. */
function scrub(db: Database, id: number): void {
  const key = `%"origin":"memory:${id}"%`;
  const [quote, lastQuote] = [`%"turnId":${id},%`, `%"turnId":${id}}%`];
  db.prepare(`UPDATE memory_op SET before = NULL, after = NULL, reason = '' WHERE memory_id = ?`).run(id);
  db.prepare(
    `UPDATE memory_op SET before = NULL, after = NULL WHERE before LIKE @key OR after LIKE @key OR before LIKE @quote
       OR after LIKE @quote OR before LIKE @lastQuote OR after LIKE @lastQuote`,
  ).run({ key, quote, lastQuote });
  db.prepare('DELETE FROM memory_key WHERE origin = ?').run(`memory:${id}`);
  db.prepare(`UPDATE memory_source SET quote = '' WHERE turn_id = ?`).run(id);
  db.prepare(
    `UPDATE memory_request SET query = '', terms = '[]', candidates = NULL, features = NULL, vector = NULL
     WHERE id IN (SELECT request_id FROM memory_use WHERE memory_id = ?)`,
  ).run(id);
}

/** False when another connection still reads an older state, or when this is part of a larger transaction. */
function checkpoint(db: Database): boolean {
  if (db.inTransaction) return false;
  const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return busy === 0;
}

const by = ({ actor = 'user', reason = '' }: Author): { actor: string; reason: string } => ({ actor, reason });
