import { AgentError, type Clock } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import type { MemoryIndex } from './memory-index.js';
import type { Draft, MemoryState, MemoryTables } from './memory-tables.js';
import type { Author, MemoryOperation, WriteResult } from './records.js';

export interface OperationParts {
  db: Database;
  guard: Guard;
  clock: Clock;
  tables: MemoryTables;
  index: MemoryIndex;
}

type OperationRow = Omit<MemoryOperation, 'before' | 'after'> & { before: string | null; after: string | null };

/** What a call may do within its transaction: every change of a memory goes through here, so none is left unlogged. */
export interface Change {
  readonly now: number;
  /** First operation of the call, once there is one. */
  readonly groupId: number | undefined;
  create(op: string, draft: Draft): number;
  /** Applies an edit to a memory's state. False when nothing differs afterwards. */
  edit(id: number, op: string, edit: (state: MemoryState) => void): boolean;
}

/**
 * The append-only log of changes. One call is one transaction: tables, index rows and operations are all there or none is.
 * An operation holds the fields it changed, before and after, which is what undo writes back.
 */
export class Operations {
  readonly #parts: OperationParts;

  constructor(parts: OperationParts) {
    this.#parts = parts;
  }

  /** Runs `work` in one transaction; index rows are brought up to date once, at its end. */
  transact<T>(author: Author, work: (change: Change) => T): T {
    const { db, guard, index } = this.#parts;
    const run = db.transaction(() => {
      const group = new OperationGroup(this.#parts, author);
      const result = work(group);
      index.refresh(group.touched);
      return result;
    });
    return guard(() => run.immediate());
  }

  /** Oldest first; of one memory, or the newest of all. */
  list(memoryId: number): MemoryOperation[] {
    return (this.#parts.tables.sql.operationsOf.all(memoryId) as OperationRow[]).map(readOperation);
  }

  /** The last change of a memory that still stands, other than undoing. */
  lastOf(memoryId: number): MemoryOperation | undefined {
    const row = this.#parts.tables.sql.lastOperation.get(memoryId) as OperationRow | undefined;
    return row && readOperation(row);
  }

  /** Errors: `OPERATION_UNKNOWN`. */
  need(id: number): MemoryOperation {
    const row = this.#parts.tables.sql.operation.get(id) as OperationRow | undefined;
    if (!row) throw unknownOperation(id);
    return readOperation(row);
  }

  /**
   * Takes back all operations of one call, newest first. Refused when one was scrubbed by forget, was taken back already,
   * or changed fields that were changed again since: undo those later ones first.
   */
  undo(operation: MemoryOperation, author: Author): WriteResult {
    const { sql } = this.#parts.tables;
    return this.transact(author, (change) => {
      const group = (sql.operationsOfGroup.all(operation.groupId) as OperationRow[]).map(readOperation);
      const obstacle = group.map((entry) => this.#obstacle(entry)).find((found) => found !== undefined);
      if (obstacle) return { done: 'refused', id: operation.memoryId, related: [], ...obstacle };
      for (const entry of group) {
        const before = entry.op === 'add' && entry.before === null ? { status: 'deleted' } : entry.before;
        change.edit(entry.memoryId, 'undo', (state) => Object.assign(state, before));
      }
      for (const entry of group) sql.setUndone.run(change.groupId, entry.id);
      const related = group.map((entry) => entry.memoryId).filter((id) => id !== operation.memoryId);
      const why = `Took back "${operation.op}" (operation ${operation.groupId}).`;
      return { done: 'changed', id: operation.memoryId, code: 'state-changed', why, related, operationId: change.groupId };
    });
  }

  #obstacle(entry: MemoryOperation): Pick<WriteResult, 'code' | 'why'> | undefined {
    const { tables } = this.#parts;
    const isNew = entry.op === 'add' && entry.before === null;
    if (entry.undoneBy !== null) return { code: 'nothing-to-undo', why: `Operation ${entry.id} was already taken back.` };
    if (!tables.row(entry.memoryId) || (!isNew && !entry.before)) {
      return { code: 'nothing-to-undo', why: `What operation ${entry.id} changed was forgotten; that cannot be taken back.` };
    }
    const later = isNew && (tables.sql.laterOperation.get(entry.memoryId, entry.id, entry.groupId) as { id: number } | undefined);
    if (later) return { code: 'changed-since', why: `m${entry.memoryId} was changed again: undo operation ${later.id} first.` };
    const state = tables.state(entry.memoryId) as unknown as Record<string, unknown>;
    const changed = Object.entries(entry.after ?? {}).find(([field, value]) => !same(state[field], value));
    if (!changed) return undefined;
    return { code: 'changed-since', why: `"${changed[0]}" of m${entry.memoryId} was changed again: undo that first.` };
  }
}

class OperationGroup implements Change {
  readonly now: number;
  readonly touched = new Set<number>();
  readonly #parts: OperationParts;
  readonly #author: Author;
  #groupId: number | undefined;

  constructor(parts: OperationParts, author: Author) {
    this.#parts = parts;
    this.#author = author;
    this.now = parts.clock.now();
  }

  get groupId(): number | undefined {
    return this.#groupId;
  }

  create(op: string, draft: Draft): number {
    const id = this.#parts.tables.insert(draft);
    this.#log(id, op, null, {});
    return id;
  }

  edit(id: number, op: string, edit: (state: MemoryState) => void): boolean {
    const { tables } = this.#parts;
    const before = tables.state(id);
    const after = structuredClone(before);
    edit(after);
    const fields = (Object.keys(before) as (keyof MemoryState)[]).filter((field) => !same(before[field], after[field]));
    if (fields.length === 0) return false;
    const pick = (state: MemoryState): Partial<MemoryState> => Object.fromEntries(fields.map((field) => [field, state[field]]));
    tables.write(id, pick(after), this.now);
    this.#log(id, op, pick(before), pick(after));
    return true;
  }

  #log(memoryId: number, op: string, before: unknown, after: unknown): void {
    const { sql } = this.#parts.tables;
    const { lastInsertRowid } = sql.insertOperation.run({
      groupId: this.#groupId ?? 0,
      memoryId,
      op,
      before: before === null ? null : JSON.stringify(before),
      after: JSON.stringify(after),
      actor: this.#author.actor ?? 'agent',
      reason: this.#parts.tables.redact(this.#author.reason ?? ''),
      at: this.now,
    });
    if (this.#groupId === undefined) {
      this.#groupId = Number(lastInsertRowid);
      sql.setGroup.run(this.#groupId);
    }
    this.touched.add(memoryId);
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const parse = (json: string | null): Record<string, unknown> | null =>
  json === null ? null : (JSON.parse(json) as Record<string, unknown>);

const readOperation = (row: OperationRow): MemoryOperation => ({ ...row, before: parse(row.before), after: parse(row.after) });

const unknownOperation = (id: number): AgentError =>
  new AgentError(
    'OPERATION_UNKNOWN',
    `There is no operation ${id} on a memory. "autodidact memory show ID" lists those of a memory.`,
  );
