import {
  type CurationReport,
  Curator,
  type CurationOptions,
  preferenceRows,
  readAttempts,
  successRow,
  type Unfit,
} from '../rows/index.js';
import type { Store } from '../../memory/index.js';
import { DatasetWriter } from '../data/index.js';
import { encodeRow } from '../raise/index.js';
import type { BpeEncoder } from '../tokenizer/index.js';

/** Rollouts of one round, newest first in a list of them. */
export interface RoundRollouts {
  store: Pick<Store, 'log' | 'evaluations'>;
  /** Rounds ago: what an older policy did counts less (ReMix, Liang et al. 2025). */
  age: number;
}

export interface DatasetOptions extends CurationOptions {
  /** Longest row in tokens. */
  context: number;
  /** Share of its weight that a row keeps for every round that passed since. */
  staleness: number;
  /** What the rejected side of a preference counts, as a negative weight; 0 leaves preferences out. */
  rejected: number;
}

/** What a dataset was made of. */
export interface DatasetReport extends CurationReport {
  preferences: number;
  unfit: Partial<Record<Unfit, number>>;
}

/**
 * Rows of verified rollouts in one file for the trainer: what succeeded, and, where asked for, what the successful attempt did
 * instead of what a failed one did in the same state.
 */
export function writeSelfRows(
  rounds: readonly RoundRollouts[],
  { encoder, file, ...options }: DatasetOptions & { encoder: BpeEncoder; file: string },
): DatasetReport {
  const curator = new Curator(options);
  const writer = new DatasetWriter(file);
  const unfit: DatasetReport['unfit'] = {};
  let preferences = 0;
  const add = (row: Parameters<typeof encodeRow>[1]): boolean => {
    const sample = encodeRow(encoder, row);
    if (sample.ids.length > options.context) return curator.drop('too long').length > 0;
    writer.add(sample);
    return true;
  };
  for (const { store, age } of rounds) {
    const fresh = options.staleness ** age;
    for (const task of readAttempts(store, (why) => (unfit[why] = (unfit[why] ?? 0) + 1))) {
      for (const step of curator.successes(task)) {
        const row = successRow(step);
        add({ ...row, weight: row.weight * fresh });
      }
      if (options.rejected <= 0 || !options.splits.includes(task.attempts[0].split)) continue;
      for (const { family, prompt, chosen, rejected } of preferenceRows(task)) {
        add({ family, prompt, answer: chosen, weight: fresh });
        if (add({ family, prompt, answer: rejected, weight: -options.rejected * fresh })) preferences++;
      }
    }
  }
  writer.close();
  return { ...curator.report, preferences, unfit };
}
