import { AgentError } from '../../core/index.js';
import { TENSOR_TYPE, type CpuBackend, type Pointer } from '../ffi/index.js';
import { Ops, type Parameter, type Tensor } from '../graph/index.js';

export interface AdamWSettings {
  beta1: number;
  beta2: number;
  eps: number;
  /** Decoupled weight decay; matrices only, never gains. */
  weightDecay: number;
  /** Largest global gradient norm; larger gradients are scaled down to it. 0 switches clipping off. */
  clip: number;
}

export const ADAMW_DEFAULTS: Readonly<AdamWSettings> = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0.05, clip: 1 };

/**
 * AdamW (Loshchilov and Hutter 2019) with clipping by the global norm, as two small graphs over the parameters' own memory.
 * Reads `gradient`; updates `weight`, `m` and `v`.
 */
export class AdamW {
  readonly settings: AdamWSettings;
  readonly #backend: CpuBackend;
  readonly #contexts: Pointer[];
  readonly #buffer: Pointer;
  readonly #allocators: Pointer[];
  readonly #inputs: { decayed: Tensor; plain: Tensor; clip: Tensor };
  readonly #squaredNorm: Tensor;
  readonly #normGraph: Pointer;
  readonly #updateGraph: Pointer;

  constructor(backend: CpuBackend, parameters: readonly Parameter[], settings: AdamWSettings) {
    const { ggml } = backend;
    this.settings = settings;
    this.#backend = backend;
    const fixed = ggml.createContext(8);
    const scalar = (count: number): Tensor => ggml.ggml_new_tensor_1d(fixed, TENSOR_TYPE.F32, count);
    this.#inputs = { decayed: scalar(7), plain: scalar(7), clip: scalar(1) };
    this.#buffer = ggml.ggml_backend_alloc_ctx_tensors(fixed, backend.handle);

    const nodes = parameters.length * 6 + 64;
    const ops = new Ops(ggml, ggml.createContext(nodes, 2));
    this.#contexts = [fixed, ops.context];
    this.#squaredNorm = ops.output(parameters.map((p) => ops.sumOfSquares(p.gradient)).reduce((a, b) => ops.add(a, b)));
    this.#normGraph = ops.graph([this.#squaredNorm], nodes);
    this.#updateGraph = ops.graph(
      parameters.map((p) => this.#update(ops, p)),
      nodes,
    );
    this.#allocators = [this.#normGraph, this.#updateGraph].map((graph) => {
      const allocator = ggml.ggml_gallocr_new(ggml.ggml_backend_get_default_buffer_type(backend.handle));
      ggml.ggml_gallocr_alloc_graph(allocator, graph);
      return allocator;
    });
  }

  /** One update; `step` counts from 1. Returns the gradient norm before clipping. Raises `TRAINING_DIVERGED`. */
  update(step: number, learningRate: number): number {
    const { beta1, beta2, eps, weightDecay, clip } = this.settings;
    this.#backend.compute(this.#normGraph);
    const norm = Math.sqrt(this.#backend.read(this.#squaredNorm, 1)[0]);
    if (!Number.isFinite(norm)) throw diverged(step, norm);
    const factors = (decay: number): Float32Array =>
      Float32Array.of(learningRate, beta1, beta2, eps, decay, 1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step));
    this.#backend.write(this.#inputs.clip, Float32Array.of(clip > 0 && norm > clip ? clip / norm : 1));
    this.#backend.write(this.#inputs.decayed, factors(weightDecay));
    this.#backend.write(this.#inputs.plain, factors(0));
    this.#backend.compute(this.#updateGraph);
    return norm;
  }

  close(): void {
    const { ggml } = this.#backend;
    for (const allocator of this.#allocators) ggml.ggml_gallocr_free(allocator);
    ggml.ggml_backend_buffer_free(this.#buffer);
    for (const context of this.#contexts) ggml.ggml_free(context);
  }

  #update(ops: Ops, p: Parameter): Tensor {
    const factors = p.shape.length > 1 ? this.#inputs.decayed : this.#inputs.plain;
    const clipped = ops.mul(p.gradient, this.#inputs.clip);
    return ops.ggml.ggml_opt_step_adamw(ops.context, p.weight, clipped, p.m, p.v, factors);
  }
}

function diverged(step: number, norm: number): AgentError {
  return new AgentError(
    'TRAINING_DIVERGED',
    `The gradient norm at step ${step} is ${norm}: training diverged. Resume from the last checkpoint with a lower learning rate.`,
  );
}
