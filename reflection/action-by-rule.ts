import { type Expectation, isUnchanged, normalizeText, type ObservationDiff, type Outcome, type Verdict } from '../core/index.js';

export interface ActionEvidence {
  expectation: Expectation;
  outcome: Outcome;
  /** Key of the page after it, for an expectation that an earlier page is there again. */
  page?: string;
}

/**
 * Labels one action by comparing what it should bring about with what changed (MobileUse, action reflector; here by rule,
 * so it is cheap and certain). A as expected, B somewhere it should not be, C nothing happened, D cannot tell. The later
 * model-based reflector is asked only about D.
 */
export function judgeAction({ expectation, outcome, page }: ActionEvidence): Verdict {
  const { diff } = outcome;
  if (outcome.status === 'error') return verdict('C', 'action-failed', `${outcome.code ?? 'failed'}: ${outcome.message}`);
  if (expectation.restores !== undefined) return judgeUndo(page === expectation.restores);
  if (expectation.effect === 'none') return verdict('A', 'no-change-expected', 'nothing on the page had to change');
  if (outcome.status === 'no-effect') return verdict('C', 'nothing-changed', 'the page did not change');
  if (isUnchanged(diff)) return verdict('D', 'nothing-to-see', 'it was done, but the page shows no difference');
  const problem = complaint(diff);
  if (problem) return verdict('B', 'page-complains', `the page now says: ${problem}`);
  return RULES[expectation.effect](expectation, diff);
}

/** The fingerprint decides: the earlier page is there again, or it is not (GUI-Reflection, action reversal). */
const judgeUndo = (isBack: boolean): Verdict =>
  isBack
    ? verdict('A', 'restored', 'the earlier page is there again')
    : verdict('B', 'not-restored', 'the earlier page did not come back');

/** Rules that saw a change and not whether it was the right one. */
const OPEN = new Set([
  'nothing-to-see',
  'page-opened',
  'content-changed',
  'something-changed',
  'became-other',
  'element-not-seen',
]);

/** False for a verdict that only says that something changed: there a second opinion may be worth its cost. */
export const isConclusive = ({ source }: Verdict): boolean => !OPEN.has(source.replace(/^rule:/, ''));

type Rule = (expectation: Expectation, diff: ObservationDiff) => Verdict;

const RULES: Record<Exclude<Expectation['effect'], 'none'>, Rule> = {
  value: holdsNow,
  state: holdsNow,
  page: (_, diff) => {
    if (diff.urlChanged || diff.titleChanged) return verdict('A', 'page-opened', 'another page opened');
    if (diff.added.length + diff.removed.length > 0)
      return verdict('A', 'content-changed', 'the content of the page was exchanged');
    return verdict('D', 'something-changed', 'something changed, but no other page opened');
  },
  scroll: (_, diff) =>
    diff.scrolled
      ? verdict('A', 'scrolled', 'the view moved')
      : verdict('D', 'something-changed', 'something changed, but the view did not move'),
  any: () => verdict('A', 'something-changed', 'the page changed'),
};

/** The element should have a value or state now. */
function holdsNow({ element, becomes, effect }: Expectation, diff: ObservationDiff): Verdict {
  const change = diff.changed.find((entry) => entry.element === element);
  if (change && (becomes === undefined || HOLDS[effect === 'state' ? 'state' : 'value'](change.after, becomes))) {
    return verdict('A', 'became', `${change.element} is now ${change.after || 'empty'}`);
  }
  if (diff.urlChanged)
    return verdict('B', 'left-page', `another page opened instead of a new ${effect} of ${element ?? 'the element'}`);
  if (change) return verdict('D', 'became-other', `${change.element} is ${change.after || 'empty'}, not ${becomes}`);
  return verdict('D', 'element-not-seen', `the page changed, but not as a new ${effect} of ${element ?? 'the element'}`);
}

/** Printed forms are `= "value"`, `{Red | *Blue}` and state words. */
const HOLDS = {
  value: (after: string, becomes: string): boolean => {
    if (/^= "•+"/.test(after)) return true; // a password is shown as dots
    const chosen = [...after.matchAll(/[{|] ?\*([^|}]*)/g)].map((match) => normalizeText(match[1]));
    const wanted = normalizeText(becomes);
    const shown = /^= ("(?:[^"\\]|\\.)*")/.exec(after);
    return chosen.includes(wanted) || (shown !== null && sameValue(normalizeText(JSON.parse(shown[1]) as string), wanted));
  },
  state: (after: string, becomes: string): boolean => {
    const states = after.split(' ');
    return states.includes(becomes) || (becomes.startsWith('un') && !states.includes(becomes.slice(2))); // not every role says "unselected"
  },
};

/** A field may format what is typed ("5551234" as "555-1234"), and long values are cut in the middle. */
function sameValue(shown: string, wanted: string): boolean {
  const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
  return (
    shown === wanted ||
    (plain(wanted) !== '' && plain(shown) === plain(wanted)) ||
    (shown.includes('…') && shown.slice(0, 20) === wanted.slice(0, 20))
  );
}

const COMPLAINT =
  /\b(?:errors?|invalid|incorrect|wrong|required|not found|not allowed|failed|must (?:be|have|contain)|please (?:enter|fill|select|choose|provide)|try again)\b/i;

/** An error message that was not there before; content rows may hold such words too, so only alerts and short texts count. */
function complaint(diff: ObservationDiff): string | undefined {
  return diff.added.find(
    (printed) =>
      /^alert\b/.test(printed) || (/^(?:text|status)\b/.test(printed) && printed.length <= 120 && COMPLAINT.test(printed)),
  );
}

function verdict(label: Verdict['label'], rule: string, reason: string): Verdict {
  return { level: 'action', label, source: `rule:${rule}`, reason };
}
