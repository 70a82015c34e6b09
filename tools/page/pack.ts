import type { RawElement } from './types.js';

/** An element as it crosses from the page: what is empty stays behind, and its number is its place in the list. */
export type PackedElement = Pick<RawElement, 'role' | 'name' | 'box'> & Partial<RawElement>;

/** Halves the text of a large page, and with it what both sides take to write, carry and read it. */
export function packElement(element: RawElement): PackedElement {
  const { role, name, context, value, states, options, multiple, cell, scroll, verbs, depth, box, region } = element;
  return {
    role,
    name,
    context: context || undefined,
    value,
    states: filled(states),
    options,
    multiple,
    cell,
    scroll,
    verbs: filled(verbs),
    depth: depth || undefined,
    box,
    region: region || undefined,
  };
}

const filled = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

export function unpackElement(packed: PackedElement, index: number): RawElement {
  const { role, name, ...rest } = packed;
  return { ref: index + 1, role, name, context: '', states: [], verbs: [], depth: 0, region: '', ...rest };
}
