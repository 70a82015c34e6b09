import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { createCiter, createContraryCiter } from './citers.js';
import type { Question } from './conversation.js';
import { clusterInterval, gainInterval, percentile, type QuestionScore, recallAt, reciprocalRank } from './metrics.js';

describe('ranking measures', () => {
  it('count the share of gold turns among the first k', () => {
    expect(recallAt(['a', 'x', 'b', 'y'], ['a', 'b'], 2)).toBe(0.5);
    expect(recallAt(['a', 'x', 'b', 'y'], ['a', 'b'], 3)).toBe(1);
    expect(recallAt([], ['a'], 5)).toBe(0);
    expect(recallAt(['a'], [], 5)).toBe(0);
  });

  it('take one over the rank of the first gold turn', () => {
    expect(reciprocalRank(['x', 'y', 'b', 'a'], ['a', 'b'])).toBeCloseTo(1 / 3);
    expect(reciprocalRank(['x'], ['a'])).toBe(0);
  });

  it('take percentiles by the nearest rank', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('intervals by conversation', () => {
  it('resample whole conversations: one conversation has no spread', () => {
    const values = [0, 1, 0, 1].map((value) => ({ conversation: 'a', value }));
    expect(clusterInterval(values)).toEqual([0.5, 0.5]);
    expect(clusterInterval([])).toEqual([0, 0]);
  });

  it('are wider than if questions of one conversation were independent', () => {
    const values = Array.from({ length: 40 }, (_, i) => ({ conversation: `c${i % 4}`, value: Number(i % 4 < 2) }));
    const [low, high] = clusterInterval(values);
    expect(high - low).toBeGreaterThan(0.5);
  });

  it('pair the same questions for a gain', () => {
    const score = (question: string, recallAt5: number): QuestionScore => ({ question, conversation: question, kind: 'temporal', recallAt5, recallAt10: 0, recallAt20: 0, reciprocalRank: 0 }); // prettier-ignore
    const before = [score('a', 0), score('b', 0.5)];
    const after = [score('a', 0.25), score('b', 0.75), score('c', 1)];
    expect(gainInterval(before, after, 'recallAt5')).toEqual([0.25, 0.25]);
  });
});

describe('simulated citing', () => {
  const question: Question = { id: 'q', conversation: 'c', kind: 'temporal', text: '?', askedAt: '2025-01-01T00:00:00Z', answer: '', evidence: ['a'], support: [] }; // prettier-ignore

  it('misses and adds about as often as it is told', () => {
    const citer = createCiter(createRandom(1), { missed: 0.2, wrong: 0.05 });
    const cited = Array.from({ length: 2_000 }, () => citer(question, ['a', 'x'])).flat();
    expect(cited.filter((id) => id === 'a').length / 2_000).toBeCloseTo(0.8, 1);
    expect(cited.filter((id) => id === 'x').length / 2_000).toBeCloseTo(0.05, 1);
  });

  it('can be contrary: the worst that is no evidence', () => {
    expect(createContraryCiter()(question, ['a', 'x', 'y', 'z'])).toEqual(['y', 'z']);
  });
});
