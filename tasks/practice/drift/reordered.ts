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
  for (const run of containers.flatMap(({ children }) => runsOf([...children]))) {
    if (areAlike(run)) continue;
    const shuffled = random.shuffle(run);
    const isSame = shuffled.every((group, i) => group === run[i]);
    replaceInOrder(run, isSame ? [...run.slice(1), run[0]] : shuffled);
  }
}

type GroupKind = 'field' | 'button';

/** A field with its label, or one button; undefined for everything else. Keys and arrows have their places. */
function kindOf(group: Element): GroupKind | undefined {
  if (countOf(group, FIELD) > 0) return group.matches(FIELD) ? undefined : 'field';
  return countOf(group, PUSH) === 1 && /[a-z]{2}/i.test(textOf(group)) ? 'button' : undefined;
}

/** Siblings of one kind that follow each other, two or more. */
function runsOf(siblings: readonly Element[]): Element[][] {
  const runs: { kind: GroupKind | undefined; groups: Element[] }[] = [];
  for (const group of siblings) {
    const kind = kindOf(group);
    const last = runs.at(-1);
    if (last?.kind === kind) last?.groups.push(group);
    else runs.push({ kind, groups: [group] });
  }
  return runs.filter(({ kind, groups }) => kind && groups.length > 1).map(({ groups }) => groups);
}

/** Only their order tells some of them apart. */
const areAlike = (groups: readonly Element[]): boolean => new Set(groups.map(textOf)).size < groups.length;

const textOf = (group: Element): string =>
  (group.textContent ?? '').trim() || (group.getAttribute('value') ?? group.querySelector('input')?.outerHTML ?? '');

const countOf = (group: Element, selector: string): number =>
  group.querySelectorAll(selector).length + (group.matches(selector) ? 1 : 0);

/** Fills the places of some siblings with the same siblings in another order; what stands between them stays. */
function replaceInOrder(before: readonly Element[], after: readonly Element[]): void {
  const places = before.map((element) => element.ownerDocument.createComment(''));
  before.forEach((element, i) => element.replaceWith(places[i]));
  places.forEach((place, i) => place.replaceWith(after[i]));
}
