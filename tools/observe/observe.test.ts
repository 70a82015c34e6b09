import { describe, expect, it } from 'vitest';
import type { Observation, PageElement } from '../../core/index.js';
import type { RawElement, RawObservation } from '../page/types.js';
import { completeObservation, diffObservations, fingerprint, printElement, renderObservation } from './index.js';

type Part = Partial<RawElement> & { role: string };

function element(part: Part, index: number): RawElement {
  return { ref: index + 1, name: '', context: '', states: [], verbs: [], depth: 0, box: [0, 0, 10, 10], region: '', ...part };
}

function page(parts: Part[], over: Partial<RawObservation> = {}): RawObservation {
  return { url: 'http://site.test/a', title: 'Site', scroll: { top: 0, max: 0 }, elements: parts.map(element), ...over };
}

const button = (name: string, over: Partial<RawElement> = {}): Part => ({ role: 'button', name, verbs: ['click'], ...over });
const text = (name: string, over: Partial<RawElement> = {}): Part => ({ role: 'text', name, ...over });
const see = (parts: Part[], previous?: Observation): Observation => completeObservation(page(parts), previous);

describe('fingerprint', () => {
  it('is blind to place, focus and context', () => {
    const a = page([button('Send', { box: [1, 2, 3, 4], context: 'x' })]);
    const b = page([button('Send', { states: ['focused'], region: 'form' })], { scroll: { top: 9, max: 50 } });
    expect(fingerprint(a)).toBe(fingerprint(b));
    expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('differs when a role, name, value or state differs', () => {
    const pages = [
      [button('Send')],
      [button('Sent')],
      [{ ...button('Send'), role: 'link' }],
      [button('Send', { states: ['disabled'] })],
      [button('Send', { value: '' })],
      [button('Send'), button('Send')],
    ];
    expect(new Set(pages.map((parts) => fingerprint(page(parts)))).size).toBe(pages.length);
  });
});

describe('completeObservation', () => {
  it('marks nothing as new on the first look and on another page', () => {
    const first = see([button('A')]);
    const other = completeObservation(page([button('B')], { url: 'http://site.test/b' }), first);
    expect([...first.elements, ...other.elements].map(({ isNew }) => isNew)).toEqual([false, false]);
  });

  it('marks what came since the last look at the same page, one of several twins too', () => {
    const first = see([button('A'), button('A')]);
    const raw = page([button('A'), button('B'), button('A'), button('A', { value: 'x' })], { url: 'http://site.test/a#part' });
    expect(completeObservation(raw, first).elements.map(({ isNew }) => isNew)).toEqual([false, true, false, true]);
  });

  it('carries an open dialog', () => {
    const dialog = { kind: 'confirm', message: 'Leave?', defaultValue: '' } as const;
    const seen = completeObservation(page([]), undefined, dialog);
    expect(seen.dialog).toEqual(dialog);
    expect(renderObservation(seen).split('\n')[1]).toBe('confirm waits for an answer: "Leave?"');
  });
});

describe('diffObservations', () => {
  it('names what appeared, vanished and changed, and nothing else', () => {
    const before = see([text('Cart: 0'), button('Add'), { role: 'checkbox', name: 'Gift', states: ['unchecked'] }]);
    const after = see([text('Cart: 1'), button('Add'), { role: 'checkbox', name: 'Gift', states: ['checked'] }]);
    expect(diffObservations(before, after)).toEqual({
      urlChanged: false,
      titleChanged: false,
      dialogOpened: false,
      added: ['text "Cart: 1"'],
      removed: ['text "Cart: 0"'],
      changed: [{ element: 'checkbox "Gift"', before: 'unchecked', after: 'checked' }],
      scrolled: false,
    });
  });

  it('counts gained focus for fields only, and lost focus never', () => {
    const field = (states: string[]): Part => ({ role: 'textbox', name: 'To', value: '', verbs: ['click', 'type'], states });
    const rest = see([field([]), button('Send')]);
    expect(diffObservations(rest, see([field(['focused']), button('Send')])).changed).toHaveLength(1);
    expect(diffObservations(rest, see([field([]), button('Send', { states: ['focused'] })])).changed).toHaveLength(0);
    expect(diffObservations(see([field(['focused']), button('Send')]), rest).changed).toHaveLength(0);
  });

  it('takes a control whose context came or went for the same one', () => {
    const before = see([button('Delete', { context: 'Milk' }), button('Delete', { context: 'Bread' })]);
    const diff = diffObservations(before, see([button('Delete')]));
    expect(diff.removed).toEqual(['button "Delete" (Bread)']);
    expect(diff.added).toEqual([]);
  });

  it('sees scrolling, of the page and of a box', () => {
    const box = (top: number): Part => ({ role: 'scrollbox', name: 'Terms', scroll: { top, max: 100 } });
    const diff = diffObservations(see([box(0)]), see([box(40)]));
    expect(diff).toMatchObject({ scrolled: true, changed: [], added: [] });
    expect(diffObservations(see([]), completeObservation(page([], { scroll: { top: 5, max: 9 } }))).scrolled).toBe(true);
  });
});

describe('printElement', () => {
  it('gives role, name and context without a number', () => {
    expect(printElement({ role: 'button', name: 'Send', context: 'Reply form' })).toBe('button "Send" (Reply form)');
    expect(printElement({ role: 'textbox', name: '', context: '' })).toBe('textbox');
  });
});

describe('renderObservation', () => {
  const cell = (name: string, row: string, column: string, rowIndex: number): Part => ({
    role: 'cell',
    name,
    cell: { row, column, rowIndex },
  });

  it('prints numbered lines under their regions, with values, states and options', () => {
    const first = see([]);
    const seen = see(
      [
        text('Welcome'),
        button('Send', { context: 'Reply form', states: ['disabled'], region: 'form "Reply"' }),
        { role: 'textbox', name: 'To', value: 'zita', region: 'form "Reply"', depth: 1 },
        { role: 'select', name: 'Size', options: [{ label: 'S', selected: false }, { label: 'M', selected: true }], value: 'M' },
      ],
      first,
    ); // prettier-ignore
    expect(renderObservation(seen).split('\n')).toEqual([
      'page "Site" http://site.test/a',
      '*[1] "Welcome"',
      '-- form "Reply"',
      '*[2] button "Send" (Reply form) disabled',
      '  *[3] textbox "To" = "zita"',
      '--',
      '*[4] select "Size" {S | *M}',
    ]);
  });

  it('prints the cells of a row on one line', () => {
    const head = (name: string): Part => ({ role: 'columnheader', name, cell: { row: '', column: '', rowIndex: 0 } });
    const edit = button('Edit', { context: 'Zita', cell: { row: 'Zita', column: '', rowIndex: 1 } });
    const seen = see([head('Name'), head('City'), cell('Zita', 'Zita', 'Name', 1), cell('Oslo', 'Zita', 'City', 1), edit]);
    expect(renderObservation(seen).split('\n').slice(1)).toEqual([
      'columns: [1] "Name" | [2] "City"',
      'row [3] "Zita": [4] City "Oslo" | [5] button "Edit"',
    ]);
  });

  it('folds the least important lines of each region to stay within a budget', () => {
    const parts = [
      ...Array.from({ length: 30 }, (_, i) => text(`Some words of paragraph ${i}`, { region: 'article "News"' })),
      ...Array.from({ length: 20 }, (_, i) => button(`Button ${i}`)),
    ];
    for (const maxCharacters of [200, 500, 900, 1200]) {
      const lines = renderObservation(see(parts), { maxCharacters }).split('\n');
      expect(lines.join('\n').length).toBeLessThanOrEqual(maxCharacters);
      const folded = lines.flatMap((line) => /^\.\.\. (\d+) more in /.exec(line)?.[1] ?? []).map(Number);
      const shown = lines.filter((line) => line.startsWith('[')).length;
      expect(folded.reduce((sum, n) => sum + n, 0) + shown).toBe(parts.length);
    }
    expect(renderObservation(see(parts), { maxCharacters: 500 })).toContain('... 30 more in article "News"');
    const importance = (e: PageElement): number => (e.name.endsWith('paragraph 7') ? 9 : 0);
    expect(renderObservation(see(parts), { maxCharacters: 500, importance })).toContain('"Some words of paragraph 7"');
  });
});
