import { describe, expect, it } from 'vitest';
import { FAMILIES } from './families/index.js';
import { PRACTICE_SPLITS, SPLITS, splitOf } from './splits.js';

describe('splits', () => {
  it('list every family once and nothing else', () => {
    const listed = PRACTICE_SPLITS.flatMap((split) => SPLITS[split]);
    expect([...listed].sort()).toEqual(FAMILIES.map((family) => family.name).sort());
  });

  it('know where a family belongs', () => {
    expect(splitOf('click-button')).toBe('seen');
    expect(splitOf('no-such-family')).toBeUndefined();
  });
});
