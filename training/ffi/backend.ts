import { unavailable } from './libraries.js';
import type { Ggml } from './ggml.js';
import type { Pointer } from './signatures.js';

/** One CPU backend. Calls are synchronous: a graph runs until it is done. */
export class CpuBackend {
  readonly ggml: Ggml;
  readonly handle: Pointer;
  readonly #applyThreads: (handle: Pointer, threads: number) => void;
  #threads = 0;
  /** Processor name as ggml reports it. */
  readonly device: string;

  /** Threads busy-wait at barriers, so more of them than free cores makes everything slower. */
  constructor(ggml: Ggml, threads: number) {
    this.ggml = ggml;
    const open = (): Pointer | null => ggml.ggml_backend_init_by_type(DEVICE_TYPE_CPU, null) as Pointer | null;
    const handle = open() ?? (ggml.ggml_backend_load_all_from_path(ggml.libraries.folder), open()); // loads the CPU's variant
    if (!handle) throw unavailable(`no CPU backend for this processor in ${ggml.libraries.folder}`, 'run "npm ci" again');
    this.handle = handle;
    const device = ggml.ggml_backend_get_device(handle);
    this.device = ggml.ggml_backend_dev_description(device);
    this.#applyThreads = this.#threadSetter(device);
    this.threads = threads;
  }

  get threads(): number {
    return this.#threads;
  }

  set threads(count: number) {
    const threads = Math.max(1, Math.floor(count));
    if (threads !== this.#threads) this.#applyThreads(this.handle, threads);
    this.#threads = threads;
  }

  /** Runs a graph; every tensor of it must have memory. */
  compute(graph: Pointer): void {
    const status = this.ggml.ggml_backend_graph_compute(this.handle, graph);
    if (status !== 0) throw unavailable(`ggml could not compute a graph (status ${status})`, 'see the trainer log');
  }

  write(tensor: Pointer, values: Float32Array | Int32Array): void {
    this.ggml.ggml_backend_tensor_set(tensor, values, 0, values.byteLength);
  }

  read(tensor: Pointer, length: number): Float32Array<ArrayBuffer> {
    const values = new Float32Array(length);
    this.ggml.ggml_backend_tensor_get(tensor, values, 0, values.byteLength);
    return values;
  }

  close(): void {
    this.ggml.ggml_backend_free(this.handle);
  }

  #threadSetter(device: Pointer): (handle: Pointer, threads: number) => void {
    const { ggml } = this;
    const registry = ggml.ggml_backend_dev_backend_reg(device);
    const address = ggml.ggml_backend_reg_get_proc_address(registry, 'ggml_backend_set_n_threads') as Pointer | null;
    if (!address) throw unavailable('the CPU backend has no thread setter', 'install the node-llama-cpp version of package.json');
    const setter = ggml.functionAt(address, 'void', ['void *', 'int']);
    return (handle, threads) => void setter(handle, threads);
  }
}

const DEVICE_TYPE_CPU = 0;
