import { isField, normalizeText, type PageElement } from '../../../core/index.js';
import { isChoice, type MatchView, type Want } from './view.js';

/** Below the priors of what is surely wanted, above a guess. */
const PRIOR = -1;

/**
 * Evidence that a task cannot be done: a list does not offer what it should be set to, what should change is switched off, or the thing
 * that the goal names by a key is nowhere and there is nothing left to open. `ways`: how one could look on.
 */
export function giveUp(view: MatchView, ways: readonly Want[]): Want[] {
  const reason = lacksOption(view) ?? isDisabled(view) ?? isAbsent(view, ways);
  if (reason === undefined) return [];
  return [{ action: { kind: 'refuse', reason }, prior: PRIOR, at: view.reading.goal.length }];
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

function isDisabled({ reading, observation }: MatchView): string | undefined {
  const wanted = ({ name, value, states, role }: PageElement): boolean => {
    if (!states.includes('disabled') || name === '' || role === 'button' || role === 'link') return false;
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
  if (!key || elements.some(isField) || view.reading.asks) return undefined;
  const repeated = elements.some((one) => one.context !== '' && !isChoice(one) && view.alike(one).length > 1);
  return repeated && !ways.some(({ prior }) => prior > NOTHING_TO_OPEN) ? `${key.text} is nowhere to be seen` : undefined;
}

/** Ways to look on that are mere guesses do not keep from giving up. */
const NOTHING_TO_OPEN = -1.3;
