import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { parameterSpecs, type ModelConfig } from '../graph/config.js';
import { plainInitialisation } from '../init/index.js';
import { trainBpe } from '../tokenizer/index.js';
import { decodeNumbers, encodeNumbers, GgufFile, readModelFile, writeGguf, writeModelFile, type GgufValue } from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gguf-'));
const file = path.join(folder, 'a.gguf');
afterAll(() => rmSync(folder, { recursive: true }));

const metadata = new Map<string, GgufValue>([
  ['text', { string: 'héllo' }],
  ['count', { u32: 4_000_000_000 }],
  ['signed', { i32: -5 }],
  ['real', { f32: 0.5 }],
  ['yes', { bool: true }],
  ['list', { strings: ['a', '', 'ü'] }],
  ['numbers', { i32s: Int32Array.of(1, -2, 3) }],
]);
const values = Float32Array.from({ length: 64 }, (_, i) => (i - 32) / 8);

function write(): Buffer {
  writeGguf(file, metadata, [
    { name: 'one', shape: [64], format: 'F32', values },
    { name: 'two', shape: [32, 2], format: 'Q8_0', values },
  ]);
  return readFileSync(file);
}

it('reads back what was written', () => {
  write();
  const gguf = new GgufFile(file);
  expect(Object.fromEntries(gguf.metadata)).toEqual({
    ...{ text: 'héllo', count: 4_000_000_000, signed: -5, real: 0.5, yes: true },
    ...{ list: ['a', '', 'ü'], numbers: [1, -2, 3] },
  });
  expect([...gguf.shapes]).toEqual([
    ['one', [64]],
    ['two', [32, 2]],
  ]);
  expect(gguf.tensor('one')).toEqual(values);
  gguf.tensor('two').forEach((x, i) => expect(x).toBeCloseTo(values[i], 1));
});

it('refuses every truncation of a file', () => {
  const whole = write();
  for (let size = 0; size < whole.length - 32; size += 7) {
    writeFileSync(file, whole.subarray(0, size));
    expect(() => new GgufFile(file).tensor('two'), `${size} bytes`).toThrow(expect.objectContaining({ code: 'GGUF_INVALID' }));
  }
});

it('refuses foreign and missing files by name', () => {
  writeFileSync(file, '{"not": "a model", "but": "JSON"}');
  expect(() => new GgufFile(file)).toThrow(/a\.gguf.*does not begin with "GGUF"/);
  expect(() => new GgufFile(path.join(folder, 'none.gguf'))).toThrow(expect.objectContaining({ code: 'GGUF_INVALID' }));
});

it('refuses a model of somebody else for training', () => {
  write();
  expect(() => readModelFile(file)).toThrow(expect.objectContaining({ code: 'GGUF_FOREIGN' }));
});

it('refuses Q8_0 for rows that are no multiple of 32', () => {
  expect(() => writeGguf(file, new Map(), [{ name: 'odd', shape: [48], format: 'Q8_0', values: values.slice(0, 48) }])).toThrow(
    expect.objectContaining({ code: 'GGUF_FORMAT' }),
  );
});

it('keeps a model whole through F16, with gains in F32', () => {
  const config: ModelConfig = { vocab: 400, d: 32, layers: 1, heads: 1, ffn: 32, context: 64, ropeBase: 10_000, eps: 1e-5 };
  const weights = plainInitialisation(config, createRandom(1));
  weights.get('output_norm.weight')!.fill(1.0001);
  const vocabulary = trainBpe(['some words here'], { vocabSize: 400 });
  writeModelFile(file, { config, weights, vocabulary, card: { name: 'n', promptFormat: 'p' } });
  const back = readModelFile(file);
  expect(back.weights.get('output_norm.weight')).toEqual(weights.get('output_norm.weight'));
  for (const { name } of parameterSpecs(config))
    back.weights.get(name)!.forEach((x, i) => expect(Math.abs(x - weights.get(name)![i])).toBeLessThan(1e-4));
});

it('refuses a vocabulary of another size than the model', () => {
  const config: ModelConfig = { vocab: 401, d: 32, layers: 1, heads: 1, ffn: 32, context: 64, ropeBase: 10_000, eps: 1e-5 };
  const vocabulary = trainBpe([], { vocabSize: 400 });
  const content = {
    config,
    weights: plainInitialisation(config, createRandom(1)),
    vocabulary,
    card: { name: 'n', promptFormat: 'p' },
  };
  expect(() => writeModelFile(file, content)).toThrow(expect.objectContaining({ code: 'WEIGHTS_MISMATCH' }));
});

it('keeps infinities and not-a-numbers in half precision', () => {
  const odd = Float32Array.of(Infinity, -Infinity, NaN, 1e6);
  expect(decodeNumbers('F16', encodeNumbers('F16', odd), 4)).toEqual(Float32Array.of(Infinity, -Infinity, NaN, Infinity));
});
