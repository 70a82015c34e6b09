import type { CpuBackend, Pointer } from '../ffi/index.js';
import { blockSize, causalMasks } from './attention.js';
import type { LoraSettings, ModelConfig } from './config.js';
import { llamaLogits, type ModelInputs } from './model.js';
import { Ops, type Tensor } from './ops.js';
import type { ParameterStore } from './parameters.js';
import { Tape, type Value } from './tape.js';

/** Size of a batch; one graph is built for each and used again. */
export interface BatchShape {
  /** Sequences. */
  batch: number;
  /** Positions of each, padding included. */
  length: number;
  /** Most targets that a batch of this shape may have. */
  targets: number;
}

/** One micro-batch. Sequences start at position 0 and are padded at the end. */
export interface Batch {
  shape: BatchShape;
  /** [batch * length] token ids, row after row. */
  tokens: Int32Array;
  /** Flat indices into `tokens` whose next token is predicted; at most `shape.targets`. */
  targetRows: Int32Array;
  /** The right next token of each. */
  targetIds: Int32Array;
  /** Weight of each target's loss; negative ones push the probability down, 0 ignores. 1 each when absent. */
  weights?: Float32Array;
  /** What the weights are divided by; the sum of their magnitudes when absent. */
  total?: number;
}

/**
 * Forward and backward pass for one batch shape; memory comes from an allocator shared with the other shapes. They are two
 * parts of one graph: `backward` reads what `forward` has left, so weights may be set in between, from what the model says.
 */
export class StepGraph {
  readonly shape: BatchShape;
  readonly loss: Tensor;
  readonly logits: Tensor;
  /** Both passes; memory is planned for it. */
  readonly whole: Pointer;
  readonly forward: Pointer;
  readonly backward: Pointer;
  readonly inputs: ModelInputs & { labels: Tensor; weights: Tensor; upstream: Tensor };
  readonly #backend: CpuBackend;
  readonly #ops: Ops;
  readonly #vocab: number;
  readonly #masks: Float32Array[];
  readonly #positions: Int32Array;
  readonly #labels: Float32Array;

  constructor(backend: CpuBackend, config: ModelConfig, parameters: ParameterStore, shape: BatchShape, options: GraphOptions) {
    const nodes = 512 + config.layers * 640;
    const ops = new Ops(backend.ggml, backend.ggml.createContext(nodes * 2, 4));
    const block = options.causalBlocks === false ? shape.length : blockSize(shape.length);
    this.shape = shape;
    this.#backend = backend;
    this.#ops = ops;
    this.#vocab = config.vocab;
    this.#masks = causalMasks(shape.length, block);
    this.#positions = Int32Array.from({ length: shape.batch * shape.length }, (_, i) => i % shape.length);
    this.#labels = new Float32Array(config.vocab * shape.targets);
    this.inputs = createInputs(ops, config, shape, block);

    const tape = new Tape(ops, options.bf16);
    const leaves = new Map<string, Value>();
    const leaf = (name: string): Value => {
      const known = leaves.get(name) ?? tape.leaf(parameters.tensor(name), parameters.isTrained(name));
      leaves.set(name, known);
      return known;
    };
    const logits = llamaLogits(tape, config, leaf, this.inputs, { ...shape, block }, options.lora);
    this.logits = ops.output(logits.tensor);
    this.loss = ops.output(this.#weightedLoss());
    const { ggml_graph_n_nodes: size } = backend.ggml;
    const split = size(ops.graph([this.loss, this.logits], nodes));
    tape.backward(logits, this.#logitsGradient());
    const copies = parameters.list.map((p) => ops.copy(leaves.get(p.name)!.gradient!, p.gradient));
    this.whole = ops.graph([this.loss, ...copies], nodes);
    this.forward = ops.slice(this.whole, 0, split);
    this.backward = ops.slice(this.whole, split, size(this.whole));
  }

  /** Uploads everything the graph reads; needed before every computation, because the memory of inputs is reused. */
  upload(batch: Batch): void {
    const { inputs, shape } = this;
    const write = (tensor: Tensor, values: Float32Array | Int32Array): void => this.#backend.write(tensor, values);
    const rows = new Int32Array(shape.targets);
    rows.set(batch.targetRows);
    inputs.masks.forEach((mask, index) => write(mask, this.#masks[index]));
    write(inputs.positions, this.#positions);
    write(inputs.tokens, batch.tokens);
    write(inputs.targets, rows);
    write(inputs.weights, normalisedWeights(batch));
    write(inputs.upstream, Float32Array.of(shape.targets)); // undoes the division by rows inside the operation
    batch.targetIds.forEach((id, i) => (this.#labels[i * this.#vocab + id] = 1));
    write(inputs.labels, this.#labels);
    batch.targetIds.forEach((id, i) => (this.#labels[i * this.#vocab + id] = 0));
  }

  /** Replaces the weights between the two passes. */
  reweigh(batch: Batch): void {
    this.#backend.write(this.inputs.weights, normalisedWeights(batch));
  }

  close(): void {
    this.#backend.ggml.ggml_free(this.#ops.context);
  }

  /** sum_i w_i nll_i with sum |w_i| = 1; the operation divides by the row count, which `readLoss` undoes. */
  #weightedLoss(): Tensor {
    const { labels, weights } = this.inputs;
    return this.#ops.crossEntropy(this.logits, this.#ops.mul(labels, weights));
  }

  /** w_i (softmax - onehot). Zero label rows would not do as a mask: the operation still emits their softmax. */
  #logitsGradient(): Tensor {
    const { labels, weights, upstream } = this.inputs;
    return this.#ops.mul(this.#ops.crossEntropyBack(upstream, this.logits, labels), weights);
  }
}

export interface GraphOptions {
  bf16: boolean;
  /** Train an adapter instead of the model. */
  lora?: LoraSettings;
  /** Split long sequences into query blocks; only tests switch it off. */
  causalBlocks?: boolean;
}

function createInputs(ops: Ops, config: ModelConfig, shape: BatchShape, block: number): StepGraph['inputs'] {
  const { batch, length, targets } = shape;
  return {
    tokens: ops.input('I32', batch * length),
    positions: ops.input('I32', batch * length),
    masks: Array.from({ length: length / block }, (_, index) => ops.input('F32', (index + 1) * block, block)),
    targets: ops.input('I32', targets),
    labels: ops.input('F32', config.vocab, targets),
    weights: ops.input('F32', 1, targets),
    upstream: ops.input('F32', 1),
  };
}

/** Divides by the batch's total, so that the loss is a mean and batches weigh the same. Unused targets get 0. */
function normalisedWeights(batch: Batch): Float32Array {
  const weights = new Float32Array(batch.shape.targets);
  const given = batch.weights ?? new Float32Array(batch.targetRows.length).fill(1);
  const total = batch.total ?? given.reduce((sum, w) => sum + Math.abs(w), 0);
  if (total > 0) given.forEach((w, i) => (weights[i] = w / total));
  return weights;
}
