import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { resolveModelFile } from 'node-llama-cpp';
import { z } from 'zod';
import { AgentError, type LanguageModel, messageOf, packageRoot } from '../../core/index.js';
import { createChatModel, type ChatModelOptions } from './chat.js';
import { createLlamaModel, type LlamaModelOptions } from './llama.js';

export interface LoadModelSettings extends Omit<LlamaModelOptions, 'path' | 'id'>, ChatModelOptions {
  /** Where registry names are looked up; the package's `models` folder by default. */
  modelsFolder?: string;
  /** Where `hf:` files are kept; node-llama-cpp's own folder by default. */
  downloadFolder?: string;
}

/**
 * Loads what `--model` names: a registry name (`seed`), a GGUF file, `hf:user/repo:quant`, or `provider:model`.
 * Errors: `MODEL_UNKNOWN`, and those of {@link createLlamaModel} and {@link createChatModel}.
 */
export async function loadModel(spec: string, settings: LoadModelSettings = {}): Promise<LanguageModel> {
  const folder = settings.modelsFolder ?? path.join(packageRoot, 'models');
  const registered = registeredModels(folder)[spec];
  if (registered) return createLlamaModel({ ...settings, path: registered, id: spec });
  if (spec.startsWith('hf:'))
    return createLlamaModel({ ...settings, path: await download(spec, settings.downloadFolder), id: spec });
  if (spec.endsWith('.gguf') || existsSync(spec)) return createLlamaModel({ ...settings, path: spec });
  if (/^[\w-]{2,}:./.test(spec)) return createChatModel(spec, settings);
  const known = Object.keys(registeredModels(folder));
  throw new AgentError('MODEL_UNKNOWN', `"${spec}" is no model: registered ${known.length > 0 ? `are ${known.join(', ')}` : `is none in ${folder}`}. ` +
    'Give one of them, a .gguf file, hf:user/repo:quant, or provider:model; "autodidact raise" makes a seed model.'); // prettier-ignore
}

/** Files by registry name: those of `registry.json`, and the newest GGUF file as `seed` where it names none. */
export function registeredModels(folder: string): Record<string, string> {
  const registry = path.join(folder, 'registry.json');
  const named = existsSync(registry) ? readRegistry(registry) : {};
  const newest = newestGguf(folder);
  return { ...(newest ? { seed: newest } : {}), ...named };
}

/** `{ "seed": "seed-compact-1.gguf" }`: file names beside the registry, by model name. */
const RegistrySchema = z.record(z.string(), z.string());

function readRegistry(file: string): Record<string, string> {
  try {
    const entries = Object.entries(RegistrySchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
    return Object.fromEntries(entries.map(([name, model]) => [name, path.resolve(path.dirname(file), model)]));
  } catch (cause) {
    throw new AgentError(
      'MODEL_UNKNOWN',
      `"${file}" is not a model registry (${messageOf(cause)}). It maps names to GGUF files: {"seed": "seed.gguf"}.`,
      { cause },
    );
  }
}

function newestGguf(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.gguf'))
    .map((name) => path.join(folder, name));
  const written = (file: string): number => statSync(file).mtimeMs;
  return files.sort((a, b) => written(b) - written(a) || b.localeCompare(a))[0]; // a checkout gives all files one time
}

async function download(spec: string, folder: string | undefined): Promise<string> {
  try {
    return await resolveModelFile(spec, { cli: false, ...(folder ? { directory: folder } : {}) });
  } catch (cause) {
    throw new AgentError(
      'MODEL_UNKNOWN',
      `"${spec}" cannot be fetched (${messageOf(cause)}). Check the name and the network, or give a local .gguf file.`,
      { cause },
    );
  }
}
