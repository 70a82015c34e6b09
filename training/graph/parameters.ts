import { AgentError } from '../../core/index.js';
import { TENSOR_TYPE, type CpuBackend, type Pointer } from '../ffi/index.js';
import type { ParameterSpec } from './config.js';
import type { Tensor } from './ops.js';

/** One trained tensor with its gradient and Adam's moments, all F32 and resident for the life of the trainer. */
export interface Parameter extends ParameterSpec {
  weight: Tensor;
  gradient: Tensor;
  /** First and second moment. */
  m: Tensor;
  v: Tensor;
}

/** Values by parameter name, each of the parameter's size. */
export type Weights = ReadonlyMap<string, Float32Array>;
export type Slot = 'weight' | 'gradient' | 'm' | 'v';

/** A tensor that is only read: the base model under an adapter. */
type Frozen = ParameterSpec & { weight: Tensor };

/** All tensors of a model in one backend buffer, zero at first. */
export class ParameterStore {
  /** The trained ones. */
  readonly list: readonly Parameter[];
  readonly #frozen: readonly Frozen[];
  readonly #backend: CpuBackend;
  readonly #context: Pointer;
  readonly #buffer: Pointer;
  readonly #trained: ReadonlyMap<string, Parameter>;
  readonly #weights: ReadonlyMap<string, Tensor>;

  constructor(backend: CpuBackend, trained: readonly ParameterSpec[], frozen: readonly ParameterSpec[] = []) {
    const { ggml } = backend;
    this.#backend = backend;
    this.#context = ggml.createContext(trained.length * 4 + frozen.length);
    this.list = trained.map((spec) => this.#create(spec));
    this.#frozen = frozen.map((spec) => ({ ...spec, weight: this.#tensor(spec) }));
    this.#trained = new Map(this.list.map((parameter) => [parameter.name, parameter]));
    this.#weights = new Map([...this.list, ...this.#frozen].map(({ name, weight }) => [name, weight]));
    this.#buffer = ggml.ggml_backend_alloc_ctx_tensors(this.#context, backend.handle);
    ggml.ggml_backend_buffer_clear(this.#buffer, 0);
  }

  tensor(name: string): Tensor {
    const found = this.#weights.get(name);
    if (found === undefined) throw new RangeError(`no parameter "${name}"`);
    return found;
  }

  isTrained(name: string): boolean {
    return this.#trained.has(name);
  }

  read(slot: Slot): Map<string, Float32Array<ArrayBuffer>> {
    return new Map(this.list.map((p) => [p.name, this.#backend.read(p[slot], p.size)]));
  }

  /** Replaces one slot of every trained tensor. Raises `WEIGHTS_MISMATCH` when one is missing or has another size. */
  write(slot: Slot, values: Weights): void {
    checkSizes(this.list, values);
    for (const parameter of this.list) this.#backend.write(parameter[slot], values.get(parameter.name)!);
  }

  readFrozen(): Map<string, Float32Array<ArrayBuffer>> {
    return new Map(this.#frozen.map(({ name, weight, size }) => [name, this.#backend.read(weight, size)]));
  }

  /** Replaces the frozen tensors. Raises `WEIGHTS_MISMATCH`. */
  writeFrozen(values: Weights): void {
    checkSizes(this.#frozen, values);
    for (const { name, weight } of this.#frozen) this.#backend.write(weight, values.get(name)!);
  }

  close(): void {
    this.#backend.ggml.ggml_backend_buffer_free(this.#buffer);
    this.#backend.ggml.ggml_free(this.#context);
  }

  #create(spec: ParameterSpec): Parameter {
    const make = (): Tensor => this.#tensor(spec);
    const parameter = { ...spec, weight: make(), gradient: make(), m: make(), v: make() };
    this.#backend.ggml.ggml_set_param(parameter.weight); // the AdamW operation insists on it
    return parameter;
  }

  #tensor({ shape: [n0, n1] }: ParameterSpec): Tensor {
    const { ggml } = this.#backend;
    return n1 === undefined
      ? ggml.ggml_new_tensor_1d(this.#context, TENSOR_TYPE.F32, n0)
      : ggml.ggml_new_tensor_2d(this.#context, TENSOR_TYPE.F32, n0, n1);
  }
}

function checkSizes(specs: readonly ParameterSpec[], values: Weights): void {
  for (const spec of specs) {
    const given = values.get(spec.name);
    if (given?.length !== spec.size) throw mismatch(spec, given?.length);
  }
}

function mismatch(parameter: ParameterSpec, found: number | undefined): AgentError {
  const what = found === undefined ? 'is missing' : `has ${found} elements`;
  return new AgentError(
    'WEIGHTS_MISMATCH',
    `Tensor "${parameter.name}" ${what}, but the model has [${parameter.shape.join(', ')}] there. ` +
      'Use weights of the same shape, or start a new model.',
  );
}
