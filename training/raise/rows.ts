import {
  type Action,
  goalSpans,
  type HistoryEntry,
  isUnchanged,
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
  historyEntry,
  type Mark,
  MARKS,
  resolveText,
} from '../../agent/index.js';
import { judgeAction } from '../../reflection/index.js';
import { diffObservations } from '../../tools/index.js';
import type { Demonstration, DemonstrationStep } from '../../tasks/index.js';

/** One supervised decision: what the policy would be shown and what it should say. */
export interface PolicyRow {
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
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
}

/**
 * The rows of one demonstration: a row for every step that is a target, with the history that the running agent would
 * have shown at that point, verdicts of its rule reflector included. A step that the compact form cannot say gives no row.
 */
export function rowsOf(demonstration: Demonstration, { random, shiftedShare }: RowOptions): PolicyRow[] {
  const { goal, family, steps } = demonstration;
  const history: HistoryEntry[] = [];
  const rows: PolicyRow[] = [];
  steps.forEach((step, i) => {
    if (step.target) {
      const firstSlot = random.chance(shiftedShare) ? random.integer(0, 99) : 0;
      const prompt = compactPrompt({ goal, observation: step.observation, history }, { firstSlot });
      const answer = prompt.print(step.action);
      if (answer) rows.push({ family, prompt: prompt.parts, answer, lines: linesOf(prompt, step, steps.slice(i + 1)) });
    }
    history.push(entryOf(goal, step, steps[i + 1]?.observation));
  });
  return rows;
}

function linesOf(
  { slotOf }: CompactPrompt,
  { observation, action }: DemonstrationStep,
  later: readonly DemonstrationStep[],
): Map<string, Mark> {
  const lines = new Map<string, Mark>();
  const wanted = new Set(later.filter((step) => step.target).flatMap(usedElements));
  for (const element of observation.elements) {
    const slot = slotOf(element.ref);
    if (slot !== undefined)
      lines.set(`[${slot}]`, useOf(element, action) ?? (wanted.has(identity(element)) ? '<todo>' : '<same>'));
  }
  return lines;
}

function useOf({ ref }: PageElement, action: Action): Mark | undefined {
  if ('ref' in action && action.ref === ref) return MARKS.find((mark) => mark === `<${action.kind}>`);
  const source = action.kind === 'type' ? action.text : action.kind === 'stop' ? action.answer : undefined;
  if (source?.kind === 'from') return source.ref === ref ? '<from>' : undefined;
  return source?.kind === 'calc' && source.expression.includes(`text(${ref})`) ? '<from>' : undefined;
}

const usedElements = ({ observation, action }: DemonstrationStep): string[] =>
  observation.elements.filter((element) => useOf(element, action)).map(identity);

/** Refs do not survive a step; this does, for all but perfect twins. */
const identity = ({ role, name, context, cell }: PageElement): string => JSON.stringify([role, name, context, cell]);

/** How the running agent would remember this step, given what the page looked like afterwards. */
function entryOf(goal: string, { observation, action }: DemonstrationStep, after: Observation = observation): HistoryEntry {
  const text = textOf(action, goal, observation);
  const diff = diffObservations(observation, after);
  const status: Outcome['status'] = isUnchanged(diff) && action.kind !== 'wait' && action.kind !== 'hover' ? 'no-effect' : 'ok';
  const outcome: Outcome = { status, message: '', diff, text, ms: 0 };
  const verdict = judgeAction({ expectation: expectationOf(action, observation, text), outcome }).label;
  return historyEntry({ before: observation, action, outcome, verdict });
}

function textOf(action: Action, goal: string, observation: Observation): string | undefined {
  if (action.kind === 'select') return action.option;
  const source = action.kind === 'type' ? action.text : action.kind === 'stop' ? action.answer : undefined;
  const resolved = source && resolveText(source, goalSpans(goal), observation);
  return resolved?.ok ? resolved.text : undefined;
}
