import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import { AgentError } from '../core/index.js';
import type { Database } from './database.js';

/** Replaces what must never be stored, such as typed passwords. Applied to every text before it is written. */
export type Redact = (text: string) => string;

interface BlobRow {
  codec: string;
  data: Buffer;
}

/** Below this size compression costs more than it saves. */
const COMPRESSED_FROM_BYTES = 200;

/** Large values by their sha256, each stored once, compressed. Equal pages and prompts of many steps share one row. */
export class BlobStore {
  readonly #insert: Statement<[string, number, string, Buffer]>;
  readonly #select: Statement<[string], BlobRow>;
  readonly #exists: Statement<[string]>;
  readonly #redact: Redact | undefined;

  constructor(db: Database, redact?: Redact) {
    this.#insert = db.prepare('INSERT OR IGNORE INTO blob (hash, bytes, codec, data) VALUES (?, ?, ?, ?)');
    this.#select = db.prepare('SELECT codec, data FROM blob WHERE hash = ?');
    this.#exists = db.prepare('SELECT 1 FROM blob WHERE hash = ?');
    this.#redact = redact;
  }

  /** Stores a JSON value, secrets replaced, and returns its address. */
  put(value: unknown): string {
    const plain = Buffer.from(toRedactedJson(value, this.#redact), 'utf8');
    const hash = createHash('sha256').update(plain).digest('hex');
    if (this.#exists.get(hash)) return hash;
    const small = plain.length < COMPRESSED_FROM_BYTES;
    // Level 3: half the time of the default for a few per cent more bytes, on the path of every step.
    this.#insert.run(hash, plain.length, small ? 'plain' : 'deflate', small ? plain : deflateRawSync(plain, { level: 3 }));
    return hash;
  }

  /** The JSON value at an address. Errors: `BLOB_MISSING`. */
  get(hash: string): unknown {
    const row = this.#select.get(hash);
    if (!row) {
      throw new AgentError(
        'BLOB_MISSING',
        `Stored value ${hash} is gone. The database was edited from outside: put back a copy.`,
      );
    }
    const plain = row.codec === 'deflate' ? inflateRawSync(row.data) : row.data;
    return JSON.parse(plain.toString('utf8'));
  }
}

/** JSON with every string run through `redact` before it is escaped, so that a secret with quotes in it is found too. */
export function toRedactedJson(value: unknown, redact: Redact | undefined): string {
  const replace = redact && ((_key: string, part: unknown) => (typeof part === 'string' ? redact(part) : part));
  return JSON.stringify(value, replace);
}
