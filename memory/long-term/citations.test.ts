import { describe, expect, it } from 'vitest';
import { parseCitations } from '../index.js';

describe('citations in an answer', () => {
  it.each([
    ['In Graz [m12].', [12], false],
    ['Both [m3, m4] and later [m12][m3].', [3, 4, 12], false],
    ['See [m1; m2] and [m5 and m6] [M7 m8].', [1, 2, 5, 6, 7, 8], false],
    ['I do not know. [none]', [], true],
    ['Nothing helped [no memory].', [], true],
    ['Used [m2] though [none].', [2], false],
    ['An array [1] and a note [see m3].', [], false],
    ['', [], false],
  ])('%s', (text, ids, none) => expect(parseCitations(text)).toEqual({ ids, none }));
});
