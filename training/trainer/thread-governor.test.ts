import { expect, it } from 'vitest';
import { ThreadGovernor } from './thread-governor.js';

/** Runs steps of 1,000 positions; `seconds` says how long one takes with so many threads. Returns the threads used. */
function run(governor: ThreadGovernor, steps: number, seconds: (threads: number) => number): number[] {
  return Array.from({ length: steps }, () => {
    const { threads } = governor;
    governor.record(seconds(threads), 1000);
    return threads;
  });
}
const share = (used: number[], threads: number): number => used.filter((n) => n === threads).length / used.length;

it('stays with all threads on a quiet machine', () => {
  const used = run(new ThreadGovernor(2), 400, (threads) => 1 / threads);
  expect(used[0]).toBe(2);
  expect(share(used, 2)).toBeGreaterThan(0.95);
});

it('falls back to one thread within a few steps when two become slow', () => {
  const governor = new ThreadGovernor(2);
  run(governor, 50, (threads) => 1 / threads);
  const used = run(governor, 400, (threads) => (threads === 2 ? 20 : 1.5));
  expect(used.slice(6, 20)).toEqual(Array(14).fill(1));
  expect(share(used, 1)).toBeGreaterThan(0.95);
});

it('returns to all threads when the other work has ended', () => {
  const governor = new ThreadGovernor(2);
  run(governor, 200, (threads) => (threads === 2 ? 20 : 1.5));
  expect(
    share(
      run(governor, 1000, (threads) => 1 / threads),
      2,
    ),
  ).toBeGreaterThan(0.6);
});

it('has nothing to choose with one thread', () => {
  expect(new Set(run(new ThreadGovernor(1), 100, () => 1))).toEqual(new Set([1]));
});
