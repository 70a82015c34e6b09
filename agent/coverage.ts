import {
  type Action,
  type Candidate,
  type GoalSpan,
  type HistoryEntry,
  isField,
  mentions,
  normalizeText,
  type Observation,
  type PageElement,
  printAction,
} from '../core/index.js';
import { elementOf, isDecisive } from './decisive.js';
import { isListNumber } from './goal-conditions.js';
import { openSpans } from './prompt/index.js';
import type { PlanContext } from './prompt-port.js';
import { resolveText } from './resolve-text.js';
import { pageKey } from './run.js';

/** What to do instead of a premature decisive action, and why. */
export interface CoverageQuestion {
  candidate: Candidate;
  note: string;
}

/** Undefined lets the best candidate pass. */
export type CoverageCheck = (context: PlanContext, ranked: readonly Candidate[]) => CoverageQuestion | undefined;

export interface CoverageOptions {
  /** Most nats that the better candidate may be behind. */
  margin: number;
  /** Pages that were questioned already: a second time the planner has its way. Kept by the caller, one per episode. */
  questioned: Set<string>;
}

/**
 * Questions a decisive action (send, order, save, stop, ...) while the goal names things that the page does not show as
 * done, once per page: the best candidate that would do one of them is taken instead, when it is not far behind.
 * Premature submitting is the largest measured failure of small models.
 */
export function createCoverageCheck({ margin, questioned }: CoverageOptions): CoverageCheck {
  return (context, ranked) => {
    const best = ranked[0];
    const page = pageKey(context.observation);
    if (questioned.has(page) || !isDecisive(best.action, context.observation)) return undefined;
    const open = openConditions(context).filter((condition) => !covers(best.action, condition, context));
    if (open.length === 0) return undefined;
    const covering = ranked.find(
      (candidate) =>
        !isDecisive(candidate.action, context.observation) &&
        open.some((condition) => covers(candidate.action, condition, context)),
    );
    if (!covering || best.score - covering.score > margin) return undefined;
    questioned.add(page);
    return { candidate: covering, note: noteFor(best, covering, open) };
  };
}

function noteFor(best: Candidate, covering: Candidate, open: readonly string[]): string {
  const list = open.map((text) => JSON.stringify(text)).join(', ');
  return `coverage: ${printAction(covering.action)} before ${printAction(best.action)}, because ${list} is still open`;
}

/** What the goal names and the page or the past does not show as done: spans, and unticked choices that the goal mentions. */
export function openConditions({
  goal,
  spans,
  observation,
  history,
}: Pick<PlanContext, 'goal' | 'spans' | 'observation' | 'history'>): string[] {
  // A span that is the name of a field says where something goes, not what.
  const labels = new Set(observation.elements.filter(isField).map((element) => normalizeText(element.name)));
  const fromGoal = openSpans(spans, observation, history)
    .filter((span) => !isListNumber(goal, span))
    .map((span) => span.text)
    .filter((text) => !labels.has(normalizeText(text)));
  const fromPage = observation.elements.filter((element) => isOpenChoice(element, goal, history)).map((element) => element.name);
  return [...new Set([...fromGoal, ...fromPage])];
}

const CHOICES = new Set(['checkbox', 'radio', 'switch', 'option', 'menuitemcheckbox', 'menuitemradio']);

function isOpenChoice({ role, name, states, verbs }: PageElement, goal: string, history: readonly HistoryEntry[]): boolean {
  if (!CHOICES.has(role) || !verbs.includes('click') || name.length < 2 || !mentions(goal, name)) return false;
  if (states.includes('checked') || states.includes('selected')) return false;
  return !history.some((entry) => entry.action.kind === 'click' && entry.target?.name === name); // unticked on purpose
}

/** True when the action itself would do what the condition asks: type it, choose it, press it, answer it. */
export function covers(
  action: Action,
  condition: string,
  { spans, observation }: Pick<PlanContext, 'spans' | 'observation'>,
): boolean {
  const text = textOf(action, spans, observation);
  return text !== undefined && (normalizeText(text) === normalizeText(condition) || mentions(text, condition));
}

function textOf(action: Action, spans: readonly GoalSpan[], observation: Observation): string | undefined {
  if (action.kind === 'select') return action.option;
  if (action.kind === 'click' || action.kind === 'drag') {
    const element = elementOf(observation, action.ref);
    return element && `${element.name} ${element.context}`;
  }
  const source = action.kind === 'type' ? action.text : action.kind === 'stop' ? action.answer : undefined;
  const resolved = source && resolveText(source, spans, observation);
  return resolved?.ok ? resolved.text : undefined;
}
