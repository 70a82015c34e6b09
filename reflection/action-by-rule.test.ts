import { describe, expect, it } from 'vitest';
import { type Expectation, NO_DIFF, type ObservationDiff, type Outcome } from '../core/index.js';
import { judgeAction } from './action-by-rule.js';

const NAME: Expectation = { effect: 'value', element: 'textbox "Name"', becomes: 'Rosa' };

function judge(
  expectation: Expectation,
  diff: Partial<ObservationDiff>,
  status: Outcome['status'] = 'ok',
  more: Partial<Outcome> = {},
) {
  return judgeAction({ expectation, outcome: { status, message: 'm', diff: { ...NO_DIFF, ...diff }, ms: 1, ...more } });
}
const becomes = (element: string, after: string) => ({ changed: [{ element, before: '', after }] });

describe('A: as expected', () => {
  it.each([
    ['a field that holds the text', NAME, becomes('textbox "Name"', '= "Rosa" focused')],
    ['a field that formats it', { ...NAME, becomes: '5551234' }, becomes('textbox "Name"', '= "555-1234"')],
    ['a password field', NAME, becomes('textbox "Name"', '= "••••"')],
    [
      'a chosen option',
      { effect: 'value', element: 'select "Size"', becomes: 'Big' },
      becomes('select "Size"', '{Small | *Big}'),
    ],
    ['a ticked box', { effect: 'state', element: 'checkbox "News"', becomes: 'checked' }, becomes('checkbox "News"', 'checked')],
    [
      'an option that is not selected any more',
      { effect: 'state', element: 'option "a"', becomes: 'unselected' },
      becomes('option "a"', ''),
    ],
    ['another page after a link', { effect: 'page' }, { urlChanged: true }],
    ['a moved view', { effect: 'scroll' }, { scrolled: true }],
    ['any change after a button', { effect: 'any' }, { added: ['text "Saved"'] }],
  ] satisfies [string, Expectation, Partial<ObservationDiff>][])('%s', (_, expectation, diff) => {
    expect(judge(expectation, diff).label).toBe('A');
  });

  it('an action that changes nothing by nature', () => {
    expect(judge({ effect: 'none' }, {}, 'ok').label).toBe('A');
  });
});

it('B: another page instead of a new value', () => {
  expect(judge(NAME, { urlChanged: true }).label).toBe('B');
});

it('B: an error message that was not there before, with its words', () => {
  const verdict = judge({ effect: 'any' }, { added: ['alert "Please enter your name"'] });
  expect(verdict).toMatchObject({ label: 'B', reason: 'the page now says: alert "Please enter your name"' });
  expect(judge({ effect: 'any' }, { added: ['link "How we failed better"'] }).label).toBe('A');
});

it('C: nothing changed', () => {
  expect(judge(NAME, {}, 'no-effect')).toMatchObject({ label: 'C', source: 'rule:nothing-changed' });
});

it('C: a failed action, with its code', () => {
  expect(judge(NAME, {}, 'error', { code: 'COVERED' })).toMatchObject({ label: 'C', reason: 'COVERED: m' });
});

it('D: something else changed', () => {
  expect(judge(NAME, { added: ['text "x"'] }).label).toBe('D');
  expect(judge(NAME, becomes('textbox "Name"', '= "Ros"')).label).toBe('D');
  expect(
    judge({ effect: 'state', element: 'checkbox "News"', becomes: 'checked' }, becomes('checkbox "News"', 'unchecked')).label,
  ).toBe('D');
});

it('D: done, but with nothing to see', () => {
  expect(judge({ effect: 'any' }, {}, 'ok').label).toBe('D');
});
