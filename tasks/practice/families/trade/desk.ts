import type { ButtonKind, Control, Part } from '../../dom/index.js';
import { click, type OracleStep } from '../../family.js';
import type { World } from '../../world.js';
import { message } from '../apps/kit.js';

/** One fact of each row. */
export interface Column<T> {
  head: string;
  text(item: T): string;
}

export interface Listing<T> {
  root: HTMLElement;
  /** The element that shows one fact, alone. */
  cell(item: T, head: string): HTMLElement;
}

/**
 * Makes the list of a back office: a table, cards, or lines. The form is drawn once, so that it stays when rows come and go.
 * `last` is the header of the column for what one does with a row.
 */
export function listingMaker<T>(
  { dom, random }: World,
  columns: readonly Column<T>[],
  last = '',
): (items: readonly T[], acts?: (item: T) => Part[]) => Listing<T> {
  const form = random.pick(['table', 'table', 'cards', 'lines'] as const);
  const title = random.pick(['h3', 'h4', 'div'] as const);
  const boxes = random.pick(['article', 'section', 'div'] as const);
  const grid = random.chance(0.4) ? 'grid' : 'block';
  return (items, acts) => {
    const cells = new Map(items.map((item) => [item, columns.map((column) => dom.element('span', column.text(item)))]));
    const cell = (item: T, head: string): HTMLElement => cells.get(item)![columns.findIndex((column) => column.head === head)];
    if (form === 'table') {
      const rows = items.map((item): Part[] => [...cells.get(item)!, ...(acts ? [dom.wrap('div', acts(item))] : [])]);
      return { root: dom.table([...columns.map(({ head }) => head), ...(acts ? [last] : [])], rows).root, cell };
    }
    const facts = (item: T): HTMLElement[] =>
      cells.get(item)!.slice(1).flatMap((made, i) => [dom.element('dt', columns[i + 1].head), dom.wrap('dd', [made])]); // prettier-ignore
    const entries = items.map((item) => {
      const head = dom.wrap(title, [cells.get(item)![0]]);
      const bar = dom.wrap('div', acts?.(item) ?? [], 'line');
      return form === 'cards'
        ? dom.wrap(boxes, [head, dom.wrap('dl', facts(item)), bar], 'box')
        : dom.wrap('li', [head, dom.wrap('div', cells.get(item)!.slice(1), 'flex'), bar]);
    });
    return { root: form === 'cards' ? dom.wrap('div', entries, grid) : dom.wrap('ul', entries), cell };
  };
}

export interface RowActs {
  root: HTMLElement;
  /** The next step towards having used the act. */
  step(name: string): OracleStep;
}

/** Makes the commands of each row: buttons beside each other, or a menu behind one. */
export function rowActsMaker({ dom, random }: World): (entries: [string, () => void][], about: string) => RowActs {
  const menu = random.chance(0.4);
  const kind = random.pick<ButtonKind>(['button', 'button', 'link', 'anchor', 'input', 'div']);
  const title = random.pick(['⋯', '⋮', 'Actions', 'More', 'Options']);
  const named = title.length === 1 || random.chance(0.3);
  return (entries, about) => {
    if (!menu) {
      const buttons = new Map(entries.map(([name, press]) => [name, dom.button(name, press, kind).control]));
      return { root: dom.wrap('div', [...buttons.values()], 'line'), step: (name) => click(buttons.get(name)!) };
    }
    const box = dom.element('ul', '', { role: 'menu' });
    box.hidden = true;
    const items = entries.map(([name, press]) => {
      const item = dom.element('li', name, { role: 'menuitem' });
      item.addEventListener('click', press);
      return item;
    });
    box.append(...items);
    const opener = dom.button(title, () => void (box.hidden = !box.hidden), kind === 'input' ? 'button' : kind).control;
    opener.setAttribute('aria-haspopup', 'menu');
    if (named) opener.setAttribute('aria-label', `Actions for ${about}`);
    const step = (name: string): OracleStep => click(box.hidden ? opener : items[entries.findIndex(([entry]) => entry === name)]);
    return { root: dom.wrap('div', [opener, box]), step };
  };
}

/** What a dialog asks. */
export interface Question {
  title: string;
  parts: Part[];
  yes: string;
  /** Why it cannot be answered with yes yet; shown in the dialog. */
  problem?(): string | undefined;
  then(): void;
}

export interface Modal {
  ask(question: Question): void;
  /** The question that stands over the page now. */
  open(): Question | undefined;
  /** Puts the dialog over the page, if there is one: the last thing of a view. */
  place(): void;
  yes(): OracleStep;
  no(): OracleStep;
}

/** A dialog that is part of the state of a view: it stays until one of its buttons was pressed. */
export function modal(world: World, no = world.random.pick(['Cancel', 'Go back', 'Not now', 'Close'])): Modal {
  const { dom, random } = world;
  const yesFirst = random.chance(0.5);
  let present: Question | undefined;
  let error = '';
  let keys: HTMLElement[] = [];
  const close = (): void => {
    present = undefined;
    world.refresh();
  };
  const accept = (question: Question) => (): void => {
    error = question.problem?.() ?? '';
    if (error) return world.refresh();
    present = undefined;
    question.then();
  };
  const place = (): void => {
    if (!present) return;
    const answers = [{ label: present.yes, onClick: accept(present) }, { label: no, onClick: close }]; // prettier-ignore
    const parts = error ? [...present.parts, message(world, error, 'alert')] : present.parts;
    const made = dom.dialog(present.title, parts.map((part) => dom.wrap('div', [part])), yesFirst ? answers : answers.reverse()); // prettier-ignore
    const controls = made.buttons.map((button) => button.control);
    keys = yesFirst ? controls : controls.reverse();
  };
  const ask = (question: Question): void => {
    error = '';
    present = question;
    world.refresh();
  };
  const open = (): Question | undefined => (keys[0]?.isConnected ? present : undefined);
  return { ask, open, place, yes: () => click(keys[0]), no: () => click(keys[1]) };
}

export interface Pager<T> {
  /** The items that are shown now. */
  shown(): T[];
  /** Puts what leads to the others below the list. */
  place(): void;
  /** The next step towards seeing an item. */
  toward(item: T): OracleStep | undefined;
  /** The next step towards having seen all. */
  explore(): OracleStep | undefined;
}

/** A list that goes over pages, grows by "load more", or stands there whole. */
export function pager<T>(world: World, items: () => readonly T[], per: number): Pager<T> {
  const { dom, random } = world;
  const form = random.pick(items().length > 5 ? (['pages', 'more'] as const) : (['pages', 'more', 'whole'] as const));
  const label = random.pick(['Load more', 'Show more', 'More', 'Show older']);
  const seen = new Set<number>();
  let at = 0;
  let links: ReturnType<typeof dom.pagination> | undefined;
  let more: HTMLElement | undefined;
  const pages = (): number => (form === 'whole' ? 1 : Math.max(1, Math.ceil(items().length / per)));
  const go = (page: number): void => {
    at = page;
    world.refresh();
  };
  const shown = (): T[] => {
    at = Math.min(at, pages() - 1);
    seen.add(at);
    if (form === 'whole') return [...items()];
    return items().slice(form === 'more' ? 0 : at * per, (at + 1) * per);
  };
  const place = (): void => {
    links = more = undefined;
    if (pages() === 1) return;
    if (form === 'pages') {
      links = dom.pagination(at, pages(), go);
      dom.add(links);
    } else if (at < pages() - 1) {
      more = dom.button(label, () => go(at + 1)).control;
      dom.add(more);
    }
  };
  const turn = (forth: boolean): OracleStep =>
    click((forth ? (more ?? links?.next) : links?.previous) ?? links!.numbers[forth ? at + 1 : at - 1]);
  const toward = (item: T): OracleStep | undefined =>
    shown().includes(item) ? undefined : turn(form === 'more' || items().indexOf(item) >= at * per);
  const explore = (): OracleStep | undefined => {
    const unseen = Array.from({ length: pages() }, (_, page) => page).find((page) => !seen.has(page));
    return unseen === undefined ? undefined : turn(unseen > at);
  };
  return { shown, place, toward, explore };
}

/** One of a few, as buttons beside each other of which one is pressed. */
export function segmented({ dom, random }: World, label: string, options: readonly string[], chosen = ''): Control<string> {
  const radio = random.chance(0.5);
  let present = '';
  const buttons = options.map((option) => dom.element('button', option, { type: 'button', ...(radio ? { role: 'radio' } : {}) }));
  const set = (option: string): void => {
    present = option;
    buttons.forEach((button, i) => {
      const on = options[i] === option;
      button.setAttribute(radio ? 'aria-checked' : 'aria-pressed', String(on));
      button.style.cssText = on ? 'font-weight:bold;text-decoration:underline;outline:2px solid' : '';
    });
  };
  const group = dom.wrap('span', buttons, 'line');
  group.setAttribute('role', radio ? 'radiogroup' : 'group');
  group.setAttribute('aria-label', label);
  const root = dom.wrap('div', [dom.element('span', label), ' ', group]);
  buttons.forEach((button, i) =>
    button.addEventListener('click', () => {
      set(options[i]);
      root.dispatchEvent(new Event('change'));
    }),
  );
  set(chosen);
  const step = (wanted: string): OracleStep | undefined =>
    present === wanted ? undefined : click(buttons[options.indexOf(wanted)]);
  return { root, control: group, label, value: () => present, set, step };
}

export type ChooserKind = 'select' | 'dropdown' | 'radios' | 'segmented';

/** What a list shows while nothing is chosen. */
export const NOTHING = 'Choose...';

/** One of a few, in any form. While nothing is chosen its value is `NOTHING` or ''. */
export function chooser(
  world: World,
  label: string,
  options: readonly string[],
  { chosen, kinds = ['select', 'select', 'dropdown', 'radios', 'segmented'] }: { chosen?: string; kinds?: ChooserKind[] } = {},
): Control<string> & { clear(): void } {
  const { dom, random } = world;
  const kind = random.pick(kinds);
  const list = [...options];
  const make = (): Control<string> => {
    if (kind === 'select') return dom.select(label, chosen === undefined ? [NOTHING, ...list] : list, chosen ?? NOTHING);
    if (kind === 'dropdown') return dom.dropdown(label, list, chosen);
    return kind === 'radios' ? dom.radios(label, list, chosen) : segmented(world, label, list, chosen);
  };
  const made = make();
  return { ...made, clear: () => made.set(kind === 'select' ? NOTHING : '') };
}

/** The way to the present page: links to those above it. */
export function breadcrumbs({ dom }: World, above: [string, () => void], here: string): { root: HTMLElement; up: HTMLElement } {
  const up = dom.link(above[0], above[1]).control;
  return { root: dom.wrap('nav', [up, dom.element('span', '›'), dom.element('span', here)], 'line'), up };
}

/** A text with a capital at the start of each sentence, where the name of a command has come to stand there. */
export const sentences = (text: string): string =>
  text.replace(/([.?!] )(\p{Ll})/gu, (_, end: string, letter: string) => end + letter.toUpperCase());

/** The first step that is still to do. */
export function firstStep(...steps: (() => OracleStep | undefined)[]): OracleStep | undefined {
  for (const step of steps) {
    const next = step();
    if (next) return next;
  }
  return undefined;
}
