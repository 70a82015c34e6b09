import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { AgentError, messageOf } from '../../core/index.js';
import { writeError } from '../files/index.js';

/** One training row: a prompt and its answer as token ids. */
export interface Sample {
  /** Prompt and answer together. */
  ids: ArrayLike<number>;
  /** Tokens of the prompt; the rest is the answer. */
  promptLength: number;
  /** Weight of the answer's loss: 1 usually, negative to push an answer away, 0 to ignore it. */
  weight: number;
  /** Kind of task, for the table of results. */
  family: string;
  /**
   * Side targets inside the prompt, as pairs of position and token id: at that position the model should say that token in
   * place of the next one. Dense supervision where the answer alone is a few tokens; never sampled in use.
   */
  sideTargets?: ArrayLike<number>;
}

/** A row as it is read back. */
export type StoredSample = Sample & { ids: Uint16Array; sideTargets: Uint16Array };

const MAGIC = 'ADROWS02';
const END = 'ADROWEND';
/** u16 number of ids, u16 prompt length, f32 weight, u16 family, u16 number of side targets. */
const ROW_HEADER = 12;
/** u32 footer length and END. */
const TAIL = 12;
const FLUSH_BYTES = 1 << 20;

const FooterSchema = z.object({ samples: z.number().int().nonnegative(), families: z.array(z.string()) });

/**
 * Writes a dataset row by row, so that millions of rows need no memory. The file appears under its name only on `close`.
 *
 * Layout, little-endian: MAGIC; per row u16 ids, u16 promptLength, f32 weight, u16 family, u16 side targets, ids as u16,
 * side targets as pairs of u16; then the footer as
 * JSON `{samples, families}`, its length as u32, END.
 */
export class DatasetWriter {
  readonly #file: string;
  readonly #handle: number;
  readonly #families = new Map<string, number>();
  #pending: Buffer[] = [Buffer.from(MAGIC)];
  #pendingBytes = MAGIC.length;
  #samples = 0;

  constructor(file: string) {
    this.#file = file;
    this.#handle = this.#guarded(() => openSync(`${file}.tmp`, 'w'));
  }

  get samples(): number {
    return this.#samples;
  }

  add(sample: Sample): void {
    const { ids, promptLength, weight, family, sideTargets = [] } = sample;
    if (promptLength < 1 || promptLength >= ids.length || ids.length > 0xffff)
      throw new RangeError(`a row needs a prompt and an answer: ${ids.length} ids, prompt of ${promptLength}`);
    const row = Buffer.alloc(ROW_HEADER + (ids.length + sideTargets.length) * 2);
    row.writeUInt16LE(ids.length, 0);
    row.writeUInt16LE(promptLength, 2);
    row.writeFloatLE(weight, 4);
    row.writeUInt16LE(this.#familyId(family), 8);
    row.writeUInt16LE(sideTargets.length / 2, 10);
    for (let i = 0; i < ids.length; i++) row.writeUInt16LE(ids[i], ROW_HEADER + i * 2);
    for (let i = 0; i < sideTargets.length; i++) row.writeUInt16LE(sideTargets[i], ROW_HEADER + (ids.length + i) * 2);
    this.#append(row);
    this.#samples++;
  }

  /** Completes the file. Raises `DISK_FULL` or `FILE_WRITE`. */
  close(): void {
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

  at(index: number): StoredSample {
    const at = this.#offsets[index];
    const length = this.#view.getUint16(at, true);
    const start = this.#bytes.byteOffset + at + ROW_HEADER;
    return {
      ids: new Uint16Array(this.#bytes.buffer, start, length),
      sideTargets: new Uint16Array(this.#bytes.buffer, start + length * 2, this.#view.getUint16(at + 10, true) * 2),
      promptLength: this.#view.getUint16(at + 2, true),
      weight: this.#view.getFloat32(at + 4, true),
      family: this.families[this.#view.getUint16(at + 8, true)] ?? '',
    };
  }

  #index(samples: number, end: number): Uint32Array {
    const offsets = new Uint32Array(samples);
    let at = MAGIC.length;
    for (let i = 0; i < samples; i++) {
      if (at + ROW_HEADER > end) throw invalid(this.file, `row ${i + 1} of ${samples} is missing`);
      offsets[i] = at;
      at += ROW_HEADER + this.#view.getUint16(at, true) * 2 + this.#view.getUint16(at + 10, true) * 4;
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
  if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) throw invalid(file, 'it is not a dataset');
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
