import { createRandom, type Random } from '../../core/index.js';
import type { BatchShape } from '../graph/index.js';
import type { Dataset, StoredSample } from './dataset.js';

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
  /** Per bucket: passes completed and rows taken of the present one. */
  buckets: { epoch: number; next: number }[];
}

/** Training rows sorted into length buckets, each read in a new random order every pass. Rows too long are left out. */
export class BucketedRows {
  readonly lengths: readonly number[];
  /** Rows longer than the longest bucket. */
  readonly tooLong: number;
  readonly #rows: Uint32Array[];
  readonly #sources: readonly Dataset[];
  readonly #seed: string;
  readonly #orders: { epoch: number; order: Uint32Array }[];
  #position: DataPosition;

  /** `repeat` says how often a dataset's rows count in one pass. */
  constructor(sources: readonly { data: Dataset; repeat: number }[], lengths: readonly number[], seed: number) {
    this.lengths = lengths;
    this.#sources = sources.map((source) => source.data);
    this.#seed = String(seed);
    const rows: number[][] = lengths.map(() => []);
    let tooLong = 0;
    sources.forEach(({ data, repeat }, source) => {
      for (let i = 0; i < data.length; i++) {
        const bucket = bucketOf(lengths, data.idsLength(i));
        if (bucket < 0) tooLong++;
        else for (let copy = 0; copy < repeat; copy++) rows[bucket].push(source * ROWS_PER_SOURCE + i);
      }
    });
    this.tooLong = tooLong;
    this.#rows = rows.map((list) => Uint32Array.from(list));
    this.#orders = lengths.map(() => ({ epoch: -1, order: new Uint32Array() }));
    this.#position = { buckets: lengths.map(() => ({ epoch: 0, next: 0 })) };
  }

  count(bucket: number): number {
    return this.#rows[bucket].length;
  }

  get position(): DataPosition {
    return structuredClone(this.#position);
  }

  /** Continues where `position` was taken; ignored when the buckets differ. */
  seek(position: DataPosition): void {
    if (position.buckets.length === this.lengths.length) this.#position = structuredClone(position);
  }

  /** The next row of a bucket, which must not be empty. */
  take(bucket: number): StoredSample {
    const place = this.#position.buckets[bucket];
    if (place.next >= this.#rows[bucket].length) Object.assign(place, { epoch: place.epoch + 1, next: 0 });
    const row = this.#order(bucket, place.epoch)[place.next++];
    return this.#sources[Math.floor(row / ROWS_PER_SOURCE)].at(row % ROWS_PER_SOURCE);
  }

  /** The order of a pass depends on nothing but seed, bucket and number of the pass, so it needs no saved state. */
  #order(bucket: number, epoch: number): Uint32Array {
    const known = this.#orders[bucket];
    if (known.epoch !== epoch) {
      const random = createRandom(`${this.#seed}/order/${bucket}/${epoch}`);
      this.#orders[bucket] = { epoch, order: shuffled(this.#rows[bucket], random) };
    }
    return this.#orders[bucket].order;
  }
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
