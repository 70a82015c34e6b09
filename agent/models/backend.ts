import { availableParallelism } from 'node:os';
import { getLlama, LlamaLogLevel, type Llama } from 'node-llama-cpp';
import { AgentError, messageOf } from '../../core/index.js';

/** Where the network runs. `auto` takes the best GPU that works, else the CPU. */
export type GpuChoice = 'auto' | false | 'cuda' | 'vulkan' | 'metal';

/** Loads a prebuilt llama.cpp; never compiles, downloads or prints. Errors: `MODEL_BACKEND`. */
export async function openBackend(gpu: GpuChoice): Promise<Llama> {
  const wanted = gpu === 'auto' ? 'CPU or GPU' : gpu || 'CPU';
  const llama = await getPrebuilt(gpu).catch((cause: unknown) => {
    throw missing(wanted, messageOf(cause), cause);
  });
  if (gpu === 'auto' || llama.gpu === gpu) return llama;
  await llama.dispose();
  throw missing(wanted, `it offered ${llama.gpu || 'CPU'}`);
}

function getPrebuilt(gpu: GpuChoice): Promise<Llama> {
  return getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
    maxThreads: availableParallelism(), // the library's default is 4 or more, whatever the machine has
  });
}

function missing(wanted: string, found: string, cause?: unknown): AgentError {
  return new AgentError('MODEL_BACKEND', `llama.cpp has no working ${wanted} backend here (${found}). ` +
    'Choose gpu "auto", or reinstall with optional dependencies: npm ci --include=optional.', { cause }); // prettier-ignore
}
