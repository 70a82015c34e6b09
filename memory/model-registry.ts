import type { Statement } from 'better-sqlite3';
import { AgentError } from '../core/index.js';
import type { Database, Guard } from './database.js';
import { type ModelRecord, ModelRecordSchema } from './records.js';

const COLUMNS = 'name, path, sha256, bytes, prompt_format AS promptFormat, parent, card, created_at AS createdAt';

/** Model files by name, with where they came from. A name stands for one file for ever. */
export class ModelRegistry {
  readonly #guard: Guard;
  readonly #insert: Statement;
  readonly #one: Statement;
  readonly #all: Statement;
  readonly #delete: Statement;

  constructor(db: Database, guard: Guard) {
    this.#guard = guard;
    this.#insert = db.prepare(
      `INSERT INTO model (name, path, sha256, bytes, prompt_format, parent, card, created_at)
       VALUES (@name, @path, @sha256, @bytes, @promptFormat, @parent, @card, @createdAt)`,
    );
    this.#one = db.prepare(`SELECT ${COLUMNS} FROM model WHERE name = ?`);
    this.#all = db.prepare(`SELECT ${COLUMNS} FROM model ORDER BY created_at, rowid`);
    this.#delete = db.prepare('DELETE FROM model WHERE name = ?');
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
