import { describe, expect, it } from 'vitest';
import { blockSize, causalMasks } from './attention.js';
import { ModelConfigSchema, parameterCount, parameterSpecs } from './config.js';

describe('causal blocks', () => {
  it('divide every long bucket and leave short ones whole', () => {
    expect([80, 144, 192, 256, 384, 512, 300, 193].map(blockSize)).toEqual([80, 144, 96, 128, 128, 128, 300, 193]);
  });

  it('let a query see itself and what is before it', () => {
    for (const block of [4, 8]) {
      const masks = causalMasks(8, block);
      expect(masks.map((mask) => mask.length)).toEqual(block === 8 ? [64] : [16, 32]);
      masks.forEach((mask, index) => {
        const keys = (index + 1) * block;
        mask.forEach((value, at) => expect(value).toBe(at % keys <= index * block + Math.floor(at / keys) ? 0 : -Infinity));
      });
    }
  });
});

describe('model shape', () => {
  const config = ModelConfigSchema.parse({ vocab: 2048, d: 192, layers: 6, heads: 3, ffn: 512, context: 512 });

  it('has the tensors of a llama model with a tied head', () => {
    expect(parameterCount(config)).toBe(3_049_920);
    const names = parameterSpecs(config).map((spec) => spec.name);
    expect(names).toContain('blk.5.ffn_down.weight');
    expect(names).not.toContain('output.weight');
  });

  it('is refused when heads do not divide it', () => {
    expect(() => ModelConfigSchema.parse({ ...config, heads: 5 })).toThrow(/even multiple of heads/);
  });
});
