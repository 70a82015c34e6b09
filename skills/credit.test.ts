import { describe, expect, it } from 'vitest';
import { betaScore, integratedRewards, retirement, skillEffect } from './credit.js';

describe('the Beta score', () => {
  it('begins at one half and narrows with evidence', () => {
    expect(betaScore(0, 0)).toMatchObject({ mean: 0.5, deviation: Math.sqrt(1 / 12) });
    expect(betaScore(8, 2).mean).toBe(0.75);
    expect(betaScore(80, 20).deviation).toBeLessThan(betaScore(8, 2).deviation);
    expect(betaScore(1, 0).mean).toBeLessThan(betaScore(20, 1).mean); // one lucky run is not yet a good skill
  });
});

describe('integrated rewards', () => {
  const used = [{ skill: 's', creators: ['a'] }];
  const chain = (success: boolean) => [
    { id: 'a', reward: 1, success: true, used: [] },
    { id: 'b', reward: success ? 1 : 0, success, used },
  ];

  it('pay user and creator for a success that reused a skill, and neither for a failure', () => {
    expect(integratedRewards(chain(true))).toEqual({ a: 1.5, b: 1.5 });
    expect(integratedRewards(chain(false))).toEqual({ a: 1, b: 0 });
  });

  it('pay nobody for using what one made oneself, and share among several creators', () => {
    expect(integratedRewards([{ id: 'a', reward: 1, success: true, used }])).toEqual({ a: 1 });
    const both = [{ skill: 's', creators: ['a', 'c'] }];
    expect(integratedRewards([{ id: 'b', reward: 1, success: true, used: both }])).toEqual({ b: 1.5, a: 0.25, c: 0.25 });
  });
});

describe('with and without', () => {
  it('gives the difference with an interval, and steps once both arms have runs', () => {
    const effect = skillEffect({ runs: 20, successes: 18, steps: 60 }, { runs: 20, successes: 8, steps: 200 });
    expect(effect.low).toBeGreaterThan(0);
    expect(effect.steps).toBe(-7);
    expect(skillEffect({ runs: 2, successes: 2, steps: 4 }, { runs: 0, successes: 0, steps: 0 })).toMatchObject({
      steps: undefined,
    });
  });

  it('retires what surely fails or surely harms, and nothing on a few runs', () => {
    const none = { runs: 0, successes: 0, steps: 0 };
    expect(retirement({ runs: 2, successes: 0, steps: 4 }, none).retire).toBe(false);
    expect(retirement({ runs: 10, successes: 1, steps: 40 }, none)).toMatchObject({ retire: true });
    expect(retirement({ runs: 20, successes: 12, steps: 80 }, { runs: 20, successes: 20, steps: 80 })).toMatchObject({
      retire: true,
    });
    expect(retirement({ runs: 20, successes: 18, steps: 80 }, { runs: 20, successes: 17, steps: 80 }).retire).toBe(false);
  });
});
