import { describe, expect, it } from 'vitest';
import { type ChainRow, summarizeChains } from './chain-report.js';
import type { EpisodeRow } from './report.js';

const row = (success: boolean, tokens: number, steps: number, more: Partial<EpisodeRow> = {}): EpisodeRow => ({
  key: 'k',
  family: 'f',
  seed: 1,
  episodeId: 'e',
  success,
  reward: Number(success),
  detail: '',
  impossible: false,
  finish: { kind: 'done', text: '' },
  steps,
  tokens: { prompt: tokens, evaluated: 0, generated: 0 },
  modelCalls: 0,
  stepMs: [],
  ms: 1,
  ...more,
});
const used = (ended: 'done' | 'broken') => ({ skills: [{ name: 's', version: 1, arm: 'with' as const, ended, steps: 2 }] });
const terms = {
  ...{ suite: 'practice', suiteVersion: '1', split: 'near', purpose: 'report' as const, length: 2, seed: 1, maxSteps: 20 },
  configuration: { model: 'none', planner: 'greedy', proposers: ['match'] },
};
const chain = (learning: EpisodeRow[], control: EpisodeRow[], verdicts: string[] = []): ChainRow => ({
  ...{ key: 'f#0', family: 'f', seed: 1, control, learning },
  learned: [{ drafts: verdicts.map((verdict) => ({ name: 's', verdict, reason: '' })) }],
});

describe('the report of chains', () => {
  const report = summarizeChains(terms, [
    chain([row(true, 100, 4), row(true, 0, 3, used('done'))], [row(true, 100, 4), row(false, 100, 5)], ['shadow']),
    chain([row(false, 100, 4), row(false, 50, 5, used('done'))], [row(false, 100, 4), row(false, 100, 5)], ['rejected']),
    chain([row(true, 100, 4), row(true, 40, 4, used('broken'))], [row(true, 100, 4), row(true, 100, 6)], ['shadow']),
  ]);

  it('compares the arms position by position', () => {
    expect(report).toMatchObject({ chains: 3, drafts: { made: 3, admitted: 2, rejected: 1 } });
    expect(report.positions[0]).toMatchObject({ position: 1, success: { difference: 0 }, tokensSaved: { share: 0 } });
    expect(report.positions[1].success.difference).toBeCloseTo(1 / 3, 3);
    expect(report.positions[1].tokensSaved.share).toBeCloseTo(1 - 90 / 300, 3);
    expect(report.positions[1].stepsSaved.share).toBeCloseTo(1 - 12 / 16, 3);
  });

  it('tells what skills did: served alone, broke, or said done when it was not', () => {
    expect(report.positions[1].skills).toEqual({ used: 3, alone: 1, broken: 1, false: 1 });
  });

  it('gives intervals of the paired bootstrap over chains', () => {
    const [low, high] = report.positions[1].tokensSaved.interval;
    expect(low).toBeGreaterThan(0.4);
    expect(high).toBeLessThanOrEqual(1);
  });
});
