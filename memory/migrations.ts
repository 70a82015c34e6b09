import { AgentError } from '../core/index.js';
import type { Database } from './database.js';
import { SEARCH_TREE_SCHEMA } from './search-tree-schema.js';

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
  CREATE TABLE memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given out twice: ids stand in prompts, citations and operations
    uid TEXT NOT NULL UNIQUE,       -- the same memory in an export
    status TEXT NOT NULL,           -- active | disputed | superseded | archived | deleted (an add that was undone)
    kind TEXT NOT NULL,             -- turn | fact | preference | procedure | failure | page | summary
    scope TEXT NOT NULL,            -- global | user | site:ORIGIN | task:ID | agent:ID
    session TEXT NOT NULL,          -- '' for none
    source_type TEXT NOT NULL,      -- user | tool | model | page
    trust REAL NOT NULL,
    importance REAL NOT NULL,
    pinned INTEGER NOT NULL,
    observed_at INTEGER NOT NULL,   -- milliseconds since 1970, of the newest evidence
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    last_verified_at INTEGER,       -- moved by verification, never by reading
    evidence INTEGER NOT NULL,      -- distinct sources
    shown INTEGER NOT NULL DEFAULT 0,
    cited INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER,
    hash TEXT NOT NULL,             -- of scope, kind, normalised terms and negation
    slot_key TEXT NOT NULL,         -- scope, subject and slot, normalised; '' without a slot
    subject TEXT NOT NULL,
    slot TEXT NOT NULL,
    body TEXT NOT NULL,
    terms TEXT NOT NULL,            -- the body's own terms, in order
    asked TEXT NOT NULL DEFAULT '', -- terms of the turn before, when it was a question
    shape TEXT NOT NULL,            -- JSON: features of the text that are known when it is written
    writer TEXT,                    -- model that worded it
    prompt_version TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  );
  CREATE INDEX memory_by_status ON memory(status);
  CREATE INDEX memory_by_hash ON memory(hash);
  CREATE INDEX memory_by_slot ON memory(slot_key) WHERE slot_key <> '';

  CREATE TABLE memory_turn (
    memory_id INTEGER PRIMARY KEY REFERENCES memory(id) ON DELETE CASCADE, -- the body is there
    session TEXT NOT NULL,
    seq INTEGER NOT NULL,
    role TEXT NOT NULL,             -- user | agent | tool | page
    speaker TEXT NOT NULL,          -- a name, or the tool's
    url TEXT,
    injected TEXT NOT NULL,         -- JSON: [start, end) of recalled text in the body
    UNIQUE (session, seq)
  );

  CREATE TABLE memory_source (
    id INTEGER PRIMARY KEY,
    memory_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    episode_id TEXT,                -- exactly one of episode_id, turn_id and outside
    step INTEGER,                   -- null: the episode as a whole
    turn_id INTEGER,                -- memory.id of a turn
    outside TEXT,                   -- user input, an import, a benchmark turn
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    quote TEXT NOT NULL,            -- '' once the quoted turn was forgotten
    quote_hash TEXT NOT NULL,
    observed_at INTEGER NOT NULL
  );
  CREATE INDEX memory_source_by_memory ON memory_source(memory_id);
  CREATE INDEX memory_source_by_turn ON memory_source(turn_id) WHERE turn_id IS NOT NULL;

  CREATE TABLE memory_edge (
    id INTEGER PRIMARY KEY,
    from_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    to_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    rel TEXT NOT NULL,              -- supersedes | contradicts | about
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (from_id, to_id, rel)
  );
  CREATE INDEX memory_edge_by_target ON memory_edge(to_id);

  CREATE TABLE memory_key (
    id INTEGER PRIMARY KEY,
    memory_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,             -- reflection | request (a past one that ended well)
    text TEXT NOT NULL,
    terms TEXT NOT NULL,
    origin TEXT NOT NULL,           -- memory:ID, episode:ID or a name
    created_at INTEGER NOT NULL
  );
  CREATE INDEX memory_key_by_memory ON memory_key(memory_id);
  CREATE INDEX memory_key_by_origin ON memory_key(origin);

  CREATE TABLE memory_tombstone (
    hash TEXT PRIMARY KEY,          -- memory.hash of what may not be learned again
    at INTEGER NOT NULL
  );

  CREATE TABLE memory_op (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL,      -- first operation of the same call
    memory_id INTEGER NOT NULL,
    op TEXT NOT NULL,
    before TEXT,                    -- JSON of the fields that changed; null: new, or scrubbed by forget
    after TEXT,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_by INTEGER               -- operation that took it back
  );
  CREATE INDEX memory_op_by_memory ON memory_op(memory_id);
  CREATE INDEX memory_op_by_group ON memory_op(group_id);

  CREATE TABLE memory_request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    query TEXT NOT NULL,
    terms TEXT NOT NULL,            -- JSON: kept, dropped, respelt
    scopes TEXT NOT NULL,           -- JSON
    purpose TEXT NOT NULL,          -- train | gate | report | use
    at INTEGER NOT NULL,
    candidates TEXT,                -- JSON: [id, kind]; null for all but the newest requests
    features BLOB,                  -- float32 [candidates, features]
    vector BLOB,                    -- float32 [dim], the embedded query
    cited_at INTEGER
  );

  CREATE TABLE memory_use (
    id INTEGER PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES memory_request(id) ON DELETE CASCADE,
    memory_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,          -- counted from 1
    score REAL NOT NULL,
    features TEXT NOT NULL,         -- JSON by name
    explored INTEGER NOT NULL,
    cited INTEGER,                  -- null: not known
    at INTEGER NOT NULL
  );
  CREATE INDEX memory_use_by_request ON memory_use(request_id);
  CREATE INDEX memory_use_by_memory ON memory_use(memory_id);

  CREATE TABLE memory_policy (
    name TEXT NOT NULL,             -- all, a memory kind, or adapter:EMBEDDER
    version INTEGER NOT NULL,
    state TEXT NOT NULL,            -- JSON: weights and what the optimiser needs
    matrices BLOB,                  -- float32 [2, dim, dim]: adapters only
    interactions INTEGER NOT NULL,
    learned_score REAL,             -- mean prequential score of this version, once it was judged
    base_score REAL,
    at INTEGER NOT NULL,
    PRIMARY KEY (name, version)
  );

  CREATE TABLE memory_vector (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a vector that is made anew gets a new one
    memory_id INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
    embedder_id TEXT NOT NULL,
    dim INTEGER NOT NULL,
    data BLOB NOT NULL,             -- float32 [dim], length 1
    UNIQUE (memory_id, embedder_id)
  );
  CREATE INDEX memory_vector_by_embedder ON memory_vector(embedder_id, dim, id);

  CREATE TABLE memory_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    term TEXT NOT NULL UNIQUE,      -- '' stands for the memory itself, so its count is that of indexed memories
    memories INTEGER NOT NULL       -- how many indexed memories have it themselves, neighbours not counted
  );
  CREATE TABLE memory_indexed (
    memory_id INTEGER PRIMARY KEY,
    own TEXT NOT NULL,              -- distinct terms that were counted in memory_term
    digest INTEGER NOT NULL         -- of the row in memory_fts
  );
  CREATE VIRTUAL TABLE memory_fts USING fts5(
    subject, body, prev, next, wide, keys, requests, content = '', contentless_delete = 1, tokenize = 'unicode61'
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
  `
  CREATE TABLE site_page (
    site TEXT NOT NULL,           -- origin pattern
    page INTEGER NOT NULL,        -- counted from 1 within its site
    definition TEXT NOT NULL,     -- JSON
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (site, page)
  );

  CREATE TABLE site_edge (
    site TEXT NOT NULL,
    page INTEGER NOT NULL,        -- where it begins
    edge TEXT NOT NULL,           -- what is done there, in words
    definition TEXT NOT NULL,     -- JSON
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (site, page, edge),
    FOREIGN KEY (site, page) REFERENCES site_page(site, page) ON DELETE CASCADE
  );
  `,
  `
  ALTER TABLE memory_indexed ADD COLUMN next TEXT NOT NULL DEFAULT ''; -- terms of the turn after
  UPDATE memory_indexed SET next = coalesce((
    SELECT m.terms FROM memory_turn own
    JOIN memory_turn t ON t.session = own.session AND t.seq > own.seq
    JOIN memory m ON m.id = t.memory_id AND m.status <> 'deleted'
    WHERE own.memory_id = memory_indexed.memory_id ORDER BY t.seq LIMIT 1), '');

  -- memory_use.features is float32 [features] from here on; older rows hold JSON by name.
  ALTER TABLE memory_request ADD COLUMN compared TEXT; -- learned weights that were shown beside what they would replace
  ALTER TABLE memory_request ADD COLUMN taught INTEGER NOT NULL DEFAULT 0; -- its citations were learned from
  CREATE INDEX memory_request_taught ON memory_request(id) WHERE taught = 1;

  ALTER TABLE memory ADD COLUMN misses INTEGER NOT NULL DEFAULT 0; -- occasions in a row on which it did not hold
  `,
  `
  -- Which model the agent uses when it is told none, newest last; append-only, so that what was before can come back.
  CREATE TABLE promotion (
    id INTEGER PRIMARY KEY,
    model TEXT,                   -- null: the shipped one
    why TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  `,
  SEARCH_TREE_SCHEMA,
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
