import { goalSpans, type HistoryEntry, type PageElement, printAction } from '../../core/index.js';
import { matchActions, type PlanContext } from '../../agent/index.js';
import { observation } from './observations.js';

/** A step of the name matcher on a page of these elements. */
export function matchContext(goal: string, elements: PageElement[], history: HistoryEntry[] = []): PlanContext {
  const spans = goalSpans(goal);
  return { goal, spans, observation: observation(elements), history, rejected: [], notes: [], stepsLeft: 9, attempt: 0 };
}
/** What the matcher proposes, best first. */
export const all = (goal: string, elements: PageElement[], history?: HistoryEntry[]): string[] =>
  matchActions(matchContext(goal, elements, history)).map(({ action }) => printAction(action));
export const best = (goal: string, elements: PageElement[], history?: HistoryEntry[]): string => all(goal, elements, history)[0];
export const pressed = (role: string, name: string, of = ''): HistoryEntry => ({
  action: { kind: 'click', ref: 1 },
  target: { role, name, context: of },
  status: 'ok',
});
export const typed = (name: string, text: string): HistoryEntry => ({
  action: { kind: 'type', ref: 1, text: { kind: 'literal', text } },
  target: { role: 'textbox', name },
  text,
  status: 'ok',
});
