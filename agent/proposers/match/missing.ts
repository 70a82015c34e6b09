import {
  type GoalSpan,
  type HistoryEntry,
  normalizeText,
  type Observation,
  type PageElement,
  wordsOf,
} from '../../../core/index.js';
import type { GoalReading } from './goal-reading.js';

/** What the goal names and neither the page nor the past shows. */
export interface Missing {
  /** Values that are still to be typed aside. */
  spans: readonly GoalSpan[];
  /** Place of the first; Infinity when there is none. */
  at: number;
  /** Set when no key, quoted name or person of the goal is in sight: what it is about is not here. */
  key?: GoalSpan;
}

export function missingFrom(
  reading: GoalReading,
  { elements }: Observation,
  history: readonly HistoryEntry[],
  fields: readonly PageElement[],
): Missing {
  const seen = ` ${wordsOf(shownTexts(elements, history).join('\n')).join(' ')} `; // read once: pages are long, and this is asked often
  const isSeen = (text: string): boolean => seen.includes(` ${wordsOf(text).join(' ')} `);
  // The name of something to press is not in sight where it only stands in a longer text.
  const controls = new Set([
    ...elements.filter(({ verbs }) => verbs.length > 0).map(({ name }) => normalizeText(name)),
    ...history.map(({ target }) => normalizeText(target?.name ?? '')),
  ]);
  const isInSight = (span: GoalSpan): boolean =>
    isLinkName(reading.goal, span) ? controls.has(normalizeText(span.text)) : isInText(span);
  const isInText = ({ kind, text }: GoalSpan): boolean =>
    isSeen(text) || (kind === 'name' && wordsOf(text).some((word) => word.length > 2 && isSeen(word)));
  const isValue = (span: GoalSpan): boolean => fields.length > 0 && span.kind === 'quoted' && !reading.isName(span);
  const isKey = (span: GoalSpan): boolean => span.kind !== 'name' || span.text.includes(' ');
  const spans = reading.spans.filter((span) => !isInSight(span) && !isValue(span));
  const keys = spans.filter(isKey);
  const allMissing = keys.length > 0 && keys.length === reading.spans.filter(isKey).length;
  return { spans, at: Math.min(Infinity, ...spans.map(({ start }) => start)), ...(allMissing ? { key: keys[0] } : {}) };
}

/** What a page shows of its elements, and what steps dealt with. */
export const shownTexts = (elements: readonly PageElement[], history: readonly HistoryEntry[]): string[] => [
  ...elements.flatMap(({ name, value, context, options }) => [
    ...[name, value ?? '', context],
    ...(options ?? []).map(({ label }) => label),
  ]),
  ...history.flatMap(({ target, text }) => [target?.name ?? '', text ?? '']),
];

/** The goal calls this the name of a link: `the link "herons"`. */
export const isLinkName = (goal: string, { kind, start }: GoalSpan): boolean =>
  kind === 'quoted' && LINK_BEFORE.test(goal.slice(0, start));

const LINK_BEFORE = /\blink\s+(?:(?:labell?ed|named|called|titled|with the (?:text|name))\s+)?$/i;
