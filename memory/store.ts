import { createHash, type Hash } from 'node:crypto';
import { type Clock, type Embedder, systemClock } from '../core/index.js';
import { BlobStore, type Redact } from './blob-store.js';
import { type Database, openDatabase, type OpenDatabaseOptions } from './database.js';
import { EvaluationStore } from './evaluation-store.js';
import { LongTermMemory } from './long-term/long-term-memory.js';
import { migrate, requireCurrentVersion } from './migrations.js';
import { ModelRegistry } from './model-registry.js';
import { EXPORT_FORMAT, type ExportRow } from './records.js';
import { SiteStore } from './site-store.js';
import { SkillStore } from './skill-store.js';
import { noSuchEpisode, TrajectoryLog } from './trajectory-log.js';

export interface OpenStoreOptions extends OpenDatabaseOptions {
  clock?: Clock;
  /** Replaces secrets in every text before it is written. */
  redact?: Redact;
  /** Long-term memory by meaning too; without one it works by words alone. */
  embedder?: Embedder;
  /** Below this number of vectors all are compared; from there on an index beside the file is used. Default 20,000. */
  exactBelow?: number;
  /** Of what long-term memory samples and explores. Default 0. */
  seed?: number;
}

/** Everything that is kept, in one SQLite file. */
export interface Store {
  readonly path: string;
  /** The one handle on the file: LangGraph's checkpointer shares it. Tables are hidden behind the stores. */
  readonly db: Database;
  readonly log: TrajectoryLog;
  readonly evaluations: EvaluationStore;
  readonly models: ModelRegistry;
  readonly memories: LongTermMemory;
  readonly skills: SkillStore;
  readonly sites: SiteStore;
  /** The rows of one episode: the episode, its steps with their searches, its last page, its evaluation. Errors: `EPISODE_UNKNOWN`. */
  exportEpisode(episodeId: string): ExportRow[];
  close(): void;
}

/**
 * Opens the store at a path, or a new one in memory for `:memory:`, and brings it to this build's version. Errors:
 * `DATABASE_MISSING`, `DATABASE_BUSY`, `DATABASE_READONLY`, `DATABASE_CORRUPT`, `DATABASE_NEWER`, `DATABASE_OLDER`, `DISK_FULL`.
 */
export function openStore(path: string, options: OpenStoreOptions = {}): Store {
  const { clock = systemClock, redact } = options;
  const { db, guard } = openDatabase(path, options);
  try {
    if (options.readOnly && path !== ':memory:') requireCurrentVersion(db, path);
    else guard(() => migrate(db, path));
    const blobs = new BlobStore(db, redact);
    const log = new TrajectoryLog({ db, guard, blobs, clock, redact });
    const evaluations = new EvaluationStore(db, guard, clock, redact);
    const models = new ModelRegistry(db, guard);
    const { embedder, exactBelow, seed } = options;
    const indexFile = path === ':memory:' ? undefined : `${path}.vectors`;
    const memories = new LongTermMemory({ db, guard, clock, redact, embedder, exactBelow, seed, indexFile });
    const skills = new SkillStore(db, guard, clock, redact);
    const sites = new SiteStore(db, guard, clock, redact);
    const exportEpisode = (id: string): ExportRow[] => exportRows({ log, evaluations }, id);
    return { path, db, log, evaluations, models, memories, skills, sites, exportEpisode, close: () => void db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Rows as JSON lines: the form of files. */
export function toJsonLines(rows: readonly ExportRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/**
 * A hash over everything stored, whatever the file's bytes: equal before and after an evaluation that may not learn.
 * Positions of interrupted runs (LangGraph's checkpoints) count too; the search index does not, as it follows from the rest.
 */
export function storeHash(path: string): string {
  const { db, guard } = openDatabase(path, { readOnly: true, check: false });
  try {
    return guard(() => hashTables(db));
  } finally {
    db.close();
  }
}

function exportRows({ log, evaluations }: Pick<Store, 'log' | 'evaluations'>, id: string): ExportRow[] {
  const format = EXPORT_FORMAT;
  const episode = log.episode(id);
  if (!episode) throw noSuchEpisode(id);
  const last = log.lastObservation(id);
  const evaluation = evaluations.find(id);
  return [
    { format, kind: 'episode', ...episode, settings: log.settings(id) },
    ...log.steps(id).map((step) => ({ format, kind: 'step' as const, ...step }) as const),
    ...log.trees(id).map((tree) => ({ format, kind: 'tree' as const, ...tree }) as const),
    ...(last ? [{ format, kind: 'last-observation' as const, episodeId: id, observation: last } as const] : []),
    ...(evaluation ? [{ format, kind: 'evaluation' as const, ...evaluation } as const] : []),
  ];
}

function hashTables(db: Database): string {
  const hash = createHash('sha256');
  const tables = db.prepare(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  for (const { name } of tables.all() as { name: string }[]) hashTable(db, name, hash);
  return hash.digest('hex');
}

function hashTable(db: Database, table: string, hash: Hash): void {
  hash.update(`table ${table}\n`);
  for (const row of db.prepare(`SELECT rowid, * FROM "${table}" ORDER BY rowid`).raw().iterate() as Iterable<unknown[]>) {
    for (const value of row) {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
      hash.update(`${value === null ? 'null' : typeof value}:${bytes.length}:`).update(bytes); // lengths keep neighbours apart
    }
  }
}
