import { toggleGroup } from '../../atoms/toggle-group.js';
import type { Control, Part } from '../../dom/index.js';
import type { World } from '../../world.js';

/** In which form a site lists things. */
export type Shape = 'table' | 'cards' | 'lines';

/** Draws the form of a list. */
export const shapeOf = ({ random }: World): Shape => random.pick(['table', 'cards', 'cards', 'lines']);

/**
 * Lists records with the same properties; the first one names a record, an empty head has no label. Its draws do not depend on
 * how many records there are, so that what follows looks the same in each state.
 */
export function records({ dom }: World, shape: Shape, heads: readonly string[], rows: readonly Part[][]): HTMLElement {
  if (shape === 'table') return dom.table([...heads], [...rows]).root;
  const shown = (part: Part, i: number): HTMLElement => {
    if (i === 0) return dom.wrap(shape === 'cards' ? 'h3' : 'b', [part]);
    const label = heads[i] && `${heads[i]}: `;
    const parts = !label ? [part] : typeof part === 'string' ? [label + part] : [dom.element('span', label), part];
    return dom.wrap(shape === 'cards' ? 'div' : 'span', parts);
  };
  const boxes = rows.map((row) => dom.wrap('div', row.map(shown), shape === 'cards' ? 'box' : 'flex'));
  return shape === 'cards' ? dom.wrap('div', boxes, 'block') : dom.list(boxes);
}

/** Changes the state of a site, then shows it. */
export const doing =
  (world: World, work: () => void): (() => void) =>
  () => {
    work();
    world.refresh();
  };

export type ChooserKind = 'select' | 'radios' | 'toggle' | 'dropdown';

/** One of several in any of the widgets for it. Many options make a list, where buttons beside each other would not fit. */
export function chooser(
  world: World,
  label: string,
  options: string[],
  chosen: string | undefined,
  kinds: readonly ChooserKind[] = ['select', 'select', 'radios', 'toggle', 'dropdown'],
): Control<string> {
  const { dom, random } = world;
  switch (random.pick(kinds)) {
    case 'select':
      return dom.select(label, options, chosen);
    case 'radios':
      return dom.radios(label, options, chosen);
    case 'toggle':
      return toggleGroup(dom, label, options, chosen);
    case 'dropdown':
      return dom.dropdown(label, options, chosen);
  }
}

/** Something that is on or off: a box or a switch. */
export function flag({ dom, random }: World, label: string, on: boolean): Control<boolean> {
  return random.chance(0.5) ? dom.checkbox(label, { checked: on }) : dom.switchControl(label, { on });
}

/** How a dialog asks once more; draw it before the views. */
export interface Asking {
  yes: string;
  no: string;
}

/** Draws the two answers of a dialog and keeps their names free. */
export function askingWords(world: World, verb: string): Asking {
  const [yes, no] = world.random.pick([
    ['Confirm', 'Cancel'],
    ['Yes', 'No'],
    [`Yes, ${verb}`, 'Go back'],
    ['OK', 'Cancel'],
    ['Continue', 'Not now'],
  ]);
  world.reserve(yes, no);
  return { yes, no };
}

/** Asks once more over the present view; place it last. `answer` changes the state; the view is shown again after it. */
export function ask(
  world: World,
  asking: Asking,
  title: string,
  body: Part[],
  answer: (yes: boolean) => void,
): { yes: HTMLElement; no: HTMLElement } {
  const { dom, random } = world;
  const buttons = [
    { label: asking.yes, onClick: () => answer(true) },
    { label: asking.no, onClick: () => answer(false) },
  ];
  const made = dom.dialog(title, body, random.shuffle(buttons)).buttons;
  const of = (label: string): HTMLElement => made.find((button) => button.label === label)!.control;
  return { yes: of(asking.yes), no: of(asking.no) };
}

/** `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
