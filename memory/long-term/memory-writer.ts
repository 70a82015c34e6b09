import { randomUUID } from 'node:crypto';
import { retire } from './disputes.js';
import { findSimilar, type Similar } from './duplicates.js';
import type { MemoryRow, SourceRow } from './long-term-sql.js';
import type { MemoryIndex } from './memory-index.js';
import { derive, type Draft, type MemoryState, type MemoryTables, sha256 } from './memory-tables.js';
import type { Change, Operations } from './operations.js';
import { type Author, labelOf, type MemoryEdge, type NewMemory, type NewTurn, type WriteResult } from './records.js';
import { termsOf } from './terms.js';
import { admit, type Admission, problemOf, readsLikeAnOrder, TRUST } from './write-gate.js';

const DEFAULT_IMPORTANCE = 0.5;
/** A turn of fewer terms, such as "yes", may be said again although the same words were once forgotten. */
const LEAST_TOMBSTONE_TERMS = 3;
const MOST_REFLECTION_KEYS = 30;
const TURN_SOURCE = { user: 'user', agent: 'model', tool: 'tool', page: 'page' } as const;

/**
 * Adds memories and turns: gate, duplicates, replacement, dispute, in this order and without a model. After RMM's
 * prospective reflection (Add or Merge); instead of a model's "Merge", the same fact in other words is told by its terms,
 * and the older wording stays.
 */
export class MemoryWriter {
  readonly #tables: MemoryTables;
  readonly #index: MemoryIndex;
  readonly #operations: Operations;

  constructor(tables: MemoryTables, index: MemoryIndex, operations: Operations) {
    this.#tables = tables;
    this.#index = index;
    this.#operations = operations;
  }

  add(memory: NewMemory, author: Author): WriteResult {
    return this.#operations.transact(author, (change) => this.#add(this.#redacted(memory), change));
  }

  addTurn(turn: NewTurn, author: Author): WriteResult {
    return this.#operations.transact(author, (change) => this.#addTurn(this.#redactedTurn(turn), change));
  }

  #add(memory: NewMemory, change: Change): WriteResult {
    const admission = admit(this.#tables, memory);
    if ('code' in admission) return { done: 'refused', related: [], ...admission };
    const text = { scope: memory.scope ?? 'global', subject: memory.subject ?? '', slot: memory.slot ?? '', body: memory.body };
    const { hash, slotKey } = derive(text);
    if (this.#tables.isTombstoned(text)) return tombstoned();
    const replaced = memory.supersedes ?? [];
    const refusal = this.#mayReplace(replaced, admission);
    if (refusal) return refusal;

    const similar = findSimilar(this.#index, { ...text, kind: admission.kind }, change.now);
    const twin = this.#exactTwin(hash, admission.kind, text.scope) ?? similar.find(({ same }) => same)?.row;
    if (twin && !replaced.includes(twin.id)) return this.#merge(twin, memory, admission, change, twin.hash === hash);
    const rivals = (this.#tables.sql.bySlot.all(slotKey) as MemoryRow[]).filter(({ id }) => !replaced.includes(id));
    return this.#create(memory, text, admission, { rivals, similar, replaced }, change);
  }

  #create(
    memory: NewMemory,
    text: Pick<MemoryState, 'scope' | 'subject' | 'slot' | 'body'>,
    admission: Admission,
    others: { rivals: readonly MemoryRow[]; similar: readonly Similar[]; replaced: readonly number[] },
    change: Change,
  ): WriteResult {
    const { rivals, similar, replaced } = others;
    const linked = similar.map(({ row }) => row).filter(({ id }) => !replaced.includes(id) && !rivals.some((r) => r.id === id));
    const validFrom = memory.validFrom ?? memory.observedAt;
    const id = change.create('add', {
      ...text,
      uid: randomUUID(),
      status: rivals.length > 0 ? 'disputed' : 'active',
      kind: admission.kind,
      session: admission.session,
      sourceType: admission.sourceType,
      trust: admission.trust,
      importance: memory.importance ?? DEFAULT_IMPORTANCE,
      pinned: 0,
      observedAt: memory.observedAt,
      validFrom,
      validTo: memory.validTo ?? null,
      lastVerifiedAt: null,
      evidence: admission.sources.length,
      writer: memory.writer ?? null,
      promptVersion: memory.promptVersion ?? null,
      createdAt: change.now,
      sources: admission.sources,
      keys: (memory.keys ?? []).map((key) => reflectionKey(key, 'writer', change.now)),
      edges: [
        ...replaced.map((toId) => edge(toId, 'supersedes', 'named by the writer', change.now)),
        ...rivals.map((rival) => edge(rival.id, 'contradicts', 'same subject and slot, another value', change.now)),
        ...linked.map((row) => edge(row.id, 'about', 'many terms shared', change.now)),
      ],
    });
    for (const old of replaced) retire(this.#tables, change, old, 'supersede', 'superseded', validFrom);
    for (const rival of rivals) this.#dispute(rival, admission, change);
    this.#keyTurns(id, text, admission.sources, change);
    return { ...describe(id, admission, others, linked), operationId: change.groupId };
  }

  /** A page may be disputed by what it contradicts, but does not cast doubt on the word of a user, tool or model. */
  #dispute(rival: MemoryRow, admission: Admission, change: Change): void {
    if (admission.sourceType === 'page' && rival.sourceType !== 'page') return;
    change.edit(rival.id, 'dispute', (state) => void (state.status = 'disputed'));
  }

  #merge(twin: MemoryRow, memory: NewMemory, admission: Admission, change: Change, exact: boolean): WriteResult {
    const known = new Set(this.#tables.sources(twin.id).map(identityOf));
    const fresh = admission.sources.filter((source) => !known.has(identityOf(source)));
    change.edit(twin.id, 'merge', (state) => {
      state.sources.push(...fresh);
      state.evidence = state.sources.length;
      state.observedAt = fresh.length > 0 ? Math.max(state.observedAt, memory.observedAt) : state.observedAt;
      state.trust = Math.max(state.trust, admission.trust);
      if (state.status === 'archived') state.status = 'active';
    });
    this.#keyTurns(twin.id, twin, fresh, change);
    const base = { id: twin.id, related: [], operationId: change.groupId };
    if (fresh.length === 0 && change.groupId === undefined) {
      return { ...base, done: 'unchanged', code: 'same-source', why: `${labelOf(twin.id)} says this, from the same source.` };
    }
    const code = exact ? 'same-text' : 'near-duplicate';
    return { ...base, done: 'merged', code, why: `${labelOf(twin.id)} says this already; it now has one more source.` };
  }

  /** What was made of a turn is one more key under which the turn is found (worth 3 points of recall@10). */
  #keyTurns(id: number, text: Pick<MemoryState, 'subject' | 'body'>, sources: readonly SourceRow[], change: Change): void {
    const turns = new Set(sources.map((source) => source.turnId).filter((turnId) => turnId !== null));
    for (const turnId of turns) {
      const key = reflectionKey(`${text.subject} ${text.body}`.trim(), `memory:${id}`, change.now);
      change.edit(turnId, 'key', (state) => {
        state.keys = [...state.keys.filter((known) => known.origin !== key.origin), key].slice(-MOST_REFLECTION_KEYS);
      });
    }
  }

  #addTurn(turn: NewTurn, change: Change): WriteResult {
    const { body } = turn;
    const problem = problemOf(turn);
    if (problem) return { done: 'refused', related: [], ...problem };
    const there = this.#tables.sql.turnAt.get(turn.session, turn.seq) as { memoryId: number } | undefined;
    if (there) return this.#knownTurn(there.memoryId, body, turn);
    const enough = termsOf(body).length >= LEAST_TOMBSTONE_TERMS;
    if (enough && this.#tables.isTombstoned({ subject: turn.speaker, body })) return tombstoned();
    const sourceType = TURN_SOURCE[turn.role];
    const untrusted = sourceType === 'page' && readsLikeAnOrder(body);
    const { session, seq, role, speaker, url, injected = [] } = turn;
    const id = change.create('add', {
      ...EMPTY_LISTS,
      uid: randomUUID(),
      status: 'active',
      kind: 'turn',
      scope: turn.scope ?? 'global',
      session,
      sourceType,
      trust: untrusted ? 0 : TRUST[sourceType],
      importance: turn.importance ?? DEFAULT_IMPORTANCE,
      pinned: 0,
      observedAt: turn.observedAt,
      validFrom: turn.observedAt,
      validTo: null,
      lastVerifiedAt: null,
      evidence: 1,
      subject: speaker,
      slot: '',
      body,
      writer: null,
      promptVersion: null,
      createdAt: change.now,
      sources: [sessionSource(turn, body)],
      turn: { session, seq, role, speaker, url, injected: [...injected] },
    });
    const code = untrusted ? 'new-untrusted' : 'new';
    const why = untrusted ? 'Kept, but recall leaves it out: page text that reads like an order.' : 'Kept word by word.';
    return { done: 'added', id, code, why, related: [], operationId: change.groupId };
  }

  #knownTurn(id: number, body: string, turn: NewTurn): WriteResult {
    if (this.#tables.need(id).body === body) {
      return {
        done: 'unchanged',
        id,
        code: 'turn-exists',
        why: `Turn ${turn.seq} of ${turn.session} is kept already.`,
        related: [],
      };
    }
    const why = `Turn ${turn.seq} of ${turn.session} is kept with other words; turns never change. Use another number.`;
    return { done: 'refused', id, code: 'turn-exists', why, related: [] };
  }

  #exactTwin(hash: string, kind: string, scope: string): MemoryRow | undefined {
    return this.#tables.sql.byHash.get(hash, kind, scope) as MemoryRow | undefined;
  }

  /** Page text may not replace what a user, tool or model said: that is how a poisoned page would rewrite a memory. */
  #mayReplace(ids: readonly number[], admission: Admission): WriteResult | undefined {
    const protectedId = ids.find((id) => this.#tables.need(id).sourceType !== 'page');
    if (admission.sourceType !== 'page' || protectedId === undefined) return undefined;
    const why = `A page may not replace ${labelOf(protectedId)}, which comes from a more trusted source.`;
    return { done: 'refused', related: [protectedId], code: 'less-trusted', why };
  }

  #redactedTurn(turn: NewTurn): NewTurn {
    const { redact } = this.#tables;
    const url = turn.url === undefined ? undefined : redact(turn.url);
    return { ...turn, body: redact(turn.body), speaker: redact(turn.speaker), url };
  }

  #redacted(memory: NewMemory): NewMemory {
    const { redact } = this.#tables;
    const optional = (text: string | undefined): string | undefined => (text === undefined ? undefined : redact(text));
    return {
      ...memory,
      body: redact(memory.body),
      subject: optional(memory.subject),
      slot: optional(memory.slot),
      keys: memory.keys?.map(redact),
    };
  }
}

const EMPTY_LISTS: Pick<Draft, 'keys' | 'edges'> = { keys: [], edges: [] };

export const reflectionKey = (text: string, origin: string, now: number): MemoryState['keys'][number] => ({
  kind: 'reflection',
  text,
  terms: termsOf(text).join(' '),
  origin,
  createdAt: now,
});

const edge = (toId: number, rel: MemoryEdge['rel'], reason: string, createdAt: number): MemoryEdge => ({
  toId,
  rel,
  reason,
  createdAt,
});

const identityOf = (source: SourceRow): string =>
  JSON.stringify([source.episodeId, source.step, source.turnId, source.outside, source.quoteHash]);

/** A turn is its own evidence; the session says where it was said. */
const sessionSource = (turn: NewTurn, body: string): SourceRow => ({
  episodeId: null,
  step: null,
  turnId: null,
  outside: `session:${turn.session}#${turn.seq}`,
  spanStart: 0,
  spanEnd: body.length,
  quote: '', // the body has it
  quoteHash: sha256(body),
  observedAt: turn.observedAt,
});

function describe(
  id: number,
  admission: Admission,
  { rivals, replaced }: { rivals: readonly MemoryRow[]; replaced: readonly number[] },
  linked: readonly MemoryRow[],
): WriteResult {
  const names = (ids: readonly number[]): string => ids.map(labelOf).join(', ');
  const base = {
    done: 'added' as const,
    id,
    related: [...replaced, ...rivals.map((row) => row.id), ...linked.map((row) => row.id)],
  };
  if (admission.untrusted) {
    return {
      ...base,
      code: 'new-untrusted',
      why: 'Kept as a page of trust 0, left out of recall: it reads like an order to the agent.',
    };
  }
  if (rivals.length > 0) {
    return { ...base, code: 'new-disputes', why: `Disputed: ${names(rivals.map((row) => row.id))} states another value.` };
  }
  if (replaced.length > 0) return { ...base, code: 'new-supersedes', why: `Replaces ${names(replaced)}, kept as history.` };
  if (linked.length > 0)
    return { ...base, code: 'new-similar', why: `New; linked to the similar ${names(linked.map((row) => row.id))}.` };
  return { ...base, code: 'new', why: 'New.' };
}

const tombstoned = (): WriteResult => ({
  done: 'refused',
  related: [],
  code: 'tombstoned',
  why: 'This was forgotten on request and is not learned again.',
});
