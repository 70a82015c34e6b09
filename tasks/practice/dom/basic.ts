import type { Random } from '../../../core/random.js';
import type { TagSwap } from '../drift/restyled.js';
import type { OracleStep, Via } from '../family.js';
import type { Words } from '../words/index.js';

/** What widget makers draw from. */
export interface Kit {
  random: Random;
  words: Words;
  document: Document;
  /** Where overlays go. */
  root: HTMLElement;
  later(action: () => void, milliseconds: number): void;
  /** Other tags than those that are asked for, where nothing depends on them. */
  tags?: TagSwap;
}

/** Anything to put on the page. */
export type Part = Element | { root: Element } | string;

/** A control that holds a value. `root` goes on the page, `control` is what a person acts on. Fires `change` (bubbling) on `root`. */
export interface Control<V> {
  root: HTMLElement;
  control: HTMLElement;
  label: string;
  value(): V;
  /** Sets it as the page would, without events. */
  set(value: V): void;
  /** The next step towards the wanted value; `undefined` when it has it. */
  step(wanted: V, via?: Via): OracleStep | undefined;
}

/** An element with text and attributes; `style` and event handlers are set by the caller. */
export function element<K extends keyof HTMLElementTagNameMap>(
  kit: Kit,
  tag: K,
  text = '',
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const isPlainText = text !== '' && Object.keys(attributes).length === 0;
  const made = kit.document.createElement((isPlainText && kit.tags?.text(tag)) || tag) as HTMLElementTagNameMap[K];
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export function partNode(kit: Kit, part: Part): Node {
  if (typeof part === 'string') return kit.document.createTextNode(part);
  return 'root' in part ? part.root : part;
}

/** Wraps parts in one element. */
export function wrap(kit: Kit, tag: keyof HTMLElementTagNameMap, parts: Part[], className = ''): HTMLElement {
  const made = element(kit, tag);
  if (className) made.className = className;
  made.append(...parts.map((part) => partNode(kit, part)));
  return made;
}

/** An id that says nothing. */
export const plainId = (kit: Kit): string =>
  `${kit.random.pick(['f', 'x', 'id', 'el', 'c', 'ctl'])}${kit.random.integer(10, 99999)}`;

export type LayoutKind = 'block' | 'line' | 'flex' | 'grid' | 'list' | 'table' | 'section';

/** Arranges parts in one of several usual ways, in the given order. */
export function layout(kit: Kit, parts: Part[], kind?: LayoutKind): HTMLElement {
  const chosen =
    kind ?? kit.random.pick<LayoutKind>(['block', 'block', 'block', 'line', 'flex', 'grid', 'list', 'table', 'section']);
  const box = kit.tags?.box('div') ?? 'div';
  const boxes = (): HTMLElement[] => parts.map((part) => wrap(kit, box, [part]));
  switch (chosen) {
    case 'line':
      return wrap(kit, box, parts.map((part) => wrap(kit, 'span', [part])), 'line'); // prettier-ignore
    case 'list':
      return wrap(kit, 'ul', parts.map((part) => wrap(kit, 'li', [part]))); // prettier-ignore
    case 'table':
      return wrap(kit, 'table', [wrap(kit, 'tbody', parts.map((part) => wrap(kit, 'tr', [wrap(kit, 'td', [part])])))]); // prettier-ignore
    case 'section':
      return wrap(kit, kit.random.pick(['section', 'div', 'article'] as const), parts.map((part) => wrap(kit, 'p', [part])), 'box'); // prettier-ignore
    default:
      return wrap(kit, box, boxes(), chosen);
  }
}

/** Announces a change of a custom control as a native one would. */
export function announce(control: Element): void {
  control.dispatchEvent(new Event('change', { bubbles: true }));
}
