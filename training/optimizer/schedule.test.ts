import { expect, it } from 'vitest';
import { fade, learningRate } from './schedule.js';

const schedule = { peak: 1e-3, warmupSteps: 10, floor: 0.04 };

it('rises linearly over the warm-up', () => {
  expect(learningRate(schedule, 0, 0)).toBeCloseTo(1e-4, 10);
  expect(learningRate(schedule, 4, 0)).toBeCloseTo(5e-4, 10);
  expect(learningRate(schedule, 9, 0)).toBeCloseTo(1e-3, 10);
});

it('falls along a cosine to its floor and stays there', () => {
  expect(learningRate(schedule, 100, 0.5)).toBeCloseTo(0.52e-3, 10);
  expect(learningRate(schedule, 100, 1)).toBeCloseTo(4e-5, 10);
  expect(learningRate(schedule, 100, 1.5)).toBeCloseTo(4e-5, 10);
});

it('fades in a straight line to its floor and stays there', () => {
  expect([0, 0.5, 1, 1.5].map((done) => fade(0.2, done))).toEqual([1, 0.6, 0.19999999999999996, 0.19999999999999996]);
});

it('needs no warm-up', () => {
  expect(learningRate({ ...schedule, warmupSteps: 0 }, 0, 0)).toBe(1e-3);
});
