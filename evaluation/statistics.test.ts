import { describe, expect, it } from 'vitest';
import { bootstrapInterval, mcnemarExact, mean, median, wilsonInterval } from './statistics.js';

describe('wilsonInterval', () => {
  it('gives the value of the formula computed elsewhere', () => {
    const [low, high] = wilsonInterval(15, 20);
    expect(low).toBeCloseTo(0.5313, 4);
    expect(high).toBeCloseTo(0.8881, 4);
  });

  it('stays inside [0, 1] and keeps a width when all episodes fail or succeed', () => {
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(0, 10)[1]).toBeCloseTo(0.2775, 4);
    expect(wilsonInterval(10, 10)[0]).toBeCloseTo(0.7225, 4);
    expect(wilsonInterval(10, 10)[1]).toBeCloseTo(1, 12);
  });

  it('says nothing without episodes', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('mcnemarExact', () => {
  it('is the two-sided binomial probability of the discordant pairs', () => {
    expect(mcnemarExact(1, 9)).toBeCloseTo((2 * (1 + 10)) / 1024, 10);
    expect(mcnemarExact(9, 1)).toBeCloseTo(mcnemarExact(1, 9), 12);
  });

  it('is 1 without discordant pairs and for an even split', () => {
    expect(mcnemarExact(0, 0)).toBe(1);
    expect(mcnemarExact(5, 5)).toBe(1);
  });

  it('does not overflow for thousands of pairs', () => {
    expect(mcnemarExact(2_000, 2_000)).toBe(1);
    expect(mcnemarExact(900, 1_100)).toBeGreaterThan(0);
    expect(mcnemarExact(900, 1_100)).toBeLessThan(0.001);
  });
});

describe('bootstrapInterval', () => {
  const differences = [...Array(60).fill(0), ...Array(30).fill(1), ...Array(10).fill(-1)] as number[];

  it('lies around the mean and is as wide as the normal approximation says', () => {
    const [low, high] = bootstrapInterval(differences);
    const half = 1.96 * Math.sqrt((0.4 - 0.04) / 100);
    expect(low).toBeGreaterThan(0.2 - half - 0.03);
    expect(low).toBeLessThan(0.2 - half + 0.03);
    expect(high).toBeGreaterThan(0.2 + half - 0.03);
    expect(high).toBeLessThan(0.2 + half + 0.03);
  });

  it('repeats with the same seed', () => {
    expect(bootstrapInterval(differences, { seed: 7 })).toEqual(bootstrapInterval(differences, { seed: 7 }));
  });

  it('is a point when all values agree', () => {
    expect(bootstrapInterval([1, 1, 1])).toEqual([1, 1]);
    expect(bootstrapInterval([])).toEqual([0, 0]);
  });
});

it('takes the middle value, or the mean of the two middle ones', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBe(0);
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBe(0);
});
