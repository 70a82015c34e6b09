import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AgentError, messageOf } from '../../core/index.js';
import { decodeNumbers, encodedSize, FORMAT_IDS, type TensorFormat } from './encoding.js';

/** Metadata as JavaScript values: 64-bit integers become numbers, arrays become arrays. */
export type Metadata = ReadonlyMap<string, unknown>;

interface TensorInfo {
  name: string;
  shape: number[];
  typeId: number;
  /** Absolute, in bytes. */
  offset: number;
}

/** Most bytes that keys, vocabulary and tensor list may take; the data of large models is never read. */
const HEADER_LIMIT = 256 * 1024 * 1024;

/**
 * A GGUF file (versions 2 and 3) opened for reading. Only the header is read at first. Raises `GGUF_INVALID` when the file
 * is missing, truncated or not GGUF.
 */
export class GgufFile {
  readonly path: string;
  readonly metadata: Metadata;
  readonly #tensors: ReadonlyMap<string, TensorInfo>;

  constructor(path: string) {
    this.path = path;
    const header = parseHeader(path);
    this.metadata = header.metadata;
    this.#tensors = new Map(header.tensors.map((info) => [info.name, info]));
  }

  /** Names and shapes (contiguous dimension first) of all tensors. */
  get shapes(): ReadonlyMap<string, readonly number[]> {
    return new Map([...this.#tensors].map(([name, info]) => [name, info.shape]));
  }

  /** One tensor as F32. Raises `GGUF_INVALID`, and `GGUF_FORMAT` for number formats that training cannot read. */
  tensor(name: string): Float32Array<ArrayBuffer> {
    const info = this.#tensors.get(name);
    if (!info) throw invalid(this.path, `it has no tensor "${name}"`);
    const format = (Object.keys(FORMAT_IDS) as TensorFormat[]).find((key) => FORMAT_IDS[key].type === info.typeId);
    if (!format)
      throw new AgentError(
        'GGUF_FORMAT',
        `Tensor "${name}" of "${this.path}" has number format ${info.typeId}, which training cannot read. Use an F32, F16, BF16 or Q8_0 file.`,
      );
    const count = info.shape.reduce((a, b) => a * b, 1);
    return decodeNumbers(format, readRange(this.path, info.offset, encodedSize(format, count)), count);
  }
}

function parseHeader(path: string): { metadata: Map<string, unknown>; tensors: TensorInfo[] } {
  const reader = new ByteReader(path, readRange(path, 0, undefined));
  if (reader.text(4) !== 'GGUF') throw invalid(path, 'it does not begin with "GGUF"');
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw invalid(path, `its version is ${version}, not 2 or 3`);
  const tensorCount = reader.u64();
  const entryCount = reader.u64();
  const metadata = new Map<string, unknown>();
  for (let i = 0; i < entryCount; i++) metadata.set(reader.string(), reader.value(reader.u32()));
  const tensors: TensorInfo[] = [];
  for (let i = 0; i < tensorCount; i++) {
    const name = reader.string();
    const shape = Array.from({ length: reader.u32() }, () => reader.u64());
    tensors.push({ name, shape, typeId: reader.u32(), offset: reader.u64() });
  }
  const alignment = Number(metadata.get('general.alignment') ?? 32);
  const start = Math.ceil(reader.position / alignment) * alignment;
  for (const tensor of tensors) tensor.offset += start;
  return { metadata, tensors };
}

/** Bytes of a part of the file; without `length` as much of its beginning as a header may take. */
function readRange(path: string, offset: number, length: number | undefined): Uint8Array {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const size = fstatSync(handle).size;
    const wanted = length ?? Math.min(size, HEADER_LIMIT);
    const bytes = new Uint8Array(wanted);
    let done = 0;
    while (done < wanted) {
      const got = readSync(handle, bytes, done, wanted - done, offset + done);
      if (got === 0) throw new RangeError(`it ends after ${offset + done} bytes where ${offset + wanted} are needed`);
      done += got;
    }
    return bytes;
  } catch (cause) {
    throw invalid(path, messageOf(cause), cause);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Reads little-endian values in order and never past the end. */
class ByteReader {
  position = 0;
  readonly #path: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(path: string, bytes: Uint8Array) {
    this.#path = path;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  u64(): number {
    const value = Number(this.#view.getBigUint64(this.#advance(8), true));
    if (value > Number.MAX_SAFE_INTEGER) throw invalid(this.#path, 'a size in it is absurd');
    return value;
  }

  text(length: number): string {
    const start = this.#advance(length);
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, length).toString('utf8');
  }

  string(): string {
    return this.text(this.u64());
  }

  /** One value of a `gguf_type`. */
  value(type: number): unknown {
    if (type === 8) return this.string();
    if (type === 9) return this.#array();
    const size = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8][type];
    if (!size) throw invalid(this.#path, `it holds a value of unknown type ${type}`);
    return this.#number(type, this.#advance(size));
  }

  #array(): unknown[] {
    const type = this.u32();
    const count = this.u64();
    if (count > this.#bytes.length) throw invalid(this.#path, `it ends inside a list of ${count} entries`);
    return Array.from({ length: count }, () => this.value(type));
  }

  #number(type: number, at: number): number | boolean {
    const view = this.#view;
    switch (type) {
      case 0:
        return view.getUint8(at);
      case 1:
        return view.getInt8(at);
      case 2:
        return view.getUint16(at, true);
      case 3:
        return view.getInt16(at, true);
      case 4:
        return view.getUint32(at, true);
      case 5:
        return view.getInt32(at, true);
      case 6:
        return view.getFloat32(at, true);
      case 7:
        return view.getUint8(at) !== 0;
      case 10:
        return Number(view.getBigUint64(at, true));
      case 11:
        return Number(view.getBigInt64(at, true));
      default:
        return view.getFloat64(at, true);
    }
  }

  #advance(size: number): number {
    const at = this.position;
    if (at + size > this.#bytes.length) throw invalid(this.#path, `it ends after ${this.#bytes.length} bytes, inside its header`);
    this.position += size;
    return at;
  }
}

function invalid(path: string, found: string, cause?: unknown): AgentError {
  const text = `"${path}" is not a usable GGUF model file: ${found}. Choose another file, or make it again with "autodidact raise".`;
  return new AgentError('GGUF_INVALID', text, { cause });
}
