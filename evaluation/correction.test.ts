import { expect, it } from 'vitest';
import { correctionHealth } from './correction.js';

const [KEPT, SPOILED, MENDED, MISSED] = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
].map(([first, second]) => ({ first, second }));
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

it('gives the values that one computes by hand', () => {
  // a = 1/2, 1; ab = 1/2, 1/2; (1 - a)c = 1/2, 0
  const { items, accuracy, confidence, critique, relative } = correctionHealth([[KEPT, MENDED], [KEPT, SPOILED]]); // prettier-ignore
  expect({ items, accuracy }).toEqual({ items: 2, accuracy: [0.75, 0.75] });
  expect(confidence).toBeCloseTo(1 / 1.5);
  expect(critique).toBe(1);
  expect(relative).toBeCloseTo((0.75 - 0.5625) / (2 * 0.75 * 0.25));
});

it('leaves out what is not defined when all or none was right at first', () => {
  expect(correctionHealth([[KEPT], [SPOILED]])).toEqual({ items: 2, accuracy: [1, 0.5], confidence: 0.5 });
  expect(correctionHealth([[MENDED], [MISSED]])).toEqual({ items: 2, accuracy: [0, 0.5], critique: 0.5 });
  expect(correctionHealth([])).toEqual({ items: 0, accuracy: [0, 0] });
});

it('raises an alarm when a reflector spoils more than it mends', () => {
  expect(correctionHealth(times(8, [SPOILED])).alarm).toBe('it spoils 8 and mends 0');
  expect(correctionHealth([...times(4, [SPOILED]), ...times(4, [MENDED])]).alarm).toBeUndefined();
});

it('raises an alarm when right answers stay right less often than before', () => {
  const fallen = [...times(20, [KEPT]), ...times(12, [KEPT]), ...times(8, [SPOILED]), ...times(8, [MENDED])];
  expect(correctionHealth(fallen).alarm).toMatch(/fell from 1.00 to 0\./);
  expect(correctionHealth(times(40, [KEPT])).alarm).toBeUndefined();
});
