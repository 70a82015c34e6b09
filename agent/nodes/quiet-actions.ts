import { mentions, NO_DIFF, type Observation, type Outcome, type OutcomeCode } from '../../core/index.js';

/** What came of an action that does not touch the page. */
export function quietOutcome(message: string, text?: string): Outcome {
  return { status: 'ok', message, diff: NO_DIFF, ms: 0, ...(text === undefined ? {} : { text }) };
}

/** An action that could not even be tried. */
export function failedOutcome(code: OutcomeCode, message: string): Outcome {
  return { status: 'error', code, message, diff: NO_DIFF, ms: 0 };
}

/** Most matches that are told. */
const MOST_FOUND = 5;

/** Says where a text stands on the page, also in parts that a short prompt leaves out. */
export function findOnPage(text: string, { elements }: Observation): Outcome {
  const found = elements.filter((element) => mentions(`${element.name} ${element.value ?? ''}`, text));
  if (found.length === 0) return { ...quietOutcome(`"${text}" is nowhere on this page`, text), status: 'no-effect' };
  const list = found.slice(0, MOST_FOUND).map((element) => `${element.ref} ${element.role} "${element.name}"`);
  return quietOutcome(`"${text}" found ${found.length} times: ${list.join('; ')}`, text);
}
