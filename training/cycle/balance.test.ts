import { expect, it } from 'vitest';
import { balanceScores, nextTemperatures, queryEffect, type SampledTask } from './balance.js';

it('counts a task by the share that is right, less while too few are', () => {
  expect(queryEffect({ temperature: 1, attempts: 8, right: 4 }, 2)).toBe(0.5);
  expect(queryEffect({ temperature: 1, attempts: 8, right: 1 }, 2)).toBe(0.0625);
  expect(queryEffect({ temperature: 1, attempts: 0, right: 0 })).toBe(0);
});

const sampled = (temperature: number, right: number, wrong: number): SampledTask[] => [
  ...Array.from({ length: right }, () => ({ temperature, attempts: 1, right: 1 })),
  ...Array.from({ length: wrong }, () => ({ temperature, attempts: 1, right: 0 })),
];

it('finds the temperature that brute force finds, and looks around it next', () => {
  const tasks = [...sampled(0.6, 2, 18), ...sampled(1, 5, 15), ...sampled(1.8, 4, 16)];
  const brute = [0.6, 1, 1.8].map((t) => {
    const own = tasks.filter(({ temperature }) => temperature === t);
    return { t, score: own.reduce((sum, task) => sum + queryEffect(task), 0) / own.length };
  });
  const best = brute.reduce((a, b) => (b.score > a.score ? b : a)).t;
  expect(balanceScores(tasks)[0].temperature).toBe(best);
  expect(nextTemperatures(tasks, [0.6, 1, 1.8])).toEqual([1, 1.5, 0.67]);
});

it('keeps what was tried where there is too little to tell, and stays within bounds', () => {
  expect(nextTemperatures(sampled(1, 3, 2), [1, 2])).toEqual([1, 2]);
  expect(nextTemperatures(sampled(3.5, 9, 9), [3.5])).toEqual([3.5, 4, 2.33]);
});
