import Sqlite from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { AgentError, messageOf } from '../core/index.js';

export type Database = Sqlite.Database;

export interface OpenDatabaseOptions {
  /** Refuses every write; the file has to exist. */
  readOnly?: boolean;
  /** How long to wait for another process that is writing. */
  busyTimeoutMs?: number;
  /** Reads the whole file for damage. Default: files up to {@link CHECKED_BYTES}; `doctor` asks for it always. */
  check?: boolean;
}

/** Files larger than this are not read through at every start: a check of 1 GB takes seconds. */
export const CHECKED_BYTES = 256 * 1024 * 1024;

/** Runs `work` and turns what SQLite throws into an {@link AgentError} that names the next move. */
export type Guard = <T>(work: () => T) => T;

/**
 * Opens a database file: write-ahead log, foreign keys, busy timeout, damage check. Errors: `DATABASE_MISSING` (read-only
 * open of no file, or no such folder), `DATABASE_BUSY`, `DATABASE_READONLY`, `DATABASE_CORRUPT`, `DISK_FULL`.
 */
export function openDatabase(path: string, options: OpenDatabaseOptions = {}): { db: Database; guard: Guard } {
  const guard = createGuard(path);
  const { readOnly = false, busyTimeoutMs = 5_000 } = options;
  if (readOnly && path !== ':memory:' && !existsSync(path)) throw missing(path);
  const db = guard(() => new Sqlite(path, { readonly: readOnly && path !== ':memory:', timeout: busyTimeoutMs }));
  try {
    guard(() => prepareConnection(db, readOnly));
    if (options.check ?? isSmall(path)) checkForDamage(db, path, guard);
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, guard };
}

/** Pages kept in memory. With SQLite's 2 MiB a search among 100,000 memories reads the file again each time: 25 ms, not 3. */
const CACHE_KIB = 65_536;

function prepareConnection(db: Database, readOnly: boolean): void {
  if (!readOnly) {
    db.pragma('journal_mode = WAL');
    // With a write-ahead log, NORMAL survives a killed process; only a power cut may lose the last commits.
    db.pragma('synchronous = NORMAL');
    db.pragma('secure_delete = ON'); // what was forgotten may not stay readable in free pages
  }
  db.pragma('foreign_keys = ON');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.prepare('SELECT count(*) FROM sqlite_master').get(); // reads the first page: a foreign file is found out here
}

function checkForDamage(db: Database, path: string, guard: Guard): void {
  const found = guard(() => db.pragma('quick_check(1)', { simple: true }) as string);
  if (found !== 'ok') throw corrupt(path, found);
}

function isSmall(path: string): boolean {
  return path === ':memory:' || !existsSync(path) || statSync(path).size <= CHECKED_BYTES;
}

function createGuard(path: string): Guard {
  return (work) => {
    try {
      return work();
    } catch (error) {
      throw translate(path, error);
    }
  };
}

/** SQLite's result codes as ours; anything else is a bug and goes through unchanged. */
function translate(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (error instanceof TypeError && /directory does not exist/.test(error.message)) return missing(path, error);
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return busy(path, error);
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) return readOnlyError(path, error);
  if (/^SQLITE_(NOTADB|CORRUPT|FORMAT)/.test(code)) return corrupt(path, messageOf(error), error);
  if (/^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC|IOERR_TRUNCATE|IOERR_SHMSIZE)/.test(code)) return full(path, error);
  if (code.startsWith('SQLITE_CANTOPEN')) return existsSync(path) ? readOnlyError(path, error) : missing(path, error);
  return error;
}

const missing = (path: string, cause?: unknown): AgentError =>
  new AgentError('DATABASE_MISSING', `There is no database at "${path}". Check the path, or create its folder first.`, { cause });

const busy = (path: string, cause: unknown): AgentError =>
  new AgentError(
    'DATABASE_BUSY',
    `The database "${path}" is being written by another process. Wait for that run to end, or give this one its own file with --db.`,
    { cause },
  );

const readOnlyError = (path: string, cause: unknown): AgentError =>
  new AgentError(
    'DATABASE_READONLY',
    `The database "${path}" cannot be written: the file or its folder is read-only, or it was opened read-only. ` +
      `Give this user write permission, or choose another file with --db.`,
    { cause },
  );

const corrupt = (path: string, found: string, cause?: unknown): AgentError =>
  new AgentError(
    'DATABASE_CORRUPT',
    `"${path}" is not a sound database (${found}). Put back a copy, or move the file away and start with a new one; ` +
      `"sqlite3 FILE .recover" saves what can be read.`,
    { cause },
  );

const full = (path: string, cause: unknown): AgentError =>
  new AgentError(
    'DISK_FULL',
    `There was no room left to write "${path}"; what was written before is kept. Free some space on that disk, then run again.`,
    { cause },
  );
