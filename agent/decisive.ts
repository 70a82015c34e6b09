import { type Action, type Observation, type PageElement, wordsOf } from '../core/index.js';

/** Words of controls that commit what was entered so far. Plain interface English, not any site's. */
const COMMITTING = new Set(
  (
    'submit send save order buy pay purchase checkout confirm book reserve finish done ready ok okay apply post publish register ' +
    'subscribe place request create login signin signup search go next continue proceed enter update create share reply forward complete accept agree'
  ).split(' '),
);
const COMMITTING_PAIRS = /\b(log in|sign in|sign up|place order|check out|add to|join now)\b/;

/** A committing control has a short name; a longer one is content that happens to hold such a word. */
const MOST_WORDS = 4;

const PRESSED = new Set(['button', 'link', 'menuitem', 'item']);

/** Of these, words of controls that lead on to more of a form, a list or a site. */
const LEADS_ON = new Set('next continue proceed go search enter login signin'.split(' '));

/** True for a press that commits what is there and shows what comes next: not yet the end of it. */
export function leadsOn(action: Action, observation: Observation): boolean {
  const element = action.kind === 'click' ? elementOf(observation, action.ref) : undefined;
  const words = element ? wordsOf(element.name) : [];
  return words.some((word) => LEADS_ON.has(word)) || /^(?:log|sign) in$/.test(words.join(' ')) || action.kind === 'press';
}

/** True for a control whose name says that it commits or sends what was entered. */
export function isCommitting(element: Pick<PageElement, 'role' | 'name'>): boolean {
  if (!PRESSED.has(element.role)) return false;
  const words = wordsOf(element.name);
  if (words.length === 0 || words.length > MOST_WORDS || words.some((word) => word === 'back' || word === 'previous'))
    return false;
  return COMMITTING.has(words[0]) || COMMITTING.has(words[words.length - 1]) || COMMITTING_PAIRS.test(words.join(' '));
}

/** An action that ends a stretch of work: pressing a committing control or Enter, or claiming to be done without an answer. */
export function isDecisive(action: Action, observation: Observation): boolean {
  if (action.kind === 'stop') return action.answer === undefined;
  if (action.kind === 'press') return action.key === 'Enter';
  if (action.kind !== 'click') return false;
  const element = elementOf(observation, action.ref);
  return element !== undefined && isCommitting(element);
}

/** The element with this number, or undefined. Numbers follow positions, but a folded copy of an observation may have gaps. */
export function elementOf(observation: Observation, ref: number): PageElement | undefined {
  const near = observation.elements[ref - 1];
  return near?.ref === ref ? near : observation.elements.find((element) => element.ref === ref);
}
