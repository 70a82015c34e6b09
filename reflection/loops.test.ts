import { describe, expect, it } from 'vitest';
import type { Action } from '../core/index.js';
import { findLoop, type LoopRules, type TrailEntry } from './loops.js';

const RULES: LoopRules = { repeats: 3, cycleRepeats: 2, maxPeriod: 4, stagnation: 3, failureStreak: 3, coldSteps: 3 };
const click = (ref: number): Action => ({ kind: 'click', ref });

/** Steps that move from page to page in the given order. */
function trail(pages: string, actions: Action[], more: Partial<TrailEntry>[] = []): TrailEntry[] {
  return actions.map((action, i) => ({ fingerprint: pages[i], after: pages[i + 1] ?? '?', action, score: 0, ...more[i] }));
}

describe('cycles', () => {
  it.each([
    ['a', 1, 3],
    ['ab', 2, 4],
    ['abc', 3, 6],
    ['abcd', 4, 8],
  ])('finds %s of period %i after %i steps and not before', (pages, period, count) => {
    const steps = trail(
      pages.repeat(4),
      Array.from({ length: count }, (_, i) => click((i % period) + 1)),
    );
    expect(findLoop(steps, RULES)?.verdict.source).toBe('rule:cycle');
    expect(findLoop(steps.slice(0, -1), RULES)).toBeUndefined();
  });

  it('blames the step that the planner was least sure of', () => {
    const steps = trail(
      'ababa',
      [click(1), click(2), click(1), click(2)],
      [{ score: -1 }, { score: -5 }, { score: -1 }, { score: -5 }],
    );
    expect(findLoop(steps, RULES)?.reject).toEqual({ fingerprint: 'b', action: click(2) });
  });

  it('takes the same action on changing pages for progress', () => {
    expect(
      findLoop(
        trail(
          'abcdefg',
          Array.from({ length: 6 }, () => click(1)),
        ),
        RULES,
      ),
    ).toBeUndefined();
  });

  it('never counts scrolling and waiting', () => {
    const scroll: Action = { kind: 'scroll', direction: 'down' };
    expect(
      findLoop(
        trail(
          'aaaaaaa',
          Array.from({ length: 6 }, () => scroll),
        ),
        RULES,
      ),
    ).toBeUndefined();
    expect(
      findLoop(
        trail(
          'aaaaaaa',
          Array.from({ length: 6 }, () => ({ kind: 'wait' as const })),
        ),
        RULES,
      ),
    ).toBeUndefined();
  });
});

it('finds a page that does not change whatever is done', () => {
  expect(findLoop(trail('aaaa', [click(1), click(2), click(3)]), RULES)?.verdict.source).toBe('rule:stagnation');
});

it('finds a streak of failures', () => {
  const failed = Array.from({ length: 3 }, () => ({ label: 'B' as const }));
  expect(findLoop(trail('abcd', [click(1), click(2), click(3)], failed), RULES)?.verdict.source).toBe('rule:failure-streak');
});

it('is silent for the cold time after a finding', () => {
  const steps = trail(
    'aaaaaaa',
    Array.from({ length: 6 }, () => click(1)),
  );
  expect(findLoop(steps, RULES, 3)).toBeUndefined();
  expect(findLoop(steps, RULES, 2)).toBeDefined();
});
