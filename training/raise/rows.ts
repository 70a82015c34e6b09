import {
  type Action,
  goalSpans,
  type HistoryEntry,
  type Observation,
  type Outcome,
  type PageElement,
  type PromptPart,
  type Random,
} from '../../core/index.js';
import {
  type CompactPrompt,
  compactPrompt,
  expectationOf,
  GoalReading,
  historyEntry,
  isFailure,
  type Mark,
  MARKS,
  matchActions,
  pageKey,
  type ProposedAction,
  RejectedActions,
  resolveText,
} from '../../agent/index.js';
import { judgeAction } from '../../reflection/index.js';
import { diffObservations } from '../../tools/index.js';
import { type Demonstration, type DemonstrationStep, statusInPage } from '../../tasks/index.js';

/** One supervised decision: what the policy would be shown and what it should say. */
export interface PolicyRow {
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
  /** What its answer tokens count. */
  weight: number;
  /**
   * What each numbered line is for, by the token of its number: the verb now done to it, `<from>` for a text that is copied
   * now, `<todo>` for what will be used later in the demonstration, `<same>` for the rest.
   */
  lines: ReadonlyMap<string, Mark>;
}

export interface RowOptions {
  random: Random;
  /** Share of the rows whose elements are numbered from a random start, so that every number token is learned. */
  shiftedShare: number;
  /** Share of the rows that show what the name matcher proposes; the rest teaches the model to decide alone. */
  advisedShare: number;
}

/** Refusals are rarer than other ends; a task that cannot be done is as much a task as any other. */
const REFUSAL_WEIGHT = 2;

/**
 * The rows of one demonstration: a row for every step that is a target. A step that the compact form cannot say gives no row.
 */
export function rowsOf(demonstration: Demonstration, options: RowOptions): PolicyRow[] {
  const { family, steps } = demonstration;
  return [...promptsOf(demonstration, options, ({ target }) => target)].flatMap(({ step, index, prompt }) => {
    const label = labelOf(step);
    const answer = prompt.print(label);
    if (!answer) return [];
    const weight = label.kind === 'refuse' ? REFUSAL_WEIGHT : 1;
    return { family, prompt: prompt.parts, answer, weight, lines: linesOf(prompt, step, steps.slice(index + 1)) };
  });
}

/** A step with what the running agent would have shown the model at that point. */
export interface PromptedStep {
  step: DemonstrationStep;
  /** Counted from 0. */
  index: number;
  prompt: CompactPrompt;
}

/** The prompts of the wanted steps, with the history of the running agent, verdicts of its rule reflector included. */
export function* promptsOf(
  { goal, steps }: Demonstration,
  { random, shiftedShare, advisedShare }: RowOptions,
  isWanted: (step: DemonstrationStep, index: number) => boolean,
): Generator<PromptedStep> {
  const matcher = new Matcher(goal);
  const history: HistoryEntry[] = [];
  for (const [index, step] of steps.entries()) {
    if (isWanted(step, index)) {
      const firstSlot = random.chance(shiftedShare) ? random.integer(0, 99) : 0;
      const advice = random.chance(advisedShare) ? matcher.advice(step.observation, history) : undefined;
      yield { step, index, prompt: compactPrompt({ goal, observation: step.observation, history, advice }, { firstSlot }) };
    }
    const entry = entryOf(goal, step, steps[index + 1]?.observation);
    history.push(entry);
    matcher.judge(step, entry);
  }
}

/** What is right: the oracle's word where a policy acted. */
const labelOf = ({ label, action }: DemonstrationStep): Action => label ?? action;

/** The name matcher, with what it would know in the running agent: that an action failed on this page before. */
class Matcher {
  readonly #goal: string;
  readonly #reading: GoalReading;
  readonly #rejected = new RejectedActions();

  constructor(goal: string) {
    this.#goal = goal;
    this.#reading = new GoalReading(goal, goalSpans(goal));
  }

  advice(observation: Observation, history: readonly HistoryEntry[]): ProposedAction[] {
    const { spans } = this.#reading;
    const rejected = this.#rejected.on(pageKey(observation));
    const context = { goal: this.#goal, spans, observation, history, rejected, notes: [], stepsLeft: 1, attempt: 0 };
    return matchActions(context, this.#reading);
  }

  judge({ observation, action }: DemonstrationStep, entry: HistoryEntry): void {
    if (isFailure(entry)) this.#rejected.add(pageKey(observation), action);
  }
}

function linesOf({ slotOf }: CompactPrompt, step: DemonstrationStep, later: readonly DemonstrationStep[]): Map<string, Mark> {
  const lines = new Map<string, Mark>();
  const wanted = new Set(later.filter((step) => step.target).flatMap(usedElements));
  for (const element of step.observation.elements) {
    const slot = slotOf(element.ref);
    if (slot !== undefined)
      lines.set(`[${slot}]`, useOf(element, labelOf(step)) ?? (wanted.has(identity(element)) ? '<todo>' : '<same>'));
  }
  return lines;
}

function useOf({ ref }: PageElement, action: Action): Mark | undefined {
  if ('ref' in action && action.ref === ref) return MARKS.find((mark) => mark === `<${action.kind}>`);
  const source = action.kind === 'type' ? action.text : action.kind === 'stop' ? action.answer : undefined;
  if (source?.kind === 'from') return source.ref === ref ? '<from>' : undefined;
  return source?.kind === 'calc' && source.expression.includes(`text(${ref})`) ? '<from>' : undefined;
}

const usedElements = (step: DemonstrationStep): string[] =>
  step.observation.elements.filter((element) => useOf(element, labelOf(step))).map(identity);

/** Refs do not survive a step; this does, for all but perfect twins. */
const identity = ({ role, name, context, cell }: PageElement): string => JSON.stringify([role, name, context, cell]);

/** How the running agent would remember this step, given what the page looked like afterwards. */
function entryOf(goal: string, { observation, action }: DemonstrationStep, after: Observation = observation): HistoryEntry {
  const text = textOf(action, goal, observation);
  const diff = diffObservations(observation, after);
  const outcome: Outcome = { status: statusInPage(action, diff), message: '', diff, text, ms: 0 };
  const verdict = judgeAction({ expectation: expectationOf(action, observation, text), outcome }).label;
  return historyEntry({ before: observation, action, outcome, verdict });
}

function textOf(action: Action, goal: string, observation: Observation): string | undefined {
  if (action.kind === 'select') return action.option;
  const source = action.kind === 'type' ? action.text : action.kind === 'stop' ? action.answer : undefined;
  const resolved = source && resolveText(source, goalSpans(goal), observation);
  return resolved?.ok ? resolved.text : undefined;
}
