import type { Statement } from 'better-sqlite3';
import { hash32 } from '../../core/index.js';
import type { Database } from '../database.js';
import { MEMORY_COLUMNS, type MemoryRow } from './long-term-sql.js';
import type { MemoryTables } from './memory-tables.js';
import { termsOf } from './terms.js';
import { Vocabulary } from './vocabulary.js';

/** BM25F weights of subject, body, previous, next, wider context, reflection keys, past requests. */
const FIELD_WEIGHTS = [1, 2, 0.8, 0.6, 0.25, 1.5, 1.5];
/** What a memory says itself, without what surrounds it. */
const OWN_FIELDS = '{subject body keys requests}';
const SEARCHABLE: ReadonlySet<string> = new Set(['active', 'disputed', 'superseded']);
const WANTED = `SELECT id FROM memory WHERE status IN ('active', 'disputed', 'superseded')`;
const FILTER = `
  (m.status IN ('active', 'disputed') OR (@past AND m.status = 'superseded'))
  AND m.scope IN (SELECT value FROM json_each(@scopes))
  AND (@kinds IS NULL OR m.kind IN (SELECT value FROM json_each(@kinds)))
  AND (m.valid_to IS NULL OR m.valid_to > @at) AND (NOT @past OR m.valid_from <= @at)
  AND (m.trust > 0 OR @untrusted)`;
/** So many times the wanted number is looked at before all that matched has to be sorted. */
const BEST_CHUNKS = 8;
/** Of the quotes that a memory was made from, as its wider context. */
const MOST_QUOTE_TERMS = 60;

/** Hard filter of a search: applied in SQL, so that nothing outside it is ever ranked. */
export interface SearchFilter {
  scopes: readonly string[];
  kinds?: readonly string[];
  /** Valid at this time, in milliseconds since 1970. */
  at: number;
  /** What was superseded counts too, if it was valid then. */
  past: boolean;
  /** Text that nobody vouches for, such as page text that reads like an order. */
  untrusted: boolean;
}

export interface IndexHit extends MemoryRow {
  /** BM25F, higher is better. */
  bm25: number;
  /** Distinct terms of the memory itself and its keys. */
  own: string;
  /** Terms of the turn after. */
  next: string;
}

/** What the index and the tables disagree about. All zero: sound. */
export interface IndexReport {
  indexed: number;
  missing: number;
  superfluous: number;
  /** The full-text table's own check failed, or the counts of terms do not add up. */
  damaged: boolean;
}

interface TurnNeighbour {
  id: number;
  terms: string;
  shape: string;
}

interface IndexDocument {
  fields: string[];
  own: string;
  next: string;
  asked: string;
}

/**
 * The full-text index over everything that can be recalled: one FTS5 row per memory, fielded, holding our own terms. Kept
 * in the transaction of the change, row by row; a turn also refreshes the two turns on each side, whose context it is.
 */
export class MemoryIndex {
  readonly vocabulary: Vocabulary;
  readonly #db: Database;
  readonly #tables: MemoryTables;
  readonly #indexed: Statement<[number], { own: string; digest: number }>;
  readonly #setIndexed: Statement<[number, string, string, number]>;
  readonly #unsetIndexed: Statement<[number]>;
  readonly #insert: Statement<unknown[]>;
  readonly #delete: Statement<[number]>;
  readonly #search: Statement<unknown[], IndexHit>;
  readonly #best: Statement<[string, number], { id: number; bm25: number }>;
  readonly #byIds: Statement<unknown[], IndexHit>;

  constructor(db: Database, tables: MemoryTables) {
    this.#db = db;
    this.#tables = tables;
    this.vocabulary = new Vocabulary(db);
    this.#indexed = db.prepare('SELECT own, digest FROM memory_indexed WHERE memory_id = ?');
    this.#setIndexed = db.prepare('INSERT OR REPLACE INTO memory_indexed (memory_id, own, next, digest) VALUES (?, ?, ?, ?)');
    this.#unsetIndexed = db.prepare('DELETE FROM memory_indexed WHERE memory_id = ?');
    this.#insert = db.prepare(
      'INSERT INTO memory_fts (rowid, subject, body, prev, next, wide, keys, requests) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#delete = db.prepare('DELETE FROM memory_fts WHERE rowid = ?');
    // CROSS JOIN keeps the full-text table outside: rows come in rank order and reading stops at the limit.
    this.#search = db.prepare(`
      SELECT ${MEMORY_COLUMNS}, -f.rank AS bm25, i.own, i.next
      FROM memory_fts f CROSS JOIN memory m ON m.id = f.rowid CROSS JOIN memory_indexed i ON i.memory_id = m.id
      WHERE f.memory_fts MATCH @match AND f.rank MATCH 'bm25(${FIELD_WEIGHTS.join(', ')})' AND ${FILTER}
      ORDER BY f.rank LIMIT @limit`);
    // Without the join FTS5 need not sort all that matched, which takes half the time.
    this.#best = db.prepare(`
      SELECT rowid AS id, -bm25(memory_fts, ${FIELD_WEIGHTS.join(', ')}) AS bm25
      FROM memory_fts WHERE memory_fts MATCH ? ORDER BY bm25 DESC LIMIT ?`);
    this.#byIds = db.prepare(`
      SELECT ${MEMORY_COLUMNS}, 0 AS bm25, i.own, i.next
      FROM json_each(@ids) j CROSS JOIN memory m ON m.id = j.value CROSS JOIN memory_indexed i ON i.memory_id = m.id
      WHERE ${FILTER} ORDER BY j.key`);
  }

  /** How many memories are indexed. */
  get size(): number {
    return this.vocabulary.count('');
  }

  /** Memories with any of the terms, best first. `narrow` terms count in the memory's own fields only. */
  search(terms: readonly string[], filter: SearchFilter, limit: number, narrow?: ReadonlySet<string>): IndexHit[] {
    if (terms.length === 0) return [];
    const either = (some: readonly string[]): string => some.map((term) => `"${term}"`).join(' OR ');
    const own = terms.filter((term) => narrow?.has(term));
    const wide = terms.filter((term) => !narrow?.has(term));
    const parts = [...(wide.length > 0 ? [either(wide)] : []), ...(own.length > 0 ? [`${OWN_FIELDS} : (${either(own)})`] : [])];
    const match = parts.join(' OR ');
    return this.#searchBest(match, filter, limit) ?? this.#search.all({ match, limit, ...parameters(filter) });
  }

  /** The same where enough of the best of the whole store pass the filter; undefined where they do not. */
  #searchBest(match: string, filter: SearchFilter, limit: number): IndexHit[] | undefined {
    const best = this.#best.all(match, BEST_CHUNKS * limit);
    const hits: IndexHit[] = [];
    for (let at = 0; at < best.length && hits.length < limit; at += limit) {
      const chunk = best.slice(at, at + limit);
      const scores = new Map(chunk.map(({ id, bm25 }) => [id, bm25]));
      for (const hit of this.byIds([...scores.keys()], filter)) hits.push({ ...hit, bm25: scores.get(hit.id) ?? 0 });
    }
    return hits.length >= limit || best.length < BEST_CHUNKS * limit ? hits.slice(0, limit) : undefined;
  }

  /** Those of the memories that pass the filter, in the given order, as candidates that no term found. */
  byIds(ids: readonly number[], filter: SearchFilter): IndexHit[] {
    return ids.length === 0 ? [] : this.#byIds.all({ ids: JSON.stringify(ids), ...parameters(filter) });
  }

  /** Brings the rows of these memories, and of turns around them, up to their tables. Within the caller's transaction. */
  refresh(ids: Iterable<number>): void {
    const all = new Set<number>();
    for (const id of ids) {
      all.add(id);
      const turn = this.#tables.turn(id);
      if (turn) for (const { id: near } of this.#around(turn.session, turn.seq)) all.add(near);
    }
    for (const id of all) this.#refreshOne(id);
  }

  /** Takes a memory out. Its neighbours keep its words until they are refreshed. */
  remove(id: number): void {
    const known = this.#indexed.get(id);
    if (known) this.vocabulary.subtract(ownTerms(known.own));
    this.#delete.run(id);
    this.#unsetIndexed.run(id);
  }

  /** Turns whose context this place in a session is: two on each side. */
  neighbours(id: number): number[] {
    const turn = this.#tables.turn(id);
    return turn ? this.#around(turn.session, turn.seq).map((near) => near.id) : [];
  }

  /** Merges the index into one segment, which drops the terms of deleted rows for good. */
  purge(): void {
    this.#db.exec(`INSERT INTO memory_fts (memory_fts) VALUES ('optimize')`);
  }

  /** Whether the numbers of rows agree: cheap enough for every start. */
  get looksSound(): boolean {
    const rows = this.#count('SELECT count(*) AS n FROM memory_fts_docsize');
    return rows === this.size && rows === this.#count(`SELECT count(*) AS n FROM (${WANTED})`);
  }

  /** Compares index and tables row by row; changes nothing. */
  check(): IndexReport {
    const held = 'SELECT i.memory_id FROM memory_indexed i JOIN memory_fts_docsize d ON d.id = i.memory_id';
    const indexed = this.#count(`SELECT count(*) AS n FROM (${held})`);
    return {
      indexed,
      missing: this.#count(`SELECT count(*) AS n FROM (${WANTED} EXCEPT ${held})`),
      superfluous: this.#count(`SELECT count(*) AS n FROM (SELECT id FROM memory_fts_docsize EXCEPT ${WANTED})`),
      damaged: !this.#isSound() || this.size !== indexed || this.#isStale(),
    };
  }

  /** Builds the index anew from the tables. Within the caller's transaction. */
  rebuild(): void {
    const { sql } = this.#db.prepare(`SELECT sql FROM sqlite_master WHERE name = 'memory_fts'`).get() as { sql: string };
    this.#db.exec(`DROP TABLE memory_fts; DELETE FROM memory_indexed; DELETE FROM memory_term; ${sql}`);
    const ids = this.#db.prepare('SELECT id FROM memory').all() as { id: number }[];
    for (const { id } of ids) this.#refreshOne(id);
  }

  #count(sql: string): number {
    return (this.#db.prepare(sql).get() as { n: number }).n;
  }

  #refreshOne(id: number): void {
    const known = this.#indexed.get(id);
    const document = this.#document(id);
    if (!document) {
      if (known) this.remove(id);
      return;
    }
    this.#tables.sql.setAsked.run({ id, asked: document.asked });
    const digest = hash32(document.fields.join('\n'));
    if (known && known.digest === digest && known.own === document.own) return;
    if (known) this.#delete.run(id);
    this.#insert.run(id, ...document.fields);
    if (known?.own !== document.own) {
      const before = new Set(known ? ownTerms(known.own) : []);
      const after = new Set(ownTerms(document.own));
      this.vocabulary.subtract([...before].filter((term) => !after.has(term)));
      this.vocabulary.add([...after].filter((term) => !before.has(term)));
    }
    this.#setIndexed.run(id, document.own, document.next, digest);
  }

  #document(id: number): IndexDocument | undefined {
    const row = this.#tables.row(id);
    if (!row || !SEARCHABLE.has(row.status)) return undefined;
    const subject = termsOf(`${row.subject} ${row.slot}`).join(' ');
    const keys = this.#tables.keys(id);
    const keyTerms = (kind: string): string => joinTerms(keys.filter((key) => key.kind === kind).map((key) => key.terms));
    const [reflections, requests] = [keyTerms('reflection'), keyTerms('request')];
    const own = [...new Set(joinTerms([subject, row.terms, reflections, requests]).split(' '))].filter(Boolean).sort();
    const { fields, asked } = this.#context(row);
    return { fields: [subject, row.terms, ...fields, reflections, requests], own: own.join(' '), next: fields[1], asked };
  }

  /** Previous, next and wider context: the turns around a turn; for what was made from something, the words quoted. */
  #context(row: MemoryRow): Pick<IndexDocument, 'fields' | 'asked'> {
    const turn = this.#tables.turn(row.id);
    if (!turn) {
      const quotes = this.#tables.sources(row.id).flatMap((source) => termsOf(source.quote));
      return { fields: ['', '', quotes.slice(0, MOST_QUOTE_TERMS).join(' ')], asked: '' };
    }
    const [previous, beforeThat] = this.#tables.sql.turnsBefore.all(turn.session, turn.seq) as TurnNeighbour[];
    const [next, afterThat] = this.#tables.sql.turnsAfter.all(turn.session, turn.seq) as TurnNeighbour[];
    const asked = previous && (JSON.parse(previous.shape) as { question: boolean }).question ? previous.terms : '';
    const wide = joinTerms([beforeThat?.terms ?? '', afterThat?.terms ?? '']);
    return { fields: [previous?.terms ?? '', next?.terms ?? '', wide], asked };
  }

  #around(session: string, seq: number): TurnNeighbour[] {
    const { turnsBefore, turnsAfter } = this.#tables.sql;
    return [...turnsBefore.all(session, seq), ...turnsAfter.all(session, seq)] as TurnNeighbour[];
  }

  #isSound(): boolean {
    try {
      this.#db.exec(`INSERT INTO memory_fts (memory_fts) VALUES ('integrity-check')`);
      return true;
    } catch {
      return false; // the answer, not an error: the caller rebuilds
    }
  }

  #isStale(): boolean {
    const rows = this.#db.prepare('SELECT memory_id AS id, digest FROM memory_indexed').all() as { id: number; digest: number }[];
    return rows.some(({ id, digest }) => hash32(this.#document(id)?.fields.join('\n') ?? '') !== digest);
  }
}

const parameters = (filter: SearchFilter): Record<string, unknown> => ({
  scopes: JSON.stringify(filter.scopes),
  kinds: filter.kinds ? JSON.stringify(filter.kinds) : null,
  at: filter.at,
  past: Number(filter.past),
  untrusted: Number(filter.untrusted),
});

const joinTerms = (parts: readonly string[]): string => parts.filter(Boolean).join(' ');

/** With the empty term, which counts the memory itself. */
const ownTerms = (own: string): string[] => (own === '' ? [''] : ['', ...own.split(' ')]);
