import { describe, expect, it } from 'vitest';
import { colourWord } from './colour.js';
import { ordinal } from './context.js';
import { fileWords, hintWords } from './hint.js';
import { splitText } from './text-run.js';

describe('colourWord', () => {
  it('says what people say', () => {
    const cases: [string, string][] = [
      ['rgb(255, 0, 0)', 'red'], ['rgb(0, 255, 0)', 'green'], ['rgb(0, 0, 128)', 'blue'], ['rgb(255, 165, 0)', 'orange'], ['rgb(128, 0, 128)', 'purple'],
      ['rgb(255, 192, 203)', 'pink'], ['rgb(139, 69, 19)', 'brown'], ['rgb(0, 255, 255)', 'cyan'], ['rgb(255, 255, 0)', 'yellow'], ['rgb(255, 0, 255)', 'magenta'],
      ['rgb(130, 130, 130)', 'gray'], ['rgb(10, 10, 10)', 'black'], ['rgb(250, 250, 250)', 'white'], ['rgba(255, 0, 0, 0.5)', 'red'],
      ['rgba(0, 0, 0, 0)', ''], ['none', ''],
    ]; // prettier-ignore
    expect(cases.map(([colour]) => colourWord(colour))).toEqual(cases.map(([, word]) => word));
  });
});

describe('hintWords', () => {
  it('keeps words that say what a thing is', () => {
    const cases: [string, string][] = [
      ['icon-trash', 'trash'], ['fa-arrow-left', 'arrow left'], ['replyButton', 'reply'], ['ui-icon-close', 'close'], ['js-add-item', 'add'],
      ['pull-right', ''], ['css-1x9fa', ''], ['sc-bdVaJa', ''], ['btn-primary', ''], ['ui-corner-all', ''], ['star2', 'star'], ['col-md-6', ''],
    ]; // prettier-ignore
    expect(cases.map(([token]) => hintWords(token))).toEqual(cases.map(([, words]) => words));
    expect(fileWords('/a/b/shopping%20cart@2x.png?v=1')).toBe('shopping cart');
    expect(fileWords('data:image/png;base64,AAAA')).toBe('');
  });
});

describe('splitText', () => {
  it('loses no word, and keeps pieces within the limit also without a sentence end or a space', () => {
    for (const text of [
      'One. Two. Three.',
      'word '.repeat(30).trim(),
      'x'.repeat(95),
      `Short. ${'long '.repeat(20)}end. Tail.`,
    ]) {
      const pieces = splitText(text, 40);
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(40);
    }
    expect(splitText('First one here. Second one here. Third.', 32)).toEqual(['First one here. Second one here.', 'Third.']);
  });
});

describe('ordinal', () => {
  it('ends as it is spoken', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd 111th',
    );
  });
});
