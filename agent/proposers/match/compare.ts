import type { PageElement } from '../../../core/index.js';
import { countedBy, extremesOf, GREATEST, type Group, groupsOf, LEAST, ordinalsOf, SERIES } from '../../comparisons.js';
import { type MatchView, timesPressed, type Want } from './view.js';

/** More equals than this are no answer. */
const MOST_FOUND = 3;

/**
 * What the goal finds by comparing or counting: "the cheapest", "the third in the list". A question is answered with it, or with what
 * it belongs to; a request is carried out on it.
 */
export function wantedByComparing(view: MatchView): Want[] {
  const { elements } = view.observation;
  const { reading, history } = view;
  const isAsked = (column: string): boolean => reading.overlap(column) > 0;
  const extremes = [...extremesOf({ elements, goal: reading.goal, history, isAsked })];
  const counted = [...countedBy(elements, ordinalsOf(reading.goal))].filter(({ role }) => COUNTED.has(role));
  const at = reading.goal.length;
  if (extremes.length > 0 && extremes.length <= MOST_FOUND) {
    const groups = groupsOf(elements);
    return extremes.flatMap((extreme) => wantsOf(extreme, groups.get(extreme), view)).map((want) => ({ ...want, at }));
  }
  if (counted.length === 0 || counted.length > MOST_FOUND) return [];
  return counted.flatMap((element) => onIt(element, view)).map((want) => ({ ...want, at }));
}

/** Things that come in lists. */
const COUNTED = new Set(['text', 'listitem', 'item', 'link', 'button', 'cell', 'option', 'heading', 'row', 'article', 'image']);

type Wanted = Pick<Want, 'action' | 'prior'>;

function wantsOf(extreme: PageElement, group: Group | undefined, view: MatchView): Wanted[] {
  if (SERIES.test(view.reading.goal)) return press(extreme, -0.3);
  if (!view.reading.asks && !isQuestion(view)) return group ? pressesIn(group, view) : press(extreme, -0.6);
  const owner = asksForOwner(view, extreme, group) ? ownerIn(group, extreme) : extreme;
  return owner ? [answer(owner, -0.6)] : [];
}

/** "Name the entry with ...", "largest score?": requests for a piece of information without a question word. */
const isQuestion = ({ reading }: MatchView): boolean =>
  /\?\s*$|\bname\b/i.test(reading.goal) && !/\b(?:click|press|put|add|open|select|choose|tap)\b/i.test(reading.goal);

/** "The one with the lowest price" asks for what the price belongs to, "the lowest price" for the price. */
function asksForOwner({ reading }: MatchView, extreme: PageElement, group: Group | undefined): boolean {
  const { goal } = reading;
  const word = LEAST.exec(goal) ?? GREATEST.exec(goal);
  if (!word) return false;
  if (/\b(?:with|has|have|having|whose)\s+(?:the\s+|its\s+)?$/i.test(goal.slice(0, word.index))) return true;
  if (/\b(?:who|whose|which one|name)\b/i.test(goal)) return true;
  if (!extreme.cell && group?.title) return !/\b(?:price|cost|how much|number|value|score|amount)\b/i.test(goal);
  const measure = extreme.cell?.column ?? '';
  return measure !== '' && !goal.slice(word.index).toLowerCase().includes(measure.toLowerCase());
}

/** The first cell of a row, the title of a card. */
function ownerIn(group: Group | undefined, extreme: PageElement): PageElement | undefined {
  return group?.members.find((member) => member !== extreme && (group.title === '' || member.name === group.title));
}

function onIt(element: PageElement, view: MatchView): Wanted[] {
  const presses = /\b(?:click|press|tap|open|hit|select|choose|pick)\b/i.test(view.reading.goal) || !view.reading.asks;
  return presses ? press(element, -0.6) : [answer(element, -0.8)];
}

const answer = ({ ref }: PageElement, prior: number): Wanted => ({
  action: { kind: 'stop', answer: { kind: 'from', ref } },
  prior,
});

const press = ({ ref, verbs }: PageElement, prior: number): Wanted[] =>
  verbs.includes('click') ? [{ action: { kind: 'click', ref }, prior }] : [];

/** What the goal wants pressed on the thing that was found. */
function pressesIn({ members }: Group, view: MatchView): Wanted[] {
  const { reading, pressables } = view;
  const named = members.filter(
    (member) => pressables.includes(member) && reading.overlap(member.name) > 0 && timesPressed(view, member) === 0,
  );
  return named.flatMap((member) => press(member, -0.6));
}
