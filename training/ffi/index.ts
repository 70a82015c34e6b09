export { CpuBackend } from './backend.js';
export { loadGgml, TENSOR_TYPE, type Ggml, type TensorType } from './ggml.js';
export { findLibraries, unavailable, type GgmlLibraries } from './libraries.js';
export type { Pointer } from './signatures.js';
