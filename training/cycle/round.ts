import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Agent } from '../../agent/index.js';
import { createLlamaModel, type LlamaLanguageModel, openStore, type Store } from '../../agent/index.js';
import type { AgentSettings } from '../../config/index.js';
import { AgentError } from '../../core/index.js';
import { collect, type CollectProgress, samplingAgents } from '../collect/index.js';
import { type GateReport, gateSeed, judgeModels } from '../gate/index.js';
import { readModelFile } from '../gguf/index.js';
import { CURATION, readVerdicts } from '../rows/index.js';
import { BpeEncoder } from '../tokenizer/index.js';
import { runTrainer, type TrainingJobInput } from '../trainer/index.js';
import { nextTemperatures, type SampledTask } from './balance.js';
import type { CycleOptions, RoundReport } from './cycle.js';
import { type DatasetReport, writeSelfRows } from './dataset.js';
import { type CorrectionReport, writeCorrections } from './demonstration-queue.js';
import { StageFolder } from './stages.js';

/** What a round stands on. */
export interface RoundStart {
  /** Counted from 1. */
  number: number;
  /** Weights that act, that are trained further, and that the candidate has to beat. */
  incumbent: string;
  /** Folders of the rounds before, oldest first. */
  earlier: readonly string[];
  temperatures: readonly number[];
  /** Success of the greedy attempts by family, from the round before. */
  known?: ReadonlyMap<string, number>;
  /** Rows of demonstrations, and rows to watch the loss on. */
  replay: { train: string; rows: number; validation: string };
}

/** Shares of a round's minutes; judging comes on top. */
const COLLECTING = 0.35;
const CORRECTING = 0.05;
const TRAINING = 0.6;
/** Fewer rows than this are no reason to train. Twenty tasks of one's own, half of them solved, give some thirty. */
const LEAST_ROWS = 20;
/** Shares of the rows shown: its own, and what the demonstration queue said; the rest are demonstrations, against forgetting (`SEED-POLICY.md`: 70 % or more). */
const OWN_SHARE = 0.3;
const CORRECTED_SHARE = 0.1;
/** A few corrections are not shown over and over: they would be learned by heart. */
const MOST_REPEATS = 4;
const CONTEXT = 512;
/** Seeds of collected tasks, far from all others. */
const COLLECT_SEEDS = 81_000_000;
const SEEDS_PER_ROUND = 1_000;

/** Collect, correct, curate, build rows, train, judge. Every stage leaves its result, and a round that was cut short goes on in the stage it was in. */
export async function runRound(options: CycleOptions, start: RoundStart): Promise<RoundReport> {
  const folder = new StageFolder(path.join(options.out, `round-${start.number}`));
  const { collected, temperatures } = await folder.once('collected', () => collectRound(options, start, folder));
  const corrections = options.demonstrate
    ? await folder.once('corrections', () => correctRound(options, start, folder))
    : undefined;
  const data = await folder.once('rows', () => Promise.resolve(buildRows(options, start, folder)));
  const base = { number: start.number, incumbent: start.incumbent, collected, corrections, data, temperatures };
  if (data.rows < LEAST_ROWS) return { ...base, verdict: 'no significant change', why: tooFew(data.rows) };
  const candidate = await train(options, start, folder, {
    name: 'candidate',
    own: ownFiles({ data, corrections }, start, folder),
  });
  const control = options.control
    ? await train(options, start, folder, { name: 'control', tokens: candidate.tokens })
    : undefined;
  const gate = await folder.once('gate', () => judge(options, start, folder, candidate.file, 'gate'));
  const controlGate =
    control && (await folder.once('gate-control', () => judge(options, start, folder, control.file, 'gate-control')));
  const { verdict, why } = gate;
  return { ...base, candidate, control, gate, controlGate, verdict, why };
}

const tooFew = (rows: number): string =>
  `only ${rows} rows to learn from, of ${LEAST_ROWS} that it takes: give more tasks, more values to them, or more --attempts and --minutes`;

interface Collected {
  collected: CollectProgress;
  /** For the next round. */
  temperatures: number[];
}

async function collectRound(options: CycleOptions, start: RoundStart, folder: StageFolder): Promise<Collected> {
  const { sources, minutes, jobs, seed, signal, onEvent } = options;
  const until = folder.read<{ until: number }>('collecting') ?? { until: Date.now() + minutes * COLLECTING * 60_000 };
  folder.write('collecting', until); // a round that is taken up does not begin its time anew
  return withRollouts(options, start, folder, async (store, agentAt) => {
    let wanted = 0;
    for (const [i, source] of sources.entries()) {
      const left = Math.max(0, until.until - Date.now());
      const progress = await collect({
        ...{ source, agentAt, store, jobs, signal, known: start.known, search: options.search, temperatures: start.temperatures },
        tasks: options.tasks,
        attempts: options.attempts,
        seed: COLLECT_SEEDS + (seed * 50 + start.number) * SEEDS_PER_ROUND,
        timeMs: left / (sources.length - i),
        onProgress: (progress) => onEvent?.({ type: 'collect', round: start.number, suite: source.suite, ...progress }),
      });
      wanted += progress.wanted;
    }
    if (signal?.aborted) throw stopped();
    return { collected: { ...countOf(store), wanted }, temperatures: nextTemperatures(sampledTasks(store), start.temperatures) };
  });
}

/** What lies in the store, whichever run of the command played it. */
function countOf(store: Store): Omit<CollectProgress, 'wanted'> {
  const tasks = readVerdicts(store).map(({ verdicts }) => verdicts.map(({ success }) => success));
  const count = (counts: (attempts: boolean[]) => number): number => tasks.reduce((sum, attempts) => sum + counts(attempts), 0);
  return {
    tasks: tasks.length,
    attempts: count((attempts) => attempts.length),
    solved: count(([first]) => Number(first)),
    found: count(([first, ...later]) => Number(!first && later.includes(true))),
  };
}

/** Has an oracle correct the agent where nothing that it tried was a success. */
function correctRound(options: CycleOptions, start: RoundStart, folder: StageFolder): Promise<CorrectionReport> {
  const { sources, minutes, jobs, seed, signal, onEvent } = options;
  return withRollouts(options, start, folder, async (store, _, model) => {
    const scratch = openStore(':memory:');
    try {
      return await writeCorrections({
        ...{ sources, store, seed, jobs, signal, context: CONTEXT },
        agent: samplingAgents({ model, log: scratch.log, settings: options.settings })(0),
        vocabulary: readModelFile(start.incumbent).vocabulary,
        file: folder.at('corrections.rows'),
        timeMs: minutes * CORRECTING * 60_000,
        onProgress: (progress) => onEvent?.({ type: 'correct', round: start.number, ...progress }),
      });
    } finally {
      scratch.close();
    }
  });
}

/** Every sampled attempt is one sample at its temperature. */
function sampledTasks(store: Store): SampledTask[] {
  return readVerdicts(store).flatMap(({ verdicts }) =>
    verdicts.flatMap(({ episodeId, success }) => {
      const { sampling } = store.log.settings(episodeId) as AgentSettings;
      return sampling.temperature > 0 ? [{ temperature: sampling.temperature, attempts: 1, right: Number(success) }] : [];
    }),
  );
}

async function withRollouts<T>(
  options: CycleOptions,
  start: RoundStart,
  folder: StageFolder,
  work: (store: Store, agentAt: (temperature: number) => Agent, model: LlamaLanguageModel) => Promise<T>,
): Promise<T> {
  const store = openStore(folder.at('rollouts.db'));
  const model = await openModel(options, start.incumbent);
  try {
    return await work(store, samplingAgents({ model, log: store.log, settings: options.settings }), model);
  } finally {
    await model.close();
    store.close();
  }
}

const openModel = ({ jobs, threads }: CycleOptions, file: string): Promise<LlamaLanguageModel> =>
  createLlamaModel({ path: file, gpu: false, sequences: jobs, threads });

function buildRows(options: CycleOptions, start: RoundStart, folder: StageFolder): DatasetReport {
  const encoder = new BpeEncoder(readModelFile(start.incumbent).vocabulary);
  const folders = [folder.path, ...[...start.earlier].reverse()];
  const stores = folders.map((own) => openStore(path.join(own, 'rollouts.db'), { readOnly: true }));
  try {
    return writeSelfRows(
      stores.map((store, age) => ({ store, age })),
      {
        ...CURATION,
        ...options.curation,
        splits: options.sources.flatMap(({ families }) => Object.keys(families)),
        encoder,
        context: CONTEXT,
        staleness: 0.7,
        recipe: options.recipe,
        file: folder.at('own.rows'),
      },
    );
  } finally {
    for (const store of stores) store.close();
  }
}

/** What the round itself made, and how often it counts in one pass over everything. */
function ownFiles(
  { data, corrections }: { data: DatasetReport; corrections?: CorrectionReport },
  { replay }: RoundStart,
  folder: StageFolder,
): TrainingJobInput['train'] {
  const corrected = corrections?.rows ? CORRECTED_SHARE : 0;
  const repeat = (share: number, rows: number): number =>
    Math.max(1, Math.round((share / (1 - OWN_SHARE - corrected)) * (replay.rows / rows)));
  return [
    { file: folder.at('own.rows'), repeat: repeat(OWN_SHARE, data.rows) },
    ...(corrections?.rows
      ? [{ file: folder.at('corrections.rows'), repeat: Math.min(MOST_REPEATS, repeat(corrected, corrections.rows)) }]
      : []),
  ];
}

/** Trained weights with what they took. */
export interface TrainedModel {
  file: string;
  tokens: number;
  seconds: number;
}

/**
 * The candidate, or the control arm: the same weights, time, positions and learning rate without the new rows, which says what further
 * training alone would have brought.
 */
async function train(
  options: CycleOptions,
  start: RoundStart,
  folder: StageFolder,
  arm: { name: 'candidate' | 'control'; own?: TrainingJobInput['train']; tokens?: number },
): Promise<TrainedModel> {
  return folder.once(arm.name, async () => {
    const { minutes, seed, threads, trainer, signal, onEvent } = options;
    const job: TrainingJobInput = {
      out: folder.at(arm.name),
      start: { kind: 'gguf', file: start.incumbent },
      train: [...(arm.own ?? []), { file: start.replay.train }],
      validation: [start.replay.validation],
      budget: arm.tokens ? { tokens: arm.tokens } : { minutes: minutes * TRAINING },
      ...{ learningRate: 3e-4, warmupSteps: 40, promptWeight: 0.02, sideWeight: 0.06, copyShare: 0, shortFirst: false },
      ...{ evaluateRows: 200, evaluateEvery: 0.25, seed, threads },
      card: { ...cardOf(options, start), name: `${options.name}-${start.number}` },
      ...trainer,
    };
    const { finished, file, tokens, seconds } = await runTrainer(job, {
      signal,
      onEvent: (event) => onEvent?.({ type: 'train', round: start.number, arm: arm.name, event }),
    });
    if (!finished) throw stopped();
    const model = folder.at(`${arm.name}.gguf`);
    if (!existsSync(model)) copyFileSync(file, model);
    return { file: model, tokens, seconds };
  });
}

function cardOf({ name, seed, sources }: CycleOptions, start: RoundStart): TrainingJobInput['card'] {
  const { promptFormat, foresight } = readModelFile(start.incumbent).card;
  return {
    name,
    description: 'Trained further on its own verified rollouts by an offline cycle of Autodidact.',
    license: 'Apache-2.0',
    promptFormat,
    ...(foresight ? { foresight } : {}),
    details: { round: start.number, seed, from: path.basename(start.incumbent), suites: sources.map(({ suite }) => suite) },
  };
}

const judge = (
  { gate, jobs, threads, settings, rules, seed, signal, onEvent }: CycleOptions,
  { incumbent, number }: RoundStart,
  folder: StageFolder,
  candidate: string,
  name: string,
): Promise<GateReport> =>
  judgeModels({
    ...{ incumbent, candidate, gate, jobs, threads, settings, rules, signal },
    seed: gateSeed(seed, number),
    file: folder.at(`${name}.jsonl`),
    onProgress: (progress) => onEvent?.({ type: 'gate', round: number, ...progress }),
  });

const stopped = (): AgentError => new AgentError('ABORTED', 'Stopped. Run the same command again to go on from there.');
