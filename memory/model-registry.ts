import type { Statement } from 'better-sqlite3';
import { AgentError } from '../core/index.js';
import type { Database, Guard } from './database.js';
import { type ModelRecord, ModelRecordSchema } from './records.js';

const ROLLBACK = 'rollback';
const COLUMNS = 'name, path, sha256, bytes, prompt_format AS promptFormat, parent, card, created_at AS createdAt';

/** A decision about which model is used where none is named. */
export interface Promotion {
  /** Absent: the shipped one. */
  model?: string;
  why: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Model files by name, with where they came from, and which of them is in use. A name stands for one file for ever. */
export class ModelRegistry {
  readonly #guard: Guard;
  readonly #insert: Statement;
  readonly #one: Statement;
  readonly #all: Statement;
  readonly #delete: Statement;
  readonly #promote: Statement;
  readonly #promotions: Statement;

  constructor(db: Database, guard: Guard) {
    this.#guard = guard;
    this.#insert = db.prepare(
      `INSERT INTO model (name, path, sha256, bytes, prompt_format, parent, card, created_at)
       VALUES (@name, @path, @sha256, @bytes, @promptFormat, @parent, @card, @createdAt)`,
    );
    this.#one = db.prepare(`SELECT ${COLUMNS} FROM model WHERE name = ?`);
    this.#all = db.prepare(`SELECT ${COLUMNS} FROM model ORDER BY created_at, rowid`);
    this.#delete = db.prepare('DELETE FROM model WHERE name = ?');
    this.#promote = db.prepare('INSERT INTO promotion (model, why, at) VALUES (@model, @why, @at)');
    this.#promotions = db.prepare('SELECT model, why, at FROM promotion ORDER BY id');
  }

  /** Errors: `MODEL_EXISTS` when the name is taken by another file. The same file again is accepted. */
  register(model: ModelRecord): void {
    const known = this.find(model.name);
    if (known && known.sha256 !== model.sha256) {
      throw new AgentError(
        'MODEL_EXISTS',
        `The model name "${model.name}" stands for ${known.path}. Choose another name, or remove that one first.`,
      );
    }
    if (known) return;
    const row = {
      ...model,
      promptFormat: model.promptFormat ?? null,
      parent: model.parent ?? null,
      card: JSON.stringify(model.card),
    };
    this.#guard(() => this.#insert.run(row));
  }

  find(name: string): ModelRecord | undefined {
    const row = this.#guard(() => this.#one.get(name));
    return row === undefined ? undefined : read(row);
  }

  /** Oldest first. */
  list(): ModelRecord[] {
    return this.#guard(() => this.#all.all()).map(read);
  }

  /** From now on this model is used where none is named; without one the shipped one is. Errors: `MODEL_UNKNOWN`. */
  promote({ model, why, at }: Promotion): void {
    if (model !== undefined && !this.find(model))
      throw new AgentError('MODEL_UNKNOWN', `No model is registered as "${model}". "autodidact models list" shows the names.`);
    this.#guard(() => this.#promote.run({ model: model ?? null, why, at }));
  }

  /** Oldest first; the last one holds. */
  promotions(): Promotion[] {
    const rows = this.#guard(() => this.#promotions.all()) as { model: string | null; why: string; at: number }[];
    return rows.map(({ model, ...rest }) => ({ ...rest, ...(model === null ? {} : { model }) }));
  }

  /** Undoes the last promotion that is not undone yet: what was in use before it is in use again. Undefined when there was none. */
  rollback(at: number): Promotion | undefined {
    const stack: Promotion[] = [];
    for (const one of this.promotions()) {
      if (one.why.startsWith(ROLLBACK)) stack.pop();
      else stack.push(one);
    }
    const undone = stack.pop();
    if (!undone) return undefined;
    const before = stack.at(-1)?.model;
    this.promote({ model: before, why: `${ROLLBACK} of ${undone.model ?? 'the shipped model'}`, at });
    return undone;
  }

  /** Forgets the name; the file stays. False when there was none. */
  remove(name: string): boolean {
    return this.#guard(() => this.#delete.run(name)).changes > 0;
  }
}

function read(row: unknown): ModelRecord {
  const { promptFormat, parent, card, ...rest } = row as Record<string, unknown>;
  return ModelRecordSchema.parse({
    ...rest,
    promptFormat: promptFormat ?? undefined,
    parent: parent ?? undefined,
    card: JSON.parse(String(card)) as unknown,
  });
}
