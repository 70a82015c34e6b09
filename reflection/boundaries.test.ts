import { expect, it } from 'vitest';
import { type BoundaryEntry, reviewAtBoundary, stretchStart } from './boundaries.js';

const RULES = { first: 4, growth: 2, coldSteps: 3 };

/** Steps between two pages, as many as wanted; `open` conditions each. */
const wander = (steps: number, open: (step: number) => number = () => 2): BoundaryEntry[] =>
  Array.from({ length: steps }, (_, i) => ({
    ...{ fingerprint: `p${i % 2}`, after: `p${(i + 1) % 2}`, action: { kind: 'click', ref: i + 1 } as const },
    ...{ score: -(i % 3), open: open(i) },
  }));

it('looks back at steps 4, 12 and 28, and at no other', () => {
  const all = Array.from({ length: 40 }, (_, i) => i + 1);
  expect(all.filter((steps) => stretchStart(steps, RULES) !== undefined)).toEqual([4, 12, 28]);
  expect(all.filter((steps) => reviewAtBoundary(wander(steps), 2, RULES))).toEqual([4, 12, 28]);
  expect([stretchStart(12, RULES), stretchStart(28, RULES)]).toEqual([4, 12]);
});

it('asks to think over the least sure step of a stretch that gained nothing', () => {
  const found = reviewAtBoundary(wander(4), 2, RULES);
  expect(found?.verdict).toMatchObject({ level: 'trajectory', label: 'B', source: 'rule:boundary' });
  expect(found?.reject).toEqual({ fingerprint: 'p0', action: { kind: 'click', ref: 3 } });
});

it('is content when conditions were met or a new page was reached', () => {
  expect(reviewAtBoundary(wander(4), 1, RULES)?.verdict).toMatchObject({ label: 'A' });
  const arrived = wander(4).map((entry, i) => (i === 3 ? { ...entry, after: 'new' } : entry));
  expect(reviewAtBoundary(arrived, 2, RULES)?.verdict).toMatchObject({ label: 'A' });
});

it('is silent in the cold time of another finding', () => {
  expect(reviewAtBoundary(wander(4), 2, RULES, 2)).toBeUndefined();
  expect(reviewAtBoundary(wander(4), 2, RULES, 0)).toBeDefined();
});
