import { AgentError } from '../../core/index.js';

/** Number formats of model files. Matrices may have any of them, gains stay F32. */
export type TensorFormat = 'F32' | 'F16' | 'BF16' | 'Q8_0';

/** `enum ggml_type` and, for `general.file_type`, `enum llama_ftype`. */
export const FORMAT_IDS: Readonly<Record<TensorFormat, { type: number; file: number }>> = {
  F32: { type: 0, file: 0 },
  F16: { type: 1, file: 1 },
  BF16: { type: 30, file: 32 },
  Q8_0: { type: 8, file: 7 },
};

/** Numbers per Q8_0 block: one F16 scale and this many signed bytes. */
const Q8_BLOCK = 32;

/** Bytes of `count` numbers. Raises `GGUF_FORMAT` when Q8_0 does not divide the row. */
export function encodedSize(format: TensorFormat, count: number, rowLength = count): number {
  if (format === 'F32') return count * 4;
  if (format !== 'Q8_0') return count * 2;
  if (rowLength % Q8_BLOCK !== 0)
    throw new AgentError(
      'GGUF_FORMAT',
      `Rows of ${rowLength} numbers cannot be Q8_0, which takes blocks of ${Q8_BLOCK}. Use F16.`,
    );
  return (count / Q8_BLOCK) * (Q8_BLOCK + 2);
}

/** The bytes of a tensor in a model file, rounded to nearest like ggml does. */
export function encodeNumbers(format: TensorFormat, values: Float32Array): Uint8Array {
  const out = new Uint8Array(encodedSize(format, values.length));
  const view = new DataView(out.buffer);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (format === 'F32') values.forEach((x, i) => view.setFloat32(i * 4, x, true));
  else if (format === 'F16') values.forEach((x, i) => view.setUint16(i * 2, halfOf(x, bits[i]), true));
  else if (format === 'BF16') bits.forEach((word, i) => view.setUint16(i * 2, bf16Of(word), true));
  else for (let block = 0; block * Q8_BLOCK < values.length; block++) encodeQ8Block(values, block, view);
  return out;
}

/** Inverse of {@link encodeNumbers}. */
export function decodeNumbers(format: TensorFormat, bytes: Uint8Array, count: number): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    if (format === 'F32') out[i] = view.getFloat32(i * 4, true);
    else if (format === 'F16') out[i] = fromHalf(view.getUint16(i * 2, true));
    else if (format === 'BF16') out[i] = fromBits(view.getUint16(i * 2, true) << 16);
    else out[i] = decodeQ8(view, i);
  }
  return out;
}

function encodeQ8Block(values: Float32Array, block: number, view: DataView): void {
  const first = block * Q8_BLOCK;
  let largest = 0;
  for (let i = 0; i < Q8_BLOCK; i++) largest = Math.max(largest, Math.abs(values[first + i]));
  const scale = Math.fround(largest / 127);
  const inverse = scale === 0 ? 0 : Math.fround(1 / scale);
  const at = block * (Q8_BLOCK + 2);
  view.setUint16(at, toHalf(scale), true);
  for (let i = 0; i < Q8_BLOCK; i++) view.setInt8(at + 2 + i, roundHalfAway(Math.fround(values[first + i] * inverse)));
}

function decodeQ8(view: DataView, index: number): number {
  const at = Math.floor(index / Q8_BLOCK) * (Q8_BLOCK + 2);
  return fromHalf(view.getUint16(at, true)) * view.getInt8(at + 2 + (index % Q8_BLOCK));
}

function roundHalfAway(x: number): number {
  return Math.sign(x) * Math.floor(Math.abs(x) + 0.5);
}

function fromBits(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0];
}

/** IEEE half precision, round to nearest even. */
export function toHalf(x: number): number {
  return halfOf(x, new Uint32Array(Float32Array.of(x).buffer)[0]);
}

/** The same with the bits of `x` as F32 at hand. */
function halfOf(x: number, bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return sign | 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24); // subnormal: steps of 2^-24
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = roundHalfEven((bits & 0x7fffff) / 8192);
  return sign | (((exponent - 112) << 10) + mantissa); // a mantissa of 1024 carries into the exponent
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** Upper half of an F32, round to nearest even. */
function bf16Of(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 64; // stays a NaN
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
