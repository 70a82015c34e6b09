import { describe, expect, it } from 'vitest';
import type { Token } from 'node-llama-cpp';
import { any, free, type Grammar, seq, token } from '../../core/index.js';
import { joined, TokenAutomaton, type GrammarVocabulary, type State } from './automaton.js';
import type { FreeShape } from './vocabulary.js';

/** A vocabulary of words, characters and bytes: a literal is cut into the longest known pieces. */
const PIECES = ['click', ' click', 'back', ' up', 'up', 'scroll', '"', ' ', 'a', 'bc', 'now', '<a>', '<b>', 'é1', 'é2', 'x é1'];
const id = (piece: string): Token => PIECES.indexOf(piece) as Token;
const SHAPES: Record<string, FreeShape> = {
  a: { characters: 1, after: [0] }, bc: { characters: 2, after: [0] }, ' ': { characters: 1, after: [0] },
  é1: { characters: 1, after: [1] }, é2: { characters: 0, after: [undefined, 0] },
}; // prettier-ignore
const vocabulary: GrammarVocabulary = {
  text(text) {
    const tokens: Token[] = [];
    for (let rest = text; rest !== ''; rest = rest.slice(PIECES[tokens.at(-1)!]!.length)) {
      tokens.push(id(PIECES.filter((piece) => rest.startsWith(piece)).sort((a, b) => b.length - a.length)[0]!));
    }
    return tokens;
  },
  special: (text) => id(text),
  free: (at) => SHAPES[PIECES[at]!],
};

function walk(grammar: Grammar, ...pieces: string[]): { automaton: TokenAutomaton; state: State; next: string[]; end: boolean } {
  const automaton = new TokenAutomaton(grammar, vocabulary);
  const state = pieces.reduce((at, piece) => automaton.advance(at, id(piece)), automaton.start);
  const { tokens, end } = automaton.options(state);
  return { automaton, state, next: tokens.map((at) => PIECES[at]!), end };
}

describe('the token automaton', () => {
  const GRAMMAR = any(seq('click', any(token('<a>'), token('<b>'))), 'back', 'back now');

  it('offers the first token of every alternative, once', () => {
    expect(walk(GRAMMAR).next).toEqual(['click', 'back']);
  });

  it('lets the end compete with a longer sentence', () => {
    expect(walk(GRAMMAR, 'back')).toMatchObject({ next: [' '], end: true });
    expect(walk(GRAMMAR, 'back', ' ', 'now')).toMatchObject({ next: [], end: true });
  });

  it('reaches nothing by a token that is not allowed', () => {
    expect(walk(GRAMMAR, 'click', 'back').state).toEqual([]);
  });

  it('joins literals before they are tokenised', () => {
    expect(walk(seq('scroll', any(' up', ' click')), 'scroll').next).toEqual([' up', ' click']);
    expect(joined(seq('a', seq('b', any('c', 'd')), token('<a>'), 'e', 'f'))).toEqual({
      seq: [{ any: ['abc', 'abd'] }, { token: '<a>' }, 'ef'],
    });
  });

  it('keeps a seam rather than listing thousands of literals', () => {
    const many = any(...Array.from({ length: 100 }, (_, i) => `${i}`));
    expect(joined(seq('drag ', many, ' ', many))).toMatchObject({ seq: [{ any: { length: 100 } }, { any: { length: 100 } }] });
  });

  it('fills free text up to its length and closes it at any point', () => {
    const quoted = seq('"', free(3), '"');
    const inside = walk(quoted, '"', 'bc');
    expect(inside.next).toEqual(['"']);
    expect(inside.automaton.fits(inside.state, id('a'))).toBe(true);
    expect(inside.automaton.fits(inside.state, id('bc'))).toBe(false);
    expect(inside.automaton.fits(inside.state, id('click'))).toBe(false);
    const full = walk(quoted, '"', 'bc', 'a');
    expect(full.automaton.options(full.state)).toMatchObject({ free: false });
    expect(walk(quoted, '"', '"').end).toBe(true);
  });

  it('does not close free text in the middle of a character', () => {
    const half = walk(seq('"', free(3), '"'), '"', 'é1');
    expect(half.next).toEqual([]);
    expect(half.automaton.fits(half.state, id('a'))).toBe(false);
    expect(half.automaton.fits(half.state, id('é2'))).toBe(true);
    expect(walk(seq('"', free(3), '"'), '"', 'é1', 'é2').next).toEqual(['"']);
  });

  it('refuses a choice of nothing', () => {
    expect(() => new TokenAutomaton(any(), vocabulary)).toThrow(RangeError);
  });
});
