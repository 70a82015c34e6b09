import { TENSOR_TYPE, type CpuBackend, type Pointer } from '../ffi/index.js';
import { Ops, type Parameter, type Tensor } from '../graph/index.js';

/** Sums gradients over several micro-batches in memory of its own, and hands back their mean. */
export class GradientAccumulator {
  readonly #backend: CpuBackend;
  readonly #contexts: Pointer[];
  readonly #buffer: Pointer;
  readonly #factor: Tensor;
  readonly #allocators: Pointer[];
  readonly #addGraph: Pointer;
  readonly #meanGraph: Pointer;
  #count = 0;

  constructor(backend: CpuBackend, parameters: readonly Parameter[]) {
    const { ggml } = backend;
    this.#backend = backend;
    const fixed = ggml.createContext(parameters.length + 1);
    const sums = parameters.map((p) => ggml.ggml_new_tensor_2d(fixed, TENSOR_TYPE.F32, p.shape[0], p.shape[1] ?? 1));
    this.#factor = ggml.ggml_new_tensor_1d(fixed, TENSOR_TYPE.F32, 1);
    this.#buffer = ggml.ggml_backend_alloc_ctx_tensors(fixed, backend.handle);
    ggml.ggml_backend_buffer_clear(this.#buffer, 0);
    const nodes = parameters.length * 6 + 64;
    const ops = new Ops(ggml, ggml.createContext(nodes, 2));
    this.#contexts = [fixed, ops.context];
    const total = (p: Parameter, i: number): Tensor => ops.copy(ops.add(sums[i], p.gradient), sums[i]);
    const mean = (p: Parameter, i: number): Tensor => ops.copy(ops.mul(sums[i], this.#factor), p.gradient);
    this.#addGraph = ops.graph(parameters.map(total), nodes);
    this.#meanGraph = ops.graph(parameters.map(mean), nodes);
    this.#allocators = [this.#addGraph, this.#meanGraph].map((graph) => {
      const allocator = ggml.ggml_gallocr_new(ggml.ggml_backend_get_default_buffer_type(backend.handle));
      ggml.ggml_gallocr_alloc_graph(allocator, graph);
      return allocator;
    });
  }

  /** Adds the parameters' present gradients to the sums. */
  add(): void {
    this.#backend.compute(this.#addGraph);
    this.#count++;
  }

  /** Writes the mean of what was added to the parameters' gradients and starts over. */
  finish(): void {
    this.#backend.write(this.#factor, Float32Array.of(1 / Math.max(1, this.#count)));
    this.#backend.compute(this.#meanGraph);
    this.#backend.ggml.ggml_backend_buffer_clear(this.#buffer, 0);
    this.#count = 0;
  }

  close(): void {
    const { ggml } = this.#backend;
    for (const allocator of this.#allocators) ggml.ggml_gallocr_free(allocator);
    ggml.ggml_backend_buffer_free(this.#buffer);
    for (const context of this.#contexts) ggml.ggml_free(context);
  }
}
