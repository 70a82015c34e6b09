import {
  type Condition,
  type HistoryEntry,
  isField,
  mentions,
  normalizeText,
  type Observation,
  printAction,
} from '../core/index.js';
import { printElement } from '../tools/index.js';
import { openConditions } from './coverage.js';
import { isListNumber } from './goal-conditions.js';
import { shownAsDone } from './prompt/index.js';
import type { PlanContext } from './prompt-port.js';

export type ConditionContext = Pick<PlanContext, 'goal' | 'spans' | 'observation' | 'history'>;

/**
 * The working memory's conditions of the goal (PReP; by rule): met, with the thing or the step that shows it; unmet, with the thing
 * that is not so yet; unknown, where neither the page nor the past tells. Open is what is not met, see {@link openConditions}.
 */
export function conditionStates(context: ConditionContext): Condition[] {
  const open = openConditions(context);
  const labels = new Set(context.observation.elements.filter(isField).map(({ name }) => normalizeText(name)));
  const named = context.spans.filter((span) => !isListNumber(context.goal, span) && !labels.has(normalizeText(span.text)));
  const texts = [...new Set([...named.map(({ text }) => text), ...open])];
  return texts.map((text) =>
    open.includes(text) ? openState(text, context) : { text, state: 'met', evidence: proofOf(text, context) },
  );
}

/** The thing on the page that shows it, else the step that did it. */
function proofOf(text: string, { observation, history }: ConditionContext): string {
  const is = (other: string | undefined): boolean => other !== undefined && normalizeText(other) === normalizeText(text);
  const shown = observation.elements.find((element) => shownAsDone(element).some(is));
  if (shown) return printElement(shown);
  const at = history.findLastIndex(({ status, text: said, target }) => status !== 'error' && (is(said) || is(target?.name) || is(target?.context))); // prettier-ignore
  return at < 0 ? 'used in an earlier step' : `step ${at + 1}, ${printAction(history[at].action)}`;
}

/** Something that bears its name and is not so yet, or a field that is still empty; else nothing tells. */
function openState(text: string, { observation }: ConditionContext): Condition {
  const named = observation.elements.find(
    ({ name, options = [], verbs }) =>
      verbs.length > 0 && (mentions(name, text) || options.some(({ label }) => mentions(label, text))),
  );
  const target = named ?? observation.elements.find(isEmptyField);
  return target ? { text, state: 'unmet', evidence: printElement(target) } : { text, state: 'unknown', evidence: '' };
}

const isEmptyField = ({ verbs, value }: Observation['elements'][number]): boolean => verbs.includes('type') && value === '';

/**
 * What was really done: steps whose effect was seen, in the words of the page. What was only meant, failed or showed nothing is not
 * in here (MobileUse's progressor; by rule, so that a purpose never becomes a fact).
 */
export function doneSoFar(history: readonly HistoryEntry[]): string[] {
  return history.flatMap(({ action, target, text, status, verdict }, i) => {
    if (status !== 'ok' || verdict !== 'A' || IDLE.has(action.kind)) return [];
    const thing = target ? ` ${target.role} "${target.name}"` : '';
    return [`step ${i + 1}: ${action.kind}${thing}${text === undefined ? '' : ` "${text}"`}`];
  });
}

/** Verbs that bring nothing about. */
const IDLE = new Set(['wait', 'find', 'note', 'scroll', 'hover']);
