import { describe, expect, it } from 'vitest';
import { goalSpans, mentions, normalizeText } from './goal.js';

const texts = (goal: string): string[] => goalSpans(goal).map((span) => span.text);

describe('goal spans', () => {
  it.each([
    ['Type "rosa" into "First name", then press Send', ['rosa', 'First name', 'Send']],
    ["Choose 'Dark blue' and don't touch Zita's entry", ['Dark blue', 'Zita']],
    ['Write to anna.b@mail.test about order A-1042', ['anna.b@mail.test', 'A-1042']],
    ['Book 2 seats on March 5, 2024 at 10:30 am', ['2', 'March 5, 2024', '10:30 am']],
    ['Compute 3 + 4 x 2', ['3 + 4 x 2']],
    ['Find New York flights. Pick the cheapest one', ['New York']],
    ['Open @rosa_b and like #spring', ['@rosa_b', '#spring']],
    ['the date is 2024-03-05 or 3/5/2024', ['2024-03-05', '3/5/2024']],
    ['Pay $12.50 now', ['$12.50']],
    ['Call +65 207 364240 now', ['+65 207 364240']],
    ['1. Open the menu\n2. press "Go"', ['Go']],
    ['Choose 5. Then stop', ['5']],
    ['Room: 22. Correct it', ['22']],
    ['Open Account settings', ['Account']],
    ['Price of Igloo trip?', ['Igloo']],
  ])('%s', (goal, expected) => expect(texts(goal)).toEqual(expected));

  it('numbers spans in order of appearance', () => {
    expect(goalSpans('Put "b" after Zita').map((span) => [span.index, span.text])).toEqual([
      [1, 'b'],
      [2, 'Zita'],
    ]);
  });
});

it('compares what people see', () => {
  expect(normalizeText(' First  name: *')).toBe('first name');
  expect(mentions('Click on the Sign-in button', 'sign in')).toBe(true);
  expect(mentions('Click on the Signing button', 'sign')).toBe(false);
});
