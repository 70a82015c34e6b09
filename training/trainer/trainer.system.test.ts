import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import type { Batch, ModelConfig } from '../graph/index.js';
import { adapterInitialisation, plainInitialisation, structuredInitialisation } from '../init/index.js';
import { Trainer, type TrainerOptions } from './index.js';

const config: ModelConfig = { vocab: 64, d: 64, layers: 2, heads: 2, ffn: 96, context: 128, ropeBase: 10_000, eps: 1e-5 };
const folder = mkdtempSync(path.join(tmpdir(), 'trainer-'));
const open: Trainer[] = [];
afterAll(() => {
  open.forEach((trainer) => trainer.close());
  rmSync(folder, { recursive: true });
});

function createTrainer(options: Partial<TrainerOptions> = {}): Trainer {
  const trainer = new Trainer({ config, threads: 1, bf16: false, ...options });
  trainer.setWeights(plainInitialisation(options.config ?? config, createRandom(3)));
  open.push(trainer);
  return trainer;
}

/** Rows that count upwards modulo the vocabulary: easy to learn. */
function countingBatch(seed: number): Batch {
  const random = createRandom(seed);
  const shape = { batch: 4, length: 32, targets: 64 };
  const tokens = new Int32Array(128);
  const targetRows = new Int32Array(64);
  for (let row = 0; row < 4; row++) {
    const start = random.integer(0, 63);
    for (let j = 0; j < 32; j++) tokens[row * 32 + j] = (start + j) % 64;
    for (let j = 0; j < 16; j++) targetRows[row * 16 + j] = row * 32 + 8 + j;
  }
  return { shape, tokens, targetRows, targetIds: targetRows.map((at) => (tokens[at] + 1) % 64) };
}

const steps = (trainer: Trainer, from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => trainer.step(countingBatch(from + i), 3e-3).loss);

describe('Trainer', () => {
  it.each([false, true])('lowers the loss far in 30 steps (bf16 %s)', (bf16) => {
    const losses = steps(createTrainer({ bf16 }), 0, 30);
    expect(losses[0]).toBeGreaterThan(4);
    expect(losses[29]).toBeLessThan(1);
  });

  it('pushes an answer of negative weight away', () => {
    const trainer = createTrainer();
    const batch = { ...countingBatch(1), weights: new Float32Array(64).fill(-1) };
    const before = trainer.evaluate(batch).nll.reduce((a, b) => a + b, 0);
    for (let i = 0; i < 5; i++) trainer.step(batch, 1e-3);
    expect(trainer.evaluate(batch).nll.reduce((a, b) => a + b, 0)).toBeGreaterThan(before);
  });

  it('takes the mean gradient of several micro-batches as one step', () => {
    const [one, two] = [countingBatch(1), countingBatch(2)];
    const joined: Batch = {
      shape: { batch: 8, length: 32, targets: 128 },
      tokens: Int32Array.of(...one.tokens, ...two.tokens),
      targetRows: Int32Array.of(...one.targetRows, ...two.targetRows.map((row) => row + 128)),
      targetIds: Int32Array.of(...one.targetIds, ...two.targetIds),
    };
    const a = createTrainer();
    const b = createTrainer();
    expect(a.step([one, two], 1e-3).loss).toBeCloseTo(b.step(joined, 1e-3).loss, 5);
    expect(a.step([one, two], 1e-3).loss).toBeCloseTo(b.step(joined, 1e-3).loss, 4);
  });

  it('clips the global gradient norm', () => {
    const trainer = createTrainer({ optimizer: { clip: 1e-9, eps: 1, weightDecay: 0 } }); // eps 1: updates follow the gradient's size
    const before = trainer.weights().get('blk.0.attn_q.weight')!;
    expect(trainer.step(countingBatch(1), 1).gradientNorm).toBeGreaterThan(0.01);
    const after = trainer.weights().get('blk.0.attn_q.weight')!;
    expect(Math.max(...after.map((x, i) => Math.abs(x - before[i])))).toBeLessThan(1e-8);
  });

  it.each([false, true])('learns with an adapter alone (bf16 %s)', (bf16) => {
    const lora = { rank: 8, alpha: 16 };
    const trainer = createTrainer({ lora, bf16 });
    trainer.setAdapter(adapterInitialisation(config, lora, createRandom(1)));
    const before = trainer.weights();
    expect(before).toEqual(plainInitialisation(config, createRandom(3))); // a new adapter changes nothing
    const losses = steps(trainer, 0, 60);
    expect(losses[59]).toBeLessThan(losses[0] - 0.5); // under a random head that stays as it is
    expect(trainer.weights().get('token_embd.weight')).toEqual(before.get('token_embd.weight'));
    const merged = createTrainer({ bf16: false });
    merged.setWeights(trainer.weights());
    const batch = countingBatch(99);
    const [own, same] = [trainer, merged].map((one) => one.evaluate(batch).nll.reduce((a, b) => a + b, 0) / 64);
    expect(Math.abs(own - same)).toBeLessThan(bf16 ? 0.05 : 1e-4);
  });

  it('decays matrices only', () => {
    const trainer = createTrainer({ optimizer: { weightDecay: 1 } });
    trainer.step({ ...countingBatch(1), weights: new Float32Array(64) }, 0.5);
    expect(
      trainer
        .weights()
        .get('output_norm.weight')!
        .every((x) => x === 1),
    ).toBe(true);
    const [before] = plainInitialisation(config, createRandom(3)).get('blk.0.attn_q.weight')!;
    expect(trainer.weights().get('blk.0.attn_q.weight')![0]).toBeCloseTo(before * 0.5, 6);
  });

  it('stops with a clear error when training diverges', () => {
    const trainer = createTrainer();
    const weights = plainInitialisation(config, createRandom(3));
    weights.get('output_norm.weight')!.fill(NaN);
    trainer.setWeights(weights);
    expect(() => trainer.step(countingBatch(1), 1e-3)).toThrow(expect.objectContaining({ code: 'TRAINING_DIVERGED' }));
  });

  it('copies random runs far above chance before any training when initialised with induction heads', () => {
    const wide: ModelConfig = { ...config, vocab: 1024, d: 192, heads: 3, layers: 3, ffn: 256 };
    const trainer = createTrainer({ config: wide });
    const batch = repeatedRuns(wide.vocab, createRandom(5));
    const accuracy = (): number => trainer.evaluate(batch).correct.filter(Boolean).length / batch.targetIds.length;
    trainer.setWeights(structuredInitialisation(wide, createRandom(1)));
    expect(accuracy()).toBeGreaterThan(0.3); // chance is 0.001
    trainer.setWeights(plainInitialisation(wide, createRandom(1)));
    expect(accuracy()).toBeLessThan(0.02);
  });

  it('points at the marked line before any training when initialised with pointing heads', () => {
    const wide: ModelConfig = { ...config, vocab: 1024, d: 192, heads: 3, layers: 3, ffn: 256 };
    const trainer = createTrainer({ config: wide });
    const random = createRandom(7);
    const batches = Array.from({ length: 10 }, () => markedLists(wide.vocab, random));
    const accuracy = (): number => batches.flatMap((batch) => [...trainer.evaluate(batch).correct]).filter(Boolean).length / 40;
    trainer.setWeights(structuredInitialisation(wide, createRandom(1), POINTING));
    expect(accuracy()).toBeGreaterThan(0.6); // chance is one line in nine
    trainer.setWeights(structuredInitialisation(wide, createRandom(1)));
    expect(accuracy()).toBeLessThan(0.2);
  });
});

/** Token ids: 0 marks a line, 1 asks for one, 10 to 59 number the lines, the rest are words. */
const POINTING = { targets: Array.from({ length: 50 }, (_, i) => 10 + i), marks: new Map([[0, 1]]), askers: [1] };

/** Four rows of nine lines of three words and a number; one line has the mark before its number, and at the end a number is asked for. */
function markedLists(vocab: number, random: ReturnType<typeof createRandom>): Batch {
  const shape = { batch: 4, length: 64, targets: 32 };
  const tokens = new Int32Array(256);
  const targetIds = new Int32Array(4);
  for (let row = 0; row < 4; row++) {
    const marked = random.integer(0, 8);
    const numbers = random.sample(POINTING.targets, 9);
    const words = (): number[] => Array.from({ length: 3 }, () => random.integer(60, vocab - 1));
    const lines = numbers.flatMap((number, line) => [...words(), ...(line === marked ? [0] : []), number]);
    tokens.set([...lines, 1], row * 64);
    targetIds[row] = numbers[marked];
  }
  return { shape, tokens, targetRows: Int32Array.from({ length: 4 }, (_, row) => row * 64 + 37), targetIds };
}

/** Four rows of a random run of 30 different tokens, repeated; targets lie in the second round. */
function repeatedRuns(vocab: number, random: ReturnType<typeof createRandom>): Batch {
  const shape = { batch: 4, length: 64, targets: 96 };
  const tokens = new Int32Array(256);
  for (let row = 0; row < 4; row++) {
    const run = random.sample(
      Array.from({ length: vocab }, (_, id) => id),
      30,
    );
    for (let j = 0; j < 64; j++) tokens[row * 64 + j] = run[j % 30];
  }
  const targetRows = Int32Array.from({ length: 96 }, (_, i) => Math.floor(i / 24) * 64 + 32 + (i % 24));
  return { shape, tokens, targetRows, targetIds: targetRows.map((at) => tokens[at + 1]) };
}

describe('checkpoints', () => {
  const file = path.join(folder, 'checkpoint.bin');

  it('continue exactly where training stood', () => {
    const whole = createTrainer();
    const expected = steps(whole, 0, 20);
    const first = createTrainer();
    steps(first, 0, 10);
    first.save(file, { note: 'ten steps' });
    const second = createTrainer();
    expect(second.load(file)).toMatchObject({ step: 10, state: { note: 'ten steps' } });
    steps(second, 10, 20).forEach((loss, i) => expect(loss).toBeCloseTo(expected[10 + i], 5));
    expect(second.stepCount).toBe(20);
  });

  it('are refused when truncated, damaged, foreign or missing', () => {
    const trainer = createTrainer();
    const broken = path.join(folder, 'broken.bin');
    const whole = readFileSync(file);
    const refused = (): void =>
      expect(() => trainer.load(broken)).toThrow(expect.objectContaining({ code: 'CHECKPOINT_INVALID' }));
    refused();
    writeFileSync(broken, whole);
    truncateSync(broken, statSync(broken).size - 1000);
    refused();
    const damaged = Buffer.from(whole);
    damaged[damaged.length >> 1] ^= 1;
    writeFileSync(broken, damaged);
    refused();
    writeFileSync(broken, 'GGUF and more');
    refused();
    writeFileSync(broken, '');
    refused();
  });

  it('of another model are refused by name', () => {
    const other = createTrainer({ config: { ...config, layers: 3 } });
    expect(() => other.load(file)).toThrow(expect.objectContaining({ code: 'CHECKPOINT_MISMATCH' }));
  });

  it.runIf(process.platform === 'linux')('survive a full disk', () => {
    const trainer = createTrainer();
    const target = path.join(folder, 'full.bin');
    trainer.save(target);
    const good = readFileSync(target);
    symlinkSync('/dev/full', `${target}.tmp`);
    expect(() => trainer.save(target)).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    expect(readFileSync(target).equals(good)).toBe(true);
    trainer.load(target);
  });
});
