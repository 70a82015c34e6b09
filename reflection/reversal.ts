import type { Action, Observation, PageElement } from '../core/index.js';
import type { TrailEntry } from './loops.js';

/** A step that led where it should not have. */
export interface WrongStep {
  before: Observation;
  after: Observation;
  action: Action;
  /** What both pages are known by in this episode. */
  keys: { before: string; after: string };
  /** All steps so far, this one included. */
  trail: readonly TrailEntry[];
}

/**
 * The action that should bring the earlier page back (GUI-Reflection, action reversal; here by rule): what did so before in this
 * episode, else the browser's way back, Escape for what has opened, or the same switch again. Undefined where no undo is known: text
 * that was typed is corrected and not taken back. Whether it worked, the fingerprint of the page tells.
 */
export function undoOf({ before, after, action, keys, trail }: WrongStep): Action | undefined {
  if (keys.before === keys.after) return undefined;
  const known = trail.find((step) => step.fingerprint === keys.after && step.after === keys.before);
  if (known) return known.action;
  if (before.url !== after.url) return { kind: 'back' };
  if (hasOpened(before, after)) return { kind: 'press', key: 'Escape' };
  const ref = action.kind === 'click' ? switchedAt(before, after, action.ref) : undefined;
  return ref === undefined ? undefined : { kind: 'click', ref };
}

const OVERLAY = /^(?:dialog|alertdialog|menu|listbox)\b/;

/** A dialog or menu lies over the page that was not there before. */
function hasOpened(before: Observation, after: Observation): boolean {
  const overlays = ({ elements }: Observation): Set<string> =>
    new Set(elements.map(({ region }) => region).filter((region) => OVERLAY.test(region)));
  const earlier = overlays(before);
  return (after.dialog !== undefined && !before.dialog) || [...overlays(after)].some((region) => !earlier.has(region));
}

/** States that the next click of the same control takes back. */
const TWO_WAY: readonly (readonly [string, string])[] = [
  ['checked', 'unchecked'],
  ['open', 'closed'],
];
const ONE_OF_MANY = new Set(['radio', 'menuitemradio', 'option', 'tab']);

/** Where the pressed control stands now, when pressing it switched it. */
function switchedAt(before: Observation, after: Observation, ref: number): number | undefined {
  const pressed = before.elements.find((element) => element.ref === ref);
  const now = pressed && after.elements.find((element) => isSame(element, pressed));
  if (!now || ONE_OF_MANY.has(now.role)) return undefined;
  const flipped = TWO_WAY.some((pair) => stateOf(pressed, pair) !== undefined && stateOf(pressed, pair) !== stateOf(now, pair));
  return flipped ? now.ref : undefined;
}

const isSame = (a: PageElement, b: PageElement): boolean => a.role === b.role && a.name === b.name && a.context === b.context;

const stateOf = ({ states }: PageElement, pair: readonly [string, string]): string | undefined =>
  pair.find((state) => states.includes(state));
