import { expect, it } from 'vitest';
import { scheduleEpisodes } from './schedule.js';

const terms = { suite: 'practice', split: 'near', purpose: 'report', seed: 1 } as const;

it('takes families in turn, so that a short schedule is the start of a long one', () => {
  const long = scheduleEpisodes(['a', 'b', 'c'], 7, terms);
  expect(long.map((episode) => episode.key)).toEqual(['a#0', 'b#0', 'c#0', 'a#1', 'b#1', 'c#1', 'a#2']);
  expect(scheduleEpisodes(['a', 'b', 'c'], 4, terms)).toEqual(long.slice(0, 4));
});

it('derives seeds from the purpose: no episode of training is ever reported', () => {
  const seeds = (purpose: 'train' | 'report'): number[] =>
    scheduleEpisodes(['a', 'b'], 1_000, { ...terms, purpose }).map((e) => e.seed);
  const trained = new Set(seeds('train'));
  expect(new Set(seeds('report')).size).toBe(1_000);
  expect(seeds('report').filter((seed) => trained.has(seed))).toEqual([]);
});

it('has nothing to run without families', () => {
  expect(scheduleEpisodes([], 5, terms)).toEqual([]);
});
