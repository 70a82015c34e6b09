import type { Random } from '../../../core/random.js';
import type { DriftSite } from '../drift.js';
import { FIELD, PUSH } from './controls.js';

/** Where the order is part of what is shown. */
const ORDERED = 'table,ol,nav,[role=tablist],[role=menu],[role=listbox],[role=radiogroup],fieldset';
/** A goal that says a place or an order. */
const PLACE =
  /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|next|previous|\d+(?:st|nd|rd|th)|above|below|before|after|left|right|top|bottom|order|between|beside|position)\b/i;

/** Puts the fields of a form, and its buttons, in another order. Leaves alone what may be meant by its place. */
export function reorderGroups(random: Random, { page, goal }: Pick<DriftSite, 'page' | 'goal'>): void {
  if (PLACE.test(goal) || !page.querySelector(FIELD)) return;
  const containers = [page, ...page.querySelectorAll<HTMLElement>('*')].filter((one) => !one.closest(ORDERED));
  for (const container of containers) {
    const groups = [...container.children];
    if (isReorderable(groups)) replaceInOrder(groups, random.shuffle(groups));
  }
}

/** Two or more groups, each a field with its label or each one button, and no two that only their order tells apart. */
function isReorderable(groups: readonly Element[]): boolean {
  if (groups.length < 2) return false;
  const texts = groups.map((group) => (group.textContent ?? '').trim() || (group.querySelector('input') ?? group).outerHTML);
  if (new Set(texts).size < groups.length) return false;
  const isButton = (group: Element): boolean => countOf(group, PUSH) === 1 && countOf(group, FIELD) === 0;
  if (groups.every(isButton)) return texts.every((text) => /[a-z]{2}/i.test(text)); // keys and arrows have their places
  return groups.every((group) => countOf(group, FIELD) > 0 && !group.matches(FIELD));
}

const countOf = (group: Element, selector: string): number =>
  group.querySelectorAll(selector).length + (group.matches(selector) ? 1 : 0);

/** Fills the places of some siblings with the same siblings in another order; what stands between them stays. */
function replaceInOrder(before: readonly Element[], after: readonly Element[]): void {
  const places = before.map((element) => element.ownerDocument.createComment(''));
  before.forEach((element, i) => element.replaceWith(places[i]));
  places.forEach((place, i) => place.replaceWith(after[i]));
}
