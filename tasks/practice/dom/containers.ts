import { click, type OracleStep } from '../family.js';
import { button, type Button } from './buttons.js';
import { element, partNode, plainId, wrap, type Kit, type Part } from './basic.js';

export interface Panels {
  root: HTMLElement;
  /** What one clicks, by title order. */
  controls: HTMLElement[];
  panels: HTMLElement[];
  /** Index of the open panel; -1 when none is. */
  open(): number;
  /** Indexes of the panels that were ever open: what someone has seen so far. */
  seen(): ReadonlySet<number>;
  /** Opens a panel unless it is open. */
  step(index: number): OracleStep | undefined;
}

/** Tabs; the first is open. Clicking opens a panel and closes the others. */
export function tabs(kit: Kit, titles: string[], bodies: Part[][], open = 0): Panels {
  const aria = kit.random.chance(0.7);
  const tag = kit.random.pick(['button', 'a', 'li', 'div'] as const);
  const controls = titles.map((title) =>
    element(kit, tag, title, { ...(aria ? { role: 'tab' } : { class: 'clickable' }), ...(tag === 'a' ? { href: '#' } : {}) }),
  );
  const panels = bodies.map((parts) => wrap(kit, 'div', parts));
  if (aria) panels.forEach((panel) => panel.setAttribute('role', 'tabpanel'));
  let present = open;
  const seen = new Set<number>();
  const show = (index: number): void => {
    present = index;
    seen.add(index);
    panels.forEach((panel, i) => (panel.hidden = i !== index));
    if (aria) controls.forEach((control, i) => control.setAttribute('aria-selected', String(i === index)));
    else controls.forEach((control, i) => (control.style.fontWeight = i === index ? 'bold' : 'normal'));
  };
  controls.forEach((control, i) => control.addEventListener('click', () => show(i)));
  show(open);
  const bar = wrap(kit, tag === 'li' ? 'ul' : 'div', controls, 'flex');
  if (aria) bar.setAttribute('role', 'tablist');
  const step = (index: number): OracleStep | undefined => (present === index ? undefined : click(controls[index]));
  return { root: wrap(kit, 'div', [bar, ...panels]), controls, panels, open: () => present, seen: () => seen, step };
}

/** Sections that open and close; all closed at first unless `open` is given. `single` closes the others. */
export function accordion(
  kit: Kit,
  titles: string[],
  bodies: Part[][],
  options: { open?: number; single?: boolean } = {},
): Panels {
  const native = kit.random.chance(0.25);
  const sections = titles.map((title, i) => (native ? nativeSection(kit, title, bodies[i]) : ownSection(kit, title, bodies[i])));
  const open = (): number => sections.findIndex((section) => section.isOpen());
  const seen = new Set<number>(options.open === undefined ? [] : [options.open]);
  sections.forEach((section, i) => {
    if (i === options.open) section.set(true);
    section.control.addEventListener('click', () => {
      seen.add(i);
      if (options.single) sections.forEach((other) => other !== section && other.set(false));
    });
  });
  return {
    root: wrap(kit, 'div', sections.map((section) => section.root)), // prettier-ignore
    controls: sections.map((section) => section.control),
    panels: sections.map((section) => section.panel),
    open,
    seen: () => seen,
    step: (index) => (sections[index].isOpen() ? undefined : click(sections[index].control)),
  };
}

interface Section {
  root: HTMLElement;
  control: HTMLElement;
  panel: HTMLElement;
  isOpen(): boolean;
  set(open: boolean): void;
}

function nativeSection(kit: Kit, title: string, body: Part[]): Section {
  const control = element(kit, 'summary', title);
  const panel = wrap(kit, 'div', body);
  const root = element(kit, 'details');
  root.append(control, panel);
  return { root, control, panel, isOpen: () => root.open, set: (open) => void (root.open = open) };
}

function ownSection(kit: Kit, title: string, body: Part[]): Section {
  const aria = kit.random.chance(0.6);
  const control = element(
    kit,
    kit.random.pick(['button', 'div', 'h3'] as const),
    title,
    aria ? { 'aria-expanded': 'false' } : { class: 'clickable' },
  );
  if (aria && control.localName !== 'button') control.setAttribute('role', 'button');
  const panel = wrap(kit, 'div', body);
  panel.hidden = true;
  const set = (open: boolean): void => {
    panel.hidden = !open;
    if (aria) control.setAttribute('aria-expanded', String(open));
  };
  control.addEventListener('click', () => set(panel.hidden));
  return { root: wrap(kit, 'div', [control, panel]), control, panel, isOpen: () => !panel.hidden, set };
}

export interface Dialog {
  root: HTMLElement;
  buttons: Button[];
  close(): void;
}

/** A box over the page, shown at once. Each button closes it and then does its work. */
export function dialog(kit: Kit, title: string, body: Part[], buttons: { label: string; onClick?: () => void }[]): Dialog {
  const root = element(kit, 'div', '', {
    role: kit.random.pick(['dialog', 'alertdialog', 'dialog']),
    class: 'overlay',
    'aria-modal': 'true',
  });
  const close = (): void => root.remove();
  const made = buttons.map(({ label, onClick }) =>
    button(kit, label, () => {
      close();
      onClick?.();
    }),
  );
  const heading = title ? [element(kit, kit.random.pick(['h2', 'h3', 'b'] as const), title)] : [];
  if (title) root.setAttribute('aria-label', title);
  root.append(...[...heading, ...body, wrap(kit, 'div', made, 'flex')].map((part) => partNode(kit, part)));
  kit.root.append(root);
  return { root, buttons: made, close };
}

export interface Menu {
  root: HTMLElement;
  opener: HTMLElement;
  items: HTMLElement[];
  isOpen(): boolean;
  /** The next step towards having clicked the item. */
  step(index: number): OracleStep;
}

/** A button that opens a list of commands; a command closes it. */
export function menu(kit: Kit, title: string, entries: { label: string; onClick?: () => void }[]): Menu {
  const opener = button(kit, title, () => void (box.hidden = !box.hidden)).control;
  const box = element(kit, 'ul', '', kit.random.chance(0.6) ? { role: 'menu' } : {});
  box.hidden = true;
  const items = entries.map(({ label, onClick }) => {
    const made = element(kit, 'li', label, box.hasAttribute('role') ? { role: 'menuitem' } : { class: 'clickable' });
    made.addEventListener('click', () => {
      box.hidden = true;
      onClick?.();
    });
    return made;
  });
  box.append(...items);
  const step = (index: number): OracleStep => click(box.hidden ? opener : items[index]);
  return { root: wrap(kit, 'div', [opener, box]), opener, items, isOpen: () => !box.hidden, step };
}

export interface Table {
  root: HTMLElement;
  /** Body cells by row and column. */
  cells: HTMLElement[][];
}

/** Rows of cells under headers; a cell is a text or any part (a button, a checkbox, ...). */
export function table(kit: Kit, headers: string[], rows: Part[][]): Table {
  const rowHeads = kit.random.chance(0.3);
  const cells = rows.map((row) => row.map((part, i) => wrap(kit, rowHeads && i === 0 ? 'th' : 'td', [part])));
  const body = wrap(kit, 'tbody', cells.map((row) => wrap(kit, 'tr', row))); // prettier-ignore
  const head = headers.length ? [wrap(kit, 'thead', [wrap(kit, 'tr', headers.map((text) => element(kit, 'th', text)))])] : []; // prettier-ignore
  return { root: wrap(kit, 'table', [...head, body]), cells };
}

/** Key-value pairs as a definition list, a table, or lines with a colon. `values` are the elements that hold the values. */
export function pairs(kit: Kit, entries: [string, string][]): { root: HTMLElement; values: HTMLElement[] } {
  const kind = kit.random.pick(['dl', 'table', 'lines', 'spans'] as const);
  const values = entries.map(([, value]) => element(kit, kind === 'dl' ? 'dd' : kind === 'table' ? 'td' : 'span', value));
  const row = ([key]: [string, string], i: number): HTMLElement[] => {
    if (kind === 'dl') return [element(kit, 'dt', key), values[i]];
    if (kind === 'table') return [wrap(kit, 'tr', [element(kit, kit.random.chance(0.3) ? 'th' : 'td', key), values[i]])];
    return [
      wrap(kit, kind === 'lines' ? 'p' : 'div', [element(kit, kind === 'lines' ? 'b' : 'span', `${key}:`), ' ', values[i]]),
    ];
  };
  const parts = entries.flatMap(row);
  const root =
    kind === 'dl'
      ? wrap(kit, 'dl', parts)
      : kind === 'table'
        ? wrap(kit, 'table', [wrap(kit, 'tbody', parts)])
        : wrap(kit, 'div', parts);
  return { root, values };
}

/** A bar of links. */
export function navigation(
  kit: Kit,
  entries: { label: string; onClick?: () => void }[],
): { root: HTMLElement; links: HTMLElement[] } {
  const links = entries.map(({ label, onClick }) => {
    const made = element(kit, 'a', label, { href: '#' });
    if (onClick) made.addEventListener('click', onClick);
    return made;
  });
  const inner = kit.random.chance(0.5) ? wrap(kit, 'ul', links.map((made) => wrap(kit, 'li', [made]))) : wrap(kit, 'div', links, 'line'); // prettier-ignore
  return { root: wrap(kit, kit.random.pick(['nav', 'nav', 'div'] as const), [inner]), links };
}

/** A message that appeared: an error, a confirmation, a notice. */
export function toast(kit: Kit, text: string, kind: 'status' | 'alert' = 'status'): HTMLElement {
  return element(
    kit,
    kit.random.pick(['div', 'p', 'span'] as const),
    text,
    kit.random.chance(0.6) ? { role: kind } : { class: 'box' },
  );
}

export interface Pagination {
  root: HTMLElement;
  next?: HTMLElement;
  previous?: HTMLElement;
  /** Numbered links, when there are any; index 0 is page 1. */
  numbers: HTMLElement[];
}

/** Links to the pages of a list; `present` counts from 0. */
export function pagination(kit: Kit, present: number, count: number, onGo: (page: number) => void): Pagination {
  const go = (label: string, page: number): HTMLElement =>
    button(kit, label, () => onGo(page), kit.random.pick(['button', 'link'] as const)).control;
  const [back, forth] = kit.random.pick([['Previous', 'Next'], ['‹', '›'], ['« Prev', 'Next »'], ['<', '>'], ['Newer', 'Older']]); // prettier-ignore
  const numbered = kit.random.chance(0.6);
  const numbers = numbered ? Array.from({ length: count }, (_, i) => go(String(i + 1), i)) : [];
  if (numbered) numbers[present].setAttribute('aria-current', 'page');
  const arrows = !numbered || kit.random.chance(0.6);
  const previous = arrows && present > 0 ? go(back, present - 1) : undefined;
  const next = arrows && present < count - 1 ? go(forth, present + 1) : undefined;
  const parts = [previous, ...numbers, next].filter((part) => part !== undefined);
  return { root: wrap(kit, kit.random.pick(['nav', 'div'] as const), parts, 'line'), next, previous, numbers };
}

/** A box with an optional title; `id` ties the title to it for screen readers half of the time. */
export function card(kit: Kit, title: string, parts: Part[]): HTMLElement {
  const heading = title ? [element(kit, kit.random.pick(['h2', 'h3', 'h4', 'b', 'div'] as const), title)] : [];
  const tag = kit.random.pick(['div', 'section', 'article', 'li'] as const);
  const root = wrap(kit, tag, [...heading, ...parts], 'box');
  if (title && tag === 'section') {
    heading[0].id = plainId(kit);
    root.setAttribute('aria-labelledby', heading[0].id);
  }
  return root;
}

/** A box of fixed height that scrolls. */
export function scrollBox(kit: Kit, parts: Part[], height = kit.random.integer(80, 160)): HTMLElement {
  const root = wrap(kit, 'div', parts);
  root.style.cssText = `height:${height}px;overflow-y:auto;border:1px solid #999`;
  return root;
}
