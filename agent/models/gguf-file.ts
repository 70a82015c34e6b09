import { open, type FileHandle } from 'node:fs/promises';
import { AgentError, messageOf } from '../../core/index.js';

/** What the first bytes of a GGUF file tell without any native code. Arrays are left out of `metadata`. */
export interface GgufHeader {
  path: string;
  fileBytes: number;
  architecture: string;
  metadata: Record<string, string | number | boolean>;
  tensors: number;
}

/**
 * Reads and checks the header, and that the file is as long as its tensors need: native code may crash the process on a
 * file that was cut short. Errors: `MODEL_FILE_MISSING`, `MODEL_FILE_BROKEN`.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AgentError('MODEL_FILE_MISSING', `No model file can be read at "${path}" (${messageOf(cause)}). ` +
      'Check the path, or see what is there with "autodidact models list".', { cause }); // prettier-ignore
  });
  try {
    const { size, isFile } = await file.stat().then((s) => ({ size: s.size, isFile: s.isFile() }));
    if (!isFile) throw broken(path, 'it is not a file');
    return await readGrowing(file, path, size);
  } finally {
    await file.close();
  }
}

/** A model for text: refuses adapters, and files without a tokenizer or an architecture. */
export async function readModelHeader(path: string): Promise<GgufHeader> {
  const header = await readGgufHeader(path);
  const { metadata } = header;
  if (metadata['general.type'] === 'adapter') throw broken(path, 'it is a LoRA adapter; give it as "lora" beside its model');
  if (!header.architecture) throw broken(path, 'its metadata name no architecture');
  if (!metadata['tokenizer.ggml.model']) throw broken(path, 'it holds no tokenizer, so it is not a language model');
  if (header.tensors === 0) throw broken(path, 'it holds no tensors, only a vocabulary');
  return header;
}

function broken(path: string, found: string): AgentError {
  return new AgentError('MODEL_FILE_BROKEN', `"${path}" cannot be used as a model: ${found}. ` +
    'Fetch or write the file again, or choose another with "autodidact models list".'); // prettier-ignore
}

/** The header of a large vocabulary takes megabytes, that of a small one kilobytes: reads more only when it must. */
async function readGrowing(file: FileHandle, path: string, size: number): Promise<GgufHeader> {
  for (let length = Math.min(size, 1 << 20); ; length = Math.min(size, length * 4)) {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, 0);
    try {
      return parse(bytes, path, size);
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      if (length === size) throw broken(path, `it ends after ${size} bytes, in the middle of its header`);
    }
  }
}

/** Throws `RangeError` when `bytes` end inside the header. */
function parse(bytes: Buffer, path: string, size: number): GgufHeader {
  if (size < 4 || bytes.toString('latin1', 0, 4) !== 'GGUF') {
    throw broken(path, `it does not start with "GGUF" but with ${JSON.stringify(bytes.toString('latin1', 0, 4))}`);
  }
  const reader = new Reader(bytes, 4);
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw broken(path, `its GGUF version is ${version}, and 2 and 3 are known`);
  const tensors = reader.u64();
  const metadata = readMetadata(reader, reader.u64());
  const alignment = Number(metadata['general.alignment'] ?? 32);
  let end = 0;
  for (let i = 0; i < tensors; i++) end = Math.max(end, reader.tensorEnd());
  const needed = tensors === 0 ? 0 : Math.ceil(reader.at / alignment) * alignment + end;
  if (size < needed) throw broken(path, `it is ${size} bytes long and its tensors need ${needed}: it was cut short`);
  return { path, fileBytes: size, architecture: String(metadata['general.architecture'] ?? ''), metadata, tensors };
}

function readMetadata(reader: Reader, count: number): GgufHeader['metadata'] {
  const metadata: GgufHeader['metadata'] = {};
  for (let i = 0; i < count; i++) {
    const key = reader.text();
    const value = reader.value(reader.u32());
    if (value !== undefined) metadata[key] = value;
  }
  return metadata;
}

/** Bytes of each fixed-size metadata type, by its number: u8 i8 u16 i16 u32 i32 f32 bool - - u64 i64 f64. */
const VALUE_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
const STRING = 8;
const ARRAY = 9;

/** Elements and bytes of a block of each ggml tensor type, by its number. A type that is not listed is not measured. */
const BLOCKS: Record<number, readonly [elements: number, bytes: number]> = {
  0: [1, 4], 1: [1, 2], 2: [32, 18], 3: [32, 20], 6: [32, 22], 7: [32, 24], 8: [32, 34], 9: [32, 36],
  10: [256, 84], 11: [256, 110], 12: [256, 144], 13: [256, 176], 14: [256, 210], 15: [256, 292], 16: [256, 66],
  17: [256, 74], 18: [256, 98], 19: [256, 50], 20: [32, 18], 21: [256, 110], 22: [256, 82], 23: [256, 136],
  24: [1, 1], 25: [1, 2], 26: [1, 4], 27: [1, 8], 28: [1, 8], 29: [256, 56], 30: [1, 2], 34: [256, 54], 35: [256, 66],
  39: [32, 17],
}; // prettier-ignore

class Reader {
  readonly #bytes: Buffer;
  at: number;
  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.skip(4));
  }

  u64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.skip(8)));
  }

  text(): string {
    const length = this.u64();
    const start = this.skip(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** Undefined for an array, which is passed over. */
  value(type: number): string | number | boolean | undefined {
    if (type === STRING) return this.text();
    if (type === ARRAY) return this.passArray();
    const start = this.skip(VALUE_BYTES[type] ?? 0);
    const b = this.#bytes;
    const read = [
      () => b.readUInt8(start), () => b.readInt8(start), () => b.readUInt16LE(start), () => b.readInt16LE(start),
      () => b.readUInt32LE(start), () => b.readInt32LE(start), () => b.readFloatLE(start), () => b.readUInt8(start) !== 0,
      undefined, undefined,
      () => Number(b.readBigUInt64LE(start)), () => Number(b.readBigInt64LE(start)), () => b.readDoubleLE(start),
    ][type]; // prettier-ignore
    return read?.();
  }

  passArray(): undefined {
    const type = this.u32();
    const count = this.u64();
    const bytes = VALUE_BYTES[type];
    if (bytes) this.skip(count * bytes);
    else for (let i = 0; i < count; i++) this.skip(type === STRING ? this.u64() : (this.passArray(), 0));
  }

  /** Reads one tensor's entry; the first byte after its data, counted from the start of the data section. */
  tensorEnd(): number {
    this.text();
    let elements = 1;
    for (let left = this.u32(); left > 0; left--) elements *= this.u64();
    const [perBlock, bytes] = BLOCKS[this.u32()] ?? [1, 0];
    return this.u64() + (elements / perBlock) * bytes;
  }

  /** Moves on and returns where it was. */
  skip(length: number): number {
    const start = this.at;
    if (start + length > this.#bytes.length) throw new RangeError('the bytes end here');
    this.at = start + length;
    return start;
  }
}
