import { AgentError } from '../core/index.js';
import type { Database } from './database.js';

/**
 * Migration n brings a database from version n - 1 to n. Append only: a released one never changes, because files that
 * ran it are out there.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE blob (
    hash TEXT PRIMARY KEY,        -- sha256 of the plain bytes
    bytes INTEGER NOT NULL,       -- length of the plain bytes
    codec TEXT NOT NULL,          -- plain | deflate
    data BLOB NOT NULL
  );

  CREATE TABLE episode (
    id TEXT PRIMARY KEY,
    goal TEXT NOT NULL,
    start_url TEXT NOT NULL,
    limits TEXT NOT NULL,         -- JSON
    purpose TEXT NOT NULL,        -- train | gate | report | use
    model TEXT,                   -- LanguageModel.id
    planner TEXT NOT NULL,
    settings TEXT NOT NULL REFERENCES blob(hash),
    started_at INTEGER NOT NULL,  -- milliseconds since 1970
    ended_at INTEGER,
    finish_kind TEXT,
    finish_text TEXT,
    last_observation TEXT REFERENCES blob(hash)
  );
  CREATE INDEX episode_by_start ON episode(started_at);

  CREATE TABLE step (
    episode_id TEXT NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,      -- counted from 1
    state TEXT NOT NULL,          -- intended | done | unknown
    at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    action TEXT NOT NULL,         -- canonical line, for people and searches
    observation TEXT NOT NULL REFERENCES blob(hash),
    decision TEXT NOT NULL REFERENCES blob(hash),
    calls TEXT NOT NULL REFERENCES blob(hash),
    outcome TEXT REFERENCES blob(hash),
    status TEXT,                  -- ok | no-effect | error
    code TEXT,
    verdicts TEXT NOT NULL DEFAULT '[]',
    prompt_tokens INTEGER NOT NULL DEFAULT 0,
    evaluated_tokens INTEGER NOT NULL DEFAULT 0,
    generated_tokens INTEGER NOT NULL DEFAULT 0,
    model_ms REAL NOT NULL DEFAULT 0,
    browser_ms REAL NOT NULL DEFAULT 0,
    runtime_ms REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (episode_id, number)
  );

  CREATE TABLE evaluation (
    episode_id TEXT PRIMARY KEY REFERENCES episode(id) ON DELETE CASCADE,
    suite TEXT NOT NULL,
    suite_version TEXT NOT NULL,
    split TEXT NOT NULL,
    family TEXT NOT NULL,
    seed INTEGER NOT NULL,
    success INTEGER NOT NULL,
    reward REAL NOT NULL,
    detail TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX evaluation_by_family ON evaluation(suite, split, family);

  CREATE TABLE model (
    name TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    prompt_format TEXT,
    parent TEXT,
    card TEXT NOT NULL,           -- JSON: command, seed, data, evaluation
    created_at INTEGER NOT NULL
  );
  `,
  `
  CREATE TABLE skill (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,     -- the one that counts
    created_at INTEGER NOT NULL
  );

  CREATE TABLE skill_version (
    name TEXT NOT NULL REFERENCES skill(name) ON DELETE CASCADE,
    version INTEGER NOT NULL,     -- counted from 1
    definition TEXT NOT NULL,     -- JSON
    status TEXT NOT NULL,         -- draft | shadow | live | archived
    reason TEXT NOT NULL,         -- why it has this status
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (name, version)
  );

  CREATE TABLE skill_use (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL REFERENCES skill(name) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    episode_id TEXT,              -- no reference: evidence outlives a trimmed log
    arm TEXT NOT NULL,            -- with | without | shadow
    success INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    broken TEXT,
    at INTEGER NOT NULL
  );
  CREATE INDEX skill_use_by_name ON skill_use(name, version);

  CREATE TABLE skill_request (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL REFERENCES skill(name) ON DELETE CASCADE,
    request TEXT NOT NULL,        -- a goal that the skill served well
    at INTEGER NOT NULL,
    UNIQUE (name, request)
  );
  `,
];

/** The newest version that this build writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

export const schemaVersion = (db: Database): number => db.pragma('user_version', { simple: true }) as number;

/** Brings a database to {@link SCHEMA_VERSION}, all or nothing. Errors: `DATABASE_NEWER` for a file of a later build. */
export function migrate(db: Database, path: string): void {
  if (schemaVersion(db) === SCHEMA_VERSION) return;
  const run = db.transaction(() => {
    const found = schemaVersion(db); // read again under the write lock: another process may have been faster
    if (found > SCHEMA_VERSION) throw newer(path, found);
    MIGRATIONS.slice(found).forEach((sql) => db.exec(sql));
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  run.immediate();
}

/** A read-only file cannot be migrated, so it has to have this build's version. */
export function requireCurrentVersion(db: Database, path: string): void {
  const found = schemaVersion(db);
  if (found > SCHEMA_VERSION) throw newer(path, found);
  if (found === SCHEMA_VERSION) return;
  throw new AgentError(
    'DATABASE_OLDER',
    `"${path}" has version ${found}, this build reads version ${SCHEMA_VERSION} and cannot migrate it while it is opened ` +
      `read-only. Open it once for writing, for example with "autodidact doctor".`,
  );
}

const newer = (path: string, found: number): AgentError =>
  new AgentError(
    'DATABASE_NEWER',
    `"${path}" was written by a newer version of autodidact (version ${found}, this build knows up to ${SCHEMA_VERSION}). ` +
      `Update autodidact, or choose another file with --db.`,
  );
