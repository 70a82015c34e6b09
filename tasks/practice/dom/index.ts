import type { Random } from '../../../core/random.js';
import type { TagSwap } from '../drift/restyled.js';
import type { Words } from '../words/index.js';
import { element, layout, partNode, wrap, type Kit, type LayoutKind, type Part } from './basic.js';
import * as buttons from './buttons.js';
import * as choices from './choices.js';
import * as containers from './containers.js';
import * as fields from './fields.js';
import * as pictures from './pictures.js';

export type { Control, LayoutKind, Part } from './basic.js';
export type { Button, ButtonKind, IconKind } from './buttons.js';
export type { Range, Select } from './choices.js';
export type { Dialog, Menu, Pagination, Panels, Table } from './containers.js';
export type { Field, FieldOptions, FieldType, LabelKind, SuggestField } from './fields.js';
export type { ShapeKind } from './pictures.js';
export { ICON_NAMES } from './buttons.js';

/** Makers of widgets in random forms. Each returns a detached thing; `add` and `layout` put it on the page. */
export type Dom = ReturnType<typeof createDom>;

export interface DomOptions {
  random: Random;
  words: Words;
  page: HTMLElement;
  root: HTMLElement;
  later(action: () => void, milliseconds: number): void;
  /** Other tags than those that are asked for, where nothing depends on them. */
  tags?: TagSwap;
}

// The type is written out by what it returns; `Dom` names it.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function createDom(options: DomOptions) {
  const kit: Kit = { ...options, document: options.root.ownerDocument };
  const { page, random } = options;
  /** A maker without its first argument. */
  const bind =
    <A extends unknown[], R>(make: (kit: Kit, ...rest: A) => R) =>
    (...rest: A): R =>
      make(kit, ...rest);
  return {
    /** Appends parts to the page as they are. */
    add: (...parts: Part[]): void => page.append(...parts.map((part) => partNode(kit, part))),
    /** Arranges parts in a random usual way (or the given one) and puts them on the page, or into `into`. */
    layout: (parts: Part[], how: { into?: Element; kind?: LayoutKind } = {}): HTMLElement => {
      const made = layout(kit, parts, how.kind);
      (how.into ?? page).append(made);
      return made;
    },
    /** The same parts in random order. */
    shuffled: <T extends Part>(parts: T[]): T[] => random.shuffle(parts),
    element: bind(element) as <K extends keyof HTMLElementTagNameMap>(
      tag: K,
      text?: string,
      attributes?: Record<string, string>,
    ) => HTMLElementTagNameMap[K],
    wrap: bind(wrap),
    heading: (text: string): HTMLElement => element(kit, random.pick(['h1', 'h2', 'h3'] as const), text),
    paragraph: (text: string = options.words.paragraph()): HTMLElement =>
      element(kit, random.pick(['p', 'p', 'div'] as const), text),
    form: (parts: Part[]): HTMLElement => wrap(kit, 'form', parts),
    list: (parts: Part[], ordered = false): HTMLElement =>
      wrap(kit, ordered ? 'ol' : 'ul', parts.map((part) => (isItem(part) ? part : wrap(kit, 'li', [part])))), // prettier-ignore
    button: bind(buttons.button),
    link: bind(buttons.link),
    icon: bind(buttons.iconButton),
    field: bind(fields.field),
    suggest: bind(fields.suggestField),
    checkbox: bind(choices.checkbox),
    switchControl: bind(choices.switchControl),
    radios: bind(choices.radios),
    select: bind(choices.select),
    dropdown: bind(choices.dropdown),
    stepper: bind(choices.stepper),
    slider: bind(choices.slider),
    tabs: bind(containers.tabs),
    accordion: bind(containers.accordion),
    dialog: bind(containers.dialog),
    menu: bind(containers.menu),
    table: bind(containers.table),
    pairs: bind(containers.pairs),
    navigation: bind(containers.navigation),
    toast: bind(containers.toast),
    pagination: bind(containers.pagination),
    card: bind(containers.card),
    scrollBox: bind(containers.scrollBox),
    image: bind(pictures.image),
    drawing: bind(pictures.drawing),
    shape: bind(pictures.shape),
    drawnText: bind(pictures.drawnText),
  };
}

const isItem = (part: Part): part is HTMLElement => typeof part !== 'string' && 'localName' in part && part.localName === 'li';
