import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { POINTING } from '../../agent/index.js';
import { SPLITS, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { runTrainer, type TrainerEvent, type TrainingJobInput } from '../trainer/index.js';
import { buildDataset, buildVocabulary, type DatasetCounts, type DemonstrationPlan, promptFormat } from './demonstrations.js';

export interface RaiseOptions {
  /** Folder of everything a raise writes; a raise found there is continued. */
  out: string;
  /** Wall time of training, demonstrations not counted. */
  minutes: number;
  browser: BrowserHandle;
  seed?: number;
  /** Threads of the trainer: never more than free cores. */
  threads?: number;
  /** Families to demonstrate; the `seen` split unless given, which is the only one that may be. */
  families?: readonly string[];
  /** Width, layers, heads and inner width; the default has 3.05 million parameters. */
  shape?: { d: number; layers: number; heads: number; ffn: number };
  /** Further settings of the trainer, for trials. */
  trainer?: Partial<TrainingJobInput>;
  /** Rows to gather; by default one pass over the rows fits the budget. */
  rows?: number;
  signal?: AbortSignal;
  onEvent?: (event: RaiseEvent) => void;
}

export type RaiseEvent =
  | { type: 'stage'; stage: 'vocabulary' | 'validation' | 'demonstrations' | 'training'; message: string }
  | { type: 'demonstrations'; rows: number; wanted: number; episodes: number; failures: number }
  | TrainerEvent;

export interface RaiseOutcome {
  /** False when it was stopped before its budget was spent; the same call continues it. */
  finished: boolean;
  /** The model file, or the checkpoint when not finished. */
  model: string;
  seconds: number;
  tokens: number;
  data: DatasetCounts;
}

const VOCABULARY_SIZE = 2048;
const CONTEXT = 512;
const VALIDATION_ROWS = 1500;
/** Rows that two threads get through in a minute, measured; more rows than one pass are of no use. */
const ROWS_PER_MINUTE = 1900;
export const DEFAULT_SHAPE = { d: 192, layers: 6, heads: 3, ffn: 512 };

/**
 * From random weights to a seed model: demonstrations by the oracles in a real browser, a vocabulary, structured
 * initialisation with induction heads, masked training, export. Every stage leaves a file, so a raise that was killed
 * continues where it was. Raises `ABORTED`, and what {@link runTrainer} raises.
 */
export async function raise(options: RaiseOptions): Promise<RaiseOutcome> {
  const { out, minutes, seed = 1, signal, onEvent } = options;
  mkdirSync(out, { recursive: true });
  const at = (name: string): string => path.join(out, name);
  const say = (stage: Extract<RaiseEvent, { type: 'stage' }>['stage'], message: string): void =>
    onEvent?.({ type: 'stage', stage, message });
  const plan = planOf(options);
  const families = plan.families.length;

  say('vocabulary', `${VOCABULARY_SIZE} tokens from pages of ${families} families`);
  const vocabulary = await buildVocabulary(plan, at('vocabulary.json'), VOCABULARY_SIZE);
  say('validation', `${VALIDATION_ROWS} rows`);
  await buildDataset({ ...plan, rows: VALIDATION_ROWS, onProgress: undefined }, vocabulary, at('validation.rows'), true);
  say('demonstrations', `${plan.rows} rows`);
  const data = await buildDataset(plan, vocabulary, at('train.rows'));

  say('training', `${minutes} minutes`);
  const job = jobOf(options, data, at);
  const outcome = await runTrainer(job, { signal, onEvent });
  const model = outcome.finished ? at('model.gguf') : outcome.file;
  if (outcome.finished && outcome.file !== model) copyFileSync(outcome.file, model);
  const result = { finished: outcome.finished, model, seconds: outcome.seconds, tokens: outcome.tokens, data };
  writeFileSync(
    at('raise.json'),
    JSON.stringify({ ...result, seed, minutes, suite: SUITE_VERSION, evaluation: outcome.evaluation }, null, 2),
  );
  return result;
}

function planOf({
  browser,
  families = SPLITS.seen,
  minutes,
  rows = Math.ceil(minutes * ROWS_PER_MINUTE),
  seed = 1,
  signal,
  onEvent,
}: RaiseOptions): DemonstrationPlan {
  return {
    browser,
    families,
    rows,
    pages: 2,
    context: CONTEXT,
    seed,
    signal,
    onProgress: (progress) => onEvent?.({ type: 'demonstrations', wanted: rows, ...progress }),
  };
}

function jobOf(
  { out, minutes, seed = 1, threads = Math.min(2, availableParallelism()), shape = DEFAULT_SHAPE, trainer }: RaiseOptions,
  data: DatasetCounts,
  at: (name: string) => string,
): TrainingJobInput {
  return {
    out: path.join(out, 'training'),
    start: {
      kind: 'structured',
      config: { vocab: VOCABULARY_SIZE, context: CONTEXT, ...shape },
      vocabulary: at('vocabulary.json'),
      pointing: POINTING,
    },
    train: [{ file: at('train.rows') }],
    validation: [at('validation.rows')],
    budget: { minutes },
    seed,
    threads,
    snapshots: [0.25, 0.5],
    evaluateRows: 400, // measuring costs what training does; the real evaluation comes after
    evaluateEvery: 0.1,
    card: {
      name: 'autodidact-seed',
      description: 'Web task policy raised from random weights on the practice suite of Autodidact.',
      license: 'Apache-2.0',
      promptFormat,
      details: { suite: SUITE_VERSION, seed, minutes, shape, rows: data.rows, episodes: data.episodes },
    },
    ...trainer,
  };
}
