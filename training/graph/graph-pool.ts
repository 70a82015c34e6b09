import type { CpuBackend, Pointer } from '../ffi/index.js';
import { unavailable } from '../ffi/index.js';
import type { ModelConfig } from './config.js';
import type { ParameterStore } from './parameters.js';
import { StepGraph, type BatchShape, type GraphOptions } from './step-graph.js';

/**
 * One graph per batch shape, all in the same memory: they run one after another. Its size is that of the largest; when a
 * larger one arrives the memory moves, so the others are dropped and built again at their next use.
 */
export class GraphPool {
  readonly #backend: CpuBackend;
  readonly #config: ModelConfig;
  readonly #parameters: ParameterStore;
  readonly #options: GraphOptions;
  readonly #allocator: Pointer;
  readonly #graphs = new Map<string, StepGraph>();

  constructor(backend: CpuBackend, config: ModelConfig, parameters: ParameterStore, options: GraphOptions) {
    this.#backend = backend;
    this.#config = config;
    this.#parameters = parameters;
    this.#options = options;
    const { ggml } = backend;
    this.#allocator = ggml.ggml_gallocr_new(ggml.ggml_backend_get_default_buffer_type(backend.handle));
  }

  get(shape: BatchShape): StepGraph {
    const key = `${shape.batch}x${shape.length}:${shape.targets}`;
    const known = this.#graphs.get(key);
    if (known) return known;
    const graph = new StepGraph(this.#backend, this.#config, this.#parameters, shape, this.#options);
    this.#place(graph);
    this.#graphs.set(key, graph);
    return graph;
  }

  /** Bytes of the shared memory. */
  get bytes(): number {
    return this.#backend.ggml.ggml_gallocr_get_buffer_size(this.#allocator, 0);
  }

  close(): void {
    this.#drop();
    this.#backend.ggml.ggml_gallocr_free(this.#allocator);
  }

  #place(graph: StepGraph): void {
    const { ggml } = this.#backend;
    const before = this.#graphs.size > 0 ? this.bytes : 0;
    if (!ggml.ggml_gallocr_reserve(this.#allocator, graph.whole)) throw this.#noMemory(graph);
    if (before > 0 && this.bytes !== before) this.#drop();
    if (!ggml.ggml_gallocr_alloc_graph(this.#allocator, graph.whole)) throw this.#noMemory(graph);
  }

  #drop(): void {
    for (const graph of this.#graphs.values()) graph.close();
    this.#graphs.clear();
  }

  #noMemory({ shape }: StepGraph): Error {
    return unavailable(`no memory for batches of ${shape.batch} x ${shape.length} positions`, 'use a smaller batch or model');
  }
}
