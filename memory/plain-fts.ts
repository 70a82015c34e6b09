import Sqlite, { type Statement } from 'better-sqlite3';
import type { Database } from './database.js';

const STOP_WORDS = new Set(
  `a about above after again all am an and any are as at be because been before being below between both but by can could did do
  does doing down during each few for from further had has have having he her here hers him his how i if in into is it its just
  me more most my no nor not now of off on once only or other our out over own please s same she should so some such t than that
  the their them then there these they this those through to too under until up us very was we were what when where which while
  who whom why will with would you your`.split(/\s+/),
);

/** A text found, best first. `score` is BM25 (Robertson and Zaragoza 2009), larger is better. */
export interface FtsHit {
  id: string;
  score: number;
}

/**
 * The plain baseline of text search: FTS5 with its porter tokenizer and default BM25, any word of the query may match, stop words
 * dropped. In memory; for measurements, not for the store.
 */
export class PlainFts {
  readonly #db: Database;
  readonly #insert: Statement;
  readonly #remove: Statement<[string]>;
  readonly #search: Statement<[string, number]>;

  /** `columns` are searched with equal weight. */
  constructor(columns: readonly string[] = ['text']) {
    this.#db = new Sqlite(':memory:');
    const names = columns.map((name) => `"${name}"`).join(', ');
    this.#db.exec(`CREATE VIRTUAL TABLE doc USING fts5(id UNINDEXED, ${names}, tokenize = 'porter unicode61')`);
    this.#insert = this.#db.prepare(`INSERT INTO doc (id, ${names}) VALUES (?, ${columns.map(() => '?').join(', ')})`);
    this.#remove = this.#db.prepare('DELETE FROM doc WHERE id = ?');
    this.#search = this.#db.prepare('SELECT id, -bm25(doc) AS score FROM doc WHERE doc MATCH ? ORDER BY rank LIMIT ?');
  }

  /** Adds texts in one transaction, each with one value per column. */
  add(rows: readonly { id: string; values: readonly string[] }[]): void {
    this.#db.transaction(() => rows.forEach(({ id, values }) => this.#insert.run(id, ...values)))();
  }

  remove(id: string): void {
    this.#remove.run(id);
  }

  search(query: string, limit: number): FtsHit[] {
    const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const telling = words.filter((word) => !STOP_WORDS.has(word));
    const kept = telling.length > 0 ? telling : words;
    if (kept.length === 0) return [];
    return this.#search.all([...new Set(kept)].map((word) => `"${word}"`).join(' OR '), limit) as FtsHit[];
  }

  close(): void {
    this.#db.close();
  }
}
