import { describe, expect, it } from 'vitest';
import { BASE_SPECIALS, BpeEncoder, trainBpe } from './index.js';

const TEXTS = Array(5).fill('rosa rosa "rosa" roses, rose; 2024 größer größe Größe 你好你好') as string[];
const vocabulary = trainBpe(TEXTS, { vocabSize: 420, specials: ['<same>'] });
const encoder = new BpeEncoder(vocabulary);
const pieces = (text: string): string[] => encoder.encode([text]).map((id) => vocabulary.tokens[id]);

describe('trainBpe', () => {
  it('puts the specials first, in an order that never changes', () => {
    expect(BASE_SPECIALS).toHaveLength(118);
    expect(vocabulary.tokens.slice(0, 119)).toEqual([...BASE_SPECIALS, '<same>']);
    expect(vocabulary.tokens).toHaveLength(420);
    expect(vocabulary.tokens[6]).toBe('[0]');
    expect(vocabulary.tokens[106]).toBe('<q1>');
  });

  it('gives the same vocabulary for the same texts', () => {
    expect(trainBpe(TEXTS, { vocabSize: 420, specials: ['<same>'] })).toEqual(vocabulary);
  });

  it('never merges over a space, digit or punctuation mark', () => {
    const merged = vocabulary.merges.map((merge) => encoder.decode([vocabulary.tokens.indexOf(merge.replace(' ', ''))]));
    for (const piece of merged) expect(piece).toMatch(/^(\p{L}+|\uFFFD)$/u); // letters, or the beginning of one letter
    expect(pieces('x 2024, (a)')).toEqual(['x', 'Ġ', '2', '0', '2', '4', ',', 'Ġ', '(', 'a', ')']);
  });

  it('spells a word alike wherever it stands', () => {
    expect(pieces('rosa')).toEqual(['rosa']);
    expect(pieces(' rosa "rosa"').filter((piece) => piece === 'rosa')).toHaveLength(2);
  });

  it('fills up with unused tokens when the texts are too small', () => {
    expect(trainBpe([], { vocabSize: 400 }).tokens.at(-1)).toBe('<|unused399|>');
  });

  it('refuses specials that ordinary text could spell, and vocabularies without room', () => {
    const codeOf = (code: string): unknown => expect.objectContaining({ code });
    for (const special of ['', 'click', '.', 'größe'])
      expect(() => trainBpe([], { vocabSize: 400, specials: [special] })).toThrow(codeOf('TOKENIZER_SPECIAL'));
    expect(() => trainBpe([], { vocabSize: 300 })).toThrow(codeOf('TOKENIZER_VOCABULARY'));
  });
});

describe('BpeEncoder', () => {
  it('never reads a special out of text', () => {
    const end = encoder.special('<|end|>');
    expect(encoder.encode(['<|end|> [5] <q1>'])).not.toContain(end);
    expect(encoder.encode([{ token: '<|end|>' }, { token: '[5]' }])).toEqual([end, 11]);
  });

  it('decodes to the text it was given', () => {
    const text = 'größer "rosa" 你好 😀 e\u0301\n\t';
    expect(encoder.decode(encoder.encode([text]))).toBe(text);
    expect(encoder.decode(encoder.encode([{ token: '<q3>' }, 'x']))).toBe('<q3>x');
  });

  it('names a special that the vocabulary lacks', () => {
    expect(() => encoder.encode([{ token: '<nope>' }])).toThrow(/"<nope>"/);
  });

  it('gives nothing for nothing', () => {
    expect(encoder.encode([])).toEqual([]);
    expect(encoder.encode([''])).toEqual([]);
  });
});
