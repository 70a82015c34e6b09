import {
  type GoalSpan,
  type HistoryEntry,
  mentions,
  normalizeText,
  type Observation,
  type PageElement,
  wordsOf,
} from '../../core/index.js';

/** How a text of the page relates to the goal. Spans are given by their index. */
export type GoalMatch =
  | { kind: 'equals'; span: number }
  | { kind: 'has'; span: number }
  | { kind: 'in' }
  | { kind: 'part' }
  | undefined;

/** Words that say nothing about which element is meant. */
const COMMON = new Set(
  'a an the of to in on at by for from with and or is are be it its this that then your you my all any into as select click press type enter choose'.split(
    ' ',
  ),
);

/** Compares page text with one goal; prepared once a step because every element asks. */
export class GoalMatcher {
  readonly #goal: string;
  readonly #words: Set<string>;
  readonly #spans: { index: number; text: string; long: boolean }[];

  constructor(goal: string, spans: readonly GoalSpan[]) {
    this.#goal = ` ${wordsOf(goal).join(' ')} `;
    this.#words = new Set(wordsOf(goal).filter((word) => word.length > 2 && !COMMON.has(word)));
    this.#spans = spans.map((span) => ({ index: span.index, text: normalizeText(span.text), long: span.text.length > 1 }));
  }

  /** Strongest relation first: equal to a span, stands in the goal as a phrase, holds a span, shares a telling word. */
  match(text: string): GoalMatch {
    const plain = normalizeText(text);
    if (!plain) return undefined;
    const equal = this.#spans.find((span) => span.text === plain);
    if (equal) return { kind: 'equals', span: equal.index };
    const words = wordsOf(plain);
    if (words.length > 0 && this.#goal.includes(` ${words.join(' ')} `)) return { kind: 'in' };
    const held = this.#spans.find((span) => span.long && mentions(plain, span.text));
    if (held) return { kind: 'has', span: held.index };
    return words.some((word) => this.#words.has(word)) ? { kind: 'part' } : undefined;
  }
}

/**
 * Spans of the goal that the page or the past does not show as done yet: not the value of a field, not the name of a
 * checked or selected thing, not a chosen option, and neither typed nor pressed. Labels that a goal merely names stay in
 * the list; telling them from values is the policy's part.
 */
export function openSpans(spans: readonly GoalSpan[], observation: Observation, history: readonly HistoryEntry[]): GoalSpan[] {
  const done = new Set<string>();
  for (const element of observation.elements) for (const text of shownAsDone(element)) done.add(normalizeText(text));
  for (const entry of history) {
    if (entry.status === 'error') continue;
    if (entry.text) done.add(normalizeText(entry.text));
    if (entry.action.kind === 'click' && entry.target) done.add(normalizeText(entry.target.name));
  }
  return spans.filter((span) => !done.has(normalizeText(span.text)));
}

function shownAsDone(element: PageElement): string[] {
  const chosen = (element.options ?? []).filter((option) => option.selected).map((option) => option.label);
  const on = element.states.includes('checked') || element.states.includes('selected');
  return [...chosen, ...(on ? [element.name] : []), ...(element.value ? [element.value] : [])];
}
