import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { KIN, MARKS, POINTING } from '../../agent/index.js';
import { AgentError } from '../../core/index.js';
import { SPLITS, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import type { Vocabulary } from '../tokenizer/index.js';
import { carryOver } from './carry-over.js';
import { runTrainer, type TrainerEvent, type TrainingJobInput, type TrainingOutcome } from '../trainer/index.js';
import {
  buildDataset,
  buildPractice,
  buildVocabulary,
  type DatasetCounts,
  type DemonstrationPlan,
  promptFormat,
} from './demonstrations.js';

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
  /** An older model file to go on from, also one of an earlier prompt format; else from random weights. */
  from?: string;
  /** Share of the minutes that is trained on states which the half-raised model itself reached; 0 for none. */
  practice?: number;
  signal?: AbortSignal;
  onEvent?: (event: RaiseEvent) => void;
}

export type RaiseEvent =
  | { type: 'stage'; stage: 'vocabulary' | 'validation' | 'demonstrations' | 'training' | 'practice'; message: string }
  | { type: 'demonstrations'; rows: number; wanted: number; episodes: number; failures: number }
  | { type: 'practice'; steps: number; wanted: number; episodes: number; successes: number }
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
/** A quarter of the time on its own states. */
const PRACTICE_SHARE = 0.25;
const PRACTICE_STEPS_PER_MINUTE = 150;
const LEARNING_RATE = 1e-3;
/** Share of the learning rate at which the second stretch takes over. */
const FIRST_FLOOR = 0.3;
export const DEFAULT_SHAPE = { d: 192, layers: 6, heads: 3, ffn: 512 };

/** What a model that knows its task already does not need, and a gentler start. */
const CARRIED = {
  learningRate: 3e-4,
  warmupSteps: 40,
  promptWeight: 0.05,
  sideWeight: 0.1,
  copyShare: 0,
  shortFirst: false,
} satisfies Partial<TrainingJobInput>;

/**
 * From random weights, or those of an older model, to a seed model: demonstrations by the oracles in a real browser, a vocabulary, structured
 * initialisation with induction heads, masked training, export. Every stage leaves a file, so a raise that was killed
 * continues where it was. Raises `ABORTED`, `RAISE_MISMATCH`, and what {@link runTrainer} raises.
 */
export async function raise(options: RaiseOptions): Promise<RaiseOutcome> {
  const { out, minutes, seed = 1, signal, onEvent } = options;
  mkdirSync(out, { recursive: true });
  const at = (name: string): string => path.join(out, name);
  const say = (stage: Extract<RaiseEvent, { type: 'stage' }>['stage'], message: string): void =>
    onEvent?.({ type: 'stage', stage, message });
  const plan = planOf(options);
  const families = plan.families.length;

  say('vocabulary', options.from ? `that of ${options.from}` : `${VOCABULARY_SIZE} tokens from pages of ${families} families`);
  const vocabulary = options.from
    ? carriedVocabulary(options.from, at, seed)
    : await buildVocabulary(plan, at('vocabulary.json'), VOCABULARY_SIZE);
  const validationRows = Math.min(VALIDATION_ROWS, plan.rows);
  say('validation', `${validationRows} rows`);
  await buildDataset({ ...plan, rows: validationRows, onProgress: undefined }, vocabulary, at('validation.rows'), true);
  say('demonstrations', `${plan.rows} rows`);
  const data = await buildDataset(plan, vocabulary, at('train.rows'));

  say('training', `${minutes} minutes`);
  const share = options.practice ?? PRACTICE_SHARE;
  const job = jobOf(options, data, at, 1 - share);
  const first = await runTrainer(job, { signal, onEvent });
  const outcome = first.finished && share > 0 ? await practise(options, { plan, vocabulary, job, first, data, share }) : first;
  const model = outcome.finished ? at('model.gguf') : outcome.file;
  if (outcome.finished && outcome.file !== model) copyFileSync(outcome.file, model);
  const result = { finished: outcome.finished, model, seconds: outcome.seconds, tokens: outcome.tokens, data };
  writeFileSync(
    at('raise.json'),
    JSON.stringify({ ...result, seed, minutes, suite: SUITE_VERSION, evaluation: outcome.evaluation }, null, 2),
  );
  return result;
}

/** Rows in the folder were written with its vocabulary: another one would make nonsense of them. Raises `RAISE_MISMATCH`. */
function carriedVocabulary(from: string, at: (name: string) => string, seed: number): Vocabulary {
  const vocabulary = carryOver(from, at('start.gguf'), { specials: MARKS, kin: KIN, promptFormat, seed });
  const [file, text] = [at('vocabulary.json'), JSON.stringify(vocabulary)];
  if (existsSync(file) && readFileSync(file, 'utf8') !== text)
    throw new AgentError(
      'RAISE_MISMATCH',
      `The raise in "${path.dirname(file)}" has another vocabulary than "${from}". Choose another folder with --out.`,
    );
  writeFileSync(file, text);
  return vocabulary;
}

interface FirstStretch {
  plan: DemonstrationPlan;
  vocabulary: Vocabulary;
  job: TrainingJobInput;
  first: TrainingOutcome;
  data: DatasetCounts;
  share: number;
}

/**
 * The second stretch: lets the model act, has the oracles say what would have been right in the states that it reached, and goes
 * on training where the first stretch's learning rate ended, on as many rows of these as of demonstrations.
 */
async function practise(
  { out, minutes, signal, onEvent }: RaiseOptions,
  { plan, vocabulary, job, first, data, share }: FirstStretch,
): Promise<TrainingOutcome> {
  const wanted = Math.ceil(minutes * PRACTICE_STEPS_PER_MINUTE);
  const file = path.join(out, 'practice.rows');
  onEvent?.({ type: 'stage', stage: 'practice', message: `${wanted} steps of its own, corrected by the oracles` });
  const { rows } = await buildPractice(
    { ...plan, onProgress: undefined },
    { model: first.file, vocabulary, file, steps: wanted, onEvent },
  );
  onEvent?.({ type: 'stage', stage: 'training', message: `on ${rows} rows of its own states beside the demonstrations` });
  const repeat = Math.max(1, Math.round(data.rows / Math.max(1, rows)));
  const second: TrainingJobInput = {
    ...job,
    ...SECOND,
    out: `${job.out}-2`,
    start: { kind: 'gguf', file: first.file, checkpoint: path.join(job.out, 'checkpoint.bin') },
    train: [...job.train, { file, repeat }],
    budget: 'tokens' in job.budget ? { tokens: job.budget.tokens * share } : { minutes: minutes * share },
    learningRate: (job.learningRate ?? LEARNING_RATE) * FIRST_FLOOR,
  };
  const outcome = await runTrainer(second, { signal, onEvent: onEvent && ((event) => onEvent(shifted(event, first))) });
  return { ...outcome, seconds: outcome.seconds + first.seconds, tokens: outcome.tokens + first.tokens };
}

/** What the first stretch needed to begin with is over. */
const SECOND = { learningRateFloor: 0.04, promptWeight: 0.03, sideWeight: 0.06, copyShare: 0, shortFirst: false, snapshots: [] };

/** The curve of the second stretch continues the first one's. */
function shifted(event: TrainerEvent, { seconds, tokens }: { seconds: number; tokens: number }): TrainerEvent {
  return 'seconds' in event ? { ...event, seconds: event.seconds + seconds, tokens: event.tokens + tokens } : event;
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
  { out, minutes, seed = 1, threads = Math.min(2, availableParallelism()), shape = DEFAULT_SHAPE, from, trainer }: RaiseOptions,
  data: DatasetCounts,
  at: (name: string) => string,
  share: number,
): TrainingJobInput {
  return {
    out: path.join(out, 'training'),
    start: from ? { kind: 'gguf', file: at('start.gguf') } : structured(shape, at('vocabulary.json')),
    train: [{ file: at('train.rows') }],
    validation: [at('validation.rows')],
    budget: { minutes: minutes * share },
    learningRate: LEARNING_RATE,
    learningRateFloor: share < 1 ? FIRST_FLOOR : 0.04,
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
      details: {
        suite: SUITE_VERSION,
        seed,
        minutes,
        rows: data.rows,
        episodes: data.episodes,
        ...(from ? { from: path.basename(from) } : { shape }),
      },
    },
    ...(from ? CARRIED : {}),
    ...trainer,
  };
}

const structured = (shape: typeof DEFAULT_SHAPE, vocabulary: string): TrainingJobInput['start'] => ({
  kind: 'structured',
  config: { vocab: VOCABULARY_SIZE, context: CONTEXT, ...shape },
  vocabulary,
  pointing: POINTING,
});
