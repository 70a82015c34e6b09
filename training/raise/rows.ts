import {
  type Action,
  goalSpans,
  type HistoryEntry,
  isUnchanged,
  type Observation,
  type Outcome,
  type PromptPart,
  type Random,
} from '../../core/index.js';
import { compactPrompt, expectationOf, historyEntry, resolveText } from '../../agent/index.js';
import { judgeAction } from '../../reflection/index.js';
import { diffObservations } from '../../tools/index.js';
import type { Demonstration, DemonstrationStep } from '../../tasks/index.js';

/** One supervised decision: what the policy would be shown and what it should say. */
export interface PolicyRow {
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
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
      if (answer) rows.push({ family, prompt: prompt.parts, answer });
    }
    history.push(entryOf(goal, step, steps[i + 1]?.observation));
  });
  return rows;
}

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
