import type { PageElement } from '../../../core/index.js';
import { ordinalsOf } from '../../comparisons.js';
import type { MatchView, Want } from './view.js';

/** Asks to go into a field: "focus on the name box", "put the cursor into it", "click in the note field". */
const GO_INTO =
  /\b(?:focus(?:\s+(?:on|into|in))?|(?:put|place|set|move)\s+(?:the\s+)?(?:cursor|caret|focus)\s+(?:into|in|inside|on|to)|(?:click|tap)(?:\s+(?:on|into|in|inside))?)\s+((?:[^\s.,;:"“]+[\s"”]*){1,7})/gi;
const FIELD = /\b(?:text ?(?:box|field|area)e?s?|input(?: field| box)?|field|entry)\b/i;

/** Going into a field without filling it: the one that the goal names or counts to, or the only one. */
export function wantedFocus(view: MatchView): Want[] {
  return [...view.reading.goal.matchAll(GO_INTO)].flatMap((match) => {
    const said = match[1].split(/\s+(?:and|then|to)\s+/i)[0];
    const from = match.index + match[0].length - match[1].length;
    const field = fieldCalled(said, { from, to: from + said.length }, view, !/^(?:click|tap)/i.test(match[0]));
    if (!field || field.states.includes('focused') || wasEntered(view, field)) return [];
    return [{ action: { kind: 'click', ref: field.ref } as const, prior: -0.1, at: match.index }];
  });
}

function fieldCalled(
  said: string,
  { from, to }: { from: number; to: number },
  { fields, reading }: MatchView,
  surely: boolean,
): PageElement | undefined {
  if (!surely && !FIELD.test(said)) return undefined; // buttons are clicked as well
  const within = ({ name }: PageElement): boolean => reading.places(name).some(({ at, end }) => at >= from && end <= to);
  const [place] = ordinalsOf(said);
  const named = fields.filter(within);
  if (place !== undefined) return (named.length > 1 ? named : fields).at(place > 0 ? place - 1 : place);
  if (named.length > 0) return named[0];
  return FIELD.test(said) && fields.length === 1 ? fields[0] : undefined;
}

const wasEntered = ({ history }: MatchView, { role, name, context }: PageElement): boolean =>
  history.some(
    ({ action, status, target }) =>
      (action.kind === 'click' || action.kind === 'type') && status !== 'error' &&
      target?.role === role && target.name === name && (target.context ?? context) === context,
  ); // prettier-ignore
