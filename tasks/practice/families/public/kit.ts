import { toggleGroup } from '../../atoms/toggle-group.js';
import type { Control, Part } from '../../dom/index.js';
import { click, type OracleStep } from '../../family.js';
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
      return named(dom.select(label, options, chosen));
    case 'radios':
      return dom.radios(label, options, chosen);
    case 'toggle':
      return toggleGroup(dom, label, options, chosen);
    case 'dropdown':
      return dom.dropdown(label, options, chosen);
  }
}

/** Makes things that are on or off, all of one form: boxes or switches, each with its name in sight. */
export function flagMaker(world: World): (label: string, on: boolean) => Control<boolean> {
  const { dom, random } = world;
  const isNative = random.chance(0.55);
  const role = random.pick(['switch', 'switch', 'checkbox']);
  const tag = random.pick(['button', 'div', 'span'] as const);
  const marks =
    role === 'checkbox'
      ? ['☐', '☑']
      : random.pick([
          ['off', 'on'],
          ['○', '●'],
        ]);
  const labelFirst = random.chance(0.3);
  return (label, on) => {
    const name = dom.element('span', label);
    const made = isNative ? nativeBox(world) : ownBox(world, { tag, role, marks, label });
    const root = dom.wrap(isNative ? 'label' : 'div', labelFirst ? [name, ' ', made.control] : [made.control, ' ', name]);
    made.set(on);
    const step = (wanted: boolean): OracleStep | undefined => (made.value() === wanted ? undefined : click(made.control));
    return { root, label, step, ...made };
  };
}

type Box = Pick<Control<boolean>, 'control' | 'value' | 'set'>;

function nativeBox({ dom }: World): Box {
  const control = dom.element('input', '', { type: 'checkbox' });
  return { control, value: () => control.checked, set: (on) => void (control.checked = on) };
}

function ownBox(
  { dom }: World,
  { tag, role, marks, label }: { tag: 'button' | 'div' | 'span'; role: string; marks: string[]; label: string },
): Box {
  const control = dom.element(tag, '', {
    role,
    tabindex: '0',
    'aria-label': label,
    ...(tag === 'button' ? { type: 'button' } : {}),
  });
  const value = (): boolean => control.getAttribute('aria-checked') === 'true';
  const set = (on: boolean): void => {
    control.setAttribute('aria-checked', String(on));
    control.textContent = marks[Number(on)];
  };
  control.addEventListener('click', () => {
    set(!value());
    control.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return { control, value, set };
}

/** Something that is on or off. */
export const flag = (world: World, label: string, on: boolean): Control<boolean> => flagMaker(world)(label, on);

/** Puts the name of a control on the page where only a screen reader would know it: a form has to be solved by looking. */
export function named<T extends Control<string>>(control: T): T {
  const hint = control.control.getAttribute('placeholder');
  if (!hint && !control.root.textContent?.includes(control.label)) control.root.prepend(`${control.label} `);
  return control;
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
