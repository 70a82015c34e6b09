export { createLlamaModel, type LlamaBackendInfo, type LlamaLanguageModel, type LlamaModelOptions } from './llama.js';
export type { GpuChoice } from './backend.js';
export { createChatModel, type ChatModelOptions } from './chat.js';
export { loadModel, registeredModels, type LoadModelSettings } from './load.js';
export { readGgufHeader, readModelHeader, type GgufHeader } from './gguf-file.js';
export { acceptsText } from './grammar-text.js';
