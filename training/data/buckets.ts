import { createRandom, type Random } from '../../core/index.js';
import type { BatchShape } from '../graph/index.js';
import type { Dataset } from './dataset.js';
import type { StoredSample } from './row-format.js';
import { joinsPrevious } from './row-kinds.js';

/** Sequence lengths of the graphs; a row goes to the shortest that holds it. Multiples of 16 keep the matmuls fast. */
export const BUCKET_LENGTHS: readonly number[] = [80, 112, 144, 192, 256, 384, 512];

/** The batch shape of a bucket: about `positions` positions, at most a quarter of them targets. */
export function bucketShape(length: number, positions: number): BatchShape {
  let batch = Math.max(1, Math.floor(positions / length));
  while (batch > 1 && (batch * length) % 32 !== 0) batch--; // ggml's fast path wants multiples of 32
  return { batch, length, targets: Math.max(32, Math.floor(positions / 4 / 32) * 32) };
}

/** Buckets for a context: standard lengths up to it, and the context itself. */
export function bucketLengths(context: number): number[] {
  return [...BUCKET_LENGTHS.filter((length) => length < context), context];
}

/** Index of the shortest bucket for a row of `ids` tokens (the last one is only a target), or -1. */
export function bucketOf(lengths: readonly number[], ids: number): number {
  return lengths.findIndex((length) => ids - 1 <= length);
}

/** Where reading stands, so that a resumed run sees the rows it has not seen yet. */
export interface DataPosition {
  /** Per bucket: passes completed and units taken of the present one. */
  buckets: { epoch: number; next: number }[];
}

/**
 * Training rows sorted into length buckets, each read in a new random order every pass. What is read is a unit: a row, or rows
 * that must share a batch (`joinsPrevious`), in the bucket of the longest of them. Units that no batch holds are left out.
 */
export class BucketedRows {
  readonly shapes: readonly BatchShape[];
  /** Rows that exceed the longest bucket, and preference rows whose answers exceed the targets of a batch. */
  readonly tooLong: number;
  readonly #units: Uint32Array[];
  readonly #rowCounts: number[];
  readonly #sources: readonly Dataset[];
  readonly #seed: string;
  readonly #orders: { epoch: number; order: Uint32Array }[];
  #position: DataPosition;

  /** `shapes` by rising length; `repeat` says how often a dataset's rows count in one pass. */
  constructor(sources: readonly { data: Dataset; repeat: number }[], shapes: readonly BatchShape[], seed: number) {
    this.shapes = shapes;
    this.#sources = sources.map((source) => source.data);
    this.#seed = String(seed);
    const units: number[][] = shapes.map(() => []);
    this.#rowCounts = shapes.map(() => 0);
    let tooLong = 0;
    sources.forEach(({ data, repeat }, source) => {
      for (let first = 0, size = 0; first < data.length; first += size) {
        size = unitSize(data, first);
        const bucket = bucketOfUnit(data, first, size, shapes);
        if (bucket < 0) tooLong += size;
        else for (let copy = 0; copy < repeat; copy++) units[bucket].push(source * ROWS_PER_SOURCE + first);
        if (bucket >= 0) this.#rowCounts[bucket] += size * repeat;
      }
    });
    this.tooLong = tooLong;
    this.#units = units.map((list) => Uint32Array.from(list));
    this.#orders = shapes.map(() => ({ epoch: -1, order: new Uint32Array() }));
    this.#position = { buckets: shapes.map(() => ({ epoch: 0, next: 0 })) };
  }

  /** Rows in a bucket. */
  count(bucket: number): number {
    return this.#rowCounts[bucket];
  }

  get position(): DataPosition {
    return structuredClone(this.#position);
  }

  /** Continues where `position` was taken; ignored when the buckets differ. */
  seek(position: DataPosition): void {
    if (position.buckets.length === this.shapes.length) this.#position = structuredClone(position);
  }

  /** The rows of the next unit of a bucket, which must not be empty; none, and the unit stays the next, when it does not fit. */
  take(bucket: number, fits: (unit: readonly StoredSample[]) => boolean = () => true): StoredSample[] {
    const place = this.#position.buckets[bucket];
    if (place.next >= this.#units[bucket].length) Object.assign(place, { epoch: place.epoch + 1, next: 0 });
    const row = this.#order(bucket, place.epoch)[place.next];
    const unit = unitAt(this.#sources[Math.floor(row / ROWS_PER_SOURCE)], row % ROWS_PER_SOURCE);
    if (!fits(unit)) return [];
    place.next++;
    return unit;
  }

  /** The order of a pass depends on nothing but seed, bucket and number of the pass, so it needs no saved state. */
  #order(bucket: number, epoch: number): Uint32Array {
    const known = this.#orders[bucket];
    if (known.epoch !== epoch) {
      const random = createRandom(`${this.#seed}/order/${bucket}/${epoch}`);
      this.#orders[bucket] = { epoch, order: shuffled(this.#units[bucket], random) };
    }
    return this.#orders[bucket].order;
  }
}

/** First rows of all units of a dataset. */
export function unitStarts(data: Dataset): number[] {
  return Array.from({ length: data.length }, (_, row) => row).filter((row) => !joinsPrevious(data.kindOf(row)));
}

/** The unit that begins with a row. */
export function unitAt(data: Dataset, first: number): StoredSample[] {
  return Array.from({ length: unitSize(data, first) }, (_, i) => data.at(first + i));
}

/** Rows from `first` on that must share a batch. */
function unitSize(data: Dataset, first: number): number {
  let size = 1;
  while (first + size < data.length && joinsPrevious(data.kindOf(first + size))) size++;
  return size;
}

/** Bucket of the longest row of a unit, or -1 when the batches of that bucket cannot hold the unit whole. */
function bucketOfUnit(data: Dataset, first: number, size: number, shapes: readonly BatchShape[]): number {
  const rows = Array.from({ length: size }, (_, i) => first + i);
  const longest = Math.max(...rows.map((row) => data.idsLength(row)));
  const bucket = bucketOf(
    shapes.map((shape) => shape.length),
    longest,
  );
  if (bucket < 0 || data.kindOf(first) === 'plain') return bucket;
  const answers = rows.reduce((sum, row) => sum + answerLength(data.at(row)), 0);
  return size <= shapes[bucket].batch && answers <= shapes[bucket].targets ? bucket : -1;
}

/** Tokens of a row's answer. */
export function answerLength({ ids, promptLength }: StoredSample): number {
  return ids.length - promptLength;
}

/** Row numbers of several datasets in one u32: up to 64 datasets of 67 million rows. */
const ROWS_PER_SOURCE = 2 ** 26;

function shuffled(rows: Uint32Array, random: Random): Uint32Array {
  const out = rows.slice();
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
