import { describe, expect, it } from 'vitest';
import { acceptsText, any, free, seq, token } from '../../core/index.js';
import { describeGrammar } from './grammar-text.js';

const GRAMMAR = any(seq('click ', token('[3]')), seq('type ', token('[3]'), ' "', free(5), '"'), 'a|b (c)*');

describe('grammars over text', () => {
  it.each(['click [3]', 'type [3] ""', 'type [3] "réé"', 'a|b (c)*'])('accepts %s', (text) =>
    expect(acceptsText(GRAMMAR, text)).toBe(true),
  );

  it.each(['click', 'click [3] ', 'type [3] "sixsix"', 'type [3] "a"b"', 'a', ''])('refuses %j', (text) =>
    expect(acceptsText(GRAMMAR, text)).toBe(false),
  );

  it('lists the sentences of a small grammar, and writes others as GBNF', () => {
    expect(describeGrammar(any('back', seq('click ', any('1', '2'))))).toMatch(
      /lines and nothing else:\nback\nclick 1\nclick 2$/,
    );
    expect(describeGrammar(GRAMMAR)).toContain('root ::=');
    const many = any(...Array.from({ length: 99 }, (_, i) => `${i}`));
    expect(describeGrammar(seq('drag ', many, ' ', many))).toContain('root ::=');
  });
});
