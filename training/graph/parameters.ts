import { AgentError } from '../../core/index.js';
import { TENSOR_TYPE, type CpuBackend, type Pointer } from '../ffi/index.js';
import { parameterSpecs, type ModelConfig, type ParameterSpec } from './config.js';
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

/** All parameters of a model in one backend buffer, zero at first. */
export class ParameterStore {
  readonly list: readonly Parameter[];
  readonly #backend: CpuBackend;
  readonly #context: Pointer;
  readonly #buffer: Pointer;
  readonly #byName: ReadonlyMap<string, Parameter>;

  constructor(backend: CpuBackend, config: ModelConfig) {
    const { ggml } = backend;
    const specs = parameterSpecs(config);
    this.#backend = backend;
    this.#context = ggml.createContext(specs.length * 4);
    this.list = specs.map((spec) => this.#create(spec));
    this.#byName = new Map(this.list.map((parameter) => [parameter.name, parameter]));
    this.#buffer = ggml.ggml_backend_alloc_ctx_tensors(this.#context, backend.handle);
    ggml.ggml_backend_buffer_clear(this.#buffer, 0);
  }

  tensor(name: string): Tensor {
    return this.get(name).weight;
  }

  get(name: string): Parameter {
    const found = this.#byName.get(name);
    if (!found) throw new RangeError(`no parameter "${name}"`);
    return found;
  }

  read(slot: Slot): Map<string, Float32Array<ArrayBuffer>> {
    return new Map(this.list.map((p) => [p.name, this.#backend.read(p[slot], p.size)]));
  }

  /** Replaces one slot of every parameter. Raises `WEIGHTS_MISMATCH` when a tensor is missing or has another size. */
  write(slot: Slot, values: Weights): void {
    for (const parameter of this.list) {
      const given = values.get(parameter.name);
      if (given?.length !== parameter.size) throw mismatch(parameter, given?.length);
    }
    for (const parameter of this.list) this.#backend.write(parameter[slot], values.get(parameter.name)!);
  }

  close(): void {
    this.#backend.ggml.ggml_backend_buffer_free(this.#buffer);
    this.#backend.ggml.ggml_free(this.#context);
  }

  #create(spec: ParameterSpec): Parameter {
    const { ggml } = this.#backend;
    const [n0, n1 = 1] = spec.shape;
    const make = (): Tensor =>
      spec.shape.length === 1
        ? ggml.ggml_new_tensor_1d(this.#context, TENSOR_TYPE.F32, n0)
        : ggml.ggml_new_tensor_2d(this.#context, TENSOR_TYPE.F32, n0, n1);
    const parameter = { ...spec, weight: make(), gradient: make(), m: make(), v: make() };
    ggml.ggml_set_param(parameter.weight); // the AdamW operation insists on it
    return parameter;
  }
}

function mismatch(parameter: Parameter, found: number | undefined): AgentError {
  const what = found === undefined ? 'is missing' : `has ${found} elements`;
  return new AgentError(
    'WEIGHTS_MISMATCH',
    `Tensor "${parameter.name}" ${what}, but the model has [${parameter.shape.join(', ')}] there. ` +
      'Use weights of the same shape, or start a new model.',
  );
}
