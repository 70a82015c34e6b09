import { expect, it } from 'vitest';
import { codeFingerprint, resultKey } from './fingerprint.js';

it('is the same for the same terms in another order, and another for other terms', () => {
  expect(resultKey({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(resultKey({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  expect(resultKey({ a: [1, 2] })).not.toBe(resultKey({ a: [2, 1] }));
  expect(resultKey({ a: 1 })).toMatch(/^[0-9a-f]{16}$/);
});

it('repeats for the same code', () => {
  expect(codeFingerprint()).toBe(codeFingerprint());
});
