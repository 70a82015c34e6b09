import { CpuBackend, loadGgml } from '../ffi/index.js';
import {
  GraphPool,
  mergeAdapter,
  parameterCount,
  parameterSpecs,
  ParameterStore,
  trainedSpecs,
  type Batch,
  type LoraSettings,
  type StepGraph,
  type ModelConfig,
  type Slot,
  type Weights,
} from '../graph/index.js';
import { ADAMW_DEFAULTS, AdamW, GradientAccumulator, type AdamWSettings } from '../optimizer/index.js';
import type { TrainingBatch } from '../data/index.js';
import { LossSettingsSchema, weigh, type LossSettings } from '../losses/index.js';
import { writeAdapterFile, writeModelFile, type AdapterFileContent, type ModelFileContent } from '../gguf/index.js';
import { readCheckpoint, writeCheckpoint, type CheckpointState } from './checkpoint.js';
import { fasterInBf16 } from './micro-benchmark.js';

export interface TrainerOptions {
  config: ModelConfig;
  /** CPU threads; they busy-wait, so never more than free cores. */
  threads: number;
  /** BF16 weights in matrix products. `auto` measures both once and takes the faster. */
  bf16?: boolean | 'auto';
  optimizer?: Partial<AdamWSettings>;
  /** Train an adapter of this rank and leave the model as it is; all of the model unless given. */
  lora?: LoraSettings;
  /** For rows whose loss compares. */
  losses?: LossSettings;
  /** Split long sequences into query blocks (default). Off only for comparison. */
  causalBlocks?: boolean;
}

export interface StepResult {
  /** Weighted mean loss, for plain rows the negative log-likelihood in nats; over several micro-batches their mean. */
  loss: number;
  /** Global gradient norm before clipping. */
  gradientNorm: number;
}

/** What the model says about each target of a batch, in the batch's order. */
export interface Prediction {
  /** Negative log-likelihood of the right token in nats. */
  nll: Float64Array;
  /** Whether the right token was the most likely one. */
  correct: boolean[];
  /** [targets * vocab] raw scores. */
  logits: Float32Array;
}

/** Trains a small llama-architecture model on the CPU. Holds native memory until `close`. Not for several threads of control. */
export class Trainer {
  readonly config: ModelConfig;
  readonly bf16: boolean;
  readonly lora: LoraSettings | undefined;
  readonly #backend: CpuBackend;
  readonly #parameters: ParameterStore;
  readonly #graphs: GraphPool;
  readonly #optimizer: AdamW;
  readonly #losses: LossSettings;
  #accumulator: GradientAccumulator | undefined;
  #stepCount = 0;

  /** Raises `TRAINER_UNAVAILABLE` where the native libraries are missing or do not fit. */
  constructor(options: TrainerOptions) {
    const { config, threads, bf16 = 'auto', causalBlocks, lora } = options;
    this.config = config;
    this.lora = lora;
    this.#backend = new CpuBackend(loadGgml(), threads);
    this.bf16 = bf16 === 'auto' ? fasterInBf16(this.#backend, config) : bf16;
    this.#parameters = new ParameterStore(this.#backend, trainedSpecs(config, lora), lora ? parameterSpecs(config) : []);
    this.#graphs = new GraphPool(this.#backend, config, this.#parameters, { bf16: this.bf16, causalBlocks, lora });
    this.#losses = options.losses ?? LossSettingsSchema.parse({});
    this.#optimizer = new AdamW(this.#backend, this.#parameters.list, { ...ADAMW_DEFAULTS, ...options.optimizer });
  }

  /** Optimizer steps taken, also before a resume. */
  get stepCount(): number {
    return this.#stepCount;
  }

  /** CPU threads of the next computation. */
  get threads(): number {
    return this.#backend.threads;
  }

  set threads(count: number) {
    this.#backend.threads = count;
  }

  /** Numbers that are trained. */
  get parameterCount(): number {
    return parameterCount(this.config, this.lora);
  }

  /** Processor name as ggml reports it. */
  get device(): string {
    return this.#backend.device;
  }

  /** Sets the model's weights; with an adapter, those under it. Raises `WEIGHTS_MISMATCH`. */
  setWeights(weights: Weights): void {
    if (this.lora) this.#parameters.writeFrozen(weights);
    else this.#parameters.write('weight', weights);
  }

  /** The model's weights, an adapter merged in. */
  weights(): Map<string, Float32Array<ArrayBuffer>> {
    const trained = this.#parameters.read('weight');
    return this.lora ? mergeAdapter(this.config, this.#parameters.readFrozen(), trained, this.lora) : trained;
  }

  /** Sets the adapter, which is zero at first and cannot learn from there. Raises `WEIGHTS_MISMATCH`. */
  setAdapter(adapter: Weights): void {
    this.#parameters.write('weight', adapter);
  }

  /** One optimizer step on one batch, or on the mean gradient of several. Raises `TRAINING_DIVERGED`. */
  step(batches: StepBatch | readonly StepBatch[], learningRate: number): StepResult {
    const list = 'shape' in batches ? [batches] : batches;
    const losses = list.map((batch) => this.#accumulate(batch, list.length > 1));
    if (list.length > 1) this.#accumulator!.finish();
    const gradientNorm = this.#optimizer.update(this.#stepCount + 1, learningRate);
    this.#stepCount++;
    return { loss: losses.reduce((a, b) => a + b, 0) / losses.length, gradientNorm };
  }

  /** Loss of a batch, its gradients left in the parameters for `gradients`; changes no weight. */
  computeGradients(batch: StepBatch): number {
    const graph = this.#graphs.get(batch.shape);
    graph.upload(batch);
    this.#backend.compute(graph.forward);
    const weighed = hasCompared(batch) ? weigh(batch, this.#predict(graph, batch).nll, this.#losses) : undefined;
    if (weighed) graph.reweigh({ ...batch, ...weighed });
    this.#backend.compute(graph.backward);
    return weighed ? weighed.loss : this.#backend.read(graph.loss, 1)[0] * batch.shape.targets;
  }

  gradients(): Map<string, Float32Array<ArrayBuffer>> {
    return this.#parameters.read('gradient');
  }

  /** Forward pass only. */
  evaluate(batch: Batch): Prediction {
    const graph = this.#graphs.get(batch.shape);
    graph.upload(batch);
    this.#backend.compute(graph.forward);
    return this.#predict(graph, batch);
  }

  /** Loss of a batch and what it was divided by; forward pass only. */
  loss(batch: TrainingBatch): { loss: number; total: number } {
    return weigh(batch, this.evaluate(batch).nll, this.#losses);
  }

  /** Writes weights, both moments and `state` to one file, atomically. Raises `DISK_FULL` or `FILE_WRITE`. */
  save(file: string, state: unknown = null): void {
    const slots = Object.fromEntries(CHECKPOINT_SLOTS.map((slot) => [slot, this.#parameters.read(slot)]));
    writeCheckpoint(file, { config: this.config, lora: this.lora, step: this.#stepCount, state }, slots);
  }

  /** Restores what `save` wrote and returns its state. Raises `CHECKPOINT_INVALID` or `CHECKPOINT_MISMATCH`. */
  load(file: string): CheckpointState {
    const { header, slots } = readCheckpoint(file, this, CHECKPOINT_SLOTS);
    for (const slot of CHECKPOINT_SLOTS) this.#parameters.write(slot, slots[slot]);
    this.#stepCount = header.step;
    return header;
  }

  /** Writes the present weights as a model file for llama.cpp (F16 unless said otherwise). Raises `DISK_FULL` or `FILE_WRITE`. */
  exportGguf(file: string, about: Omit<ModelFileContent, 'config' | 'weights'>): void {
    writeModelFile(file, { ...about, config: this.config, weights: this.weights() });
  }

  /** Writes the adapter alone, for llama.cpp to put on the model it was trained on. Only with `lora`. */
  exportAdapter(file: string, card: AdapterFileContent['card']): void {
    if (!this.lora) throw new RangeError('no adapter is trained');
    writeAdapterFile(file, { config: this.config, lora: this.lora, adapter: this.#parameters.read('weight'), card });
  }

  close(): void {
    this.#accumulator?.close();
    this.#optimizer.close();
    this.#graphs.close();
    this.#parameters.close();
    this.#backend.close();
  }

  /** Reads what a forward pass has left. */
  #predict(graph: StepGraph, batch: Batch): Prediction {
    const { vocab } = this.config;
    const logits = this.#backend.read(graph.logits, vocab * batch.shape.targets).subarray(0, vocab * batch.targetIds.length);
    const scores = Array.from(batch.targetIds, (id, i) => scoreOf(logits.subarray(i * vocab, (i + 1) * vocab), id));
    return { nll: Float64Array.from(scores, (s) => s.nll), correct: scores.map((s) => s.correct), logits };
  }

  #accumulate(batch: StepBatch, several: boolean): number {
    const loss = this.computeGradients(batch);
    if (several) (this.#accumulator ??= new GradientAccumulator(this.#backend, this.#parameters.list)).add();
    return loss;
  }
}

/** A batch as it is, or one whose compared answers are weighted after the forward pass. */
type StepBatch = Batch | TrainingBatch;

function hasCompared(batch: StepBatch): batch is TrainingBatch {
  return 'compared' in batch && batch.compared.length > 0;
}

const CHECKPOINT_SLOTS = ['weight', 'm', 'v'] as const satisfies readonly Slot[];

function scoreOf(logits: Float32Array, id: number): { nll: number; correct: boolean } {
  let best = 0;
  for (let token = 1; token < logits.length; token++) if (logits[token] > logits[best]) best = token;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - logits[best]);
  return { nll: Math.log(sum) + logits[best] - logits[id], correct: best === id };
}
