import type { Statement } from 'better-sqlite3';
import { AgentError, type Clock } from '../core/index.js';
import { type Redact, toRedactedJson } from './blob-store.js';
import type { Database, Guard } from './database.js';
import { type NewSkillUse, type SkillUse, SkillUseSchema, type SkillVersion, SkillVersionSchema } from './skill-records.js';

const VERSION = `v.name, v.version, v.version = s.version AS current, v.status, v.reason, v.definition, v.created_at AS createdAt,
  v.updated_at AS updatedAt`;
const VERSIONS = `SELECT ${VERSION} FROM skill_version v JOIN skill s ON s.name = v.name`;
const USE = 'name, version, episode_id AS episodeId, arm, success, steps, broken, at';

/** Past requests that are kept for a skill; the oldest go first. */
const MOST_REQUESTS = 50;

/** Skills with their versions, what came of using them, and the requests they served. What a skill is, `skills` knows. */
export class SkillStore {
  readonly #db: Database;
  readonly #guard: Guard;
  readonly #clock: Clock;
  readonly #redact: Redact;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Database, guard: Guard, clock: Clock, redact: Redact = (text) => text) {
    this.#db = db;
    this.#guard = guard;
    this.#clock = clock;
    this.#redact = redact;
    this.#sql = prepare(db);
  }

  /** Stores a definition as the next version of a name; `current` makes the name stand for it, as for a first one. Returns its number. */
  addVersion(
    name: string,
    definition: unknown,
    { status, reason, current }: Pick<SkillVersion, 'status' | 'reason' | 'current'>,
  ): number {
    return this.#write(() => {
      const { next } = this.#sql.nextVersion.get(name) as { next: number };
      const row = { name, version: next, at: this.#clock.now() };
      if (next === 1) this.#sql.insertSkill.run(row);
      else if (current) this.#sql.setCurrent.run(row);
      const json = toRedactedJson(definition, this.#redact);
      this.#sql.insertVersion.run({ ...row, definition: json, status, reason: this.#redact(reason) });
      return next;
    });
  }

  /** The version that a name stands for. */
  find(name: string): SkillVersion | undefined {
    const row = this.#guard(() => this.#sql.current.get(name));
    return row === undefined ? undefined : readVersion(row);
  }

  /** The version that each name stands for, oldest name first. */
  list(): SkillVersion[] {
    return this.#guard(() => this.#sql.allCurrent.all()).map(readVersion);
  }

  /** Every version on a rung of the ladder, oldest first. */
  withStatus(status: SkillVersion['status']): SkillVersion[] {
    return this.#guard(() => this.#sql.withStatus.all(status)).map(readVersion);
  }

  /** Oldest first. */
  versions(name: string): SkillVersion[] {
    return this.#guard(() => this.#sql.versions.all(name)).map(readVersion);
  }

  /** Moves a version on the ladder, and lets the name stand for it where `current` is given. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`. */
  move(
    name: string,
    version: number,
    { status, reason, current }: { status: SkillVersion['status']; reason: string; current?: true },
  ): void {
    const known = this.versions(name);
    if (known.length === 0) throw noSuchSkill(name);
    if (!known.some((one) => one.version === version)) throw noSuchVersion(name, version, known);
    const row = { name, version, at: this.#clock.now() };
    this.#write(() => {
      this.#sql.setStatus.run({ ...row, status, reason: this.#redact(reason) });
      if (current) this.#sql.setCurrent.run(row);
    });
  }

  /** Forgets a skill with its versions, uses and requests. False when there was none. */
  remove(name: string): boolean {
    return this.#write(() => this.#sql.remove.run(name)).changes > 0;
  }

  recordUse(use: NewSkillUse): void {
    const row = {
      ...use,
      episodeId: use.episodeId ?? null,
      broken: use.broken === undefined ? null : this.#redact(use.broken),
      success: Number(use.success),
      at: this.#clock.now(),
    };
    this.#write(() => this.#sql.insertUse.run(row));
  }

  /** Oldest first; of every version unless one is named. */
  uses(name: string, version?: number): SkillUse[] {
    return this.#guard(() => this.#sql.uses.all({ name, version: version ?? null })).map(readUse);
  }

  /** Keeps a request that the skill served well: how people ask for it. */
  addRequest(name: string, request: string): void {
    this.#write(() => {
      this.#sql.insertRequest.run({ name, request: this.#redact(request), at: this.#clock.now() });
      this.#sql.trimRequests.run({ name, most: MOST_REQUESTS });
    });
  }

  /** Newest first, each once. */
  requests(name: string): string[] {
    return (this.#guard(() => this.#sql.requests.all(name)) as { request: string }[]).map(({ request }) => request);
  }

  #write<T>(work: () => T): T {
    return this.#guard(() => this.#db.transaction(work).immediate());
  }
}

type StatementName =
  | 'nextVersion'
  | 'insertSkill'
  | 'setCurrent'
  | 'insertVersion'
  | 'current'
  | 'allCurrent'
  | 'withStatus'
  | 'versions'
  | 'setStatus'
  | 'remove'
  | 'insertUse'
  | 'uses'
  | 'insertRequest'
  | 'trimRequests'
  | 'requests';

function prepare(db: Database): Record<StatementName, Statement> {
  const statement = (sql: string): Statement => db.prepare(sql);
  return {
    nextVersion: statement('SELECT coalesce(max(version), 0) + 1 AS next FROM skill_version WHERE name = ?'),
    insertSkill: statement('INSERT INTO skill (name, version, created_at) VALUES (@name, @version, @at)'),
    setCurrent: statement('UPDATE skill SET version = @version WHERE name = @name'),
    insertVersion: statement(
      `INSERT INTO skill_version (name, version, definition, status, reason, created_at, updated_at)
       VALUES (@name, @version, @definition, @status, @reason, @at, @at)`,
    ),
    current: statement(`${VERSIONS} AND v.version = s.version WHERE s.name = ?`),
    allCurrent: statement(`${VERSIONS} AND v.version = s.version ORDER BY s.created_at, s.rowid`),
    withStatus: statement(`${VERSIONS} WHERE v.status = ? ORDER BY v.created_at, v.rowid`),
    versions: statement(`${VERSIONS} WHERE v.name = ? ORDER BY v.version`),
    setStatus: statement(
      'UPDATE skill_version SET status = @status, reason = @reason, updated_at = @at WHERE name = @name AND version = @version',
    ),
    remove: statement('DELETE FROM skill WHERE name = ?'),
    insertUse: statement(
      `INSERT INTO skill_use (name, version, episode_id, arm, success, steps, broken, at)
       VALUES (@name, @version, @episodeId, @arm, @success, @steps, @broken, @at)`,
    ),
    uses: statement(`SELECT ${USE} FROM skill_use WHERE name = @name AND (@version IS NULL OR version = @version) ORDER BY id`),
    insertRequest: statement(
      `INSERT INTO skill_request (name, request, at) VALUES (@name, @request, @at)
       ON CONFLICT(name, request) DO UPDATE SET at = @at`,
    ),
    trimRequests: statement(
      `DELETE FROM skill_request WHERE name = @name AND id NOT IN
         (SELECT id FROM skill_request WHERE name = @name ORDER BY at DESC, id DESC LIMIT @most)`,
    ),
    requests: statement('SELECT request FROM skill_request WHERE name = ? ORDER BY at DESC, id DESC'),
  };
}

function readVersion(row: unknown): SkillVersion {
  const { definition, current, ...rest } = row as { definition: string; current: number };
  return SkillVersionSchema.parse({ ...rest, current: current === 1, definition: JSON.parse(definition) as unknown });
}

function readUse(row: unknown): SkillUse {
  const { episodeId, broken, success, ...rest } = row as { episodeId: string | null; broken: string | null; success: number };
  return SkillUseSchema.parse({
    ...rest,
    episodeId: episodeId ?? undefined,
    broken: broken ?? undefined,
    success: success === 1,
  });
}

/** No skill has this name. */
export const noSuchSkill = (name: string): AgentError =>
  new AgentError('SKILL_UNKNOWN', `There is no skill "${name}" in this database. "autodidact skills list" shows the names.`);

const noSuchVersion = (name: string, version: number, known: readonly SkillVersion[]): AgentError =>
  new AgentError(
    'SKILL_VERSION',
    `Skill "${name}" has no version ${version}; it has ${known.map((one) => one.version).join(', ')}. Choose one of those.`,
  );
