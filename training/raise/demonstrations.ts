import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMPACT_FORMAT, createAgent, createLlamaModel, MARKS, openStore } from '../../agent/index.js';
import { AgentError, createRandom, type PromptPart } from '../../core/index.js';
import { collectDemonstrations, type Demonstration } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { DatasetWriter } from '../data/index.js';
import { BpeEncoder, trainBpe, type Vocabulary, VocabularySchema } from '../tokenizer/index.js';
import { encodeRow } from './encode-row.js';
import { collectOnPolicy } from './on-policy.js';
import { type PolicyRow, rowsOf } from './rows.js';

export interface DemonstrationPlan {
  browser: BrowserHandle;
  families: readonly string[];
  /** Rows to gather; the dataset holds at least as many. */
  rows: number;
  /** Pages that gather side by side. */
  pages: number;
  /** Longest row in tokens. */
  context: number;
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: { rows: number; episodes: number; failures: number }) => void;
}

/** What a dataset was made of: part of the model card. */
export interface DatasetCounts {
  rows: number;
  episodes: number;
  /** Episodes that the oracle failed; all but those with deliberate mistakes are bugs of a family. */
  failures: number;
  /** Rows left out because they exceed the context. */
  tooLong: number;
  byFamily: Record<string, number>;
}

/** Validation pages have seeds of their own, far from those of training. */
const VALIDATION_SEEDS = 10_000_000;
/** Pages that a session gathers at a time, of all families together; small datasets take no more than they need. */
const SEEDS_PER_ROUND = 750;
/** Rows of one page, about. */
const ROWS_PER_SEED = 6;
const GOALS_PER_PAGE = 2;
const NOISE = 0.4;
const SHIFTED_SHARE = 0.4;
const ADVISED_SHARE = 0.75;
/** Of pages whose family ever asks for the impossible; by themselves they are one in twenty, and refusing is not learned. */
const IMPOSSIBLE_SHARE = 0.2;

/** The vocabulary of a raise: BPE over prompts of every family, with the refs and marks of the compact format as single tokens. */
export async function buildVocabulary(plan: DemonstrationPlan, file: string, vocabSize: number): Promise<Vocabulary> {
  if (existsSync(file)) return VocabularySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { demonstrations } = await gather(plan, plan.families, range(VALIDATION_SEEDS / 2, 12));
  const random = createRandom(`${plan.seed}/vocabulary`);
  const texts = demonstrations
    .flatMap((demonstration) => rowsOf(demonstration, { random, shiftedShare: 0, advisedShare: 0 }))
    .map(({ prompt }) => plainText(prompt));
  const vocabulary = trainBpe(texts, { vocabSize, specials: MARKS });
  writeFileSync(file, JSON.stringify(vocabulary));
  return vocabulary;
}

const plainText = (parts: readonly PromptPart[]): string => parts.filter((part) => typeof part === 'string').join('\n');

/** Writes a dataset of oracle decisions, round by round over all families, until it has the planned number of rows. */
export async function buildDataset(
  plan: DemonstrationPlan,
  vocabulary: Vocabulary,
  file: string,
  validation = false,
): Promise<DatasetCounts> {
  const countsFile = `${file}.json`;
  if (existsSync(file) && existsSync(countsFile)) return JSON.parse(readFileSync(countsFile, 'utf8')) as DatasetCounts;
  const builder = new DatasetBuilder(plan, vocabulary, file);
  const first = (validation ? VALIDATION_SEEDS : 0) + plan.seed * 20_000;
  const rowsPerSeed = plan.families.length * ROWS_PER_SEED;
  const pages = Math.min(plan.pages, Math.ceil(plan.rows / rowsPerSeed));
  const seedsPerRound = Math.ceil(Math.min(SEEDS_PER_ROUND / plan.families.length, plan.rows / pages / rowsPerSeed));
  let round = 0;
  const work = async (): Promise<void> => {
    while (builder.counts.rows < plan.rows && !plan.signal?.aborted) {
      const seeds = range(first + round++ * seedsPerRound, seedsPerRound);
      builder.add(await gather(plan, plan.families, seeds));
    }
  };
  await Promise.all(Array.from({ length: pages }, work));
  return builder.finish(countsFile);
}

/** Seeds of rollouts: neither those of demonstrations nor of validation. */
const PRACTICE_SEEDS = 50_000_000;

/** Writes a dataset of oracle decisions on the states that a model reaches by itself. */
export async function buildPractice(
  plan: DemonstrationPlan,
  {
    model: modelFile,
    vocabulary,
    file,
    steps,
    onEvent,
  }: {
    model: string;
    vocabulary: Vocabulary;
    file: string;
    steps: number;
    onEvent?: (event: { type: 'practice'; wanted: number; steps: number; episodes: number; successes: number }) => void;
  },
): Promise<DatasetCounts> {
  const countsFile = `${file}.json`;
  if (existsSync(file) && existsSync(countsFile)) return JSON.parse(readFileSync(countsFile, 'utf8')) as DatasetCounts;
  const builder = new DatasetBuilder(plan, vocabulary, file);
  const model = await createLlamaModel({ path: modelFile, gpu: false, sequences: plan.pages });
  const store = openStore(':memory:');
  try {
    const agent = createAgent({ model, log: store.log });
    const { browser, families, pages, signal } = plan;
    const seed = PRACTICE_SEEDS + plan.seed * 20_000;
    const onProgress = (progress: { steps: number; episodes: number; successes: number }): void =>
      onEvent?.({ type: 'practice', wanted: steps, ...progress });
    await collectOnPolicy({ browser, agent, families, pages, steps, seed, signal, onProgress }, (episode) =>
      builder.add({ demonstrations: [episode], failures: 0 }),
    );
  } finally {
    store.close();
    await model.close();
  }
  return builder.finish(countsFile);
}

type DatasetPlan = Pick<DemonstrationPlan, 'context' | 'seed' | 'signal' | 'onProgress'>;

/** Writes rows of demonstrations as they come; what is longer than the context is counted and left out. */
export class DatasetBuilder {
  readonly counts: DatasetCounts = { rows: 0, episodes: 0, failures: 0, tooLong: 0, byFamily: {} };
  readonly #plan: DatasetPlan;
  readonly #encoder: BpeEncoder;
  readonly #writer: DatasetWriter;
  readonly #random;

  constructor(plan: DatasetPlan, vocabulary: Vocabulary, file: string) {
    this.#plan = plan;
    this.#encoder = new BpeEncoder(vocabulary);
    this.#writer = new DatasetWriter(file);
    this.#random = createRandom(`${plan.seed}/${path.basename(file)}`);
  }

  add({ demonstrations, failures }: Gathered): void {
    this.counts.failures += failures;
    for (const demonstration of demonstrations) {
      this.counts.episodes++;
      for (const row of rowsOf(demonstration, { random: this.#random, shiftedShare: SHIFTED_SHARE, advisedShare: ADVISED_SHARE }))
        this.#addRow(row);
    }
    const { rows, episodes } = this.counts;
    this.#plan.onProgress?.({ rows, episodes, failures: this.counts.failures });
  }

  #addRow(row: PolicyRow): void {
    const sample = encodeRow(this.#encoder, row, [{ token: '<|end|>' }]);
    if (sample.ids.length > this.#plan.context) {
      this.counts.tooLong++;
      return;
    }
    this.#writer.add(sample);
    this.counts.rows++;
    this.counts.byFamily[row.family] = (this.counts.byFamily[row.family] ?? 0) + 1;
  }

  /** Closes the dataset and keeps its counts beside it. Raises `ABORTED`. */
  finish(countsFile: string): DatasetCounts {
    this.#writer.close();
    if (this.#plan.signal?.aborted)
      throw new AgentError('ABORTED', `Gathering demonstrations was stopped. Run the same command again to continue.`);
    writeFileSync(countsFile, JSON.stringify(this.counts));
    return this.counts;
  }
}

interface Gathered {
  demonstrations: Demonstration[];
  failures: number;
}

/** A fresh page for every call: thousands of built pages would otherwise slow one down. */
async function gather(plan: DemonstrationPlan, families: readonly string[], seeds: readonly number[]): Promise<Gathered> {
  const session = await plan.browser.newSession();
  try {
    const { demonstrations, failures } = await collectDemonstrations(session.page, {
      families,
      seeds,
      goalsPerPage: GOALS_PER_PAGE,
      noise: NOISE,
      impossible: IMPOSSIBLE_SHARE,
    });
    return { demonstrations, failures: failures.length };
  } finally {
    await session.close();
  }
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

export const promptFormat = COMPACT_FORMAT;
