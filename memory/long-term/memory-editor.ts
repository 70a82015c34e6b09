import { isStanding, retire, rivalsOf, settleRivals } from './disputes.js';
import type { MemoryRow } from './long-term-sql.js';
import { contentHash, type MemoryState, type MemoryTables } from './memory-tables.js';
import type { Change, Operations } from './operations.js';
import { type Author, labelOf, type MemoryKind, type WriteResult } from './records.js';
import { termsOf } from './terms.js';
import { TRUST } from './write-gate.js';

/** Past requests kept for one memory; 30 brought hit@1 of tools from 40.9 to 69.5, and more were not measured. */
export const MOST_REQUEST_KEYS = 30;

/** What a person may set right by hand. Times are milliseconds since 1970. */
export interface MemoryEdit {
  body?: string;
  subject?: string;
  slot?: string;
  kind?: Exclude<MemoryKind, 'turn'>;
  importance?: number;
  trust?: number;
  validFrom?: number;
  validTo?: number | null;
}

/** Changes of memories that are there. Each is one logged, undoable operation. */
export class MemoryEditor {
  readonly #tables: MemoryTables;
  readonly #operations: Operations;

  constructor(tables: MemoryTables, operations: Operations) {
    this.#tables = tables;
    this.#operations = operations;
  }

  edit(id: number, edit: MemoryEdit, author: Author): WriteResult {
    return this.#change(id, author, (change, row) => {
      const wanted = { ...edit, ...this.#redactedTexts(edit) };
      const refusal = this.#mayEdit(row, wanted);
      if (refusal) return refusal;
      return change.edit(id, 'edit', (state) => {
        for (const [field, value] of Object.entries(wanted)) if (value !== undefined) Object.assign(state, { [field]: value });
        if (author.actor !== 'user') state.trust = Math.min(state.trust, TRUST[row.sourceType]);
      });
    });
  }

  pin(id: number, pinned: boolean, author: Author): WriteResult {
    return this.#set(id, pinned ? 'pin' : 'unpin', author, (state) => void (state.pinned = Number(pinned)));
  }

  archive(id: number, author: Author): WriteResult {
    return this.#change(id, author, (change, row) =>
      row.status === 'deleted' ? gone(id) : retire(this.#tables, change, id, 'archive', 'archived'),
    );
  }

  /** Back from the archive, or from having been superseded. */
  restore(id: number, author: Author): WriteResult {
    return this.#change(id, author, (change, row) => {
      if (isStanding(row.status)) return false;
      if (this.#tables.isTombstoned(row)) return tombstonedText(id);
      const { body, slotKey } = row;
      const others = (this.#tables.sql.bySlot.all(slotKey) as MemoryRow[]).filter((other) => other.body !== body);
      const changed = change.edit(id, 'restore', (state) => {
        state.status = others.length > 0 ? 'disputed' : 'active';
        state.validTo = state.validTo !== null && state.validTo <= change.now ? null : state.validTo;
        const known = new Set(state.edges.map((edge) => `${edge.rel}${edge.toId}`));
        const missing = others.filter((other) => !known.has(`contradicts${other.id}`));
        const reason = 'same subject and slot, another value';
        state.edges.push(
          ...missing.map((other) => ({ toId: other.id, rel: 'contradicts' as const, reason, createdAt: change.now })),
        );
      });
      for (const other of others) change.edit(other.id, 'dispute', (state) => void (state.status = 'disputed'));
      return changed;
    });
  }

  /** `winner` replaces `loser`, which is kept as history: how a dispute is decided. */
  supersede(loser: number, winner: number, author: Author): WriteResult {
    return this.#change(loser, author, (change, row) => {
      const other = this.#tables.need(winner);
      if (winner === loser || !isStanding(other.status)) return gone(winner);
      if (other.sourceType === 'page' && row.sourceType !== 'page' && author.actor !== 'user') {
        const why = `A page may not replace ${labelOf(loser)}, which comes from a more trusted source.`;
        return { done: 'refused', id: loser, related: [winner], code: 'less-trusted', why };
      }
      const changed = retire(this.#tables, change, loser, 'supersede', 'superseded', Math.max(row.validFrom, other.validFrom));
      change.edit(winner, 'supersede', (state) => {
        if (state.edges.some((edge) => edge.toId === loser && edge.rel === 'supersedes')) return;
        state.edges.push({ toId: loser, rel: 'supersedes', reason: author.reason ?? '', createdAt: change.now });
      });
      return changed;
    });
  }

  /** Somebody looked: it still holds, or no longer does. Only this moves `lastVerifiedAt`; reading never does. */
  verify(id: number, holds: boolean, author: Author): WriteResult {
    return this.#change(id, author, (change) => {
      if (!holds) return retire(this.#tables, change, id, 'verify', 'superseded', change.now);
      return change.edit(id, 'verify', (state) => void (state.lastVerifiedAt = change.now));
    });
  }

  addKey(id: number, kind: 'reflection' | 'request', text: string, origin: string, author: Author): WriteResult {
    const plain = this.#tables.redact(text);
    const terms = termsOf(plain).join(' ');
    if (terms === '')
      return { done: 'refused', id, related: [], code: 'empty', why: 'The key has no word that could be searched.' };
    return this.#set(id, kind === 'request' ? 'request-key' : 'key', author, (state, now) => {
      // Said again, a key moves to the end, so that the cap drops what was not asked for longest.
      const others = state.keys.filter((key) => key.kind !== kind || key.terms !== terms);
      const kept = others.filter((key) => key.kind === kind).slice(1 - MOST_REQUEST_KEYS);
      const rest = others.filter((key) => key.kind !== kind);
      state.keys = [...rest, ...kept, { kind, text: plain, terms, origin, createdAt: now }];
    });
  }

  #mayEdit(row: MemoryRow, edit: MemoryEdit): WriteResult | undefined {
    const { id } = row;
    const words = edit.body !== undefined || edit.subject !== undefined || edit.slot !== undefined || edit.kind !== undefined;
    if (row.kind === 'turn' && words) {
      const why = `m${id} is what was said: raw turns never change. Forget it, or add a memory that corrects it.`;
      return { done: 'refused', id, related: [], code: 'turn-immutable', why };
    }
    if (row.sourceType === 'page' && edit.kind === 'preference') {
      return { done: 'refused', id, related: [], code: 'page-preference', why: 'A page cannot state what the user prefers.' };
    }
    if (edit.body?.trim() === '') return { done: 'refused', id, related: [], code: 'empty', why: 'The text is empty.' };
    const text = { subject: edit.subject ?? row.subject, body: edit.body ?? row.body };
    if (this.#tables.isTombstoned(text)) return tombstonedText(id);
    const hash = contentHash(text.subject, text.body);
    const twin = this.#tables.sql.byHash.get(hash, edit.kind ?? row.kind, row.scope) as MemoryRow | undefined;
    if (!twin || twin.id === id) return undefined;
    const why = `${labelOf(twin.id)} says exactly this; archive one of the two instead.`;
    return { done: 'refused', id, related: [twin.id], code: 'duplicate-text', why };
  }

  #redactedTexts({ body, subject, slot }: MemoryEdit): MemoryEdit {
    const { redact } = this.#tables;
    return {
      ...(body === undefined ? {} : { body: redact(body) }),
      ...(subject === undefined ? {} : { subject: redact(subject) }),
      ...(slot === undefined ? {} : { slot: redact(slot) }),
    };
  }

  #set(id: number, op: string, author: Author, set: (state: MemoryState, now: number) => void): WriteResult {
    return this.#change(id, author, (change) => change.edit(id, op, (state) => set(state, change.now)));
  }

  #change(id: number, author: Author, work: (change: Change, row: MemoryRow) => boolean | WriteResult): WriteResult {
    return this.#operations.transact(author, (change) => {
      const result = work(change, this.#tables.need(id));
      if (typeof result !== 'boolean') return result;
      if (!result) return { done: 'unchanged', id, related: [], code: 'no-change', why: `${labelOf(id)} is like that already.` };
      const related = rivalsOf(this.#tables, id);
      settleRivals(this.#tables, change, [id, ...related]);
      return { done: 'changed', id, related, code: 'edited', why: `${labelOf(id)} was changed.`, operationId: change.groupId };
    });
  }
}

const gone = (id: number): WriteResult => ({
  done: 'refused',
  id,
  related: [],
  code: 'no-change',
  why: `${labelOf(id)} does not stand any more; restore it first.`,
});

const tombstonedText = (id: number): WriteResult => ({
  done: 'refused',
  id,
  related: [],
  code: 'tombstoned',
  why: 'This text was forgotten on request and is not learned again.',
});
