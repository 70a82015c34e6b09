import { expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { parameterSpecs, type ModelConfig } from '../graph/config.js';
import { plainInitialisation, structuredInitialisation } from './index.js';

const config: ModelConfig = { vocab: 500, d: 64, layers: 2, heads: 2, ffn: 96, context: 64, ropeBase: 10_000, eps: 1e-5 };
const deviation = (values: Float32Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

it.each([plainInitialisation, structuredInitialisation])('%o fills every tensor, the same for the same seed', (initialise) => {
  const weights = initialise(config, createRandom(1));
  expect([...weights.keys()]).toEqual(parameterSpecs(config).map((spec) => spec.name));
  for (const { name, size } of parameterSpecs(config)) {
    expect(weights.get(name)).toHaveLength(size);
    expect(weights.get(name)!.every(Number.isFinite)).toBe(true);
  }
  expect(initialise(config, createRandom(1))).toEqual(weights);
  expect(initialise(config, createRandom(2))).not.toEqual(weights);
});

it('plain: gains are 1, matrices normal, residual writers smaller', () => {
  const weights = plainInitialisation(config, createRandom(1));
  expect(weights.get('blk.1.attn_norm.weight')!.every((x) => x === 1)).toBe(true);
  expect(deviation(weights.get('token_embd.weight')!)).toBeCloseTo(0.02, 3);
  expect(deviation(weights.get('blk.1.ffn_down.weight')!)).toBeCloseTo(0.01, 3);
});

it('structured: embeddings are wide and share one constant', () => {
  const table = structuredInitialisation(config, createRandom(1)).get('token_embd.weight')!;
  expect(Array.from({ length: 500 }, (_, token) => table[token * 64])).toEqual(Array(500).fill(Math.fround(0.6)));
  expect(deviation(table.filter((_, i) => i % 64 !== 0))).toBeCloseTo(0.1, 2);
});
