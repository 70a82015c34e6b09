import type { Statement } from 'better-sqlite3';
import type { Clock } from '../core/index.js';
import type { Redact } from './blob-store.js';
import type { Database, Guard } from './database.js';
import { type EvaluationRecord, EvaluationRecordSchema } from './records.js';

const COLUMNS = 'episode_id AS episodeId, suite, suite_version AS suiteVersion, split, family, seed, success, reward, detail';

/** What the runner says about episodes. Handed to runners, fitters and reports; never to an agent. */
export class EvaluationStore {
  readonly #guard: Guard;
  readonly #clock: Clock;
  readonly #redact: Redact;
  readonly #insert: Statement;
  readonly #one: Statement;
  readonly #all: Statement;

  constructor(db: Database, guard: Guard, clock: Clock, redact: Redact = (text) => text) {
    this.#guard = guard;
    this.#clock = clock;
    this.#redact = redact;
    this.#insert = db.prepare(
      `INSERT OR REPLACE INTO evaluation (episode_id, suite, suite_version, split, family, seed, success, reward, detail, at)
       VALUES (@episodeId, @suite, @suiteVersion, @split, @family, @seed, @success, @reward, @detail, @at)`,
    );
    this.#one = db.prepare(`SELECT ${COLUMNS} FROM evaluation WHERE episode_id = ?`);
    this.#all = db.prepare(
      `SELECT ${COLUMNS} FROM evaluation WHERE (@suite IS NULL OR suite = @suite) AND (@split IS NULL OR split = @split) ORDER BY rowid`,
    );
  }

  record(evaluation: EvaluationRecord): void {
    const row = {
      ...evaluation,
      detail: this.#redact(evaluation.detail),
      success: Number(evaluation.success),
      at: this.#clock.now(),
    };
    this.#guard(() => this.#insert.run(row));
  }

  find(episodeId: string): EvaluationRecord | undefined {
    const row = this.#guard(() => this.#one.get(episodeId));
    return row === undefined ? undefined : read(row);
  }

  /** In the order they were recorded. */
  list(filter: { suite?: string; split?: string } = {}): EvaluationRecord[] {
    return this.#guard(() => this.#all.all({ suite: filter.suite ?? null, split: filter.split ?? null })).map(read);
  }
}

function read(row: unknown): EvaluationRecord {
  const { success, ...rest } = row as { success: number };
  return EvaluationRecordSchema.parse({ ...rest, success: success === 1 });
}
