import { describe, expect, it } from 'vitest';
import { fieldValue } from './field-value.js';
import { keyName } from '../act/keys.js';

describe('fieldValue', () => {
  it.each([
    ['date', '2026-11-21', '2026-11-21'],
    ['date', '1/2/2026', '2026-01-02'],
    ['date', 'January 2nd, 2026', '2026-01-02'],
    ['date', '2 of January 2026', '2026-01-02'],
    ['date', '13/40/2026', undefined],
    ['date', '', ''],
    ['time', '9:05', '09:05'],
    ['time', '12 AM', '00:00'],
    ['time', '12:15 p.m.', '12:15'],
    ['time', '25:00', undefined],
    ['time', '9', undefined],
    ['datetime-local', '2026-11-21T14:30', '2026-11-21T14:30'],
    ['datetime-local', 'Nov 21, 2026 at 2:30 PM', '2026-11-21T14:30'],
    ['month', 'Nov 2026', '2026-11'],
    ['month', 'soon', undefined],
    ['week', '2026-w47', '2026-W47'],
    ['color', '#abc', '#aabbcc'],
    ['color', 'red', undefined],
    ['number', '$1,234.50', '1234.50'],
    ['number', '−3', '-3'],
    ['number', 'many', undefined],
    ['range', '40%', '40'],
    ['range', '', undefined],
  ])('%s %j is %j', (input, text, expected) => {
    expect(fieldValue(input, text)).toBe(expected);
  });
});

describe('keyName', () => {
  it.each([
    ['esc', 'Escape'],
    ['ctrl+a', 'Control+a'],
    ['Down', 'ArrowDown'],
    ['Enter', 'Enter'],
    ['+', '+'],
  ])('%j is %j', (key, expected) => {
    expect(keyName(key)).toBe(expected);
  });
});
