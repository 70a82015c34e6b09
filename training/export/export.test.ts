import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, toJsonLines } from './formats.js';

const decision = { prompt: 'The sky is', answer: ' blue.' };
const preference = { prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' };
const judged = { ...decision, good: true };
const stepwise = {
  prompt: 'Which is larger, 9.8 or 9.11?',
  steps: [
    { text: 'The fraction of 9.8 is 0.8.', good: true },
    { text: '9.11 is larger.', good: false },
  ],
};
const ask = [{ role: 'user', content: 'The sky is' }];
const say = (content: string): unknown => [{ role: 'assistant', content }];
const rows = (lines: string): unknown[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('exported rows', () => {
  it('have the shapes that TRL documents', () => {
    expect(rows(toJsonLines(EXPORT_FORMATS.sft, [decision, decision]))).toEqual(
      Array(2).fill({ prompt: 'The sky is', completion: ' blue.' }),
    );
    expect(rows(toJsonLines(EXPORT_FORMATS['sft-chat'], [decision]))).toEqual([{ prompt: ask, completion: say(' blue.') }]);
    expect(rows(toJsonLines(EXPORT_FORMATS.dpo, [preference]))).toEqual([preference]);
    expect(rows(toJsonLines(EXPORT_FORMATS['dpo-chat'], [preference]))).toEqual([
      { prompt: ask, chosen: say(' blue.'), rejected: say(' green.') },
    ]);
    expect(rows(toJsonLines(EXPORT_FORMATS.kto, [judged]))).toEqual([
      { prompt: 'The sky is', completion: ' blue.', label: true },
    ]);
    expect(rows(toJsonLines(EXPORT_FORMATS['kto-chat'], [judged]))).toEqual([
      { prompt: ask, completion: say(' blue.'), label: true },
    ]);
    expect(rows(toJsonLines(EXPORT_FORMATS.stepwise, [stepwise]))).toEqual([
      {
        prompt: stepwise.prompt,
        completions: ['The fraction of 9.8 is 0.8.', '9.11 is larger.'],
        labels: [true, false],
      },
    ]);
  });

  it('are one JSON object a line, whatever the text', () => {
    const lines = toJsonLines(EXPORT_FORMATS.sft, [{ prompt: 'a\nb "c"\u2028', answer: '\\d' }]);
    expect(lines.endsWith('\n')).toBe(true);
    expect(rows(lines)).toEqual([{ prompt: 'a\nb "c"\u2028', completion: '\\d' }]);
    expect(toJsonLines(EXPORT_FORMATS.sft, [])).toBe('');
  });

  it('are refused when they say nothing, with the record that is to blame', () => {
    const refusal = (message: RegExp): unknown =>
      expect.objectContaining({ code: 'EXPORT_INVALID', message: expect.stringMatching(message) as string });
    expect(() => toJsonLines(EXPORT_FORMATS.sft, [decision, { ...decision, answer: '' }])).toThrow(
      refusal(/Record 2 .*completion/),
    );
    expect(() => toJsonLines(EXPORT_FORMATS.dpo, [{ ...preference, rejected: ' blue.' }])).toThrow(refusal(/the same/));
    expect(() => toJsonLines(EXPORT_FORMATS['dpo-chat'], [{ ...preference, rejected: ' blue.' }])).toThrow(refusal(/the same/));
    expect(() => toJsonLines(EXPORT_FORMATS.stepwise, [{ prompt: 'p', steps: [] }])).toThrow(refusal(/completions/));
  });
});
