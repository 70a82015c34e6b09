import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAgent, createLlamaModel, openStore } from '../../agent/index.js';
import { AgentError, createRandom, type PromptPart } from '../../core/index.js';
import { SPLITS, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { DatasetWriter } from '../data/index.js';
import { readModelFile } from '../gguf/index.js';
import { encodeRow, promptFormat, rowsOf } from '../raise/index.js';
import { BpeEncoder, type Vocabulary } from '../tokenizer/index.js';
import { runTrainer, type TrainerEvent, type TrainingJobInput } from '../trainer/index.js';
import { collectBranches, type JudgedRollout } from './branches.js';
import { criticRowsOf } from './rows.js';

export interface ForesightOptions {
  /** Folder of everything that is written; what is found there is continued. */
  out: string;
  /** The model to teach: its own rollouts are what it learns to foretell. */
  from: string;
  browser: BrowserHandle;
  /** Rollouts, branches included. */
  episodes: number;
  /** Positions to train on, padding included. */
  tokens: number;
  seed?: number;
  threads?: number;
  families?: readonly string[];
  /** Further settings of the trainer, for trials. */
  trainer?: Partial<TrainingJobInput>;
  signal?: AbortSignal;
  onEvent?: (event: ForesightEvent) => void;
}

export type ForesightEvent =
  | { type: 'rollouts'; episodes: number; wanted: number; successes: number }
  | { type: 'rows'; counts: RowCounts }
  | TrainerEvent;

export interface RowCounts {
  episodes: number;
  successes: number;
  critic: number;
  policy: number;
  held: number;
}

/** Pages of rollouts have seeds of their own, far from those of demonstrations, practice and validation. */
const FIRST_SEED = 62_000_000;
const SEEDS_PER_SEED = 10_000;
/** One page seed in eight is held out. */
const HELD = (seed: number): boolean => seed % 8 === 5;
/** Rows of what the oracle would have done, beside those of what came of it: enough not to forget the policy. */
const POLICY_SHARE = 0.35;
const CONTEXT = 512;
const END: PromptPart[] = [{ token: '<|end|>' }];

/**
 * Teaches a policy to foretell: lets it play with branches, and trains it on whether what it did succeeded and whether a task can be done, beside
 * what the oracle would have done. Raises `ABORTED` and what {@link runTrainer} raises.
 */
export async function teachForesight(
  options: ForesightOptions,
): Promise<{ finished: boolean; model: string; counts: RowCounts }> {
  const { out, from, tokens, seed = 1, threads, signal, onEvent } = options;
  mkdirSync(out, { recursive: true });
  const at = (name: string): string => path.join(out, name);
  const counts = await gather(options, at);
  onEvent?.({ type: 'rows', counts });
  const outcome = await runTrainer(
    {
      out: at('training'),
      start: { kind: 'gguf', file: from },
      train: [{ file: at('critic.rows') }, { file: at('policy.rows') }],
      validation: [at('held.rows')],
      budget: { tokens },
      ...{ learningRate: 3e-4, warmupSteps: 40, promptWeight: 0, sideWeight: 0.03, copyShare: 0, shortFirst: false },
      ...{ seed, threads, evaluateRows: 400, evaluateEvery: 0.25 },
      card: {
        name: 'autodidact-seed',
        description:
          'Web task policy raised from random weights on the practice suite of Autodidact; foretells success and feasibility.',
        license: 'Apache-2.0',
        promptFormat,
        foresight: true,
        details: { suite: SUITE_VERSION, from: path.basename(from), seed, tokens, ...counts },
      },
      ...options.trainer,
    },
    { signal, onEvent },
  );
  const model = outcome.finished ? at('model.gguf') : outcome.file;
  if (outcome.finished) copyFileSync(outcome.file, model);
  return { finished: outcome.finished, model, counts };
}

async function gather(options: ForesightOptions, at: (name: string) => string): Promise<RowCounts> {
  const countsFile = at('rows.json');
  if (existsSync(countsFile)) return JSON.parse(readFileSync(countsFile, 'utf8')) as RowCounts;
  const { from, browser, episodes, families = SPLITS.seen, seed = 1, signal, onEvent } = options;
  const writer = new RowWriter(readModelFile(from).vocabulary, at, seed);
  const model = await createLlamaModel({ path: from, gpu: false, sequences: 2 });
  const store = openStore(':memory:');
  try {
    const agent = createAgent({ model, log: store.log });
    const random = createRandom(`foresight/${seed}`);
    const first = FIRST_SEED + seed * SEEDS_PER_SEED;
    const onProgress = (done: { episodes: number; successes: number }): void =>
      onEvent?.({ type: 'rollouts', wanted: episodes, ...done });
    await collectBranches({ browser, agent, families, episodes, pages: 2, seed: first, random, signal, onProgress }, (rollout) =>
      writer.add(rollout),
    );
  } finally {
    store.close();
    await model.close();
  }
  if (signal?.aborted)
    throw new AgentError('ABORTED', 'Gathering rollouts was stopped. Run the same command again to begin them anew.');
  writer.close();
  writeFileSync(countsFile, JSON.stringify(writer.counts));
  return writer.counts;
}

/** Rollouts to rows in three files: what came of actions, what the oracle would have done, and both held out. */
class RowWriter {
  readonly counts: RowCounts = { episodes: 0, successes: 0, critic: 0, policy: 0, held: 0 };
  readonly #encoder: BpeEncoder;
  readonly #files: Record<'critic' | 'policy' | 'held', DatasetWriter>;
  readonly #random;

  constructor(vocabulary: Vocabulary, at: (name: string) => string, seed: number) {
    this.#encoder = new BpeEncoder(vocabulary);
    const open = (name: string): DatasetWriter => new DatasetWriter(at(`${name}.rows`));
    this.#files = { critic: open('critic'), policy: open('policy'), held: open('held') };
    this.#random = createRandom(`foresight/rows/${seed}`);
  }

  add(rollout: JudgedRollout): void {
    const { episode, success, from } = rollout;
    const options = { random: this.#random, shiftedShare: 0.4, advisedShare: 0.9 };
    const isHeld = HELD(episode.seed);
    this.counts.episodes++;
    if (success) this.counts.successes++;
    for (const row of criticRowsOf(rollout, { ...options, feasibleShare: 0.1 })) this.#write(isHeld ? 'held' : 'critic', row);
    const steps = episode.steps.map((step, i) => ({ ...step, target: step.target && i >= from }));
    for (const row of rowsOf({ ...episode, steps }, { ...options, advisedShare: 0.75 })) {
      if (isHeld) this.#write('held', row, END);
      else if (this.#random.chance(POLICY_SHARE)) this.#write('policy', row, END);
    }
  }

  close(): void {
    for (const file of Object.values(this.#files)) file.close();
  }

  #write(name: 'critic' | 'policy' | 'held', row: Parameters<typeof encodeRow>[1], end?: PromptPart[]): void {
    const sample = encodeRow(this.#encoder, row, end);
    if (sample.ids.length > CONTEXT) return;
    this.#files[name].add(sample);
    this.counts[name]++;
  }
}
