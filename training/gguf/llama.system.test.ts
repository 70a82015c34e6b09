import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getLlama, type Llama, type LlamaModel, type Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../core/index.js';
import { adapterSpecs, type ModelConfig } from '../graph/index.js';
import { plainInitialisation } from '../init/index.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { Trainer } from '../trainer/index.js';
import { readModelFile, type TensorFormat } from './index.js';

const SENTENCES = [
  'The quick brown fox jumps over the lazy dog, and the other foxes are jumping with the others.',
  "We're sure they've said it's what I'd do; you'll see that she's right, but don't 'rest' or 'redo' it 'll.",
  'Größe, Öl, Übung, straße, naïve café, façade, Ångström, Señor, coração, żółć, İstanbul, ŒUVRE.',
  'Привет, мир! Как дела? Это проверка разбиения на токены и слияния букв.',
  'Καλημέρα κόσμε, αυτή είναι μια δοκιμή. שלום עולם. مرحبا بالعالم. नमस्ते दुनिया। สวัสดีชาวโลก',
  '你好，世界。これはテストです。カタカナとひらがな。한국어 시험입니다. 𠀀𠀁 𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  'Emoji 😀👩‍👩‍👧‍👦🇩🇪 👍🏽 ♥︎ and signs: €100, ½, ², Ⅻ, ٣, “quotes” — dashes… «guillemets» ‹x›.',
  'e\u0301 n\u0303 a\u030a\u0323 combining, zero\u200bwidth, nbsp\u00a0here, \ufeffbom, \u2028line\u2029para, \u0085nel.',
  'tabs\t\tand\r\nlines\n\n\n  indented   text  \n end   ',
  'a1b22c333 x_y-z/w (a)[b]{c} "d" <q1> [5] <|end|> user@example.com https://example.com/a?b=c&d=e#f',
];
const config: ModelConfig = { vocab: 700, d: 64, layers: 3, heads: 2, ffn: 96, context: 256, ropeBase: 10_000, eps: 1e-5 };
const vocabulary = trainBpe(Array(3).fill(SENTENCES).flat() as string[], { vocabSize: config.vocab, specials: ['<new>'] });
const encoder = new BpeEncoder(vocabulary);
const card = { name: 'test', promptFormat: 'test-1', license: 'Apache-2.0', description: 'For tests', details: { seed: 1 } };

const folder = mkdtempSync(path.join(tmpdir(), 'gguf-'));
let trainer: Trainer;
let llama: Llama;
const loaded: LlamaModel[] = [];

beforeAll(async () => {
  trainer = new Trainer({ config, threads: 1, bf16: false });
  trainer.setWeights(plainInitialisation(config, createRandom(2), 0.15));
  llama = await getLlama({ gpu: false, build: 'never', progressLogs: false });
});
afterAll(async () => {
  trainer.close();
  await Promise.all(loaded.map((model) => model.dispose()));
  await llama.dispose();
  rmSync(folder, { recursive: true });
});

async function exported(format: TensorFormat): Promise<LlamaModel> {
  const file = path.join(folder, `${format}.gguf`);
  trainer.exportGguf(file, { vocabulary, card, format });
  const model = await llama.loadModel({ modelPath: file });
  loaded.push(model);
  return model;
}

/** llama.cpp's logits after every token. */
async function llamaLogits(model: LlamaModel, ids: number[], kv: 'F32' | 'F16', adapter?: string): Promise<Float32Array[]> {
  const context = await model.createContext({
    contextSize: 256,
    threads: 1,
    lora: adapter === undefined ? undefined : { adapters: [{ filePath: adapter }] },
    flashAttention: false,
    experimentalKvCacheKeyType: kv,
    experimentalKvCacheValueType: kv,
  });
  const rows = await context.getSequence().controlledEvaluate(ids.map((id) => [id as Token, { generateNext: { logits: true } }]));
  await context.dispose();
  return rows.map((row) => {
    const logits = new Float32Array(config.vocab);
    for (const [token, logit] of row!.next.logits!) logits[token] = logit;
    return logits;
  });
}

function ownLogits(ids: number[], by = trainer): Float32Array[] {
  const shape = { batch: 1, length: ids.length, targets: ids.length };
  const every = Int32Array.from(ids, (_, i) => i);
  const { logits } = by.evaluate({ shape, tokens: Int32Array.from(ids), targetRows: every, targetIds: every });
  return ids.map((_, i) => logits.subarray(i * config.vocab, (i + 1) * config.vocab));
}

function largestDifference(a: Float32Array[], b: Float32Array[]): number {
  return Math.max(...a.map((row, i) => row.reduce((most, x, j) => Math.max(most, Math.abs(x - b[i][j])), 0)));
}

describe('an exported model in llama.cpp', () => {
  const ids = (): number[] =>
    encoder.encode([{ token: '<|user|>' }, SENTENCES[0], { token: '[7]' }, SENTENCES[5], { token: '<|end|>' }]).slice(0, 128);

  it('gives the logits of the trainer', async () => {
    const model = await exported('F32');
    const own = ownLogits(ids());
    expect(Math.max(...own[50])).toBeGreaterThan(1); // not trivially flat
    expect(largestDifference(own, await llamaLogits(model, ids(), 'F32'))).toBeLessThan(1e-4);
    expect(largestDifference(own, await llamaLogits(model, ids(), 'F16'))).toBeLessThan(0.02); // its cache rounds keys and values
  });

  it('gives them for a long sequence too, where the trainer works in blocks', async () => {
    const long = Array.from({ length: 192 }, (_, i) => ids()[(i * 7) % 100]);
    expect(largestDifference(ownLogits(long), await llamaLogits(loaded[0], long, 'F32'))).toBeLessThan(1e-4);
  });

  it.each([
    ['F16', 0.02],
    ['BF16', 0.15],
    ['Q8_0', 0.5],
  ] as const)('loads as %s with logits near those of F32', async (format, tolerance) => {
    const rounded = await llamaLogits(await exported(format), ids(), 'F32');
    expect(largestDifference(ownLogits(ids()), rounded)).toBeLessThan(tolerance);
  });

  it('gives the logits of the trainer with an adapter, which then lie far from those without', async () => {
    const lora = { rank: 4, alpha: 8 };
    const adapted = new Trainer({ config, threads: 1, bf16: false, lora });
    adapted.setWeights(trainer.weights());
    const random = createRandom('adapter');
    adapted.setAdapter(
      new Map(
        adapterSpecs(config, lora).map(({ name, size }) => [
          name,
          Float32Array.from({ length: size }, () => random.next() * 0.2 - 0.1),
        ]),
      ),
    );
    const file = path.join(folder, 'adapter.gguf');
    adapted.exportAdapter(file, card);
    const own = ownLogits(ids(), adapted);
    adapted.close();
    expect(largestDifference(own, await llamaLogits(loaded[0], ids(), 'F32', file))).toBeLessThan(1e-4);
    expect(largestDifference(own, await llamaLogits(loaded[0], ids(), 'F32'))).toBeGreaterThan(0.1);
  });

  it('carries its tokenizer, template and card', () => {
    const { tokens, fileInfo } = loaded[0];
    expect(tokens.bosString).toBe('<|bos|>');
    expect(tokens.eosString).toBe('<|end|>');
    expect(loaded[0].fileInfo.metadata.tokenizer?.chat_template).toContain('<|assistant|>');
    expect(fileInfo.metadata.general).toMatchObject({ name: 'test', license: 'Apache-2.0', description: 'For tests' });
    expect(loaded[0].tokenize('<|user|>hi [3]', true)).toEqual(encoder.encode([{ token: '<|user|>' }, 'hi ', { token: '[3]' }]));
  });

  it('can be read back and trained further', () => {
    const back = readModelFile(path.join(folder, 'F32.gguf'));
    expect(back).toMatchObject({ config, vocabulary, card });
    expect(back.weights).toEqual(trainer.weights());
  });
});

describe('BpeEncoder', () => {
  const same = (text: string): void =>
    expect(encoder.encode([text]), JSON.stringify(text)).toEqual([...loaded[0].tokenize(text, false)]);

  it('agrees with llama.cpp on text of many scripts', () => {
    for (const text of SENTENCES) same(text);
    for (const a of SENTENCES) for (const b of SENTENCES) same(a.slice(-20) + b.slice(0, 25));
  });

  it('agrees with llama.cpp on 4,000 random strings', () => {
    const random = createRandom('tokenizer');
    for (let i = 0; i < 4000; i++) same(randomText(random));
  });
});

/** Fragments, single characters of all planes, contractions, spaces and marks, in random order. */
function randomText(random: Random): string {
  const pieces = Array.from({ length: random.integer(1, 12) }, () => {
    const kind = random.integer(0, 5);
    if (kind === 0)
      return String.fromCodePoint(
        random.pick([random.integer(1, 0x2ff), random.integer(0x300, 0xd7ff), random.integer(0xe000, 0x1ffff)]),
      );
    if (kind === 1)
      return random.pick([
        "'s",
        "'RE",
        "'ll",
        "'x",
        ' ',
        '  ',
        '\n',
        ' \n ',
        '\t',
        '\r\n',
        '\u0301',
        '\u00a0',
        '\u3000',
        '.',
        '...',
        '—',
        '’s',
      ]);
    if (kind === 2) return String(random.integer(0, 9999));
    const text = random.pick(SENTENCES);
    const start = random.integer(0, text.length - 2);
    return text.slice(start, start + random.integer(1, 9));
  });
  return Buffer.from(pieces.join('')).toString(); // halves of surrogate pairs become U+FFFD
}
