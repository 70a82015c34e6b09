import { describe, expect, it } from 'vitest';
import type { PageDialog } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { FormWiring, Wiring } from '../page/wiring.js';
import { assessRisk, isWithin, type Risk } from './risk.js';

const SITE = 'https://shop.example';
const form = (more: Partial<FormWiring> = {}): FormWiring => ({
  index: 1,
  name: '',
  action: `${SITE}/do`,
  search: false,
  ...more,
});

const riskOf = (role: string, name: string, wiring: Partial<Wiring> = {}, more = {}): Risk =>
  assessRisk({ kind: 'click', ref: 1 }, observation([element(role, name, more)]), [{ ref: 1, ...wiring }]).risk;

describe('a link', () => {
  it.each<[Risk, string, string]>([
    ['read', 'Orders', '/orders'],
    ['read', 'Delivery times', '/help/delivery'],
    ['read', 'Add contact', '/contacts/add'],
    ['read', 'How to delete old photos from a phone', '/blog/17'],
    ['read', 'Contents', '/page#contents'],
    ['irreversible', 'Delete', '/contacts/3'],
    ['irreversible', 'Bye', '/logout'],
    ['irreversible', 'Bye', '/account/logout.php'],
    ['irreversible', 'Weg damit', '/items?id=3&action=delete'],
    ['state-changing', 'Tasty', '/basket/add-to-cart'],
    ['state-changing', '♥', '/posts/7?do=like'],
    ['state-changing', 'Add to basket', '/p/9'],
  ])('is %s: %s at %s', (risk, name, path) => expect(riskOf('link', name, { href: SITE + path })).toBe(risk));

  it('without an address is a button in the clothes of a link', () => {
    expect(riskOf('link', 'Weiter', { href: `${SITE}/#` })).toBe('state-changing');
    expect(riskOf('link', 'Show more', { href: 'javascript:void(0)' })).toBe('reversible');
  });
});

describe('a button that sends a form', () => {
  it.each<[Risk, string, FormWiring]>([
    ['state-changing', 'Los', form({ method: 'post' })],
    ['irreversible', 'Yes, delete it', form({ method: 'post' })],
    ['irreversible', 'Pay now', form({ method: 'get' })],
    ['read', 'Los', form({ search: true })],
    ['read', 'Search', form()],
    ['read', 'Los', form({ method: 'get' })],
    ['state-changing', 'Save', form({ method: 'get' })],
    ['state-changing', 'Los', form()], // no method in writing: a script may send it
    ['reversible', 'Los', form({ method: 'dialog' })],
  ])('is %s: %s', (risk, name, wiring) => expect(riskOf('button', name, { submits: true, form: wiring })).toBe(risk));
});

describe('any other control', () => {
  it.each<[Risk, string, string, Partial<Wiring>?]>([
    ['reversible', 'tab', 'Reviews'],
    ['reversible', 'button', 'Konto', { opens: true }],
    ['reversible', 'button', '☰'],
    ['reversible', 'button', 'Close'],
    ['reversible', 'button', 'Close the menu'],
    ['state-changing', 'button', 'Close issue'],
    ['irreversible', 'button', 'Log out', { opens: true }],
    ['state-changing', 'button', 'Frobnicate'],
    ['state-changing', 'menuitem', 'Frobnicate'],
    ['state-changing', 'text', 'Frobnicate'],
    ['reversible', 'checkbox', 'News', { form: form({ method: 'post' }) }],
    ['state-changing', 'checkbox', 'News', { onChange: true }],
    ['state-changing', 'switch', 'News'],
    ['reversible', 'switch', 'News', { form: form() }],
  ])('is %s: %s %s', (risk, role, name, wiring) => expect(riskOf(role, name, wiring)).toBe(risk));

  it('that says it is closed only opens', () => expect(riskOf('button', 'Konto', {}, { states: ['closed'] })).toBe('reversible'));
});

describe('other verbs', () => {
  const page = observation([element('textbox', 'Name', { states: ['focused'] }), element('select', 'Size')]);
  it('fill and choose reversibly, unless a file is handed over or the list sends its form', () => {
    const type = { kind: 'type', ref: 1, text: { kind: 'literal', text: 'Ann' } } as const;
    expect(assessRisk(type, page).risk).toBe('reversible');
    expect(assessRisk(type, page, [{ ref: 1, input: 'file' }]).risk).toBe('state-changing');
    const select = { kind: 'select', ref: 2, option: 'L' } as const;
    expect(assessRisk(select, page).risk).toBe('reversible');
    expect(assessRisk(select, page, [{ ref: 2, onChange: true, form: form({ method: 'post' }) }]).risk).toBe('state-changing');
  });

  it('judge Enter by the form of the focused field', () => {
    const enter = { kind: 'press', key: 'Enter' } as const;
    expect(assessRisk(enter, page).risk).toBe('state-changing');
    expect(assessRisk(enter, page, [{ ref: 1, form: form({ search: true }) }]).risk).toBe('read');
    expect(assessRisk({ kind: 'press', key: 'Tab' }, page).risk).toBe('read');
  });

  it('judge consent by the question', () => {
    const asked = (kind: PageDialog['kind'], message: string): Risk =>
      assessRisk({ kind: 'press', key: 'Enter' }, observation([], { dialog: { kind, message, defaultValue: '' } })).risk;
    expect(asked('alert', 'Hello')).toBe('read');
    expect(asked('confirm', 'Go on?')).toBe('state-changing');
    expect(asked('confirm', 'Really delete it?')).toBe('irreversible');
  });

  it('judge an address that is opened as they judge a link', () => {
    expect(assessRisk({ kind: 'goto', url: `${SITE}/logout` }, page).risk).toBe('irreversible');
    expect(assessRisk({ kind: 'goto', url: SITE }, page).risk).toBe('read');
  });
});

it('orders the classes', () => {
  expect(isWithin('reversible', 'reversible')).toBe(true);
  expect(isWithin('state-changing', 'reversible')).toBe(false);
});
