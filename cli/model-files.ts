import { existsSync } from 'node:fs';
import path from 'node:path';
import { registeredModels } from '../agent/index.js';
import type { Config } from '../config/index.js';
import { packageRoot } from '../core/index.js';
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

/** Every model that has a name; a name of the database wins over a shipped one. */
export function namedModels(config: Config): NamedModel[] {
  const shipped = Object.entries(registeredModels(modelsFolder)).map(
    ([name, file]) => ({ name, file, source: 'package' }) as const,
  );
  const own = storedModels(config).map(
    (record) => ({ name: record.name, file: record.path, source: 'database', record }) as const,
  );
  const taken = new Set(own.map(({ name }) => name));
  return [...shipped.filter(({ name }) => !taken.has(name)), ...own];
}

/** The weights file that a name or path stands for; undefined for models that live elsewhere. */
export function modelFile(config: Config, model: string): string | undefined {
  const named = namedModels(config).find(({ name }) => name === model);
  return named?.file ?? (existsSync(model) ? path.resolve(model) : undefined);
}

function storedModels(config: Config): ModelRecord[] {
  if (!existsSync(config.database)) return [];
  const store = openStore(config.database, { readOnly: true });
  try {
    return store.models.list();
  } finally {
    store.close();
  }
}
