import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AgentError, messageOf } from '../../core/index.js';

/** Where the ggml libraries of one platform lie. */
export interface GgmlLibraries {
  /** Folder of all of them; the CPU variants are loaded from here. */
  folder: string;
  /** Tensors, graphs, allocation: `ggml-base`. */
  base: string;
  /** Registry of backends: `ggml`. */
  registry: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'linux-riscv64': 'linux-riscv64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/**
 * Finds the prebuilt libraries inside the platform package of node-llama-cpp, which inference uses too, so that no second
 * copy of ggml is needed. Raises `TRAINER_UNAVAILABLE` where there is no such package or it holds no libraries.
 */
export function findLibraries(platform: string = process.platform, arch: string = process.arch): GgmlLibraries {
  const key = `${platform}-${arch}`;
  const name = PACKAGES[key];
  if (!name) throw unavailable(`there are no prebuilt ggml libraries for ${key}`, 'train on Linux, macOS or Windows');
  const folder = path.join(packageFolder(name), 'bins', name);
  const files = listed(folder);
  const pick = (pattern: RegExp): string => {
    const file = files.find((candidate) => pattern.test(candidate));
    if (!file) throw unavailable(`no library like ${pattern} in ${folder}`, 'run "npm ci" again');
    return path.join(folder, file);
  };
  return {
    folder,
    base: pick(/^(lib)?ggml-base(\..+)?\.(so|dylib|dll)$/),
    registry: pick(/^(lib)?ggml(\.(?!cpu|base).+)?\.(so|dylib|dll)$/),
  };
}

/** Platform packages are optional dependencies of node-llama-cpp, so they are looked up from there. */
function packageFolder(name: string): string {
  try {
    const own = createRequire(import.meta.url);
    const nested = createRequire(own.resolve('node-llama-cpp'));
    return path.join(path.dirname(nested.resolve(`@node-llama-cpp/${name}`)), '..');
  } catch (cause) {
    const next = 'run "npm ci" without --omit=optional on this machine';
    throw unavailable(`the package @node-llama-cpp/${name} is missing (${messageOf(cause)})`, next, cause);
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw unavailable(`the folder ${folder} cannot be read`, 'run "npm ci" again', cause);
  }
}

/** The one error of this folder: training cannot run here, inference may still work. */
export function unavailable(found: string, next: string, cause?: unknown): AgentError {
  return new AgentError('TRAINER_UNAVAILABLE', `Training cannot run here: ${found}; ${next}.`, { cause });
}
