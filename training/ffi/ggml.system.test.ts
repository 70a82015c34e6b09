import { expect, it } from 'vitest';
import { CpuBackend, loadGgml, TENSOR_TYPE } from './index.js';

it('computes on the CPU with the libraries of node-llama-cpp', () => {
  const ggml = loadGgml();
  const backend = new CpuBackend(ggml, 2);
  const context = ggml.createContext(8, 1);
  const a = ggml.ggml_new_tensor_1d(context, TENSOR_TYPE.F32, 3);
  const sum = ggml.ggml_add(context, a, a);
  const graph = ggml.ggml_new_graph_custom(context, 8, false);
  ggml.ggml_build_forward_expand(graph, sum);
  const buffer = ggml.ggml_backend_alloc_ctx_tensors(context, backend.handle);
  backend.write(a, Float32Array.of(1, 2, -3));
  backend.compute(graph);
  expect(backend.read(sum, 3)).toEqual(Float32Array.of(2, 4, -6));
  backend.threads = 1;
  backend.compute(graph);
  expect([backend.threads, backend.device.length > 0]).toEqual([1, true]);
  ggml.ggml_backend_buffer_free(buffer);
  ggml.ggml_free(context);
  backend.close();
});

it('can be loaded again in the same process', () => {
  expect(loadGgml().ggml_version()).toBe(loadGgml().ggml_version());
});
