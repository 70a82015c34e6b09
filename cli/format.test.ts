import { expect, it } from 'vitest';
import { createContext } from './context.js';
import { ago, describeSureness, duration, localTime, percent, points, shorten, table } from './format.js';
import { loadConfig } from '../config/index.js';

it('aligns columns, numbers to the right', () => {
  expect(
    table([
      ['name', 'n'],
      ['a', 5],
      ['long name', 12],
    ]),
  ).toBe('name        n\n---------  --\na           5\nlong name  12');
});

it('writes durations, shares and differences as people say them', () => {
  expect([duration(4_200), duration(200_000), duration(7_500_000)]).toEqual(['4 s', '3 min 20 s', '2 h 5 min']);
  expect([percent(0.527), points(0.0314), points(-0.02), points(0)]).toEqual(['52.7%', '+3.1', '-2.0', '0.0']);
  expect(shorten('one\n two  three', 9)).toBe('one two …');
  expect([10_000, 300_000, 7_200_000, 260_000_000].map(ago)).toEqual(['just now', '5 min ago', '2 h ago', '3 days ago']);
  expect(localTime(new Date(2026, 2, 31, 14, 5, 9).getTime())).toBe('2026-03-31 14:05:09');
});

it('keeps results and progress apart, and progress scarce where nobody watches', () => {
  const seen = { out: '', err: '' };
  const streams = {
    stdout: { write: (text: string) => (seen.out += text) },
    stderr: { write: (text: string) => (seen.err += text) },
  };
  const context = createContext(loadConfig({}, '/'), streams, new AbortController().signal);
  context.progress('1 of 9');
  context.progress('2 of 9');
  context.note('half way');
  context.print('result');
  expect(seen).toEqual({ out: 'result\n', err: '1 of 9\nhalf way\n' });
});

it('rewrites one progress line on a terminal', () => {
  let text = '';
  const stderr = { isTTY: true, columns: 10, write: (part: string) => (text += part) };
  const context = createContext(loadConfig({}, '/'), { stdout: { write: () => true }, stderr }, new AbortController().signal);
  context.progress('1 of 9 episodes');
  context.progress('2 of 9 episodes');
  context.note('done');
  expect(text).toBe('1 of 9 ep\r\u001b[K2 of 9 ep\r\u001b[Kdone\n');
});

it('says how sure an end is, and that it is not vouched for', () => {
  expect(describeSureness({})).toBe('');
  expect(describeSureness({ confidence: 0.871 })).toBe(', sure 0.87');
  expect(describeSureness({ confidence: 0.4, contested: true })).toBe(', not vouched for: sure 0.40');
});
