import { writeAtomically } from '../files/index.js';
import { encodedSize, encodeNumbers, FORMAT_IDS, type TensorFormat } from './encoding.js';

/** A metadata value with the type it has in the file. */
export type GgufValue =
  | { u32: number }
  | { i32: number }
  | { f32: number }
  | { bool: boolean }
  | { string: string }
  | { strings: readonly string[] }
  | { i32s: Int32Array };

export interface GgufTensor {
  name: string;
  /** ggml's order: the contiguous dimension first. */
  shape: readonly number[];
  format: TensorFormat;
  values: Float32Array;
}

const ALIGNMENT = 32;
/** `enum gguf_type` */
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;

/** Writes a GGUF file (version 3), atomically. Raises `DISK_FULL`, `FILE_WRITE`, `GGUF_FORMAT`. */
export function writeGguf(file: string, metadata: ReadonlyMap<string, GgufValue>, tensors: readonly GgufTensor[]): void {
  const header = new ByteWriter();
  header.raw(Buffer.from('GGUF'));
  header.u32(3);
  header.u64(tensors.length);
  header.u64(metadata.size);
  for (const [key, value] of metadata) writeEntry(header, key, value);
  let offset = 0;
  for (const tensor of tensors) {
    header.string(tensor.name);
    header.u32(tensor.shape.length);
    for (const dimension of tensor.shape) header.u64(dimension);
    header.u32(FORMAT_IDS[tensor.format].type);
    header.u64(offset);
    offset += aligned(encodedSize(tensor.format, tensor.values.length, tensor.shape[0]));
  }
  const head = header.bytes();
  writeAtomically(file, [padded(head), ...tensors.map((tensor) => padded(encodeNumbers(tensor.format, tensor.values)))]);
}

function writeEntry(out: ByteWriter, key: string, value: GgufValue): void {
  out.string(key);
  if ('u32' in value) out.typed(TYPE.u32, () => out.u32(value.u32));
  else if ('i32' in value) out.typed(TYPE.i32, () => out.i32(value.i32));
  else if ('f32' in value) out.typed(TYPE.f32, () => out.f32(value.f32));
  else if ('bool' in value) out.typed(TYPE.bool, () => out.raw(Buffer.of(value.bool ? 1 : 0)));
  else if ('string' in value) out.typed(TYPE.string, () => out.string(value.string));
  else if ('strings' in value)
    out.array(TYPE.string, value.strings.length, () => value.strings.forEach((text) => out.string(text)));
  else out.array(TYPE.i32, value.i32s.length, () => value.i32s.forEach((n) => out.i32(n)));
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(aligned(bytes.length));
  out.set(bytes);
  return out;
}

/** Collects little-endian values. */
class ByteWriter {
  readonly #parts: Buffer[] = [];

  raw(bytes: Buffer): void {
    this.#parts.push(bytes);
  }
  u32(value: number): void {
    this.#fixed(4, (b) => b.writeUInt32LE(value));
  }
  i32(value: number): void {
    this.#fixed(4, (b) => b.writeInt32LE(value));
  }
  f32(value: number): void {
    this.#fixed(4, (b) => b.writeFloatLE(value));
  }
  u64(value: number): void {
    this.#fixed(8, (b) => b.writeBigUInt64LE(BigInt(value)));
  }
  string(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.u64(bytes.length);
    this.raw(bytes);
  }
  typed(type: number, write: () => void): void {
    this.u32(type);
    write();
  }
  array(elementType: number, count: number, write: () => void): void {
    this.u32(TYPE.array);
    this.u32(elementType);
    this.u64(count);
    write();
  }
  bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
  #fixed(size: number, write: (b: Buffer) => void): void {
    const buffer = Buffer.alloc(size);
    write(buffer);
    this.raw(buffer);
  }
}
