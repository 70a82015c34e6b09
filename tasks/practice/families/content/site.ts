import type { Control } from '../../dom/index.js';
import { click, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { World } from '../../world.js';
import { buttonMaker, keep, message } from '../apps/kit.js';

/** A box that asks before something happens; `id` tells the oracle what it is about. */
export interface Question {
  id: string;
  title: string;
  text: string;
  yes: string;
  work(): void;
}

/** A small site of several views: the controls of the present view by name, a notice, a box that asks. */
export interface Site {
  /** Name of the present view. */
  view(): string;
  /** Shows a view in the place of the present one. */
  show(name: string, render: () => void): void;
  /** Opens a view that the browser's back leads out of. */
  go(name: string, render: () => void): void;
  /** Does something, then renders the present view again. */
  then(work: () => void): () => void;
  /** Gives a control of the present view a name for the oracle. */
  mark<E extends Element>(name: string, control: E): E;
  /** A marked button; all of a site have one form. */
  button(name: string, label: string, press: () => void): HTMLElement;
  /** A marked link. */
  link(name: string, label: string, press: () => void): HTMLElement;
  has(name: string): boolean;
  press(name: string): OracleStep;
  /** Leads to the view before: a marked link on most sites, nothing where only the browser's back does. */
  backLink(): HTMLElement[];
  leave(): OracleStep;
  /** A notice, shown until the next change of view. */
  say(text: string): void;
  ask(question: Question): void;
  /** What the open box is about; '' when none is open. */
  asked(): string;
  /** Answers the open box. */
  settle(yes: boolean): OracleStep;
}

/** Draws the forms that all views of the site have in common. */
export function createSite(world: World): Site {
  const { dom, random } = world;
  const button = buttonMaker(world);
  const back = random.pick(['Back', 'Go back', '← Back', 'Back to list', '‹ Overview', '']);
  const no = random.pick(['Cancel', 'Cancel', 'No', 'Keep it', 'Not now']);
  world.reserve(back, no, 'Cancel');
  let [view, notice] = ['', ''];
  let controls = new Map<string, Element>();
  let question: Question | undefined;
  const mark = <E extends Element>(name: string, control: E): E => {
    controls.set(name, control);
    return control;
  };
  const then = (work: () => void) => (): void => {
    notice = '';
    work();
    world.refresh();
  };
  const box = ({ title, text, yes, work }: Question): void => {
    const close = then(() => (question = undefined));
    const agree = then(() => {
      question = undefined;
      work();
    });
    const { buttons } = dom.dialog(title, [dom.element('p', text)], [{ label: no, onClick: close }, { label: yes, onClick: agree }]); // prettier-ignore
    mark('no', buttons[0].control);
    mark('yes', buttons[1].control);
  };
  const drawn = (name: string, render: () => void) => (): void => {
    if (view !== name) question = undefined;
    view = name;
    controls = new Map();
    render();
    if (notice) dom.add(message(world, notice));
    if (question) box(question);
  };
  const press = (name: string): OracleStep => click(controls.get(name)!);
  return {
    view: () => view,
    show: (name, render) => world.show(name, drawn(name, render)),
    go: (name, render) => {
      notice = '';
      world.go(name, drawn(name, render));
    },
    then,
    mark,
    button: (name, label, work) => mark(name, button(label, work)),
    link: (name, label, work) => mark(name, dom.link(label, work).control),
    has: (name) => controls.has(name),
    press,
    backLink: () => (back ? [mark('back', dom.link(back, () => world.back()).control)] : []),
    leave: () => (controls.has('back') ? press('back') : { do: 'back' }),
    say: (text) => (notice = text),
    ask: (asking) => (question = asking),
    asked: () => question?.id ?? '',
    settle: (yes) => press(yes ? 'yes' : 'no'),
  };
}

/** Buttons of which one is pressed: a choice as toolbars have it. */
export function segmented({ dom, random }: World, label: string, options: string[], chosen: string): Control<string> {
  const [role, state] = random.pick([['', 'aria-pressed'], ['radio', 'aria-checked']]); // prettier-ignore
  const keys = options.map((option) => dom.element('button', option, { type: 'button', ...(role ? { role } : {}) }));
  const root = dom.wrap('div', [dom.element('span', `${label}:`), ...keys], 'line');
  root.setAttribute('role', role ? 'radiogroup' : 'group');
  root.setAttribute('aria-label', label);
  let present = chosen;
  const set = (value: string): void => {
    present = value;
    keys.forEach((key, i) => {
      key.setAttribute(state, String(options[i] === value));
      key.style.fontWeight = options[i] === value ? 'bold' : 'normal';
    });
  };
  keys.forEach((key, i) =>
    key.addEventListener('click', () => {
      set(options[i]);
      root.dispatchEvent(new Event('change', { bubbles: true }));
    }),
  );
  set(chosen);
  const step = (wanted: string): OracleStep | undefined =>
    present === wanted ? undefined : click(keys[options.indexOf(wanted)]);
  return { root, control: keys[0], label, value: () => present, set, step };
}

/** A command menu of a row: all rows have a button of the same form, unlike `dom.menu`. */
export interface RowMenu {
  root: HTMLElement;
  /** Opens the menu, or presses the command with this index. */
  step(index: number): OracleStep;
}

/** A menu under a button that the caller made without a command of its own. */
export function rowMenu({ dom }: World, opener: HTMLElement, commands: { label: string; press(): void }[]): RowMenu {
  const items = commands.map(({ label, press }) => {
    const item = dom.element('li', label, { role: 'menuitem' });
    item.addEventListener('click', press);
    return item;
  });
  const list = dom.wrap('ul', items);
  list.setAttribute('role', 'menu');
  list.hidden = true;
  opener.addEventListener('click', () => (list.hidden = !list.hidden));
  return { root: dom.wrap('div', [opener, list]), step: (index) => click(list.hidden ? opener : items[index]) };
}

/** One of several values as a list, a drop-down, radio buttons or a row of buttons; made once, put into each view. */
export function picker(world: World, label: string, options: string[], chosen: string): Control<string> {
  const { dom, random } = world;
  const kinds = ['select', 'select', 'dropdown', ...(options.length < 6 ? ['radios', 'segmented', 'segmented'] : [])];
  const kind = random.pick(kinds);
  if (kind === 'segmented') return segmented(world, label, options, chosen);
  return kind === 'radios'
    ? dom.radios(label, options, chosen)
    : kind === 'dropdown'
      ? dom.dropdown(label, options, chosen)
      : dom.select(label, options, chosen);
}

/** An on-off control: a checkbox or a switch. */
export const onOff = ({ dom, random }: World, label: string): Control<boolean> =>
  random.chance(0.5) ? dom.checkbox(label) : dom.switchControl(label);

/** Calls back after a person changed a control that outlives its views. */
export function listen<V>(control: Control<V>, changed: (value: V) => void): void {
  let last = control.value();
  keep(control, (value) => {
    if (value === last && control.value() === last) return;
    last = value;
    changed(value);
  });
}

/** Whether two states say the same. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A deep copy of plain data. */
export const copy = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

/** Names of kinds, topics and groups: capitalised nouns. */
export const topics = ({ words }: World, count: number): string[] => words.distinct(count, () => capital(words.noun()));

/** `YYYY-MM-DD` dates, all different, newest first. */
export const datesDown = ({ words }: World, count: number, from = 2022): string[] =>
  words.distinct(count, () => words.date(from, 2026).iso).sort().reverse(); // prettier-ignore
