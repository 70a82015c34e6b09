import { expect, it } from 'vitest';
import { type Action, type PageElement } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { firstFailing, holds } from '../checks.js';
import { achievementsOf } from './achievements.js';

type Page = Parameters<typeof observation>[0];
const CLICK_FIRST: Action = { kind: 'click', ref: 1 };

/** The claims of a step, each of which has to be false before it and true after it. */
function claimsOf(before: Page, after: Page, action: Action = CLICK_FIRST, urls: [string?, string?] = []) {
  const pages = { before: observation(before, urls[0] ? { url: urls[0] } : {}), after: observation(after, urls[1] ? { url: urls[1] } : {}) }; // prettier-ignore
  const claims = achievementsOf({ ...pages, action });
  for (const { condition } of claims) {
    expect(condition.some((check) => holds(check, pages.before, {}))).toBe(false);
    expect(firstFailing(condition, pages.after, {})).toBeUndefined();
  }
  return claims.map(({ goal }) => goal);
}

const box = (name: string, state: string, more: Partial<PageElement> = {}) =>
  element('checkbox', name, { states: [state], ...more });
const list = (chosen: string) => {
  const options = ['Red', 'Blue'].map((label) => ({ label, selected: label === chosen }));
  return element('select', 'Colour', { options, value: chosen });
};

it.each<[goal: string, before: Page, after: Page]>([
  ['Set "Email" to "x@y.org"', [element('textbox', 'Email')], [element('textbox', 'Email', { value: 'x@y.org' })]],
  ['Select "Blue" in "Colour"', [list('Red')], [list('Blue')]],
  ['Check "Terms"', [box('Terms', 'unchecked')], [box('Terms', 'checked')]],
  ['Uncheck "Terms"', [box('Terms', 'checked')], [box('Terms', 'unchecked')]],
  ['Choose "Card"', [element('radio', 'Card', { states: ['unchecked'] })], [element('radio', 'Card', { states: ['checked'] })]],
  ['Open "Prices"', [element('tab', 'Prices')], [element('tab', 'Prices', { states: ['selected'] })]],
  ['Close "More"', [element('button', 'More', { states: ['open'] })], [element('button', 'More', { states: ['closed'] })]],
  ['Open "Settings"', [element('link', 'Settings')], [element('link', 'Settings'), element('heading', 'Your account')]],
  ['Press "Save"', [element('button', 'Save')], [element('button', 'Save'), element('text', 'All changes were kept')]],
])('reads %s from what changed', (goal, before, after) => {
  expect(claimsOf(before, after)).toEqual([goal]);
});

it('says which of several controls of one name it was', () => {
  const like = (of: string, state: string) => element('button', 'Like', { context: of, states: [state] });
  const before = [like('Ann', 'unchecked'), like('Bob', 'unchecked')];
  expect(claimsOf(before, [like('Ann', 'checked'), before[1]])).toEqual(['Check "Like" for "Ann"']);
});

it('reads that an item is gone, and an address', () => {
  const row = (name: string) => [element('text', name), element('button', 'Delete', { context: name })];
  expect(claimsOf([...row('Milk'), ...row('Tea')], row('Tea'), { kind: 'click', ref: 2 })).toEqual(['Press "Delete" for "Milk"']);
  const help = [element('link', 'Help')];
  expect(claimsOf(help, help, CLICK_FIRST, ['http://a.org/', 'http://a.org/help'])).toEqual(['Open "Help"']);
  expect(claimsOf(help, help, CLICK_FIRST, ['http://a.org/', 'http://a.org/e/8c2f77ab91c04d5aa1']).length).toBe(0); // made up for this visit
});

it('claims what a press did to others, a few of them at most', () => {
  const boxes = (state: string) => ['A1', 'B2', 'C3', 'D4', 'E5', 'F6'].map((name) => box(name, state));
  const all = element('button', 'Select all');
  expect(claimsOf([all, ...boxes('unchecked')], [all, ...boxes('checked')])).toEqual(['Check "A1"', 'Check "B2"', 'Check "C3"', 'Check "D4"']); // prettier-ignore
});

it('claims nothing where nothing changed, or where no words would tell what is meant', () => {
  const secret = (value: string) => element('textbox', 'Password', { value });
  expect(claimsOf([box('Terms', 'checked')], [box('Terms', 'checked')])).toEqual([]);
  expect(claimsOf([secret('')], [secret('•••')])).toEqual([]);
  expect(claimsOf([box('', 'unchecked')], [box('', 'checked')])).toEqual([]);
  expect(claimsOf([box('Yes', 'unchecked'), box('Yes', 'unchecked')], [box('Yes', 'checked'), box('Yes', 'unchecked')])).toEqual([]); // prettier-ignore
  expect(claimsOf([element('button', 'More')], [element('button', 'More'), element('text', '17 of 20')])).toEqual([]); // changes by itself
});
