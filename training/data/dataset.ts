import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { AgentError, messageOf } from '../../core/index.js';
import { writeError } from '../files/index.js';
import { decodeSample, encodeSample, kindAt, ROW_HEADER, rowSize, type Sample, type StoredSample } from './row-format.js';
import { misplaced, type RowKind } from './row-kinds.js';

const MAGIC = 'ADROWS03';
/** How the magic of every version begins. */
const MAGIC_STEM = 'ADROWS';
const END = 'ADROWEND';
/** u32 footer length and END. */
const TAIL = 12;
const FLUSH_BYTES = 1 << 20;

const FooterSchema = z.object({ samples: z.number().int().nonnegative(), families: z.array(z.string()) });

/**
 * Writes a dataset row by row, so that millions of rows need no memory. The file appears under its name only on `close`.
 *
 * Layout, little-endian: MAGIC; per row its header (`row-format.ts`), ids as u16, side targets as pairs of u16, reference
 * log-probs and token weights as f32, one per answer token, where the row has them; then the footer as JSON
 * `{samples, families}`, its length as u32, END.
 */
export class DatasetWriter {
  readonly #file: string;
  readonly #handle: number;
  readonly #families = new Map<string, number>();
  #pending: Buffer[] = [Buffer.from(MAGIC)];
  #pendingBytes = MAGIC.length;
  #samples = 0;
  #last: RowKind | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#handle = this.#guarded(() => openSync(`${file}.tmp`, 'w'));
  }

  get samples(): number {
    return this.#samples;
  }

  /** Appends a row. Rows of one preference pair come one after the other. Raises `RangeError` for a row that cannot be trained on. */
  add(sample: Sample): void {
    const problem = misplaced(sample.kind ?? 'plain', this.#last);
    if (problem) throw new RangeError(`${problem}, in row ${this.#samples + 1}`);
    this.#append(encodeSample(sample, this.#familyId(sample.family)));
    this.#last = sample.kind ?? 'plain';
    this.#samples++;
  }

  /** Completes the file. Raises `DISK_FULL` or `FILE_WRITE`. */
  close(): void {
    const problem = misplaced('plain', this.#last);
    if (problem) throw new RangeError(`${problem}, at the end`);
    const footer = Buffer.from(JSON.stringify({ samples: this.#samples, families: [...this.#families.keys()] }));
    const tail = Buffer.alloc(TAIL);
    tail.writeUInt32LE(footer.length);
    tail.write(END, 4);
    this.#append(footer);
    this.#append(tail);
    this.#guarded(() => {
      this.#flush();
      fsyncSync(this.#handle);
      closeSync(this.#handle);
      renameSync(`${this.#file}.tmp`, this.#file);
    });
  }

  #familyId(family: string): number {
    const id = this.#families.get(family) ?? this.#families.size;
    this.#families.set(family, id);
    return id;
  }

  #append(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= FLUSH_BYTES) this.#guarded(() => this.#flush());
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#handle, bytes, done);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      rmSync(`${this.#file}.tmp`, { force: true });
      throw writeError(this.#file, cause);
    }
  }
}

/** A dataset file in memory; rows are views into it. Raises `DATASET_INVALID` when missing, truncated or foreign. */
export class Dataset {
  readonly file: string;
  readonly families: readonly string[];
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #offsets: Uint32Array;

  constructor(file: string) {
    this.file = file;
    this.#bytes = contentOf(file);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    const footer = footerOf(file, this.#bytes);
    this.families = footer.families;
    this.#offsets = this.#index(footer.samples, footer.start);
  }

  get length(): number {
    return this.#offsets.length;
  }

  /** Number of ids of a row, without reading it. */
  idsLength(index: number): number {
    return this.#view.getUint16(this.#offsets[index], true);
  }

  /** Kind of a row, without reading it. */
  kindOf(index: number): RowKind {
    return kindAt(this.#view, this.#offsets[index]);
  }

  at(index: number): StoredSample {
    return decodeSample(this.#view, this.#offsets[index], this.families);
  }

  #index(samples: number, end: number): Uint32Array {
    const offsets = new Uint32Array(samples);
    let at = MAGIC.length;
    for (let i = 0; i < samples; i++) {
      if (at + ROW_HEADER > end) throw invalid(this.file, `row ${i + 1} of ${samples} is missing`);
      offsets[i] = at;
      at += rowSize(this.#view, at);
    }
    if (at !== end) throw invalid(this.file, 'its rows do not fill it');
    return offsets;
  }
}

/** Rows are read as u16 in place, so the content must begin at an even address. */
function contentOf(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    return bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  } catch (cause) {
    throw invalid(file, messageOf(cause), cause);
  }
}

function footerOf(file: string, bytes: Uint8Array): z.output<typeof FooterSchema> & { start: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = buffer.toString('latin1', 0, MAGIC.length);
  if (magic !== MAGIC)
    throw invalid(file, magic.startsWith(MAGIC_STEM) ? 'it was written by another version' : 'it is not a dataset');
  if (buffer.toString('latin1', buffer.length - END.length) !== END) throw invalid(file, 'it is truncated');
  const end = buffer.length - TAIL;
  const start = end - buffer.readUInt32LE(end);
  if (start < MAGIC.length) throw invalid(file, 'it is truncated');
  return { ...FooterSchema.parse(JSON.parse(buffer.toString('utf8', start, end))), start };
}

function invalid(file: string, found: string, cause?: unknown): AgentError {
  return new AgentError(
    'DATASET_INVALID',
    `The dataset "${file}" cannot be used: ${found}. Build it again from the trajectories.`,
    { cause },
  );
}
