import { describe, expect, it } from 'vitest';
import { GATE_RULES, type GatePair, judgeLook, oneSided } from './sequential.js';
import { runGate, type GatePlan } from './run-gate.js';
import { simulateGate } from './simulate.js';

const pair = (incumbent: boolean, candidate: boolean, lie = false, i = 0): GatePair => ({
  key: `k${i}`,
  family: 'f',
  incumbent: { success: incumbent, falseWord: false },
  candidate: { success: candidate, falseWord: lie },
});
const pairs = (counts: { both?: number; gained?: number; lost?: number; none?: number; lies?: number }): GatePair[] => [
  ...Array.from({ length: counts.both ?? 0 }, () => pair(true, true)),
  ...Array.from({ length: counts.gained ?? 0 }, () => pair(false, true)),
  ...Array.from({ length: counts.lost ?? 0 }, () => pair(true, false)),
  ...Array.from({ length: counts.none ?? 0 }, () => pair(false, false)),
  ...Array.from({ length: counts.lies ?? 0 }, () => pair(false, false, true)),
];

describe('oneSided', () => {
  it.each([
    [0, 0, 1],
    [3, 0, 0.125],
    [2, 1, 0.5],
    [1, 2, 0.875],
    [9, 1, 11 / 1024],
  ])('gives the binomial tail of %i against %i', (more, less, p) => expect(oneSided(more, less)).toBeCloseTo(p, 12));
});

describe('judgeLook', () => {
  it('goes on while the difference may be chance, and says so at the last look', () => {
    const even = pairs({ both: 80, gained: 10, lost: 8, none: 52 });
    expect(judgeLook(even, 0)).toBeUndefined();
    expect(judgeLook(even, 3)).toMatchObject({ verdict: 'no significant change', pairs: 150, gained: 10, lost: 8 });
  });

  it('promotes what surely solves more, at once', () => {
    expect(judgeLook(pairs({ both: 80, gained: 20, lost: 3, none: 47 }), 0)).toMatchObject({ verdict: 'promote', looks: 1 });
  });

  it('rejects what surely solves less, also when much is gained', () => {
    expect(judgeLook(pairs({ both: 80, gained: 20, lost: 45 }), 0)).toMatchObject({ verdict: 'reject' });
  });

  it('rejects what solves more and says more often what is not true', () => {
    const report = judgeLook(pairs({ both: 80, gained: 25, lies: 15 }), 0);
    expect(report).toMatchObject({ verdict: 'reject', falseWords: { incumbent: 0, candidate: 15 } });
  });

  it('asks for more evidence the more often it looks', () => {
    const some = pairs({ both: 80, gained: 14, lost: 4 });
    expect(judgeLook(some, 0, { looks: [98], alpha: 0.025 })?.verdict).toBe('promote');
    expect(judgeLook(some, 0, { looks: [98, 200, 300, 400], alpha: 0.025 })).toBeUndefined();
  });
});

describe('simulateGate', () => {
  const logged = pairs({ both: 300, gained: 40, lost: 40, none: 220 });
  const simulate = (difference: number) => simulateGate(logged, { difference, simulations: 300, seed: 4 });

  it('seldom promotes an equal candidate, mostly a better one, and never a worse one', () => {
    expect(simulate(0).promoted).toBeLessThan(0.05);
    expect(simulate(0.1).promoted).toBeGreaterThan(0.8);
    expect(simulate(-0.1).verdicts.promote).toBe(0);
  });

  it('looks no longer than it has to', () => {
    expect(simulate(0.2).pairs).toBeLessThan(simulate(0).pairs);
    expect(simulate(0).pairs).toBeGreaterThan(500);
  });
});

describe('runGate', () => {
  const plan = (more: Partial<GatePlan> = {}): GatePlan & { plays: string[] } => {
    const plays: string[] = [];
    const kept = new Map<string, GatePair>();
    return {
      plays,
      incumbent: { settings: {}, name: 'incumbent' } as unknown as GatePlan['incumbent'],
      candidate: { settings: {}, name: 'candidate' } as unknown as GatePlan['candidate'],
      tasks: (n) => Array.from({ length: n }, (_, seed) => ({ split: 'gate', family: 'f', seed })),
      openPlayer: () =>
        Promise.resolve({
          play: (task, agent, { episodeId }) => {
            plays.push(episodeId);
            const success = task.seed % 3 === 0 || (agent as unknown as { name: string }).name === 'candidate';
            return Promise.resolve({ episodeId, success, reward: 0, detail: '', claimed: false });
          },
          idle: () => Promise.reject(new Error('not asked')),
          close: () => Promise.resolve(),
        }),
      maxSteps: 3,
      jobs: 2,
      kept: { get: (key) => kept.get(key), append: (one) => void kept.set(one.key, one) },
      rules: { looks: [20, 40], alpha: 0.025 },
      ...more,
    };
  };

  it('plays both sides of each task, no further than to the first look that decides', async () => {
    const own = plan();
    expect(await runGate(own)).toMatchObject({ verdict: 'promote', pairs: 20, looks: 1 });
    expect(own.plays).toHaveLength(40);
  });

  it('goes on from what was played', async () => {
    const own = plan();
    const stop = new AbortController();
    const onProgress: GatePlan['onProgress'] = ({ pairs }) => pairs >= 7 && stop.abort();
    expect(await runGate({ ...own, signal: stop.signal, onProgress })).toBeUndefined();
    const before = own.plays.length;
    expect(await runGate(own)).toMatchObject({ pairs: 20 });
    expect(own.plays.length).toBeLessThanOrEqual(40 + 4); // at most the pairs that were cut short twice
    expect(before).toBeGreaterThanOrEqual(14);
  });
});

it('has looks that end with the budget', () => expect([...GATE_RULES.looks].sort((a, b) => a - b)).toEqual(GATE_RULES.looks));
