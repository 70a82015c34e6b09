import { expect, it } from 'vitest';
import { any, free, isFinite, sentences, seq, toGbnf, token } from './grammar.js';

const clicks = seq('click', any(token('[1]'), token('[2]')));

it('lists every sentence of a finite grammar', () => {
  expect(sentences(any(clicks, 'stop'))).toEqual([['click', { token: '[1]' }], ['click', { token: '[2]' }], ['stop']]);
});

it('prints GBNF with quotes and line breaks escaped', () => {
  expect(toGbnf(seq('a"\n', any('b', free(3))))).toBe('root ::= "a\\"\\n" ("b" | [^"\\n]{0,3})\n');
});

it('knows that free text cannot be listed', () => {
  expect(isFinite(seq('x', free(3)))).toBe(false);
  expect(() => sentences(seq('x', free(3)))).toThrow(RangeError);
});
