import { TENSOR_TYPE, type CpuBackend } from '../ffi/index.js';
import { Ops, type ModelConfig } from '../graph/index.js';

const COLUMNS = 2048;
const REPEATS = 5;

/**
 * True when this processor multiplies BF16 weights with F32 activations clearly faster than F32 with F32, at the size of
 * the model's feed-forward layer. Takes some milliseconds. (With AVX512-BF16 about twice as fast, without it slower.)
 */
export function fasterInBf16(backend: CpuBackend, config: Pick<ModelConfig, 'd' | 'ffn'>): boolean {
  return measure(backend, config, 'BF16') < 0.9 * measure(backend, config, 'F32');
}

function measure(backend: CpuBackend, { d, ffn }: Pick<ModelConfig, 'd' | 'ffn'>, type: 'F32' | 'BF16'): number {
  const { ggml } = backend;
  const ops = new Ops(ggml, ggml.createContext(16, 1));
  const weight = ggml.ggml_new_tensor_2d(ops.context, TENSOR_TYPE[type], d, ffn);
  const input = ggml.ggml_new_tensor_2d(ops.context, TENSOR_TYPE.F32, d, COLUMNS);
  const graph = ops.graph([ops.mulMat(weight, input)], 16);
  const buffer = ggml.ggml_backend_alloc_ctx_tensors(ops.context, backend.handle);
  ggml.ggml_backend_buffer_clear(buffer, 0);
  backend.compute(graph); // the first run pays for page faults
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    backend.compute(graph);
    best = Math.min(best, performance.now() - start);
  }
  ggml.ggml_backend_buffer_free(buffer);
  ggml.ggml_free(ops.context);
  return best;
}
