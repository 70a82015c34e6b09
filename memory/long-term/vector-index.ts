import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Statement } from 'better-sqlite3';
import type { HierarchicalNSW } from 'hnswlib-node';
import { z } from 'zod';
import type { Database } from '../database.js';
import { sha256 } from './memory-tables.js';
import { dot } from './residual-adapter.js';

export interface VectorIndexParts {
  db: Database;
  embedder: { id: string; dim: number };
  indexFile?: string;
  exactBelow: number;
}

export interface VectorHit {
  id: number;
  /** Cosine. */
  similarity: number;
}

interface VectorRow {
  id: number;
  memoryId: number;
  data: Buffer;
}

interface Graph {
  index: HierarchicalNSW;
  count: number;
  /** Highest `memory_vector.id` in it. */
  highest: number;
  unsaved: number;
}

/** Stands beside the index file. hnswlib loads a damaged file without complaint, so nothing is loaded that does not match. */
const CardSchema = z.object({
  embedderId: z.string(),
  dim: z.number(),
  count: z.number(),
  highest: z.number(),
  sha256: z.string(),
});

/** hnswlib: links per node, and how wide it searches while building and while searching. */
const LINKS = 16;
const BUILD_WIDTH = 200;
const SEARCH_WIDTH = 128;
/** A search adds at most this many missing vectors (half a millisecond each); beyond that it compares all until `update`. */
const MOST_CAUGHT_UP = 200;
const SAVED_EVERY = 1_000;

/**
 * Nearest vectors of one embedder. Few are compared one by one; many go through HNSW (Malkov and Yashunin 2018), which is a
 * cache of `memory_vector`: rebuilt when it is missing, damaged, of another embedder or dimension, or holds deleted vectors.
 */
export class VectorIndex {
  readonly #parts: VectorIndexParts;
  readonly #extent: Statement<[string, number], { count: number; highest: number | null }>;
  readonly #after: Statement<[string, number, number], VectorRow>;
  #all: { ids: number[]; vectors: Float32Array[]; highest: number } = { ids: [], vectors: [], highest: 0 };
  #graph: Graph | undefined;
  #looked = false;

  constructor(parts: VectorIndexParts) {
    this.#parts = parts;
    const { db } = parts;
    this.#extent = db.prepare(
      'SELECT count(*) AS count, max(id) AS highest FROM memory_vector WHERE embedder_id = ? AND dim = ?',
    );
    this.#after = db.prepare(
      'SELECT id, memory_id AS memoryId, data FROM memory_vector WHERE embedder_id = ? AND dim = ? AND id > ? ORDER BY id',
    );
  }

  /** The `count` nearest memories that are allowed, nearest first. `vector` has length 1. */
  search(vector: Float32Array, count: number, isAllowed: (id: number) => boolean): VectorHit[] {
    const extent = this.#size();
    if (extent.count === 0) return [];
    const graph = extent.count >= this.#parts.exactBelow ? this.#readyGraph(extent) : undefined;
    return graph ? searchGraph(graph.index, vector, count, isAllowed) : this.#compareAll(vector, count, isAllowed, extent);
  }

  /** Builds or completes the cached index, if there are enough vectors for one. */
  update(): void {
    const extent = this.#size();
    if (extent.count < this.#parts.exactBelow) return;
    this.#load();
    if (!this.#graph || !this.#canGrowTo(extent)) this.#graph = this.#emptyGraph(extent.count);
    this.#grow(extent);
    this.#save(extent);
  }

  /** Forgets everything that is cached, on disk too: a vector that was deleted may not stay behind. */
  drop(): void {
    this.#graph = undefined;
    this.#all = { ids: [], vectors: [], highest: 0 };
    const { indexFile } = this.#parts;
    if (indexFile) dropIndexFile(indexFile);
  }

  #size(): { count: number; highest: number } {
    const { embedder } = this.#parts;
    const { count, highest } = this.#extent.get(embedder.id, embedder.dim) as { count: number; highest: number | null };
    return { count, highest: highest ?? 0 };
  }

  #compareAll(vector: Float32Array, count: number, isAllowed: (id: number) => boolean, extent: { count: number }): VectorHit[] {
    this.#readAll(extent.count);
    const { ids, vectors } = this.#all;
    const hits = ids.map((id, i) => ({ id, similarity: dot(vector, vectors[i]) }));
    hits.sort((a, b) => b.similarity - a.similarity || a.id - b.id);
    return takeAllowed(hits, count, isAllowed);
  }

  #readAll(count: number): void {
    const read = (): void => {
      for (const { id, memoryId, data } of this.#rowsAfter(this.#all.highest)) {
        this.#all.ids.push(memoryId);
        this.#all.vectors.push(new Float32Array(new Uint8Array(data).buffer));
        this.#all.highest = id;
      }
    };
    read();
    if (this.#all.ids.length === count) return;
    this.#all = { ids: [], vectors: [], highest: 0 }; // some were deleted or made anew
    read();
  }

  #readyGraph(extent: { count: number; highest: number }): Graph | undefined {
    this.#load();
    if (!this.#graph || !this.#canGrowTo(extent)) return undefined;
    if (extent.count - this.#graph.count > MOST_CAUGHT_UP) return undefined;
    this.#grow(extent);
    return this.#graph;
  }

  /** Only additions since: a graph with deleted vectors is built anew. */
  #canGrowTo({ count, highest }: { count: number; highest: number }): boolean {
    const graph = this.#graph;
    if (!graph || highest < graph.highest) return false;
    const { embedder, db } = this.#parts;
    const { newer } = db
      .prepare('SELECT count(*) AS newer FROM memory_vector WHERE embedder_id = ? AND dim = ? AND id > ?')
      .get(embedder.id, embedder.dim, graph.highest) as { newer: number };
    return graph.count + newer === count;
  }

  #grow({ count, highest }: { count: number; highest: number }): void {
    const graph = this.#graph;
    if (!graph || graph.highest === highest) return;
    if (graph.index.getMaxElements() < count) graph.index.resizeIndex(Math.ceil(count * 1.25));
    for (const { id, memoryId, data } of this.#rowsAfter(graph.highest)) {
      graph.index.addPoint([...new Float32Array(new Uint8Array(data).buffer)], memoryId);
      graph.count++;
      graph.unsaved++;
      graph.highest = id;
    }
  }

  #emptyGraph(count: number): Graph {
    const index = newGraph(this.#parts.embedder.dim);
    index.initIndex({ maxElements: Math.ceil(count * 1.25), m: LINKS, efConstruction: BUILD_WIDTH });
    index.setEf(SEARCH_WIDTH);
    return { index, count: 0, highest: 0, unsaved: SAVED_EVERY };
  }

  /** Once: takes the cached file, if everything about it is as it says. */
  #load(): void {
    const { indexFile, embedder } = this.#parts;
    if (this.#looked || !indexFile) return;
    this.#looked = true;
    const card = readCard(indexFile);
    if (!card || card.embedderId !== embedder.id || card.dim !== embedder.dim) return;
    if (sha256(readFileSync(indexFile)) !== card.sha256) return;
    const index = newGraph(embedder.dim);
    index.readIndexSync(indexFile);
    if (index.getCurrentCount() !== card.count) return;
    index.setEf(SEARCH_WIDTH);
    this.#graph = { index, count: card.count, highest: card.highest, unsaved: 0 };
  }

  /** Index first, card last: a crash in between leaves a card that does not match, and so no index. */
  #save({ count, highest }: { count: number; highest: number }): void {
    const { indexFile, embedder } = this.#parts;
    const graph = this.#graph;
    if (!indexFile || !graph || (graph.unsaved < SAVED_EVERY && existsSync(indexFile))) return;
    const temporary = `${indexFile}.${process.pid}.tmp`;
    graph.index.writeIndexSync(temporary);
    const card = { embedderId: embedder.id, dim: embedder.dim, count, highest, sha256: sha256(readFileSync(temporary)) };
    renameSync(temporary, indexFile);
    writeFileSync(cardOf(indexFile), JSON.stringify(card));
    graph.unsaved = 0;
  }

  #rowsAfter(highest: number): IterableIterator<VectorRow> {
    const { embedder } = this.#parts;
    return this.#after.iterate(embedder.id, embedder.dim, highest);
  }
}

/** Removes the cache from the disk. */
export function dropIndexFile(indexFile: string): void {
  for (const file of [indexFile, cardOf(indexFile)]) rmSync(file, { force: true });
}

const cardOf = (indexFile: string): string => `${indexFile}.json`;

function readCard(indexFile: string): z.infer<typeof CardSchema> | undefined {
  if (!existsSync(indexFile) || !existsSync(cardOf(indexFile))) return undefined;
  try {
    return CardSchema.safeParse(JSON.parse(readFileSync(cardOf(indexFile), 'utf8'))).data;
  } catch {
    return undefined; // half-written: the index is built anew, nothing is lost
  }
}

/** The native library is loaded only by stores that have this many vectors. */
function newGraph(dim: number): HierarchicalNSW {
  const { HierarchicalNSW: Index } = createRequire(import.meta.url)('hnswlib-node') as typeof import('hnswlib-node');
  return new Index('ip', dim);
}

function searchGraph(
  index: HierarchicalNSW,
  vector: Float32Array,
  count: number,
  isAllowed: (id: number) => boolean,
): VectorHit[] {
  const wanted = Math.min(count, index.getCurrentCount());
  const { neighbors, distances } = index.searchKnn([...vector], wanted, isAllowed);
  return neighbors
    .map((id, i) => ({ id, similarity: 1 - distances[i] }))
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id);
}

function takeAllowed(hits: readonly VectorHit[], count: number, isAllowed: (id: number) => boolean): VectorHit[] {
  const taken: VectorHit[] = [];
  for (const hit of hits) {
    if (taken.length === count) break;
    if (isAllowed(hit.id)) taken.push(hit);
  }
  return taken;
}
