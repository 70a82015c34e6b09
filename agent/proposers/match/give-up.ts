import { isField, normalizeText, type PageElement } from '../../../core/index.js';
import { absentKey, explore } from './explore.js';
import { isChoice, type MatchView, type Want } from './view.js';

/** Below the priors of what is surely wanted, above a guess. */
const PRIOR = -1;

/**
 * Evidence that a task cannot be done: a list does not offer what it should be set to, what should change is switched off, or the thing
 * that the goal names by a key is nowhere and there is nothing left to open. `left`: something is still to be done before.
 */
export function giveUp(view: MatchView, left: boolean): Want[] {
  const reason = lacksOption(view) ?? isDisabled(view) ?? isAbsent(view);
  if (reason === undefined || left) return [];
  return [{ action: { kind: 'refuse', reason }, prior: PRIOR, at: view.reading.goal.length }];
}

function lacksOption({ reading, observation }: MatchView): string | undefined {
  for (const { name, options } of observation.elements) {
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

function isAbsent(view: MatchView): string | undefined {
  const { elements } = view.observation;
  const missing = absentKey(view);
  if (!missing || elements.some(isField) || view.reading.asks) return undefined;
  const repeated = elements.some(
    (one) =>
      one.context !== '' &&
      !isChoice(one) &&
      elements.some((other) => other !== one && other.role === one.role && other.name === one.name),
  );
  const open = explore(view).some(({ prior }) => prior > NOTHING_TO_OPEN);
  return repeated && !open ? `${missing.text} is nowhere to be seen` : undefined;
}

/** Ways to look on that are mere guesses do not keep from giving up. */
const NOTHING_TO_OPEN = -1.3;
