import { expect, it } from 'vitest';
import { comparePaired } from './compare.js';
import type { EpisodeRow } from './report.js';

function rows(successes: boolean[], family = 'a', first = 0): EpisodeRow[] {
  return successes.map((success, i) => ({
    ...{
      key: `${family}#${i + first}`,
      family,
      seed: i + first,
      episodeId: '',
      success,
      reward: 0,
      detail: '',
      impossible: false,
    },
    ...{
      finish: { kind: 'done', text: '' },
      steps: 1,
      tokens: { prompt: 0, evaluated: 0, generated: 0 },
      modelCalls: 0,
      stepMs: [],
      ms: 0,
    },
  }));
}

it('pairs episodes by key and counts who alone succeeded', () => {
  const a = [...rows([true, true, false, false]), ...rows([true, false], 'b')];
  const b = [...rows([true, false, true, true]), ...rows([true, false], 'b')].reverse();
  expect(comparePaired(a, b)).toMatchObject({ pairs: 6, unpaired: 0, rateA: 0.5, onlyA: 1, onlyB: 2, difference: 1 / 6, p: 1 });
  expect(comparePaired(a, b).byFamily).toEqual([
    { family: 'a', pairs: 4, successesA: 2, successesB: 3 },
    { family: 'b', pairs: 2, successesA: 1, successesB: 1 },
  ]);
});

it('leaves out episodes that one side lacks, or that had another seed', () => {
  const other = rows([true, true]).map((row) => ({ ...row, seed: row.seed + 7 }));
  expect(comparePaired(rows([true, true, true]), rows([true], 'a', 1))).toMatchObject({ pairs: 1, unpaired: 2 });
  expect(comparePaired(rows([true, true]), other)).toMatchObject({
    pairs: 0,
    unpaired: 4,
    difference: 0,
    interval: [0, 0],
    p: 1,
  });
});

it('is sure of a large difference', () => {
  const comparison = comparePaired(rows(Array(40).fill(false)), rows(Array.from({ length: 40 }, (_, i) => i % 2 === 0)));
  expect(comparison.interval[0]).toBeGreaterThan(0.3);
  expect(comparison.p).toBeLessThan(1e-5);
});
