import type { Panels } from '../dom/index.js';
import { click, type OracleStep } from '../family.js';
import type { World } from '../world.js';

/** How the controls of a composed page are arranged. `wizard`: one part after the other, with buttons for on and back. */
export type Arrangement = 'page' | 'tabs' | 'accordion' | 'wizard';

/** Where the controls are, and what someone has seen of them so far. */
export interface Arranged {
  /** Where the submit button goes; undefined: below everything. */
  end?: HTMLElement;
  visible(control: object): boolean;
  /** In a panel that was never open. */
  unseen(control: object): boolean;
  firstUnseen(): number | undefined;
  panelOf(control: object): number | undefined;
  /** The next step towards seeing a panel; undefined when it is open. */
  step(panel: number): OracleStep | undefined;
  /** The panel that `end` is in. */
  last?: number;
}

/** Puts the controls on the page in random panels of the kind; few controls stand on the page as they are. */
export function arrange<T extends { root: HTMLElement }>(world: World, shown: readonly T[], within: Arrangement): Arranged {
  const { dom, random, words } = world;
  const of = new Map<object, number>();
  if (within === 'page' || shown.length < 2) {
    if (random.chance(0.5)) dom.add(dom.heading(words.section()));
    dom.layout(shown.map((one) => one.root));
    return {
      visible: () => true,
      unseen: () => false,
      firstUnseen: () => undefined,
      panelOf: () => undefined,
      step: () => undefined,
    };
  }
  const count = random.integer(2, Math.min(within === 'wizard' ? 3 : 4, shown.length));
  const bodies = Array.from({ length: count }, (): HTMLElement[] => []);
  shown.forEach((one, i) => {
    const panel = i < count ? i : random.integer(0, count - 1);
    of.set(one, panel);
    bodies[panel].push(one.root);
  });
  const titles = words.distinct(count, words.section);
  const widget =
    within === 'tabs'
      ? dom.tabs(titles, bodies)
      : within === 'accordion'
        ? dom.accordion(titles, bodies)
        : wizard(world, titles, bodies);
  dom.add(widget);
  const firstUnseen = (): number | undefined => {
    const index = widget.panels.findIndex((_, i) => !widget.seen().has(i));
    return index < 0 ? undefined : index;
  };
  return {
    ...(within === 'wizard' ? { end: widget.panels[count - 1], last: count - 1 } : {}),
    visible: (one) => !of.has(one) || widget.panels[of.get(one)!].checkVisibility(),
    unseen: (one) => of.has(one) && !widget.seen().has(of.get(one)!),
    firstUnseen,
    panelOf: (one) => of.get(one),
    step: widget.step,
  };
}

/** Parts that follow each other; one is in sight. */
function wizard(world: World, titles: string[], bodies: HTMLElement[][]): Panels {
  const { dom, random } = world;
  const [forth, backTo] = random.pick([['Next', 'Back'], ['Continue', 'Previous'], ['Next step', 'Go back'], ['Next page', 'Previous page']]); // prettier-ignore
  const seen = new Set([0]);
  let present = 0;
  const show = (index: number): void => {
    present = index;
    seen.add(index);
    panels.forEach((panel, i) => (panel.hidden = i !== index));
  };
  const last = bodies.length - 1;
  const on = bodies.map((_, i) => (i < last ? dom.button(forth, () => show(i + 1)).control : undefined));
  const back = bodies.map((_, i) => (i > 0 ? dom.button(backTo, () => show(i - 1)).control : undefined));
  const numbered = random.chance(0.5);
  const panels = bodies.map((body, i) => {
    const title = numbered ? `Step ${i + 1} of ${bodies.length}: ${titles[i]}` : titles[i];
    const keys = [back[i], on[i]].filter((key) => key !== undefined);
    return dom.wrap('div', [dom.heading(title), ...body, dom.wrap('div', keys, 'flex')]);
  });
  show(0);
  const step = (index: number): OracleStep | undefined =>
    present === index ? undefined : click(present < index ? on[present]! : back[present]!);
  return { root: dom.wrap('div', panels), controls: [], panels, open: () => present, seen: () => seen, step };
}
