import type { Statement } from 'better-sqlite3';
import { AgentError, type Embedder } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import { VectorIndex } from './vector-index.js';

export interface VectorParts {
  db: Database;
  guard: Guard;
  embedder: Embedder;
  /** Where the index is cached; absent: only in memory. */
  indexFile?: string;
  /** Below this number of vectors all are compared. */
  exactBelow: number;
}

interface PendingRow {
  id: number;
  subject: string;
  body: string;
}

/** Texts handed to the embedder at once. */
const BATCH = 64;

/** Vectors of memories for one embedder: the table is the truth, the index a cache of it. */
export class VectorTable {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  readonly #parts: VectorParts;
  readonly #pending: Statement<[string, number, number], PendingRow>;
  readonly #insert: Statement;
  readonly #one: Statement<[number, string, number], { data: Buffer }>;

  constructor(parts: VectorParts) {
    const { db, embedder } = parts;
    this.#parts = parts;
    this.embedder = embedder;
    this.index = new VectorIndex(parts);
    // A vector of another dimension under the same id is of another model: it is made anew like a missing one.
    this.#pending = db.prepare(
      `SELECT m.id, m.subject, m.body FROM memory m
       WHERE m.status IN ('active', 'disputed', 'superseded')
         AND NOT EXISTS (SELECT 1 FROM memory_vector v WHERE v.memory_id = m.id AND v.embedder_id = ? AND v.dim = ?)
       ORDER BY m.id LIMIT ?`,
    );
    this.#insert = db.prepare(
      'INSERT OR REPLACE INTO memory_vector (memory_id, embedder_id, dim, data) SELECT id, ?, ?, ? FROM memory WHERE id = ? AND body = ?',
    );
    this.#one = db.prepare('SELECT data FROM memory_vector WHERE memory_id = ? AND embedder_id = ? AND dim = ?');
  }

  /**
   * Embeds memories that have no vector of this embedder yet, and brings the index up to date. Returns how many. A memory
   * that changed meanwhile is left for the next call. Errors: `EMBEDDER_INVALID`, and what the embedder throws.
   */
  async embedPending(limit = Number.MAX_SAFE_INTEGER): Promise<number> {
    const { db, guard, embedder } = this.#parts;
    let done = 0;
    while (done < limit) {
      const rows = guard(() => this.#pending.all(embedder.id, embedder.dim, Math.min(BATCH, limit - done)));
      if (rows.length === 0) break;
      const vectors = await this.embed(rows.map(({ subject, body }) => (subject === '' ? body : `${subject}: ${body}`)));
      const store = db.transaction(() => {
        rows.forEach(({ id, body }, i) => this.#insert.run(embedder.id, embedder.dim, toBytes(vectors[i]), id, body));
      });
      guard(() => store.immediate());
      done += rows.length;
    }
    guard(() => this.index.update());
    return done;
  }

  /** Vectors of length 1. Errors: `EMBEDDER_INVALID` for another number or length of vectors than promised. */
  async embed(texts: string[]): Promise<Float32Array[]> {
    const { id, dim } = this.embedder;
    const vectors = await this.embedder.embed(texts);
    const wrong = vectors.find((vector) => vector.length !== dim || !vector.every(Number.isFinite));
    if (vectors.length !== texts.length || wrong) {
      const found = wrong ? `a vector of ${wrong.length} numbers` : `${vectors.length} vectors for ${texts.length} texts`;
      throw new AgentError(
        'EMBEDDER_INVALID',
        `The embedder "${id}" promised vectors of ${dim} finite numbers and gave ${found}. ` +
          `Set its dimension right, or go on without an embedder: memory works by words alone.`,
      );
    }
    return vectors.map(unit);
  }

  vector(id: number): Float32Array | undefined {
    const row = this.#one.get(id, this.embedder.id, this.embedder.dim);
    return row && toFloat32(row.data);
  }
}

/** Bytes as float32, copied: a buffer of SQLite need not be aligned. */
export const toFloat32 = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);

export const toBytes = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
