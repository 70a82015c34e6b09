import {
  choose,
  editing,
  fieldOf,
  isDisabled,
  selectContent,
  selectOf,
  setValue,
  type Chosen,
  type Editing,
} from './act-edit.js';
import { hit, hits, middle, scrollTo, type Point } from './act-hit.js';
import { scrollFrom } from './act-scroll.js';
import { changes, settle, type Rest } from './act-settle.js';
import { watchSlider } from './act-slide.js';
import { drawnInside } from './act-tree.js';
import { watchPage } from './act-watch.js';
import { packElement, type PackedElement } from './pack.js';
import type { RawObservation, WalkResult } from './types.js';
import { type Wiring, wiringOf } from './wiring.js';

/** Why an element cannot be acted on. `by` is what lies over it: its ref when it is listed, and a few words. */
export interface Refused {
  ok: false;
  code: 'STALE_REF' | 'NOT_VISIBLE' | 'COVERED' | 'DISABLED';
  by?: { ref?: number; words: string };
}
export type Aimed = { ok: true; point: Point; steady: boolean } | Refused;

/** What the page thinks an element is, for choosing how to act on it. */
export interface Kind {
  /** Labels of the options when it is a native select. */
  options?: string[];
  /** Type of the input when it is one. */
  input?: string;
}

/**
 * The page's half of acting. Refs are those of the last `look`, and every call names the look it means: a ref of an older
 * look, of another document or of an element that was taken away is `STALE_REF`, never another element.
 */
export interface PageActing {
  /** Walks the page. A {@link Look} as JSON, because text crosses to the other side much faster than objects would. */
  look(options?: LookOptions): string;
  /** The same when nothing was seen to change since that look; else empty, for the page has to come to rest first. */
  lookAgain(look: string, options?: LookOptions): string;
  /** Waits for rest; what counts as the action's doing is what happened since the last look. */
  settle(limitMs: number): Promise<Rest>;
  /** Waits for the first change since the last look; false when there was none. */
  changes(limitMs: number): Promise<boolean>;
  kind(look: string, ref: number): Kind | Refused;
  /** A point to press, scrolling there if need be. `even`: also for a disabled element. */
  aim(look: string, ref: number, even?: boolean): Aimed;
  /** One frame after the pointer went to `point`: `steady` when a press there still reaches the element, else where to go now. */
  check(look: string, ref: number, point: Point): Promise<Aimed>;
  /** Two points that are both in sight: on the thumb or the middle of `ref`, and in the middle of `to`. */
  path(look: string, ref: number, to: number): { ok: true; from: Point; to: Point } | (Refused & { which: 'ref' | 'to' });
  editing(look: string, ref: number): Editing | Refused;
  selectContent(look: string, ref: number): true | Refused;
  setValue(look: string, ref: number, text: string): { ok: true; value: string } | Refused;
  choose(look: string, ref: number, label: string): Chosen | Refused;
  /** Gives a slider the focus; from then on `readings` tells where it may stand, see `act-slide.ts`. */
  watchSlider(look: string, ref: number): true | Refused;
  readings(): (number | null)[];
  /** Pixels moved. Without a ref, the page. */
  scroll(look: string, ref: number | undefined, down: boolean): { ok: true; moved: number } | Refused;
  /** What the elements of that look are wired to; empty for an older look. */
  wiring(look: string): Wiring[];
}

export interface LookOptions {
  /** Elements that match, and all they hold, are left out. */
  skipSelector?: string;
}

/** What `look` returns, before it is made JSON. */
export interface Look {
  look: string;
  observation: Omit<RawObservation, 'elements'> & { elements: PackedElement[] };
}

const STALE: Refused = { ok: false, code: 'STALE_REF' };

/** Installs the watch at once: call it before the page's own scripts run. */
export function createActing(walk: (options?: LookOptions) => WalkResult): PageActing {
  const watch = watchPage();
  let nodes: Element[] = [];
  let current = '';
  let count = 0;
  let slider: () => (number | null)[] = () => [];
  let lookedAt = 0;
  let tabsThen = 0;

  const node = (look: string, ref: number): Element | undefined => {
    const found = look === current ? nodes[ref - 1] : undefined;
    return found?.isConnected ? found : undefined;
  };
  const on = <T>(look: string, ref: number, use: (element: Element) => T): T | Refused => {
    const element = node(look, ref);
    return element ? use(element) : STALE;
  };
  const name = (over: Element | null): Refused['by'] => {
    if (!over) return undefined;
    const around = nodes.findLastIndex((listed) => drawnInside(over, listed));
    const index = around >= 0 ? around : nodes.findIndex((listed) => drawnInside(listed, over));
    return { ref: index >= 0 ? index + 1 : undefined, words: wordsFor(over) };
  };
  const aimAt = (element: Element): Aimed => {
    const found = hit(element);
    if (found.ok) return { ok: true, point: found.point, steady: false };
    return found.code === 'COVERED' ? { ok: false, code: 'COVERED', by: name(found.by) } : found;
  };

  const look = (options?: LookOptions): string => {
    const { observation, nodes: found } = walk(options);
    nodes = found;
    current = `${performance.timeOrigin}.${++count}`;
    watch.refresh(nodes);
    watch.lastChange(); // what the records hold so far was seen by this look
    lookedAt = watch.now();
    tabsThen = watch.tabsAsked();
    const elements = observation.elements.map(packElement);
    return JSON.stringify({ look: current, observation: { ...observation, elements } } satisfies Look);
  };
  const isUnchanged = (): boolean => watch.lastChange() <= lookedAt && !watch.leaving() && watch.timersDue(lookedAt) === 0;

  return {
    look,
    lookAgain: (known, options) => (known === current && isUnchanged() ? look(options) : ''),
    settle: async (limitMs) => {
      const rest = await settle(watch, lookedAt, limitMs);
      return { ...rest, tabs: rest.tabs - tabsThen };
    },
    changes: (limitMs) => changes(watch, lookedAt, limitMs),
    kind: (look, ref) =>
      on(look, ref, (element) => {
        const input = fieldOf(element);
        return {
          options: optionLabels(element),
          input: input.localName === 'input' ? (input as HTMLInputElement).type : undefined,
        };
      }),
    aim: (look, ref, even = false) =>
      on<Aimed>(look, ref, (element) => (!even && isDisabled(element) ? { ok: false, code: 'DISABLED' } : aimAt(element))),
    async check(look, ref, point) {
      await watch.nextFrame();
      return on<Aimed>(look, ref, (element) => (hits(element, point) ? { ok: true, point, steady: true } : aimAt(element)));
    },
    path(look, ref, to) {
      const source = node(look, ref);
      const target = node(look, to);
      if (!source) return { ...STALE, which: 'ref' };
      if (!target) return { ...STALE, which: 'to' };
      return pathBetween(source, target, aimAt);
    },
    editing: (look, ref) => on(look, ref, (element) => editing(fieldOf(element))),
    selectContent: (look, ref) => on<true | Refused>(look, ref, (element) => (selectContent(fieldOf(element)), true)),
    setValue: (look, ref, text) => on(look, ref, (element) => ({ ok: true as const, value: setValue(fieldOf(element), text) })),
    watchSlider: (look, ref) => on<true | Refused>(look, ref, (element) => ((slider = watchSlider(element)), true)),
    readings: () => slider(),
    choose: (look, ref, label) => on<Chosen | Refused>(look, ref, (element) => choose(element, label)),
    scroll(look, ref, down) {
      if (ref === undefined) return { ok: true, moved: scrollFrom(undefined, down) };
      return on(look, ref, (element) => ({ ok: true as const, moved: scrollFrom(element, down) }));
    },
    wiring: (look) => (look === current ? wiringOf(nodes) : []),
  };
}

function pathBetween(source: Element, target: Element, aimAt: (element: Element) => Aimed): ReturnType<PageActing['path']> {
  let end = middle(target);
  if (!end) {
    scrollTo(target, 'nearest');
    end = middle(target);
  }
  if (!end) return { ok: false, code: 'NOT_VISIBLE', which: 'to' };
  const start = aimAt(source); // may scroll: look at the target again afterwards
  if (!start.ok) return { ...start, which: 'ref' };
  end = middle(target);
  if (!end) return { ok: false, code: 'NOT_VISIBLE', which: 'to' };
  return { ok: true, from: thumbOf(source, start.point), to: end };
}

/** A range input is dragged by its thumb: a press elsewhere on it makes it jump first. */
function thumbOf(element: Element, otherwise: Point): Point {
  const range = fieldOf(element) as HTMLInputElement;
  if (range.localName !== 'input' || range.type !== 'range') return otherwise;
  const box = range.getBoundingClientRect();
  const [low, high] = [Number(range.min || 0), Number(range.max || 100)];
  const share = high > low ? (Number(range.value) - low) / (high - low) : 0;
  const thumb = Math.min(16, box.width);
  const fromLeft = getComputedStyle(range).direction === 'rtl' ? 1 - share : share;
  const offset = otherwise.x - (box.left + box.width / 2); // what frames around it add
  const inFrame = range.ownerDocument === document ? 0 : offset;
  return { x: box.left + thumb / 2 + (box.width - thumb) * fromLeft + inFrame, y: otherwise.y };
}

function optionLabels(element: Element): string[] | undefined {
  const select = selectOf(element);
  return select && [...select.options].map((option) => option.label.trim());
}

function wordsFor(element: Element): string {
  const name = element.getAttribute('aria-label') ?? element.textContent?.replace(/\s+/g, ' ').trim().slice(0, 60) ?? '';
  const id = element.id ? `#${element.id}` : '';
  return `${element.localName}${id}${name ? ` "${name}"` : ''}`;
}
