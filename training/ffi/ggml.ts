import { createRequire } from 'node:module';
import type { LibraryHandle, TypeObject } from 'koffi';
import { messageOf } from '../../core/index.js';
import { findLibraries, unavailable, type GgmlLibraries } from './libraries.js';
import { BASE_SIGNATURES, REGISTRY_SIGNATURES, type Calls, type Pointer } from './signatures.js';

/** `enum ggml_type`, the members that training and export use. */
export const TENSOR_TYPE = { F32: 0, F16: 1, Q8_0: 8, I32: 26, BF16: 30 } as const;
export type TensorType = keyof typeof TENSOR_TYPE;

/** ggml's C functions by their C names, plus what needs a struct by value. */
export type Ggml = Calls<typeof BASE_SIGNATURES> &
  Calls<typeof REGISTRY_SIGNATURES> & {
    readonly libraries: GgmlLibraries;
    /** `ggml_init` without tensor data: room for `tensors` tensor headers and `graphs` graphs of up to `tensors` nodes. */
    createContext(tensors: number, graphs?: number): Pointer;
    /** The C function at an address; types as koffi names them. */
    functionAt(address: Pointer, result: string, parameters: readonly string[]): (...values: (Pointer | number)[]) => unknown;
  };

/** The part of koffi that is used here. */
interface Koffi {
  load(path: string): LibraryHandle;
  struct(members: Record<string, string>): TypeObject;
  proto(result: string, parameters: readonly string[]): TypeObject;
  call(address: Pointer, type: TypeObject, ...values: unknown[]): unknown;
}

/** Tensor header (336 bytes: 4 dimensions, 10 sources, 64-byte parameters and name) plus ggml's object header. */
const TENSOR_OVERHEAD = 368;

/**
 * Binds the ggml libraries inside node-llama-cpp and checks that their binary interface is the one this code was written
 * for. Raises `TRAINER_UNAVAILABLE` when they are missing, do not load, or differ.
 */
export function loadGgml(libraries: GgmlLibraries = findLibraries()): Ggml {
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi; // here, because it throws where it has no binary
    const base = koffi.load(libraries.base);
    const calls = {
      ...bind<Calls<typeof BASE_SIGNATURES>>(base, BASE_SIGNATURES),
      ...bind<Calls<typeof REGISTRY_SIGNATURES>>(koffi.load(libraries.registry), REGISTRY_SIGNATURES),
    };
    checkAbi(calls);
    const functionAt: Ggml['functionAt'] = (address, result, parameters) => {
      const type = koffi.proto(result, parameters);
      return (...values) => koffi.call(address, type, ...values);
    };
    return { ...calls, libraries, createContext: contextMaker(koffi, base, calls), functionAt };
  } catch (cause) {
    const text = messageOf(cause);
    if (text.startsWith('Training cannot')) throw cause;
    throw unavailable(`the ggml libraries in ${libraries.folder} did not load (${text})`, 'run "npm ci" again', cause);
  }
}

function bind<T>(library: LibraryHandle, table: Readonly<Record<string, readonly string[]>>): T {
  const native = (name: string): string => (name === 'ptr' ? 'void *' : name);
  const entries = Object.entries(table).map(([name, [result, ...args]]) => [
    name,
    library.func(name, native(result), args.map(native)),
  ]);
  return Object.fromEntries(entries) as T;
}

function contextMaker(koffi: Koffi, base: LibraryHandle, calls: Calls<typeof BASE_SIGNATURES>): Ggml['createContext'] {
  // The struct has no name because koffi's names are global to the process and cannot be given twice.
  const parameters = koffi.struct({ mem_size: 'size_t', mem_buffer: 'void *', no_alloc: 'bool' });
  const init = base.func('ggml_init', 'void *', [parameters]);
  return (tensors, graphs = 0) => {
    const bytes = tensors * calls.ggml_tensor_overhead() + graphs * calls.ggml_graph_overhead_custom(tensors, true) + 4096;
    const context = init({ mem_size: bytes, mem_buffer: null, no_alloc: true }) as Pointer | null;
    if (!context) throw unavailable(`ggml gave no context of ${bytes} bytes`, 'free some memory');
    return context;
  };
}

/** The C interface changes between releases without a version in the library, so sizes and numbering are compared. */
function checkAbi(calls: Calls<typeof BASE_SIGNATURES>): void {
  const version = calls.ggml_version();
  const problem = (what: string): Error =>
    unavailable(`ggml ${version} has another binary interface (${what})`, 'install the node-llama-cpp version of package.json');
  const overhead = calls.ggml_tensor_overhead();
  if (overhead !== TENSOR_OVERHEAD) throw problem(`tensor overhead ${overhead} instead of ${TENSOR_OVERHEAD} bytes`);
  for (const [name, type] of Object.entries(TENSOR_TYPE)) {
    const found = calls.ggml_type_name(type);
    if (found.toUpperCase() !== name) throw problem(`type ${type} is ${found} instead of ${name}`);
  }
}
