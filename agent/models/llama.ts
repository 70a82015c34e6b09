import path from 'node:path';
import { InsufficientMemoryError, type LlamaContext, type LlamaModel } from 'node-llama-cpp';
import { AgentError, messageOf } from '../../core/index.js';
import { openBackend, type GpuChoice } from './backend.js';
import { readGgufHeader, readModelHeader, type GgufHeader } from './gguf-file.js';
import { InProcessLlama, type LlamaLanguageModel } from './llama-model.js';
import { calibrateThreads } from './threads.js';

export interface LlamaModelOptions {
  /** A GGUF file. */
  path: string;
  /** For logs; the file's name by default. */
  id?: string;
  /** `auto` (the default) takes a GPU where one works, else the CPU. */
  gpu?: GpuChoice;
  /** Threads of one evaluation; measured when absent. */
  threads?: number;
  /** Longest prompt plus output; by default what the model was trained on, at most 8192. */
  contextTokens?: number;
  /** Calls that run side by side, each with a context of its own; by default 4 for small models and 1 for others. */
  sequences?: number;
  /** Adapters on the weights. An adapter is cached by its path as long as the model lives: give each version a new name. */
  lora?: { path: string; scale: number }[];
  /** Refuse a model that was raised for another prompt format. A general model, which names none, is accepted. */
  expectedPromptFormat?: string;
}

/**
 * A GGUF model in this process, through node-llama-cpp. Errors: `MODEL_FILE_MISSING`, `MODEL_FILE_BROKEN`, `MODEL_FORMAT`,
 * `MODEL_BACKEND`, `MODEL_MEMORY`.
 */
export async function createLlamaModel(options: LlamaModelOptions): Promise<LlamaLanguageModel> {
  const header = await readModelHeader(options.path);
  for (const adapter of options.lora ?? []) await readGgufHeader(adapter.path);
  const promptFormat = readPromptFormat(header, options.expectedPromptFormat);
  const model = await loadWeights(options.path, options.gpu ?? 'auto');
  try {
    const onGpu = model.llama.gpu !== false && model.gpuLayers > 0;
    const threads = options.threads ?? (await calibrateThreads(model, onGpu));
    const contextTokens = options.contextTokens ?? Math.min(model.trainContextSize, MOST_CONTEXT);
    const context = await createContext(model, options, threads, contextTokens);
    return new InProcessLlama(
      options.id ?? path.basename(options.path, '.gguf'),
      model,
      context,
      { contextTokens, promptFormat, foresight: header.metadata['autodidact.foresight'] === 'yes' },
      threads,
    );
  } catch (thrown) {
    await model.llama.dispose();
    throw thrown;
  }
}

const MOST_CONTEXT = 8192;
const SMALL_FILE_BYTES = 200e6;

function readPromptFormat({ path: file, metadata }: GgufHeader, expected: string | undefined): string | undefined {
  const found = metadata['autodidact.prompt_format'];
  if (found === undefined) return undefined;
  if (expected !== undefined && found !== expected) {
    throw new AgentError('MODEL_FORMAT', `"${file}" was made for prompt format ${found}, but this build speaks ${expected}. ` +
      'Raise it again with "autodidact raise", or choose another model with "autodidact models list".'); // prettier-ignore
  }
  return String(found);
}

/** Tries the GPU first where the choice is open: a card that is too full or too old leaves the CPU. */
async function loadWeights(modelPath: string, gpu: GpuChoice): Promise<LlamaModel> {
  const llama = await openBackend(gpu);
  try {
    return await llama.loadModel({ modelPath });
  } catch (cause) {
    const wasOnGpu = llama.gpu !== false;
    await llama.dispose();
    if (gpu === 'auto' && wasOnGpu) return loadWeights(modelPath, false);
    throw loadError(modelPath, cause);
  }
}

async function createContext(
  model: LlamaModel,
  options: LlamaModelOptions,
  threads: number,
  contextTokens: number,
): Promise<LlamaContext> {
  const adapters = options.lora?.map((adapter) => ({ filePath: adapter.path, scale: adapter.scale }));
  try {
    return await model.createContext({
      contextSize: contextTokens + 1, // the library keeps one place free
      sequences: options.sequences ?? (model.size < SMALL_FILE_BYTES ? 4 : 1),
      threads,
      ...(adapters ? { lora: { adapters } } : {}),
    });
  } catch (cause) {
    throw loadError(options.path, cause);
  }
}

function loadError(file: string, cause: unknown): AgentError {
  if (cause instanceof InsufficientMemoryError) {
    return new AgentError('MODEL_MEMORY', `"${file}" does not fit into memory (${messageOf(cause)}). ` +
      'Use a smaller model or quantisation, fewer sequences or a shorter context.', { cause }); // prettier-ignore
  }
  return new AgentError('MODEL_FILE_BROKEN', `llama.cpp cannot load "${file}" (${messageOf(cause)}). ` +
    'Fetch or write the file again, or choose another with "autodidact models list".', { cause }); // prettier-ignore
}
