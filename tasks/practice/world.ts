import { createRandom, type Random } from '../../core/random.js';
import { createDom } from './dom/index.js';
import type { Dom } from './dom/index.js';
import type { Drift } from './drift.js';
import { TAG_SWAP } from './drift/restyled.js';
import { applyLook, chooseLook } from './dom/look.js';
import { createWords, type Words } from './words/index.js';

/** Wordings of one goal with `{slots}`. `heldOut` ones are never in a demonstration: only evaluation draws from both lists. */
export interface Phrasings {
  seen: string[];
  heldOut: string[];
}

/** Fills `world.page` with one view, from the family's own state. Called again for each visit, so keep the state outside. */
export type View = (page: HTMLElement) => void;

/** All that a family builds with. The same seed gives the same page, batched or served. */
export interface World {
  /** How the page looks and what stands on it. While a view renders, a stream of its own: a view looks the same on each visit. */
  readonly random: Random;
  /** What is asked on this page. Draw the goal from this one: then one page gets several goals. */
  readonly target: Random;
  /** How it is worded. The same stream as `target`, but on a later visit of a site, which words a request as before. */
  readonly wording: Random;
  /** Words of the page, drawn from `random`; on a numbered visit only those of the interface, the data of each visit are its own. */
  readonly words: Words;
  readonly dom: Dom;
  /** Where the present view lives. Cleared by `show`, `go`, `back`. */
  readonly page: HTMLElement;
  /** This seed asks for something that cannot be done (see `Family.impossibleShare`). */
  readonly impossible: boolean;
  /** Evaluation: all phrasings, not only those of demonstrations. */
  readonly heldOut: boolean;
  /** One wording, slots filled. Throws when a slot has no value. */
  phrase(phrasings: Phrasings, slots?: Record<string, string | number>): string;
  /** Names that distractors must not use, beyond those of the goal and the first view. */
  reserve(...names: string[]): void;
  /** Renders a view in place, without a new history entry: the first view, or a redirect. */
  show(name: string, view: View): void;
  /** Opens a view as a new history entry: the browser's `back` leads out of it. */
  go(name: string, view: View): void;
  /** Renders the present view again, after the state changed. */
  refresh(): void;
  /** What the browser's back button does. */
  back(): void;
  /** The page ends the episode now: what `succeeded()` says at this moment counts. Only the first call does. */
  submit(): void;
  /** Runs after a delay; at once in a batch. */
  later(action: () => void, milliseconds: number): void;
}

/** What differs between a served page and a batch. */
export interface WorldHost {
  /** A new history entry with this index was made. */
  pushed(index: number, name: string): void;
  /** The page asks to go back one entry; the host calls `restore`. */
  back(): void;
  submitted(): void;
  later(action: () => void, milliseconds: number): void;
  /** A view was rendered into `world.page`. */
  rendered?(): void;
}

export interface WorldOptions {
  root: HTMLElement;
  seed: string;
  /** Tells goals on the same page apart; default 0. */
  variant?: number;
  /** Visits of one site: the interface and the wording of the request stay, data and what is asked are new. Default: no such site. */
  visit?: number;
  /** What changed about the site; default `none`. */
  drift?: Drift;
  heldOut?: boolean;
  impossible?: boolean;
}

export interface BuiltWorld {
  world: World;
  /** Names that distractors must not use. */
  reserved: ReadonlySet<string>;
  /** Shows the history entry with this index again. */
  restore(index: number): void;
  /** Index of the present history entry. */
  position(): number;
}

/** A fresh world in `root`, which is emptied first. */
export function createWorld(options: WorldOptions, host: WorldHost): BuiltWorld {
  const { root, seed, visit } = options;
  let stream = createRandom(`${seed}/page`);
  const random = delegate(() => stream);
  const own = visit === undefined ? '' : `/visit/${visit}`;
  let dataStream = createRandom(`${seed}/data${own}`);
  const target = createRandom(`${seed}/goal/${options.variant ?? 0}${own}`);
  const wording = own ? createRandom(`${seed}/wording`) : target;
  const words = own
    ? createWords(
        delegate(() => dataStream),
        random,
      )
    : createWords(random);
  const restyled = options.drift === 'restyled';
  const tags = restyled ? TAG_SWAP : undefined;
  const tag = random.pick(['main', 'div', 'div', 'section'] as const);
  const page = root.ownerDocument.createElement(tags?.box(tag) ?? tag);
  root.replaceChildren(page);
  applyLook(root, chooseLook(createRandom(`${seed}/look${restyled ? '/restyled' : ''}`)));
  const reserved = new Set<string>();
  const entries: { name: string; view: View }[] = [];
  let at = 0;
  const render = (): void => {
    const entry = entries[at];
    stream = createRandom(`${seed}/view/${own ? at : entry.name}`);
    dataStream = createRandom(`${seed}/view/${entry.name}${own}`);
    page.replaceChildren();
    for (const overlay of root.querySelectorAll(':scope > [role=dialog], :scope > dialog, :scope > [role=alertdialog]'))
      overlay.remove();
    entry.view(page);
    host.rendered?.();
  };
  const world: World = {
    random,
    target,
    wording,
    words,
    page,
    dom: createDom({ random, words, page, root, later: host.later, tags }),
    impossible: options.impossible ?? false,
    heldOut: options.heldOut ?? false,
    phrase: (phrasings, slots = {}) => {
      const choices = options.heldOut ? [...phrasings.seen, ...phrasings.heldOut] : phrasings.seen;
      return fillSlots(wording.pick(choices), slots);
    },
    reserve: (...names) => names.forEach((name) => reserved.add(name.toLowerCase())),
    show: (name, view) => {
      entries[at] = { name, view };
      render();
    },
    go: (name, view) => {
      entries.splice(++at, Infinity, { name, view });
      host.pushed(at, name);
      render();
    },
    refresh: render,
    back: () => host.back(),
    submit: () => host.submitted(),
    later: host.later,
  };
  const restore = (index: number): void => {
    if (index < 0 || index >= entries.length) return;
    at = index;
    render();
  };
  return { world, reserved, restore, position: () => at };
}

function fillSlots(template: string, slots: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in slots)) throw new RangeError(`the wording "${template}" names {${name}}, which was not given`);
    return String(slots[name]);
  });
}

/** A `Random` that always draws from the present stream. */
function delegate(stream: () => Random): Random {
  return {
    next: () => stream().next(),
    integer: (low, high) => stream().integer(low, high),
    pick: (list) => stream().pick(list),
    chance: (p) => stream().chance(p),
    shuffle: (list) => stream().shuffle(list),
    weighted: (weights) => stream().weighted(weights),
    sample: (list, count) => stream().sample(list, count),
  };
}
