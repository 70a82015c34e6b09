import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type Clock, createRandom, type Random } from '../../core/index.js';
import { BucketedRows, bucketLengths, bucketShape, Dataset, trainingBatch, type TrainingBatch } from '../data/index.js';
import { writeError } from '../files/index.js';
import { readModelFile } from '../gguf/index.js';
import type { BatchShape, ModelConfig, Weights } from '../graph/index.js';
import { adapterInitialisation, plainInitialisation, type PointingTokens, structuredInitialisation } from '../init/index.js';
import { fade, learningRate } from '../optimizer/index.js';
import { BpeEncoder, VocabularySchema, type Vocabulary } from '../tokenizer/index.js';
import { EarlyStop, EarlyStopStateSchema } from './early-stop.js';
import { evaluate, validationUnits } from './evaluate.js';
import type { Evaluation, TrainerEvent } from './events.js';
import type { TrainingJob } from './job.js';
import { lacksReference, writeReference } from './reference.js';
import { ThreadGovernor } from './thread-governor.js';
import { Trainer, type StepResult } from './trainer.js';

const StateSchema = z.object({
  seconds: z.number(),
  tokens: z.number(),
  loss: z.number(),
  nextEvaluation: z.number(),
  position: z.object({ buckets: z.array(z.object({ epoch: z.number(), next: z.number() })) }),
  earlyStop: EarlyStopStateSchema.optional(),
});
type RunState = z.output<typeof StateSchema>;

/** Steps over which the reported loss averages. */
const LOSS_WINDOW = 30;
/** Measuring may take at most this share of the time. */
const EVALUATION_SHARE = 0.1;

/** One run from its job to the finished model; continues the checkpoint that it finds in the job's folder. */
export class TrainingRun {
  readonly #job: TrainingJob;
  readonly #clock: Clock;
  readonly #emit: (event: TrainerEvent) => void;
  readonly #trainer: Trainer;
  readonly #vocabulary: Vocabulary;
  readonly #lengths: readonly number[];
  readonly #rows: BucketedRows;
  readonly #validation: ReturnType<typeof validationUnits>;
  readonly #state: RunState = { seconds: 0, tokens: 0, loss: 0, nextEvaluation: 0, position: { buckets: [] } };
  readonly #resumed: boolean;
  /** Since this process began to train: time in all, time in steps, positions. */
  readonly #session = { began: 0, secondsBefore: 0, training: 0, tokens: 0 };
  readonly #threads: ThreadGovernor;
  readonly #earlyStop: EarlyStop | undefined;
  #stop = false;

  /** Reads everything the job names. Raises the codes of datasets, checkpoints, model files and `TRAINER_UNAVAILABLE`. */
  constructor(job: TrainingJob, clock: Clock, emit: (event: TrainerEvent) => void) {
    this.#job = job;
    this.#clock = clock;
    this.#emit = (event) => this.#log(event, emit);
    mkdirSync(job.out, { recursive: true });
    const start = startOf(job);
    this.#vocabulary = start.vocabulary;
    this.#threads = new ThreadGovernor(job.threads);
    this.#earlyStop = job.earlyStop && new EarlyStop(job.earlyStop.patience);
    this.#lengths = bucketLengths(start.config.context);
    const { threads, bf16, optimizer, losses, lora } = job;
    this.#trainer = new Trainer({ config: start.config, threads, bf16, optimizer, losses, lora });
    const train = job.train.map(({ file, repeat }, i) => ({ data: this.#withReference(start, file, `train-${i + 1}`), repeat }));
    const validation = job.validation.map((file, i) => this.#withReference(start, file, `validation-${i + 1}`));
    this.#validation = validationUnits(validation, job.evaluateRows);
    this.#rows = new BucketedRows(train, shapesOf(job, this.#lengths), job.seed);
    this.#resumed = existsSync(this.#checkpointFile);
    if (!this.#resumed || lora) this.#loadStart(start);
    if (lora) this.#trainer.setAdapter(adapterInitialisation(start.config, lora, createRandom(`${job.seed}/adapter`)));
    if (this.#resumed) this.#restore();
  }

  #loadStart(start: Start): void {
    if (start.checkpoint) this.#trainer.load(start.checkpoint);
    else this.#trainer.setWeights(start.weights());
  }

  /** A dataset; where rows lack reference log-probs, a copy under this name in the job's folder that has them. */
  #withReference(start: Start, file: string, name: string): Dataset {
    const data = new Dataset(file);
    if (!lacksReference(data)) return data;
    const completed = path.join(this.#job.out, `${name}.rows`);
    if (!existsSync(completed)) {
      this.#loadReference(start);
      writeReference(this.#trainer, data, completed, this.#lengths, this.#job.batchPositions);
    }
    return new Dataset(completed);
  }

  #loadReference(start: Start): void {
    const { reference } = this.#job;
    if (reference === undefined) this.#loadStart(start);
    else this.#trainer.setWeights(readModelFile(reference).weights);
  }

  /** Ends the run after the present step, with a checkpoint. */
  stop(): void {
    this.#stop = true;
  }

  /** Trains until the budget is spent, nothing more is gained (`earlyStop`) or {@link stop} is called. */
  async run(): Promise<void> {
    this.#begin();
    if (!this.#resumed) this.#measure();
    let saved = this.#clock.now();
    let reported = saved;
    while (!this.#over() && !this.#stop) {
      const before = this.#done();
      const { result, rate } = this.#step(before);
      const now = this.#clock.now();
      if (now - reported >= this.#job.progressSeconds * 1000) {
        reported = now;
        this.#progress(result, rate);
      }
      this.#snapshots(before);
      if (this.#done() >= this.#state.nextEvaluation && this.#done() < 1) this.#measure();
      if (now - saved >= this.#job.checkpointSeconds * 1000) {
        this.#save();
        saved = this.#clock.now();
      }
      await nextTurn(); // signals and messages arrive between steps
    }
    this.#finish();
  }

  close(): void {
    this.#trainer.close();
  }

  #begin(): void {
    this.#session.began = this.#clock.now();
    this.#session.secondsBefore = this.#state.seconds;
    const counts = this.#lengths.map((_, bucket) => this.#rows.count(bucket));
    this.#emit({
      type: 'start',
      ...this.#where(),
      resumed: this.#resumed,
      parameters: this.#trainer.parameterCount,
      trainRows: counts.reduce((a, b) => a + b, 0),
      tooLong: this.#rows.tooLong,
      validationRows: this.#validation.flat().length,
      bf16: this.#trainer.bf16,
      threads: this.#job.threads,
      device: this.#trainer.device,
    });
  }

  #step(done: number): { result: StepResult; rate: number } {
    const began = this.#clock.now();
    const rate = learningRate(scheduleOf(this.#job), this.#trainer.stepCount, done);
    const random = createRandom(`${this.#job.seed}/step/${this.#trainer.stepCount}`);
    const batches = Array.from({ length: this.#job.accumulate }, () => this.#batch(done, random));
    this.#trainer.threads = this.#threads.threads;
    const result = this.#trainer.step(batches, rate);
    const positions = batches.reduce((sum, batch) => sum + batch.tokens.length, 0);
    this.#state.tokens += positions;
    this.#session.tokens += positions;
    const weight = Math.max(1 / LOSS_WINDOW, 1 / this.#trainer.stepCount);
    this.#state.loss += (result.loss - this.#state.loss) * weight;
    const took = (this.#clock.now() - began) / 1000;
    this.#session.training += took;
    this.#threads.record(took, positions);
    return { result, rate };
  }

  #batch(done: number, random: Random): TrainingBatch {
    const bucket = this.#chooseBucket(done, random);
    const copyIds = [this.#vocabulary.specials.length, this.#vocabulary.tokens.length] as const;
    const { promptWeight, sideWeight, auxiliaryFloor, copyShare, copyWeight, copyUntil } = this.#job;
    const left = fade(auxiliaryFloor, done);
    const mix = { promptWeight: promptWeight * left, sideWeight: sideWeight * left, copyShare, copyWeight, copyIds };
    return trainingBatch(this.#rows, bucket, mix, done < copyUntil, random);
  }

  /** Buckets are drawn so that every row is as likely as any other. */
  #chooseBucket(done: number, random: Random): number {
    const batches = this.#rows.shapes.map((shape, i) => this.#rows.count(i) / shape.batch);
    const open = this.#job.shortFirst ? openBuckets(done, batches.length) : batches.length;
    const weights = batches.some((n, i) => n > 0 && i < open) ? batches.slice(0, open) : batches;
    return random.weighted(weights);
  }

  #measure(): Evaluation | undefined {
    if (this.#validation.length === 0) {
      this.#state.nextEvaluation = Infinity;
      return undefined;
    }
    const began = this.#clock.now();
    const evaluation = evaluate(this.#trainer, this.#validation, this.#lengths, this.#job.batchPositions);
    const took = (this.#clock.now() - began) / 1000;
    const { seconds } = this.#where();
    const done = this.#done();
    const dear = seconds > 0 ? (took / EVALUATION_SHARE) * (done / seconds) : 0;
    this.#state.nextEvaluation = done + Math.max(this.#job.evaluateEvery, dear);
    this.#emit({ type: 'evaluation', ...this.#where(), ...evaluation });
    this.#keepIfBest(evaluation);
    return evaluation;
  }

  #keepIfBest(evaluation: Evaluation): void {
    if (!this.#earlyStop?.record(this.#trainer.stepCount, evaluation)) return;
    this.#trainer.save(this.#bestFile);
    this.#save(); // or a resumed run would know another best than the file holds
  }

  #snapshots(before: number): void {
    for (const share of this.#job.snapshots) {
      if (before >= share || this.#done() < share) continue;
      const file = path.join(this.#job.out, `snapshot-${String(Math.round(share * 100)).padStart(3, '0')}.gguf`);
      this.#export(file);
      this.#emit({ type: 'snapshot', ...this.#where(), file, share });
    }
  }

  #finish(): void {
    this.#save();
    if (!this.#over()) return this.#emit({ type: 'stopped', ...this.#where(), file: this.#checkpointFile });
    const last = this.#earlyStop?.over ? undefined : this.#measure();
    const where = this.#where();
    const best = this.#earlyStop?.state.best;
    if (best) this.#trainer.load(this.#bestFile);
    const file = path.join(this.#job.out, 'model.gguf');
    this.#export(file);
    const adapter = this.#job.lora && path.join(this.#job.out, 'adapter.gguf');
    if (adapter) this.#trainer.exportAdapter(adapter, this.#job.card);
    this.#emit({ type: 'done', ...where, file, adapter, evaluation: best?.evaluation ?? last, bestStep: best?.step });
  }

  #export(file: string): void {
    this.#trainer.exportGguf(file, { vocabulary: this.#vocabulary, card: this.#job.card, format: this.#job.format });
  }

  #save(): void {
    const nextEvaluation = Math.min(this.#state.nextEvaluation, 2); // JSON has no infinity
    const earlyStop = this.#earlyStop?.state;
    const state: RunState = { ...this.#state, ...this.#where(), nextEvaluation, position: this.#rows.position, earlyStop };
    this.#trainer.save(this.#checkpointFile, state);
    this.#emit({ type: 'checkpoint', ...this.#where(), file: this.#checkpointFile });
  }

  #restore(): void {
    const { state } = this.#trainer.load(this.#checkpointFile);
    Object.assign(this.#state, StateSchema.parse(state));
    this.#rows.seek(this.#state.position);
    if (this.#state.earlyStop) this.#earlyStop?.restore(this.#state.earlyStop);
  }

  #progress({ gradientNorm }: StepResult, rate: number): void {
    const done = this.#done();
    const { training, tokens, began } = this.#session;
    const elapsed = (this.#clock.now() - began) / 1000;
    const where = this.#where();
    const { budget } = this.#job;
    const left = 'minutes' in budget ? budget.minutes * 60 - where.seconds : ((budget.tokens - where.tokens) * elapsed) / tokens;
    this.#emit({
      type: 'progress',
      ...where,
      loss: this.#state.loss,
      learningRate: rate,
      gradientNorm,
      tokensPerSecond: tokens / training,
      threads: this.#trainer.threads,
      etaSeconds: Math.max(0, left),
      done,
    });
  }

  #over(): boolean {
    return this.#done() >= 1 || this.#earlyStop?.over === true;
  }

  /** Share of the budget spent. */
  #done(): number {
    const { budget } = this.#job;
    return 'minutes' in budget ? this.#where().seconds / (budget.minutes * 60) : this.#state.tokens / budget.tokens;
  }

  #where(): { step: number; tokens: number; seconds: number } {
    const { began, secondsBefore } = this.#session;
    const seconds = began > 0 ? secondsBefore + (this.#clock.now() - began) / 1000 : this.#state.seconds;
    return { step: this.#trainer.stepCount, tokens: this.#state.tokens, seconds };
  }

  get #checkpointFile(): string {
    return path.join(this.#job.out, 'checkpoint.bin');
  }

  get #bestFile(): string {
    return path.join(this.#job.out, 'best.bin');
  }

  #log(event: TrainerEvent, emit: (event: TrainerEvent) => void): void {
    const file = path.join(this.#job.out, 'events.jsonl');
    try {
      appendFileSync(file, `${JSON.stringify(event)}\n`);
    } catch (cause) {
      throw writeError(file, cause);
    }
    emit(event);
  }
}

function shapesOf({ batchPositions }: TrainingJob, lengths: readonly number[]): BatchShape[] {
  return lengths.map((length) => bucketShape(length, batchPositions));
}

function scheduleOf(job: TrainingJob): { peak: number; warmupSteps: number; floor: number } {
  return { peak: job.learningRate, warmupSteps: job.warmupSteps, floor: job.learningRateFloor };
}

/** How many of the shortest buckets are in use. */
function openBuckets(done: number, all: number): number {
  if (done < 0.02) return Math.min(3, all);
  return done < 0.05 ? Math.min(5, all) : all;
}

interface Start {
  config: ModelConfig;
  vocabulary: Vocabulary;
  weights: () => Weights;
  checkpoint?: string;
}

function startOf({ start, seed }: TrainingJob): Start {
  if (start.kind === 'gguf') {
    const { config, vocabulary, weights } = readModelFile(start.file);
    return { config, vocabulary, weights: () => weights, checkpoint: start.checkpoint };
  }
  const { config } = start;
  const vocabulary = VocabularySchema.parse(JSON.parse(readFileSync(start.vocabulary, 'utf8')));
  const random = (): Random => createRandom(`${seed}/init`);
  const structured = (): Weights =>
    structuredInitialisation(config, random(), start.pointing && pointingTokens(start.pointing, vocabulary));
  return { config, vocabulary, weights: start.kind === 'structured' ? structured : () => plainInitialisation(config, random()) };
}

function pointingTokens(
  named: { targets: string[]; marks: Record<string, number>; askers: string[] },
  vocabulary: Vocabulary,
): PointingTokens {
  const encoder = new BpeEncoder(vocabulary);
  return {
    targets: named.targets.map((text) => encoder.special(text)),
    marks: new Map(Object.entries(named.marks).map(([text, strength]) => [encoder.special(text), strength])),
    askers: named.askers.map((text) => encoder.special(text)),
  };
}
