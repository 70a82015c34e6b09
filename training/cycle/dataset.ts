import { NO } from '../../agent/index.js';
import type { Store } from '../../memory/index.js';
import { DatasetWriter, type Sample } from '../data/index.js';
import { encodeRow } from '../raise/index.js';
import {
  BUILDERS,
  type CurationOptions,
  type CurationReport,
  Curator,
  readAttempts,
  type TaskAttempts,
  type TrainedBuilderName,
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
 * Builders of rows by recipe; of two that make the same row, the first does. `sft`: what succeeded (filtered behaviour cloning). `nft`: that, and right and
 * wrong answers to one state, negative-aware. `dpo`: that, and what a success did rather than what a failure did in the same state. `full`: what can be learned
 * from mistakes as well, and preferences of searches; `calibration` is for models with foresight and has to be asked for.
 */
const RECIPES = {
  sft: ['success'],
  nft: ['success', 'negative-aware'],
  dpo: ['success', 'preferences'],
  full: ['safety', 'success', 'reflected', 'revision', 'skill', 'preferences', 'hindsight'],
} as const satisfies Record<string, readonly TrainedBuilderName[]>;

/** What is learned from: a named recipe, or builders of your own choice. */
export type Recipe = keyof typeof RECIPES | readonly TrainedBuilderName[];

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
  /** Rows that were written, by builder; a pair is one, and so is a question with both answers. */
  byBuilder: Partial<Record<TrainedBuilderName, number>>;
  unfit: Partial<Record<Unfit, number>>;
}

/** Rows of verified rollouts in one file for the trainer. */
export function writeSelfRows(rounds: readonly RoundRollouts[], options: DatasetOptions): DatasetReport {
  const { recipe, encoder } = options;
  const names = typeof recipe === 'string' ? RECIPES[recipe] : recipe;
  const curator = new Curator(options);
  const writer = new DatasetWriter(options.file);
  const unfit: DatasetReport['unfit'] = {};
  const byBuilder: DatasetReport['byBuilder'] = {};
  let comparing = 0;
  for (const { store, age } of rounds) {
    const fresh = options.staleness ** age;
    for (const task of readAttempts(store, (why) => (unfit[why] = (unfit[why] ?? 0) + 1))) {
      if (!curator.takes(task)) continue;
      for (const name of names)
        for (const samples of samplesOf(name, { task, curator, encoder, fresh })) {
          if (!addWhole(samples)) continue;
          byBuilder[name] = (byBuilder[name] ?? 0) + 1;
          if (['pairs', 'judged'].includes(BUILDERS[name].makes)) comparing++;
        }
    }
  }
  writer.close();
  return { ...curator.report, recipe, comparing, byBuilder, unfit };

  /** All of them or, where one is too long, none. */
  function addWhole(samples: readonly Sample[]): boolean {
    const fits = samples.every(({ ids }) => ids.length <= options.context);
    if (fits) for (const sample of samples) writer.add(sample);
    else curator.drop('too long');
    return fits;
  }
}

interface Material {
  task: TaskAttempts;
  curator: Curator;
  encoder: BpeEncoder;
  /** What a row's weight is multiplied by. */
  fresh: number;
}

/** The rows of one builder for the trainer; those that belong together in one list. */
function samplesOf(name: TrainedBuilderName, { task, curator, encoder, fresh }: Material): Sample[][] {
  const builder = BUILDERS[name];
  switch (builder.makes) {
    case 'answers':
      return builder.build(task, curator).map((row) => [encodeRow(encoder, { ...row, weight: row.weight * fresh })]);
    case 'forecasts': // a soft label: yes and no share the weight
      return builder
        .build(task, curator)
        .map(({ value, weight, ...row }) => [
          ...(value > 0 ? [encodeRow(encoder, { ...row, weight: weight * value * fresh })] : []),
          ...(value < 1 ? [encodeRow(encoder, { ...row, answer: [NO], weight: weight * (1 - value) * fresh })] : []),
        ]);
    case 'judged':
      return builder
        .build(task)
        .map(({ correct, successRate, ...row }) => [
          { ...encodeRow(encoder, { ...row, weight: fresh }), kind: correct ? 'nft-correct' : 'nft-wrong', successRate },
        ]);
    case 'pairs':
      return builder.build(task, curator).map(({ family, prompt, chosen, rejected }) => [
        { ...encodeRow(encoder, { family, prompt, answer: chosen, weight: fresh }), kind: 'dpo-chosen' },
        { ...encodeRow(encoder, { family, prompt, answer: rejected, weight: fresh }), kind: 'dpo-rejected' },
      ]);
  }
}
