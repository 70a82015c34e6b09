import { expect, it } from 'vitest';
import { goalSpans, type TextSource } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { resolveText } from './resolve-text.js';

const GOAL = 'Copy "Rosa" and 3 + 4 into the form.';
const PAGE = observation([
  element('textbox', 'Name', { value: 'Luna' }),
  element('cell', '12.50'),
  element('select', 'Size', {
    options: [
      { label: 'Small', selected: false },
      { label: 'Big', selected: true },
    ],
  }),
  element('textbox', 'Note'),
]);
const resolve = (source: TextSource) => resolveText(source, goalSpans(GOAL), PAGE);

it.each([
  ['a literal', { kind: 'literal', text: 'x' }, 'x'],
  ['a quoted span', { kind: 'quote', index: 1 }, 'Rosa'],
  ['the value of a field', { kind: 'from', ref: 1 }, 'Luna'],
  ['the text of a cell', { kind: 'from', ref: 2 }, '12.50'],
  ['the chosen option of a select', { kind: 'from', ref: 3 }, 'Big'],
  ['the name of an empty field', { kind: 'from', ref: 4 }, 'Note'],
  ['arithmetic over the goal', { kind: 'calc', expression: 'calc(quote(2))' }, '7'],
  ['a function of an element', { kind: 'calc', expression: 'upper(text(1))' }, 'LUNA'],
] satisfies [string, TextSource, string][])('resolves %s', (_, source, text) => {
  expect(resolve(source)).toEqual({ ok: true, text });
});

it('says what a source points at when that is nothing', () => {
  expect(resolve({ kind: 'quote', index: 9 })).toMatchObject({
    ok: false,
    code: 'NO_SUCH_TEXT',
    problem: expect.stringContaining('not 9'),
  });
  expect(resolve({ kind: 'from', ref: 9 })).toMatchObject({ ok: false, code: 'NO_SUCH_TEXT' });
  expect(resolve({ kind: 'secret', name: 'shop' })).toMatchObject({ ok: false, code: 'NO_SUCH_TEXT' });
  expect(resolve({ kind: 'calc', expression: '1 / 0' })).toMatchObject({
    ok: false,
    code: 'BAD_EXPRESSION',
    problem: 'division by zero',
  });
  expect(resolve({ kind: 'calc', expression: 'text(9)' })).toMatchObject({ ok: false, code: 'BAD_EXPRESSION' });
});
