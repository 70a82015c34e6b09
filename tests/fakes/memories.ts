import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Embedder } from '../../core/index.js';
import { type LongTermMemory, type NewMemory, openStore, type OpenStoreOptions, type Store, type WriteResult } from '../../memory/index.js'; // prettier-ignore

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2025, 0, 1);

export interface MemoryBench {
  store: Store;
  memories: LongTermMemory;
  file: string;
  /** Held still; tests move it. */
  clock: { now(): number; at: number };
  /** Another handle on the same file. */
  reopen(options?: OpenStoreOptions): Store;
}

/** A store in a file of its own that goes away with the test. */
export function openMemoryBench(options: OpenStoreOptions = {}): MemoryBench {
  const folder = mkdtempSync(path.join(tmpdir(), 'autodidact-memory-'));
  const file = path.join(folder, 'memory.db');
  const clock = { at: START, now: () => clock.at };
  const open: Store[] = [];
  const reopen = (more: OpenStoreOptions = {}): Store => {
    const store = openStore(file, { clock, ...options, ...more });
    open.push(store);
    return store;
  };
  onTestFinished(() => {
    for (const store of open) store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const store = reopen();
  return { store, memories: store.memories, file, clock, reopen };
}

/** A fact the user stated. */
export const fact = (body: string, more: Partial<NewMemory> = {}): NewMemory => ({
  kind: 'fact',
  body,
  sourceType: 'user',
  sources: [{ outside: `user:${body}`, quote: body }],
  observedAt: START,
  ...more,
});

/** Adds and returns the id; for tests in which adding is not the point. */
export function added({ id, why }: WriteResult): number {
  if (id === undefined) throw new Error(why);
  return id;
}

/** Vectors of words: each word adds a fixed direction, so texts that share words are near. */
export function wordEmbedder(dim = 16, id = `words-${dim}`): Embedder {
  return {
    id,
    dim,
    embed: (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const vector = new Float32Array(dim);
          for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
            for (let i = 0; i < dim; i++)
              vector[i] += Math.sin((word.charCodeAt(0) * 31 + word.length * 7 + word.charCodeAt(word.length - 1)) * (i + 1));
          }
          return vector;
        }),
      ),
  };
}
