import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '../memory/index.js';
import type { CommandContext } from './context.js';

export interface StoreChoice {
  /** As `--db` takes it; the configured one by default. */
  db?: string;
  /** Default `read`. `change` makes no file, so that a mistyped name is found out; `create` does. */
  access?: 'read' | 'change' | 'create';
}

/** Runs `work` on the store and closes it. Where nothing was ever written, the store is an empty one. */
export function withStore<T>(context: CommandContext, choice: StoreChoice, work: (store: Store) => T): T {
  const store = open(context.config.database, choice);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** Opens a store for writing; its folder is made. */
export function openStoreFile(file: string): Store {
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return openStore(file);
}

function open(usual: string, { db, access = 'read' }: StoreChoice): Store {
  const file = db ?? usual;
  if (access === 'create') return openStoreFile(file);
  const isThere = existsSync(file);
  if (!isThere && db === undefined) return openStore(':memory:');
  return openStore(file, { readOnly: access === 'read' || !isThere }); // read-only, a missing file is an error
}
