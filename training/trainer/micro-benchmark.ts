import { TENSOR_TYPE, type CpuBackend } from '../ffi/index.js';
import { Ops, type ModelConfig } from '../graph/index.js';

const COLUMNS = 2048;
const REPEATS = 12;

/**
 * True when this processor multiplies BF16 weights with F32 activations clearly faster than F32 with F32, at the size of
 * the model's feed-forward layer. Takes a tenth of a second. (With AVX512-BF16 about twice as fast, without it slower.) Both
 * take turns and the fastest run of each counts, so that other work on the machine does not decide.
 */
export function fasterInBf16(backend: CpuBackend, config: Pick<ModelConfig, 'd' | 'ffn'>): boolean {
  const [bf16, f32] = (['BF16', 'F32'] as const).map((type) => createProduct(backend, config, type));
  const best = [Infinity, Infinity];
  for (let i = 0; i < REPEATS; i++) [bf16, f32].forEach(({ run }, k) => (best[k] = Math.min(best[k], run())));
  bf16.free();
  f32.free();
  return best[0] < 0.9 * best[1];
}

/** One matrix product, ready to be timed: `run` gives milliseconds. */
function createProduct(backend: CpuBackend, { d, ffn }: Pick<ModelConfig, 'd' | 'ffn'>, type: 'F32' | 'BF16') {
  const { ggml } = backend;
  const ops = new Ops(ggml, ggml.createContext(16, 1));
  const weight = ggml.ggml_new_tensor_2d(ops.context, TENSOR_TYPE[type], d, ffn);
  const input = ggml.ggml_new_tensor_2d(ops.context, TENSOR_TYPE.F32, d, COLUMNS);
  const graph = ops.graph([ops.mulMat(weight, input)], 16);
  const buffer = ggml.ggml_backend_alloc_ctx_tensors(ops.context, backend.handle);
  ggml.ggml_backend_buffer_clear(buffer, 0);
  backend.compute(graph); // the first run pays for page faults
  return {
    run: (): number => {
      const start = performance.now();
      backend.compute(graph);
      return performance.now() - start;
    },
    free: (): void => {
      ggml.ggml_backend_buffer_free(buffer);
      ggml.ggml_free(ops.context);
    },
  };
}
