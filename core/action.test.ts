import { describe, expect, it } from 'vitest';
import { type Action, parseAction, printAction } from './action.js';

const ACTIONS: [string, Action][] = [
  ['click 3', { kind: 'click', ref: 3 }],
  ['type 5 "ro\\"sa"', { kind: 'type', ref: 5, text: { kind: 'literal', text: 'ro"sa' } }],
  ['type 5 from 9', { kind: 'type', ref: 5, text: { kind: 'from', ref: 9 } }],
  ['type 5 quote 2', { kind: 'type', ref: 5, text: { kind: 'quote', index: 2 } }],
  ['type 5 calc "3+4"', { kind: 'type', ref: 5, text: { kind: 'calc', expression: '3+4' } }],
  ['type 5 secret "shop"', { kind: 'type', ref: 5, text: { kind: 'secret', name: 'shop' } }],
  ['select 4 "Blue"', { kind: 'select', ref: 4, option: 'Blue' }],
  ['press Enter', { kind: 'press', key: 'Enter' }],
  ['scroll page down', { kind: 'scroll', direction: 'down' }],
  ['scroll 2 up', { kind: 'scroll', ref: 2, direction: 'up' }],
  ['drag 3 9', { kind: 'drag', ref: 3, to: 9 }],
  ['hover 2', { kind: 'hover', ref: 2 }],
  ['goto "http://a/b"', { kind: 'goto', url: 'http://a/b' }],
  ['back', { kind: 'back' }],
  ['find "x y"', { kind: 'find', text: 'x y' }],
  ['note "n"', { kind: 'note', text: 'n' }],
  ['wait', { kind: 'wait' }],
  ['ask "why?"', { kind: 'ask', question: 'why?' }],
  ['stop', { kind: 'stop' }],
  ['stop from 7', { kind: 'stop', answer: { kind: 'from', ref: 7 } }],
  ['stop "42"', { kind: 'stop', answer: { kind: 'literal', text: '42' } }],
  ['refuse "no such item"', { kind: 'refuse', reason: 'no such item' }],
];

describe('canonical action lines', () => {
  it.each(ACTIONS)('%s is read and printed without loss', (line, action) => {
    expect(parseAction(line)).toEqual({ ok: true, action });
    expect(printAction(action)).toBe(line);
  });

  it.each([
    '',
    'click',
    'click x',
    'click 0',
    'click "3"',
    'fly 3',
    'type 3',
    'type 3 quote',
    'scroll down',
    'press',
    'back 3',
    'select 4 Blue',
    'stop from',
    'type 5 "open',
  ])('refuses "%s" and says how it is written', (line) => {
    const parsed = parseAction(line);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.problem.length).toBeGreaterThan(10);
  });
});
