import { type Action, type GeneratedToken, printAction } from '../core/index.js';

/** Mean log-probability of the tokens that spell an action's verb, and of those that spell what it is done to. */
export interface SpelledLogprobs {
  type: number;
  /** The element's number; without an element, all that follows the verb. Equal to `type` where nothing follows. */
  target: number;
}

/**
 * How sure a model was of an action, from the tokens of its answer (MobileUse, reflection on demand). Departure: the target counts as
 * well as the type; the paper's code looks at the type only, and a wrong target is the commoner mistake. Undefined where the answer
 * has no log-probabilities or does not say the action in so many words.
 */
export function spelledLogprobs(
  text: string,
  tokens: readonly GeneratedToken[] | undefined,
  action: Action,
): SpelledLogprobs | undefined {
  const line = printAction(action);
  const [at, said] = findLast(text, [JSON.stringify(line).slice(1, -1), line]);
  if (at < 0 || !tokens || tokens.map((token) => token.text).join('') !== text) return undefined;
  const verbEnd = at + action.kind.length;
  const target = 'ref' in action && action.ref !== undefined ? String(action.ref).length + 1 : said.length - action.kind.length;
  const type = meanOver(tokens, at, verbEnd);
  return type === undefined ? undefined : { type, target: meanOver(tokens, verbEnd + 1, verbEnd + target) ?? type };
}

function findLast(text: string, forms: readonly string[]): [at: number, form: string] {
  const found = forms.map((form) => [text.lastIndexOf(form), form] as [number, string]).find(([at]) => at >= 0);
  return found ?? [-1, ''];
}

/** Over the tokens that have a character in [start, end). */
function meanOver(tokens: readonly GeneratedToken[], start: number, end: number): number | undefined {
  let at = 0;
  const within = tokens.filter(({ text }) => {
    const from = at;
    at += text.length;
    return from < end && at > start;
  });
  return within.length === 0 || end <= start ? undefined : within.reduce((sum, { logprob }) => sum + logprob, 0) / within.length;
}

/** Sure of both: then a second opinion is not worth its cost. What is not known is not sure. */
export const isSure = (spelled: SpelledLogprobs | undefined, threshold: number): boolean =>
  spelled !== undefined && Math.min(spelled.type, spelled.target) >= threshold;
