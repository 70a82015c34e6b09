import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readModelHeader, registeredModels } from '../agent/index.js';
import type { Config } from '../config/index.js';
import { AgentError, packageRoot } from '../core/index.js';
import { openStore, type ModelRecord } from '../memory/index.js';

/** A model that has a name here. */
export interface NamedModel {
  name: string;
  file: string;
  /** `package`: shipped in `models/`; `database`: raised or added on this machine. */
  source: 'package' | 'database';
  record?: ModelRecord;
}

/** Folder of the models that are shipped. */
export const modelsFolder = path.join(packageRoot, 'models');

/** Name of the model that is used where none is named: the one that was promoted last, else the shipped one. */
export const BEST = 'best';

/** Every model that has a name; a name of the database wins over a shipped one. */
export function namedModels(config: Config): NamedModel[] {
  const { records, promoted } = storedModels(config);
  const shipped = Object.entries(registeredModels(modelsFolder)).map(
    ([name, file]) => ({ name, file, source: 'package' }) as const,
  );
  const own = records.map((record) => ({ name: record.name, file: record.path, source: 'database', record }) as const);
  const taken = new Set(own.map(({ name }) => name));
  const all = [...shipped.filter(({ name }) => !taken.has(name)), ...own];
  const best = all.find(({ name }) => name === (promoted ?? 'seed'));
  return best ? [{ ...best, name: BEST }, ...all] : all;
}

/** The weights file that a name or path stands for; undefined for models that live elsewhere. Errors: `MODEL_CHANGED`. */
export function modelFile(config: Config, model: string): string | undefined {
  const named = namedModels(config).find(({ name }) => name === model);
  if (named?.record) checkUnchanged(named.record);
  return named?.file ?? (existsSync(model) ? path.resolve(model) : undefined);
}

/** Larger files are told by their size alone: to read them takes longer than to use them. */
const HASHED_BYTES = 64 * 1024 * 1024;

/** A registered name stands for one file for ever. Errors: `MODEL_CHANGED` when the file is gone or another one by now. */
function checkUnchanged({ name, path: file, sha256, bytes }: ModelRecord): void {
  const isThere = existsSync(file);
  const isSame = isThere && statSync(file).size === bytes && (bytes > HASHED_BYTES || hashOf(readFileSync(file)) === sha256);
  if (isSame) return;
  throw new AgentError(
    'MODEL_CHANGED',
    `"${file}" is ${isThere ? 'not the file that was registered' : 'missing'}, which "${name}" stands for. ` +
      `Put the file back, name another model with --model, or go back with "autodidact models rollback".`,
  );
}

/** What the registry keeps of a file. */
export async function describeModel(
  file: string,
): Promise<Pick<ModelRecord, 'path' | 'sha256' | 'bytes' | 'promptFormat' | 'createdAt'>> {
  const { metadata } = await readModelHeader(file);
  const content = readFileSync(file);
  const promptFormat = metadata['autodidact.prompt_format'];
  return {
    ...{ path: file, sha256: hashOf(content), bytes: content.length, createdAt: Date.now() },
    ...(promptFormat === undefined ? {} : { promptFormat: String(promptFormat) }),
  };
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function storedModels(config: Config): { records: ModelRecord[]; promoted?: string } {
  if (!existsSync(config.database)) return { records: [] };
  const store = openStore(config.database, { readOnly: true });
  try {
    return { records: store.models.list(), promoted: store.models.promotions().at(-1)?.model };
  } finally {
    store.close();
  }
}
