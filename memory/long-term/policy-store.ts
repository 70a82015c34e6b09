import type { Statement } from 'better-sqlite3';
import type { Database } from '../database.js';

/** One version of one set of weights, as the inspector draws its history. */
export interface PolicyVersion {
  /** `all`, a memory kind, or `adapter:EMBEDDER`. */
  name: string;
  version: number;
  state: unknown;
  interactions: number;
  /** Mean prequential scores over the block that judged this version; null while it runs. */
  learnedScore: number | null;
  baseScore: number | null;
  at: number;
}

interface PolicyRow extends Omit<PolicyVersion, 'state'> {
  state: string;
}

const COLUMNS = 'name, version, state, interactions, learned_score AS learnedScore, base_score AS baseScore, at';

/** Learned weights by name. The newest version is in force and is updated in place; judged ones stay as they were. */
export class PolicyStore {
  readonly #newest: Statement<[string], PolicyRow>;
  readonly #matrices: Statement<[string, number], { matrices: Buffer | null }>;
  readonly #all: Statement<[], PolicyRow>;
  readonly #put: Statement;
  /** The newest state of each name as it was last read: every recall asks for it. */
  readonly #read = new Map<string, { text: string; state: unknown }>();

  constructor(db: Database) {
    this.#newest = db.prepare(`SELECT ${COLUMNS} FROM memory_policy WHERE name = ? ORDER BY version DESC LIMIT 1`);
    this.#matrices = db.prepare('SELECT matrices FROM memory_policy WHERE name = ? AND version = ?');
    this.#all = db.prepare(`SELECT ${COLUMNS} FROM memory_policy ORDER BY name, version`);
    this.#put = db.prepare(
      `INSERT OR REPLACE INTO memory_policy (name, version, state, matrices, interactions, learned_score, base_score, at)
       VALUES (@name, @version, @state, @matrices, @interactions, @learnedScore, @baseScore, @at)`,
    );
  }

  /** The state is the same object until it changes. */
  newest(name: string): PolicyVersion | undefined {
    const row = this.#newest.get(name);
    if (!row) return undefined;
    const known = this.#read.get(name);
    const read = known?.text === row.state ? known : { text: row.state, state: JSON.parse(row.state) as unknown };
    this.#read.set(name, read);
    return { ...row, state: read.state };
  }

  matrices(name: string, version: number): Buffer | undefined {
    return this.#matrices.get(name, version)?.matrices ?? undefined;
  }

  put(policy: PolicyVersion & { matrices?: Buffer | null }): void {
    this.#put.run({ matrices: null, ...policy, state: JSON.stringify(policy.state) });
  }

  /** Every version, oldest first within a name. */
  history(): PolicyVersion[] {
    return this.#all.all().map((row) => ({ ...row, state: JSON.parse(row.state) as unknown }));
  }
}
