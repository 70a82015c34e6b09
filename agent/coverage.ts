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
import { elementOf, isDecisive, leadsOn } from './decisive.js';
import { isDatePart, isListNumber } from './goal-conditions.js';
import { openSpans } from './prompt/index.js';
import type { PlanContext } from './prompt-port.js';
import { createLookout, type OutOfSight } from './proposers/match/look-first.js';
import { resolveText } from './resolve-text.js';
import { pageKey } from './run.js';

/** What to do instead of a premature decisive action, and why. */
export interface CoverageQuestion {
  candidate: Candidate;
  note: string;
}

/** Ends of its notes: why something else is done. */
export const COVERAGE_REASONS = {
  open: 'is still open',
  undone: 'nothing was done yet',
  unseen: 'was not in sight yet',
} as const;

/** Undefined lets the best candidate pass. */
export type CoverageCheck = (context: PlanContext, ranked: readonly Candidate[]) => CoverageQuestion | undefined;

export interface CoverageOptions {
  /** Most nats that the better candidate may be behind. */
  margin: number;
  /** Most times in an episode that a part not looked at is opened before committing; 0: never. */
  looks: number;
  /** Whether to give up in place of committing while something that the goal names was nowhere, and nothing is left to look at. */
  refuses: boolean;
  /** Pages that were questioned already: a second time the planner has its way. Kept by the caller, one per episode. */
  questioned: Set<string>;
}

/**
 * Questions a decisive action (send, order, save, stop, ...) while the goal names things that the page does not show as
 * done. Premature submitting is the largest measured failure of small models. Four questions, the first that applies:
 * is something open that another candidate would do (once per page); was nothing done at all; is something that the goal
 * names not in sight yet, while parts were not looked at; is it nowhere, with nothing left to look at (then the task is refused).
 * The last two are also asked of an answer.
 */
export function createCoverageCheck({ margin, looks, refuses, questioned }: CoverageOptions): CoverageCheck {
  const outOfSight = createLookout();
  let looked = 0;
  const harmless = ({ action }: Candidate, { observation }: PlanContext): boolean => !isDecisive(action, observation);

  function open(context: PlanContext, ranked: readonly Candidate[]): CoverageQuestion | undefined {
    const page = pageKey(context.observation);
    if (questioned.has(page)) return undefined;
    const [best] = ranked;
    const left = openConditions(context).filter((condition) => !covers(best.action, condition, context));
    if (left.length === 0) return undefined;
    const covering = ranked.find(
      (candidate) => harmless(candidate, context) && left.some((condition) => covers(candidate.action, condition, context)),
    );
    if (!covering || best.score - covering.score > margin) return undefined;
    questioned.add(page);
    return instead(best, covering, `${list(left)} ${COVERAGE_REASONS.open}`);
  }

  function hasty(context: PlanContext, ranked: readonly Candidate[]): CoverageQuestion | undefined {
    if (context.history.length > 0) return undefined;
    const [best] = ranked;
    const named = ranked.find((one) => harmless(one, context) && one.action.kind !== 'refuse' && one.prior >= SURELY_NAMED);
    return named && best.score - named.score <= margin ? instead(best, named, COVERAGE_REASONS.undone) : undefined;
  }

  function unseen(
    context: PlanContext,
    ranked: readonly Candidate[],
    found: OutOfSight | undefined,
  ): CoverageQuestion | undefined {
    if (!found || looked >= looks) return undefined;
    const [best] = ranked;
    if (found.isWay(best.action)) return undefined;
    const names = [...found.names, ...found.nowhere].filter((name) => !covers(best.action, name, context));
    const way = ranked.find((candidate) => harmless(candidate, context) && found.isWay(candidate.action));
    if (names.length === 0 || !way) return undefined;
    looked++;
    return instead(best, way, `${list([...new Set(names)])} ${COVERAGE_REASONS.unseen}`);
  }

  function hopeless(
    context: PlanContext,
    ranked: readonly Candidate[],
    found: OutOfSight | undefined,
  ): CoverageQuestion | undefined {
    const [best] = ranked;
    if (!refuses || !found || leadsOn(best.action, context.observation)) return undefined;
    const thought = ranked.filter(({ score }) => best.score - score <= margin);
    const nowhere = found.nowhere.filter((name) => !thought.some(({ action }) => covers(action, name, context)));
    if (nowhere.length === 0 || found.hasWays()) return undefined;
    const reason = `${list(nowhere)} is nowhere to be found`;
    const refusal: Candidate = { ...best, action: { kind: 'refuse', reason }, proposer: 'coverage' };
    return instead(best, refusal, reason);
  }

  return (context, ranked) => {
    const found = looks > 0 || refuses ? outOfSight(context) : undefined;
    const { action } = ranked[0];
    const answers = action.kind === 'stop' && action.answer !== undefined;
    const decisive = isDecisive(action, context.observation);
    if (!answers && !decisive) return undefined;
    const early = answers ? undefined : (open(context, ranked) ?? hasty(context, ranked));
    return early ?? unseen(context, ranked, found) ?? hopeless(context, ranked, found);
  };
}

const list = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

/** Prior of what the model itself came up with, and below that of what the goal names in so many words. */
const SURELY_NAMED = 0;

const instead = (best: Candidate, candidate: Candidate, because: string): CoverageQuestion => ({
  candidate,
  note: `coverage: ${printAction(candidate.action)} before ${printAction(best.action)}, because ${because}`,
});

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
    .filter((span) => !isListNumber(goal, span) && !isDatePart(span.text) && !isPartOfName(span, goal, observation))
    .map((span) => span.text)
    .filter((text) => !labels.has(normalizeText(text)));
  const fromPage = observation.elements.filter((element) => isOpenChoice(element, goal, history)).map((element) => element.name);
  return [...new Set([...fromGoal, ...fromPage])];
}

/** A capital within the longer name of something on the page ("Who" of "Who can write to me") asks for nothing by itself. */
function isPartOfName({ kind, start, end }: GoalSpan, goal: string, { elements }: Observation): boolean {
  if (kind !== 'name') return false;
  const text = goal.toLowerCase();
  return elements.some(({ name }) => {
    if (name.length <= end - start) return false;
    const at = text.lastIndexOf(name.toLowerCase(), start);
    return at >= 0 && at + name.length >= end;
  });
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
