import { isField, normalizeText, type PageElement } from '../../../core/index.js';
import { shouldBeOn } from './choices.js';
import { isChoice, isSearch, type MatchView, TOGGLES, type Want } from './view.js';

/** Below the priors of what is surely wanted, above a guess. */
const PRIOR = -1;
/** Above what would send off a form that lacks what does not move. */
const SURELY = 0.3;

/**
 * Evidence that a task cannot be done: a list does not offer what it should be set to, what should change is switched off, or the thing
 * that the goal names by a key is nowhere and there is nothing left to open. `ways`: how one could look on.
 */
export function giveUp(view: MatchView, ways: readonly Want[]): Want[] {
  const refusal = (reason: string | undefined, prior: number): Want[] =>
    reason === undefined ? [] : [{ action: { kind: 'refuse', reason }, prior, at: view.reading.goal.length }];
  const [first] = [...refusal(isDisabled(view), SURELY), ...refusal(lacksOption(view) ?? isAbsent(view, ways), PRIOR)];
  return first ? [first] : [];
}

function lacksOption({ reading, observation }: MatchView): string | undefined {
  for (const { name, options, multiple } of observation.elements) {
    if (multiple) continue; // what it is given are several values
    const given = name !== '' && options && options.length > 1 ? reading.valueFor(name) : undefined;
    if (given && !options!.some(({ label }) => normalizeText(label) === normalizeText(given.text)))
      return `${name} does not offer ${given.text}`;
  }
  return undefined;
}

/** A box or switch that should be the other way and does not move. */
function isStuck(name: string, states: readonly string[], reading: MatchView['reading']): boolean {
  const [place] = reading.places(name);
  return place !== undefined && shouldBeOn(reading, name, place) !== states.includes('checked');
}

function isDisabled({ reading, observation }: MatchView): string | undefined {
  const wanted = ({ name, value, states, role }: PageElement): boolean => {
    if (!states.includes('disabled') || name === '' || role === 'button' || role === 'link') return false;
    if (TOGGLES.has(role)) return isStuck(name, states, reading);
    const given = reading.valueFor(name)?.text;
    return given !== undefined && normalizeText(given) !== normalizeText(value ?? '');
  };
  const found = observation.elements.find(wanted);
  return found && `${found.name} cannot be changed`;
}

/** What the goal is about is one of many things of its kind, and not among those that are here. */
function isAbsent(view: MatchView, ways: readonly Want[]): string | undefined {
  const { elements } = view.observation;
  const { key } = view.missing;
  if (!key || elements.some((one) => isField(one) && !isSearch(one))) return undefined;
  const rows = elements.filter(({ cell }) => cell !== undefined).length >= FEW_CELLS;
  if (view.reading.asks && !(rows && key.kind !== 'name')) return undefined;
  const repeated = rows || elements.some((one) => one.context !== '' && !isChoice(one) && view.alike(one).length > 1);
  return repeated && !ways.some(({ prior }) => prior > NOTHING_TO_OPEN) ? `${key.text} is nowhere to be seen` : undefined;
}

/** Cells of a table or list that is worth looking through. */
const FEW_CELLS = 6;

/** Ways to look on that are mere guesses do not keep from giving up. */
const NOTHING_TO_OPEN = -1.3;
