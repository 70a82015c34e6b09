import type { Store } from '../../memory/index.js';
import { DatasetWriter, type Sample } from '../data/index.js';
import { encodeRow } from '../raise/index.js';
import {
  type CurationOptions,
  type CurationReport,
  Curator,
  negativeAwareRows,
  preferenceRows,
  readAttempts,
  successRow,
  type TaskAttempts,
  type Unfit,
} from '../rows/index.js';
import type { BpeEncoder } from '../tokenizer/index.js';

/** Rollouts of one round, newest first in a list of them. */
export interface RoundRollouts {
  store: Pick<Store, 'log' | 'evaluations'>;
  /** Rounds ago: what an older policy did counts less (ReMix, Liang et al. 2025). */
  age: number;
}

/**
 * What is learned from. `sft`: what succeeded (filtered behaviour cloning). `nft`: that, and right and wrong answers to one state, negative-aware.
 * `dpo`: that, and what a success did rather than what a failure did in the same state.
 */
export type Recipe = 'sft' | 'nft' | 'dpo';

export interface DatasetOptions extends CurationOptions {
  recipe: Recipe;
  encoder: BpeEncoder;
  /** The dataset that is written. */
  file: string;
  /** Longest row in tokens. */
  context: number;
  /** Share of its weight that a row keeps for every round that passed since. */
  staleness: number;
}

/** What a dataset was made of. */
export interface DatasetReport extends CurationReport {
  recipe: Recipe;
  /** Rows that compare: NFT rows, or pairs of DPO. */
  comparing: number;
  unfit: Partial<Record<Unfit, number>>;
}

/** Rows of verified rollouts in one file for the trainer. */
export function writeSelfRows(rounds: readonly RoundRollouts[], options: DatasetOptions): DatasetReport {
  const curator = new Curator(options);
  const writer = new DatasetWriter(options.file);
  const unfit: DatasetReport['unfit'] = {};
  let comparing = 0;
  for (const { store, age } of rounds) {
    const fresh = options.staleness ** age;
    for (const task of readAttempts(store, (why) => (unfit[why] = (unfit[why] ?? 0) + 1))) {
      for (const row of curator.successes(task).map(successRow))
        addWhole([encodeRow(options.encoder, { ...row, weight: row.weight * fresh })]);
      if (!options.splits.includes(task.attempts[0].split)) continue;
      for (const samples of COMPARING[options.recipe](task, options.encoder, fresh)) if (addWhole(samples)) comparing++;
    }
  }
  writer.close();
  return { ...curator.report, recipe: options.recipe, comparing, unfit };

  /** All of them or, where one is too long, none. */
  function addWhole(samples: readonly Sample[]): boolean {
    const fits = samples.every(({ ids }) => ids.length <= options.context);
    if (fits) for (const sample of samples) writer.add(sample);
    else curator.drop('too long');
    return fits;
  }
}

/** Rows that belong together, of one task. */
type Comparing = (task: TaskAttempts, encoder: BpeEncoder, fresh: number) => Sample[][];

const COMPARING: Record<Recipe, Comparing> = {
  sft: () => [],
  nft: (task, encoder, fresh) =>
    negativeAwareRows(task).map(({ correct, successRate, ...row }) => [
      { ...encodeRow(encoder, { ...row, weight: fresh }), kind: correct ? 'nft-correct' : 'nft-wrong', successRate },
    ]),
  dpo: (task, encoder, fresh) =>
    preferenceRows(task).map(({ family, prompt, chosen, rejected }) => [
      { ...encodeRow(encoder, { family, prompt, answer: chosen, weight: fresh }), kind: 'dpo-chosen' },
      { ...encodeRow(encoder, { family, prompt, answer: rejected, weight: fresh }), kind: 'dpo-rejected' },
    ]),
};
