import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { readModelFile, writeModelFile } from '../gguf/index.js';
import { plainInitialisation } from '../init/index.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { carryOver } from './carry-over.js';

const folder = mkdtempSync(path.join(tmpdir(), 'carry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [older, newer] = ['older.gguf', 'newer.gguf'].map((name) => path.join(folder, name));

const vocabulary = trainBpe(['press the button to save the form and then the other button'], {
  vocabSize: 400,
  specials: ['<has>'],
});
const config = { vocab: 400, d: 8, layers: 1, heads: 2, ffn: 16, context: 32, ropeBase: 10_000, eps: 1e-5 };
const weights = plainInitialisation(config, createRandom(1));
writeModelFile(older, { config, weights, vocabulary, card: { name: 'm', promptFormat: 'compact-1' }, format: 'F32' });

const carried = carryOver(older, newer, {
  specials: ['<has>', '<of>'],
  kin: { '<of>': '<has>' },
  promptFormat: 'compact-2',
  seed: 1,
});
const model = readModelFile(newer);
const rowOf = (token: string): number[] => {
  const id = carried.tokens.indexOf(token);
  return [...model.weights.get('token_embd.weight')!.subarray(id * 8, id * 8 + 8)];
};
const before = (token: string): number[] => {
  const id = vocabulary.tokens.indexOf(token);
  return [...weights.get('token_embd.weight')!.subarray(id * 8, id * 8 + 8)];
};

it('keeps every token that both know, whatever its number is now, and all other weights', () => {
  for (const token of ['<has>', '<|assistant|>', 'e', 'th']) expect(rowOf(token)).toEqual(before(token));
  expect(model.weights.get('blk.0.attn_q.weight')).toEqual(weights.get('blk.0.attn_q.weight'));
  expect(model.card.promptFormat).toBe('compact-2');
});

it('gives a new special token the place of a piece that nothing is built from, and nearly the values of its kin', () => {
  expect(carried.tokens).toHaveLength(400);
  expect(new BpeEncoder(carried).encode([{ token: '<of>' }, 'the button'])[0]).toBe(carried.tokens.indexOf('<of>'));
  const distance = Math.hypot(...rowOf('<of>').map((value, i) => value - before('<has>')[i]));
  expect(distance).toBeGreaterThan(0);
  expect(distance).toBeLessThan(0.3);
});
