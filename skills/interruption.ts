import { normalizeText, type Observation, type PageElement } from '../core/index.js';
import type { SkillStep } from './schema.js';

/** Names of a control that sends a notice away without agreeing to anything, the plainest first. */
const DISMISS = [
  /^(?:no,? thanks?|no,? thank you|not now|maybe later|later|remind me later|skip|dismiss|close|got it|x|×|✕|✖)$/,
  /^(?:(?:close|dismiss|hide) (?:this |the )?(?:dialog|notice|message|banner|popup|pop-up|window))$/,
];
/** Also good for a cookie notice, which has to be answered and whose answer changes nothing of the task; the sparing answer first. */
const COOKIE_ANSWERS = [
  /^(?:reject|decline|refuse|deny)(?: all)?(?: cookies)?$|^(?:only )?(?:necessary|essential)(?: cookies)?(?: only)?$/,
  /^(?:accept|allow|agree|i agree|i accept)(?: all)?(?: cookies)?(?: and close)?$/,
];
const COOKIES = /\b(?:cookies?|privacy|consent)\b/;

/** What asks for a decision, or says that something went wrong, is no notice. */
const SERIOUS =
  /\b(?:sure|confirm|delete|remove|discard|unsaved|lose|lost|leave|overwrite|replace|permanent|permanently|undone|cancel|pay|payment|purchase|order|error|failed|invalid|warning|required|password|log in|sign in|session|expired?)\b/;

/**
 * The control that sends away a dialog which has nothing to do with what is being done: a cookie notice, a newsletter, a tip.
 * `known` are the regions that the caller deals with itself. Undefined when no other dialog is open, when it asks for a decision,
 * or when nothing in it plainly dismisses it.
 */
export function dismissalOf({ elements }: Observation, known: readonly string[]): PageElement | undefined {
  const regions = new Set(elements.map(({ region }) => region).filter((region) => /^dialog\b/.test(region)));
  for (const region of regions) {
    if (known.includes(region)) continue;
    const inside = elements.filter((element) => element.region === region);
    const text = normalizeText([region, ...inside.map(({ name }) => name)].join(' '));
    const found = SERIOUS.test(text)
      ? undefined
      : plainest(inside, COOKIES.test(text) ? [...DISMISS, ...COOKIE_ANSWERS] : DISMISS);
    if (found) return found;
  }
  return undefined;
}

function plainest(elements: readonly PageElement[], patterns: readonly RegExp[]): PageElement | undefined {
  const controls = elements.filter(({ verbs }) => verbs.includes('click'));
  for (const pattern of patterns) {
    const found = controls.find(({ name }) => pattern.test(normalizeText(name)));
    if (found) return found;
  }
  return undefined;
}

/** Where the targets of steps are, as they were described. */
export function regionsOf(steps: readonly SkillStep[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'do') return 'target' in step.action && step.action.target ? [step.action.target.region] : [];
    return [...(step.kind === 'if-visible' ? [step.target.region] : []), ...regionsOf(step.steps)];
  });
}
