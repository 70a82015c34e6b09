/**
 * Writes llama-architecture GGUF v3 files with random weights: small ones for tests, full-size shapes for the GPU check.
 * Plain JavaScript without dependencies, so that it also runs from a packed folder on a bare machine.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const ALIGNMENT = 32;
const TYPES = { f32: { id: 0, block: 1, bytes: 4 }, f16: { id: 1, block: 1, bytes: 2 }, q8_0: { id: 8, block: 32, bytes: 34 } };
const CONTROL = 3;
const NORMAL = 1;

/** GPT-2's printable stand-in for each byte, in the order of the bytes. */
export const byteUnits = (() => {
  let next = 256;
  const plain = (b) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(plain(b) ? b : next++));
})();

/** A byte-level BPE vocabulary: control tokens first, then the bytes, merges of the words, and filler up to `size`. */
export function buildVocabulary({ specials, words, size }) {
  const tokens = [...specials, ...byteUnits];
  const types = tokens.map((_, i) => (i < specials.length ? CONTROL : NORMAL));
  const merges = [];
  const pieces = words.map((word) => [...Buffer.from(word)].map((b) => byteUnits[b]));
  for (let best = commonestPair(pieces); best && tokens.length < size; best = commonestPair(pieces)) {
    merges.push(best.join(' '));
    if (!tokens.includes(best.join(''))) tokens.push(best.join(''));
    pieces.forEach((piece) => mergeInto(piece, best));
  }
  while (tokens.length < size) tokens.push(`<|unused${tokens.length}|>`);
  while (types.length < size) types.push(tokens[types.length].startsWith('<|unused') ? CONTROL : NORMAL);
  return { tokens, types, merges };
}

function commonestPair(pieces) {
  const counts = new Map();
  for (const piece of pieces)
    for (let i = 1; i < piece.length; i++) {
      const pair = `${piece[i - 1]} ${piece[i]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best?.[0].split(' ');
}

function mergeInto(piece, [left, right]) {
  for (let i = 1; i < piece.length; i++) if (piece[i - 1] === left && piece[i] === right) piece.splice(--i, 2, left + right);
}

/** Writes the file. `shape`: d, layers, heads, kvHeads, ffn, context; `metadata`: extra string values by key. */
export function writeRandomLlama(
  path,
  { shape, vocabulary, type = 'f32', seed = 1, scale = 0.05, chatTemplate, metadata = {}, special = {} },
) {
  const tensors = placed(llamaTensors(shape, vocabulary.tokens.length, type));
  writeFile(path, tensors, entries(shape, vocabulary, chatTemplate, metadata, special), seed, scale);
}

/** Writes a LoRA adapter with random weights on the query matrices of a model of this shape. */
export function writeRandomLora(path, { shape: { d, layers }, rank = 4, seed = 1, scale = 0.5 }) {
  const pairs = Array.from({ length: layers }, (_, i) => `blk.${i}.attn_q.weight`);
  const tensors = pairs.flatMap((name) => [
    [`${name}.lora_a`, [d, rank], 'f32'],
    [`${name}.lora_b`, [rank, d], 'f32'],
  ]);
  const text = (value) => ({ type: 8, value });
  const keys = {
    'general.architecture': text('llama'),
    'general.type': text('adapter'),
    'adapter.type': text('lora'),
    'adapter.lora.alpha': { type: 6, value: rank },
  };
  writeFile(path, placed(tensors), keys, seed, scale);
}

function writeFile(path, tensors, keys, seed, scale) {
  const file = openSync(path, 'w');
  try {
    writeSync(file, header(tensors, keys));
    const tiles = new Map();
    for (const tensor of tensors) {
      if (!tiles.has(tensor.fill)) tiles.set(tensor.fill, tile(tensor.fill, seed, scale));
      writeTiled(file, tiles.get(tensor.fill), tensor.bytes, tensor.name.length);
      writeSync(file, Buffer.alloc(padded(tensor.bytes) - tensor.bytes));
    }
  } finally {
    closeSync(file);
  }
}

function llamaTensors({ d, layers, heads, kvHeads = heads, ffn }, vocab, type) {
  const kv = (d / heads) * kvHeads;
  const list = [
    ['token_embd', [d, vocab]],
    ['output_norm', [d]],
  ];
  for (let i = 0; i < layers; i++) {
    const block = { attn_norm: [d], attn_q: [d, d], attn_k: [d, kv], attn_v: [d, kv], attn_output: [d, d] };
    const feed = { ffn_norm: [d], ffn_gate: [d, ffn], ffn_up: [d, ffn], ffn_down: [ffn, d] };
    for (const [name, dims] of Object.entries({ ...block, ...feed })) list.push([`blk.${i}.${name}`, dims]);
  }
  return list.map(([name, dims]) => [`${name}.weight`, dims, dims.length === 1 ? 'ones' : type]);
}

/** Sizes and offsets of tensors given as name, dimensions and filling. */
function placed(list) {
  let offset = 0;
  return list.map(([name, dims, fill]) => {
    const kind = TYPES[fill === 'ones' ? 'f32' : fill];
    const bytes = (dims.reduce((a, b) => a * b, 1) / kind.block) * kind.bytes;
    const tensor = { name, dims, kind, fill, bytes, offset };
    offset += padded(bytes);
    return tensor;
  });
}

function entries(shape, vocabulary, chatTemplate, metadata, special) {
  const u32 = (value) => ({ type: 4, value });
  const f32 = (value) => ({ type: 6, value });
  const text = (value) => ({ type: 8, value });
  const list = (of, value) => ({ type: 9, of, value });
  return {
    'general.architecture': text('llama'),
    'general.name': text('random'),
    'llama.context_length': u32(shape.context),
    'llama.embedding_length': u32(shape.d),
    'llama.block_count': u32(shape.layers),
    'llama.feed_forward_length': u32(shape.ffn),
    'llama.attention.head_count': u32(shape.heads),
    'llama.attention.head_count_kv': u32(shape.kvHeads ?? shape.heads),
    'llama.attention.layer_norm_rms_epsilon': f32(1e-5),
    'llama.rope.dimension_count': u32(shape.d / shape.heads),
    'llama.rope.freq_base': f32(10000),
    'llama.vocab_size': u32(vocabulary.tokens.length),
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('qwen2'),
    'tokenizer.ggml.tokens': list(8, vocabulary.tokens),
    'tokenizer.ggml.token_type': list(5, vocabulary.types),
    'tokenizer.ggml.merges': list(8, vocabulary.merges),
    'tokenizer.ggml.add_bos_token': { type: 7, value: false },
    ...Object.fromEntries(
      Object.entries(special).map(([k, v]) => [`tokenizer.ggml.${k}_token_id`, u32(vocabulary.tokens.indexOf(v))]),
    ),
    ...(chatTemplate ? { 'tokenizer.chat_template': text(chatTemplate) } : {}),
    ...Object.fromEntries(Object.entries(metadata).map(([k, v]) => [k, text(v)])),
  };
}

function header(tensors, keys) {
  const parts = [Buffer.from('GGUF'), number(3, 4), number(tensors.length, 8), number(Object.keys(keys).length, 8)];
  for (const [key, entry] of Object.entries(keys)) parts.push(string(key), number(entry.type, 4), value(entry));
  for (const { name, dims, kind, offset } of tensors) {
    parts.push(string(name), number(dims.length, 4), ...dims.map((n) => number(n, 8)), number(kind.id, 4), number(offset, 8));
  }
  const head = Buffer.concat(parts);
  return Buffer.concat([head, Buffer.alloc(padded(head.length) - head.length)]);
}

function value({ type, value: v, of }) {
  if (type === 8) return string(v);
  if (type === 7) return Buffer.from([v ? 1 : 0]);
  if (type === 6) return Buffer.from(Float32Array.of(v).buffer);
  if (type !== 9) return number(v, 4);
  return Buffer.concat([number(of, 4), number(v.length, 8), ...v.map((item) => value({ type: of, value: item }))]);
}

function number(n, bytes) {
  const out = Buffer.alloc(bytes);
  if (bytes === 4) out.writeUInt32LE(n);
  else out.writeBigUInt64LE(BigInt(n));
  return out;
}

function string(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length, 8), bytes]);
}

const padded = (n) => Math.ceil(n / ALIGNMENT) * ALIGNMENT;

/** A prime number of random values, so that rows repeated from it differ. */
function tile(fill, seed, scale) {
  if (fill === 'ones') return Buffer.from(new Float32Array(4096).fill(1).buffer);
  const random = gaussians(seed);
  const count = 262_139;
  if (fill === 'f32') return Buffer.from(Float32Array.from({ length: count }, () => random() * scale).buffer);
  if (fill === 'f16') return Buffer.from(Uint16Array.from({ length: count }, () => half(random() * scale)).buffer);
  const blocks = Buffer.alloc(8191 * 34);
  for (let b = 0; b < 8191; b++) {
    blocks.writeUInt16LE(half(scale / 40), b * 34);
    for (let i = 0; i < 32; i++) blocks.writeInt8(Math.max(-127, Math.min(127, Math.round(random() * 40))), b * 34 + 2 + i);
  }
  return blocks;
}

function gaussians(seed) {
  let state = seed >>> 0;
  const uniform = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 4294967296;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Half precision of a normal, small number. */
function half(x) {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, x);
  const f = bits.getUint32(0);
  const exponent = ((f >>> 23) & 255) - 112;
  return exponent <= 0 ? (f >>> 16) & 0x8000 : ((f >>> 16) & 0x8000) | (exponent << 10) | ((f >>> 13) & 1023);
}

/** `turn` rotates the tile by whole blocks, so that tensors of equal shape differ. */
function writeTiled(file, source, bytes, turn) {
  const skip = (turn * 3400 * 4) % source.length;
  const start = skip - (skip % (source.length % 34 === 0 ? 34 : 4));
  const rotated = Buffer.concat([source.subarray(start), source.subarray(0, start)]);
  for (let left = bytes; left > 0; left -= rotated.length) writeSync(file, rotated.subarray(0, Math.min(left, rotated.length)));
}
