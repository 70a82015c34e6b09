import { describe, expect, it } from 'vitest';
import { porter } from './porter.js';
import { asksWhen, isNegated, sameLiterals, shapeOf } from './shape.js';
import { termsOf } from './terms.js';

describe('terms', () => {
  it('are lower case, without accents and stop words, stemmed, in order', () => {
    expect(termsOf('The Cafés were opening in São Paulo!')).toEqual(['cafe', 'open', 'sao', 'paulo']);
  });

  it('bring irregular forms together with their base', () => {
    expect(termsOf('she bought mice')).toEqual(termsOf('buys a mouse'));
    expect(termsOf('people went')).toEqual(termsOf('person go'));
  });

  it('drop possessives and keep numbers, codes and other scripts', () => {
    expect(termsOf("Anna's order A-1024 für Москва")).toEqual(['anna', 'order', '1024', 'fur', 'москва']);
  });

  it('of Chinese, Japanese and Korean are pairs of characters', () => {
    expect(termsOf('東京都 と 서울시')).toEqual(['東京', '京都', 'と', '서울', '울시']);
    expect(termsOf('iPhone東京')).toEqual([porter('iphone'), '東京']);
  });

  it('leave out what nobody types', () => {
    expect(termsOf(`key ${'a'.repeat(41)}`)).toEqual(['kei']);
  });
});

describe('porter', () => {
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['conditional', 'condit'],
    ['vietnamization', 'vietnam'],
    ['operator', 'oper'],
    ['triplicate', 'triplic'],
    ['hopefulness', 'hope'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['effective', 'effect'],
    ['probate', 'probat'],
    ['rate', 'rate'],
    ['controlling', 'control'],
    ['sky', 'sky'],
  ])('stems %s to %s', (word, stem) => expect(porter(word)).toBe(stem));
});

describe('the shape of a text', () => {
  it('tells questions, first person, times and numbers', () => {
    expect(shapeOf('When did we meet?')).toEqual({ question: true, firstPerson: true, time: false, number: false });
    expect(shapeOf('The meeting is on 3 May.')).toEqual({ question: false, firstPerson: false, time: true, number: true });
    expect(asksWhen('what day does it open')).toBe(true);
    expect(isNegated("She doesn't like it")).toBe(true);
  });

  it('tells two wordings of a fact from two facts', () => {
    expect(sameLiterals('The user lives in Graz', 'User lives in Graz')).toBe(true);
    expect(sameLiterals('Anna owes Bob 5', 'Bob owes Anna 5')).toBe(false);
    expect(sameLiterals('The gate opens at 9', 'The gate opens at 10')).toBe(false);
    expect(sameLiterals('She likes tea', 'She never likes tea')).toBe(false);
    expect(sameLiterals('Write to a@x.org', 'Write to b@x.org')).toBe(false);
  });
});
