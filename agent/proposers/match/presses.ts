import { type GoalSpan, normalizeText, type PageElement } from '../../../core/index.js';
import { isCommitting } from '../../decisive.js';
import { isChoice, isControl, type MatchView, timesPressed, type Want } from './view.js';

/** Plain text and containers are pressed only when nothing better is named. */
const TEXT_PENALTY = 0.8;

/**
 * Buttons, links and other things to press that the goal names. `entered` are spans that go into fields: what merely holds
 * one of them is not meant. A committing control counts as named only when it is quoted; else it waits its turn.
 */
export function wantedPresses(view: MatchView, entered: ReadonlySet<GoalSpan>): Want[] {
  return view.pressables
    .filter((element) => !isChoice(element) && timesPressed(view, element) === 0)
    .flatMap((element) => {
      const named = namedBy(view, element);
      if (!named || (named.span && entered.has(named.span) && !isFreshPick(view, element))) return [];
      if (isCommitting(element) && named.span?.kind !== 'quoted' && !named.ofOne) return [];
      const action = { kind: 'click', ref: element.ref } as const;
      if (isFreshPick(view, element)) return [{ action, prior: 0, at: -1 }]; // before it is gone again
      if (isOtherThanDone(view, element) || isItsReverse(view, element)) return [];
      return [{ action, prior: named.prior - (isControl(element) ? 0 : TEXT_PENALTY), at: named.at }];
    });
}

/** One of many of its name, of which another was pressed before; the goal does not speak of what this one belongs to. */
function isOtherThanDone({ reading, history }: MatchView, { role, name, context }: PageElement): boolean {
  if (context === '' || reading.mention(context)) return false;
  return history.some(
    ({ action, status, target }) =>
      action.kind === 'click' && status === 'ok' && target?.role === role && target.name === name && target.context !== context,
  );
}

/** What a pressed control has become: "Follow" of a card is "Following" now, and another press would take it back. */
function isItsReverse({ history }: MatchView, { role, name, context }: PageElement): boolean {
  const begin = (text: string): string => text.toLowerCase().replace(/^un/, '').slice(0, 4);
  return history.some(
    ({ action, status, target }) =>
      action.kind === 'click' && status === 'ok' && target?.role === role && context !== '' && target.context === context &&
      target.name !== name && begin(target.name) === begin(name),
  ); // prettier-ignore
}

/** What appeared after typing is a suggestion: it has to be picked although its text stands in the field already. */
function isFreshPick({ history }: MatchView, { isNew, name }: PageElement): boolean {
  const last = history.at(-1);
  return isNew && last?.action.kind === 'type' && normalizeText(last.text ?? '') === normalizeText(name);
}

/** By its name, by its context (`ofOne`) ("Delete" of the row "Zita"), or by both, which is surest. */
function namedBy(
  view: MatchView,
  element: PageElement,
): { at: number; prior: number; span?: GoalSpan; ofOne?: boolean } | undefined {
  const { reading } = view;
  const name = reading.mention(element.name);
  const context = element.context === '' ? undefined : reading.mention(element.context);
  if (name && context) return { at: context.at, prior: Math.max(name.prior, context.prior) + 0.3, span: name.span, ofOne: true };
  if (name) return { at: name.at, prior: name.prior - twinPenalty(view.alike(element), reading), span: name.span };
  const overlap = reading.overlap(element.name);
  if (context && overlap > 0) return { at: context.at, prior: context.prior - 0.6, ofOne: true };
  return overlap >= 0.5 ? { at: reading.goal.length, prior: -2.6 + overlap } : undefined;
}

/** One of several alike; that of another row when the goal speaks of that row. */
function twinPenalty(twins: readonly PageElement[], reading: MatchView['reading']): number {
  if (twins.length < 2) return 0;
  return twins.some(({ context }) => context !== '' && reading.mention(context)) ? 2 : 0.7;
}

/** These begin something of their own, so they commit only where the goal speaks of them. */
const OWN_PURPOSE =
  /\b(?:reply|forward|share|add|create|buy|order|book|register|subscribe|sign ?up|update|pay|purchase|publish|agree|next|continue|search)\b/i;

/** The control that commits what was entered, for when nothing else is left to do. */
export function committing(view: MatchView): Want[] {
  const lastField = view.fields.at(-1);
  const wants: Want[] = view.pressables
    .filter((element) => {
      if (isOtherThanDone(view, element)) return false;
      const named = view.reading.overlap(element.name) > 0;
      return named
        ? isCommitting(element) || element.role === 'button'
        : isCommitting(element) && !OWN_PURPOSE.test(element.name);
    })
    .map((element) => {
      const pressed = 1.5 * timesPressed(view, element);
      const named = 0.6 * view.reading.overlap(element.name);
      const close = lastField && element.region === lastField.region && element.ref > lastField.ref ? 0.3 : 0;
      const ofOne = element.context === '' ? 0 : -0.8; // one of many things, not of the page
      const kind = (element.role === 'button' ? 0 : -0.4) - (view.reading.asks ? 1 : 0) + ofOne;
      return {
        action: { kind: 'click', ref: element.ref } as const,
        prior: -1 + named + close + kind - pressed,
        at: view.reading.goal.length,
      };
    });
  return [...wants.filter((want) => want.prior > -2.2), ...lastButton(view)];
}

/** Controls that do not lead on. */
export const ASIDE =
  /\b(?:help|cancel|reset|clear|print|back|close|preview|more|settings|menu|delete|remove|undo|log ?out|sign ?out)\b/i;

/** A form ends with the button that sends it, whatever its name; one of a row or a card sends no form. */
function lastButton(view: MatchView): Want[] {
  const isEntry = (element: PageElement): boolean =>
    element.verbs.includes('type') || element.verbs.includes('select') || isChoice(element);
  const ofPage = ({ context, cell, name }: PageElement): boolean =>
    context === '' && (!cell || cell.row === '' || cell.row === name);
  const last = view.pressables
    .filter(
      (element) =>
        element.role === 'button' &&
        !element.states.includes('closed') &&
        element.name.length > 1 &&
        !ASIDE.test(element.name) &&
        ofPage(element),
    )
    .at(-1);
  if (!last || !view.observation.elements.some(isEntry) || timesPressed(view, last) > 0) return [];
  return [{ action: { kind: 'click', ref: last.ref }, prior: -1.7, at: view.reading.goal.length }];
}
