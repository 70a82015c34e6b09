import {
  type Action,
  type GoalSpan,
  type HistoryEntry,
  normalizeText,
  type Observation,
  type PageElement,
} from '../../core/index.js';

/**
 * Phrases of the goal that the page or the past does not show as done yet: not the value of a field, not the name of a checked
 * or selected thing, not a chosen option, and neither typed nor pressed, nor what a typed text was computed from. Labels that
 * a goal merely names stay in the list.
 */
export function openPhrases<T extends { text: string; span?: GoalSpan }>(
  phrases: readonly T[],
  { elements }: Observation,
  history: readonly HistoryEntry[],
): T[] {
  const done = new Set<string>();
  const used = new Set<number>();
  for (const element of elements) for (const text of shownAsDone(element)) done.add(normalizeText(text));
  for (const entry of history) {
    if (entry.status === 'error') continue;
    if (entry.text) done.add(normalizeText(entry.text));
    if (entry.action.kind === 'click' && entry.target)
      for (const text of [entry.target.name, entry.target.context ?? '']) done.add(normalizeText(text));
    for (const index of quotedIn(entry.action)) used.add(index);
  }
  return phrases.filter(({ text, span }) => !done.has(normalizeText(text)) && !(span && used.has(span.index)));
}

/** Spans of the goal as phrases that may be open. */
export function openSpans(spans: readonly GoalSpan[], observation: Observation, history: readonly HistoryEntry[]): GoalSpan[] {
  return openPhrases(
    spans.map((span) => ({ text: span.text, span })),
    observation,
    history,
  ).map(({ span }) => span);
}

function quotedIn(action: Action): number[] {
  const calc = action.kind === 'type' && action.text.kind === 'calc' ? action.text.expression : '';
  return [...calc.matchAll(/quote\((\d+)\)/g)].map((match) => Number(match[1]));
}

/** Texts that an element shows to be so: its value, what is chosen in it, its name when it is on. */
export function shownAsDone(element: PageElement): string[] {
  const chosen = (element.options ?? []).filter((option) => option.selected).map((option) => option.label);
  const on = element.states.includes('checked') || element.states.includes('selected');
  return [...chosen, ...(on ? [element.name] : []), ...(element.value ? [element.value] : [])];
}
