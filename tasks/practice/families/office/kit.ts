import { toggleGroup } from '../../atoms/toggle-group.js';
import type { Control, Part } from '../../dom/index.js';
import { click, refuse, stop, type Family, type OracleStep, type Scenario, type Via } from '../../family.js';
import type { World } from '../../world.js';
import { buttonMaker } from '../apps/kit.js';
import { sameText } from '../shared.js';

/** What stands in the present view, by name. Each view calls `enter` first: nothing of an earlier one can be pressed then. */
export interface Desk {
  view(): string;
  enter(view: string): void;
  /** Calls back whenever one view gives way to another. */
  onLeave(left: () => void): void;
  put(name: string, control: HTMLElement): HTMLElement;
  has(name: string): boolean;
  press(name: string): OracleStep;
  /** A button of the form that all buttons of the app have, under a name. */
  button(name: string, label: string, press: () => void): HTMLElement;
  link(name: string, label: string, press: () => void): HTMLElement;
}

export function createDesk(world: World): Desk {
  const make = buttonMaker(world);
  const leavers: (() => void)[] = [];
  let view = '';
  let controls = new Map<string, HTMLElement>();
  const put = (name: string, control: HTMLElement): HTMLElement => (controls.set(name, control), control);
  return {
    view: () => view,
    enter: (name) => {
      if (name !== view) leavers.forEach((left) => left());
      view = name;
      controls = new Map();
    },
    put,
    onLeave: (left) => void leavers.push(left),
    has: (name) => controls.has(name),
    press: (name) => {
      const control = controls.get(name);
      if (!control) throw new Error(`"${name}" is not in the view "${view}"`);
      return click(control);
    },
    button: (name, label, press) => put(name, make(label, press)),
    link: (name, label, press) => put(name, world.dom.link(label, press).control),
  };
}

/** One record of a list; `acts` are the controls at its end. */
export interface Row {
  cells: Part[];
  acts?: Part[];
}

/** Shows records as a table, as cards or as lines: the form is drawn once, the list draws nothing when it is shown again. */
export function recordList(
  world: World,
  columns: readonly string[],
  kinds: readonly ('table' | 'cards' | 'lines')[] = ['table', 'table', 'cards', 'lines'],
): (rows: readonly Row[]) => { root: HTMLElement; cells: HTMLElement[][] } {
  const { dom, random } = world;
  const kind = random.pick(kinds);
  const [headed, grid, title] = [random.chance(0.3), random.chance(0.5), random.pick(['h3', 'h4', 'b', 'div'] as const)];
  return (rows) => {
    const tag = kind === 'table' ? 'td' : 'span';
    const cells = rows.map((row) => row.cells.map((cell, i) => dom.wrap(headed && i === 0 && tag === 'td' ? 'th' : tag, [cell])));
    const acts = rows.map((row) =>
      row.acts
        ? [
            dom.wrap(
              'span',
              row.acts.flatMap((act) => [act, ' ']),
            ),
          ]
        : [],
    );
    if (kind === 'table') return { root: asTable(world, columns, cells, acts), cells };
    const items = cells.map((row, i) => {
      const rest = row
        .slice(1)
        .map((cell, j) =>
          dom.wrap(kind === 'cards' ? 'div' : 'span', [dom.element('span', `${columns[j + 1]}:`), ' ', cell, ' ']),
        );
      return kind === 'cards'
        ? dom.wrap('article', [dom.wrap(title, [row[0]]), ...rest, ...acts[i]], 'box')
        : dom.wrap('li', [dom.wrap('b', [row[0]]), ' - ', ...rest, ...acts[i]]);
    });
    return { root: dom.wrap(kind === 'cards' ? 'div' : 'ul', items, kind === 'cards' && grid ? 'grid' : ''), cells };
  };
}

function asTable({ dom }: World, columns: readonly string[], cells: HTMLElement[][], acts: HTMLElement[][]): HTMLElement {
  const heads = [...columns, ...(acts.some((list) => list.length > 0) ? [''] : [])].map((text) => dom.element('th', text));
  const body = cells.map((row, i) => dom.wrap('tr', [...row, ...acts[i].map((part) => dom.wrap('td', [part]))]));
  return dom.wrap('table', [dom.wrap('thead', [dom.wrap('tr', heads)]), dom.wrap('tbody', body)]);
}

/** Shows a long list in parts: page by page, or with a button for more. */
export interface Pager {
  shows(index: number): boolean;
  /** Puts its buttons into the present view. */
  place(): void;
  /** The next step towards a record. */
  step(index: number): OracleStep | undefined;
  /** The next step towards what nobody has seen yet; undefined when all was in sight once. */
  unseen(): OracleStep | undefined;
}

/** `total` records, `per` at a time; now and then a few all at once. */
export function createPager(world: World, desk: Desk, total: () => number, per: number): Pager {
  const { dom, random } = world;
  const kind = random.pick(total() > 6 ? (['pages', 'more'] as const) : (['pages', 'more', 'all'] as const));
  const [back, forth] = random.pick([['Previous', 'Next'], ['Back', 'More'], ['Newer', 'Older'], ['‹ Previous', 'Next ›'], ['Previous page', 'Next page']]); // prettier-ignore
  const more = random.pick(['Load more', 'Show more', 'More', 'Show older ones']);
  let page = 0;
  let furthest = 0;
  const pages = (): number => (kind === 'all' ? 1 : Math.max(1, Math.ceil(total() / per)));
  const go = (to: number) => (): void => {
    page = to;
    furthest = Math.max(furthest, to);
    world.refresh();
  };
  const shows = (index: number): boolean =>
    kind === 'all' || (index < (page + 1) * per && (kind === 'more' || index >= page * per));
  const place = (): void => {
    if (pages() < 2) return;
    const parts: Part[] = [];
    if (kind === 'pages' && page > 0) parts.push(desk.button('previous page', back, go(page - 1)));
    if (kind === 'pages') parts.push(dom.element('span', `Page ${page + 1} of ${pages()}`));
    if (page < pages() - 1) parts.push(desk.button('next page', kind === 'more' ? more : forth, go(page + 1)));
    dom.add(dom.wrap(kind === 'pages' ? 'nav' : 'div', parts, 'line'));
  };
  const step = (index: number): OracleStep | undefined =>
    shows(index) ? undefined : desk.press(index < page * per ? 'previous page' : 'next page');
  const unseen = (): OracleStep | undefined =>
    furthest >= pages() - 1 ? undefined : desk.press(desk.has('next page') ? 'next page' : 'previous page');
  return { shows, place, step, unseen };
}

/** A question over the page before something is done. A view places it last; it goes away with its view. */
export interface Confirmer {
  ask(question: { title: string; about: string; work: () => void; body?: () => Part[] }): void;
  place(): void;
  /** What the question that is open is about. */
  about(): string | undefined;
  answer(yes: boolean): OracleStep;
}

export function createConfirmer(world: World, desk: Desk, yesLabels: readonly string[]): Confirmer {
  const { dom, random } = world;
  const yes = random.pick(yesLabels);
  const no = random.pick(['Cancel', 'No', 'Not now', 'Go back', 'Keep as it is']);
  const [yesFirst, text] = [
    random.chance(0.5),
    random.pick(['Are you sure?', 'Please confirm.', 'Others will be told about it.', '']),
  ];
  world.reserve(yes, no);
  let open: Parameters<Confirmer['ask']>[0] | undefined;
  desk.onLeave(() => (open = undefined));
  const close = (work?: () => void) => (): void => {
    open = undefined;
    work?.();
    world.refresh();
  };
  const place = (): void => {
    if (!open) return;
    const { title, work, body } = open;
    const buttons = [{ label: yes, onClick: close(work) }, { label: no, onClick: close() }]; // prettier-ignore
    const parts = [...(text ? [dom.element('p', text)] : []), ...(body?.() ?? [])];
    for (const made of dom.dialog(title, parts, yesFirst ? buttons : buttons.reverse()).buttons)
      desk.put(made.label === yes ? 'answer yes' : 'answer no', made.control);
  };
  return {
    ask: (question) => {
      open = question;
      world.refresh();
    },
    place,
    about: () => open?.about,
    answer: (agreed) => desk.press(agreed ? 'answer yes' : 'answer no'),
  };
}

export type ChoiceMaker = (label: string, options: string[], chosen: string) => Control<string>;

/** A choice of few options, of one form wherever it is made. */
export function choiceMaker({ dom, random }: World): ChoiceMaker {
  return random.pick<ChoiceMaker>([
    dom.select,
    dom.select,
    dom.dropdown,
    dom.radios,
    (label, options, chosen) => shownToggle(toggleGroup(dom, label, options, chosen)),
  ]);
}

/** Shows which button of a group is pressed to those who look, too. */
function shownToggle(group: Control<string>): Control<string> {
  const mark = (): void => {
    for (const key of group.root.querySelectorAll<HTMLElement>('[aria-pressed]'))
      key.style.outline = key.getAttribute('aria-pressed') === 'true' ? '2px solid' : '';
  };
  group.root.addEventListener('change', mark);
  mark();
  return group;
}

/** A name as it stands or in quotes. */
export const named = ({ wording }: World, name: string): string => (wording.chance(0.5) ? `"${name}"` : name);

/** A question to an app of several views. */
export interface Inquiry {
  goal: string;
  answer: string;
  /** Where the answer stands, once nothing is left to look for. */
  via(): Via | undefined;
  look(): OracleStep | undefined;
  /** What was changed by mistake is as it was; default true. */
  intact?(): boolean;
}

/** A family that asks about an app; sums of money count with and without a sign. */
export function inquiry(
  head: { name: string; skills: string[]; impossibleShare?: number },
  make: (world: World) => Inquiry,
): Family {
  return {
    ...head,
    skills: ['read', 'answer', ...head.skills],
    recoverable: true,
    build(world): Scenario {
      const { goal, answer, via, look, intact } = make(world);
      const next = (): OracleStep => look() ?? (world.impossible ? refuse() : stop(answer, via()));
      const says = (given: string): boolean => sameText(given, answer) || plainNumber(given) === plainNumber(answer);
      return { goal, ends: 'stop', succeeded: (given) => says(given) && (intact?.() ?? true), next };
    },
  };
}

/** `$1,250.50` as 1250.5; NaN, which equals nothing, for what is no number. */
const plainNumber = (text: string): number => Number(text.replace(/[$,\s]/g, '') || NaN);

/** A number as `calc` prints it. */
export const plain = (value: number): string => String(Number(value.toPrecision(10)));
