export { createLlamaModel, type LlamaModelOptions } from './llama.js';
export type { LlamaBackendInfo, LlamaLanguageModel } from './llama-model.js';
export type { GpuChoice } from './backend.js';
export { createChatModel, type ChatModelOptions } from './chat.js';
export { loadModel, registeredModels, type LoadModelSettings } from './load.js';
export { readGgufHeader, readModelHeader, type GgufHeader } from './gguf-file.js';
export { acceptsText } from '../../core/index.js';
