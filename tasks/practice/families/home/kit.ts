import { printDate } from '../../../../core/dates.js';
import { toggleGroup } from '../../atoms/toggle-group.js';
import type { Control, Part } from '../../dom/index.js';
import { click, type OracleStep } from '../../family.js';
import type { World } from '../../world.js';
import { utc } from '../apps/calendar-month.js';

/** The controls of the present view by name, for the oracle. */
export interface Keys {
  /** Forgets them: a view calls it first. */
  clear(): void;
  /** Remembers a control and returns it. */
  put(name: string, control: HTMLElement): HTMLElement;
  has(name: string): boolean;
  /** A click on the control. Throws when the view has none of that name: a bug of the family. */
  press(name: string): OracleStep;
}

export function createKeys(): Keys {
  const controls = new Map<string, HTMLElement>();
  return {
    clear: () => controls.clear(),
    put: (name, control) => (controls.set(name, control), control),
    has: (name) => controls.has(name),
    press: (name) => {
      const control = controls.get(name);
      if (!control) throw new Error(`the view has no "${name}", only ${[...controls.keys()].join(', ')}`);
      return click(control);
    },
  };
}

/** One thing in a list: its name, what is said of it in the order of the labels, what one can do with it. */
export interface Row {
  name: Part;
  facts: Part[];
  keys: Part[];
}

/**
 * Shows things as a table, cards, or lines, all in one drawn form. Draws the same whatever the rows are, so that a list looks
 * the same after a change.
 */
export function rowsMaker(world: World, nameLabel: string, labels: readonly string[]): (rows: Row[]) => HTMLElement {
  const { dom, random } = world;
  const kind = random.pick(['table', 'table', 'cards', 'cards', 'list', 'lines'] as const);
  const title = random.pick(['h3', 'h4', 'b', 'strong', 'span'] as const);
  const box = random.pick(['div', 'section', 'article'] as const);
  const told = kind === 'cards' || random.chance(0.5);
  const grid = random.pick(['grid', 'block', 'flex']);
  const fact = (part: Part, i: number): HTMLElement =>
    dom.wrap(kind === 'cards' ? 'div' : 'span', told ? [dom.element('span', `${labels[i]}: `), asSpan(world, part)] : [asSpan(world, part)]); // prettier-ignore
  const asRow = ({ name, facts, keys }: Row): HTMLElement => {
    const head = typeof name === 'string' ? dom.element(title, name) : name;
    const parts = [head, ...facts.map(fact), dom.wrap('span', keys)];
    return dom.wrap(kind === 'cards' ? box : kind === 'list' ? 'li' : 'div', parts, kind === 'cards' ? 'box' : 'line');
  };
  const asCells = ({ name, facts, keys }: Row): Part[] => [name, ...facts, ...(keys.length ? [dom.wrap('div', keys, 'line')] : [])]; // prettier-ignore
  return (rows) => {
    if (kind === 'table') return dom.table([nameLabel, ...labels, ...(rows[0]?.keys.length ? [''] : [])], rows.map(asCells)).root;
    return dom.wrap(kind === 'list' ? 'ul' : 'div', rows.map(asRow), kind === 'cards' ? grid : '');
  };
}

const asSpan = ({ dom }: World, part: Part): Part => (typeof part === 'string' ? dom.element('span', part) : part);

/** Draws in which form an app asks to choose one of few: a list, radio buttons, buttons of which one is pressed. */
export function choiceMaker(
  world: World,
  kinds: readonly ('select' | 'radios' | 'dropdown' | 'segments')[] = ['select', 'select', 'radios', 'dropdown', 'segments'],
): (label: string, options: readonly string[], chosen: string) => Control<string> {
  const { dom, random } = world;
  const kind = random.pick(kinds);
  return (label, options, chosen) =>
    kind === 'segments' ? toggleGroup(dom, label, options, chosen) : dom[kind](label, [...options], chosen);
}

/** A number between buttons, or a slider, as a control of texts. */
export function asText(control: Control<number>): Control<string> {
  return {
    ...control,
    value: () => String(control.value()),
    set: (text) => control.set(Number(text)),
    step: (text) => control.step(Number(text)),
  };
}

/** Ends of an app whose forms have a button of their own to save. */
export const ENDS = ['Done', 'Finish', 'Close', 'OK', 'Log out'];

/**
 * Writes days in one drawn form; `day` counts from a drawn day, later ones are larger. All from `low` to `high` are in one year,
 * so that their order shows without it.
 */
export function dateMaker(world: World, low: number, high: number): (day: number) => string {
  const { random } = world;
  const [year, first] = [random.integer(2023, 2026), random.integer(1 - low, 365 - high)];
  const pattern = random.pick(['D MMMM YYYY', 'MMMM D, YYYY', 'YYYY-MM-DD', 'D MMM', 'MMMM D', 'MM/DD/YYYY']);
  return (day) => printDate(utc(year, 0, first + day), pattern);
}

/** A path of links to the views above and the name of this one. */
export function breadcrumbs({ dom }: World, above: HTMLElement[], here: string): HTMLElement {
  const parts = [...above.flatMap((link): Part[] => [link, ' › ']), dom.element('span', here, { 'aria-current': 'page' })];
  const root = dom.wrap('nav', parts);
  root.setAttribute('aria-label', 'Breadcrumb');
  return root;
}
