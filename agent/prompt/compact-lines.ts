import { type HistoryEntry, normalizeText, type Observation, type PageElement, type PromptPart } from '../../core/index.js';
import type { GoalMatch, GoalMatcher } from './matches.js';
import { estimateTokens, mark, MARKS, type Mark, quoteToken, SLOT_COUNT } from './vocabulary.js';

/** One element as it will stand in the prompt, before it gets its number: the number comes last, after all that says what it is. */
export interface CompactLine {
  element: PageElement;
  parts: PromptPart[];
  /** Estimated tokens, line break and number included. */
  cost: number;
  /** How strongly folding should keep it. */
  weight: number;
}

const NAME_LENGTH = 60;
const TEXT_LENGTH = 160;
const ADVICE_WEIGHT = 4;
const MATCH_WEIGHT = { equals: 6, has: 5, in: 4, part: 2 } as const;

/** Every element of the page as a line, with what relates it to the goal marked. */
export function compactLines(
  { elements }: Observation,
  matcher: GoalMatcher,
  advised: ReadonlyMap<number, Mark> = new Map(),
): CompactLine[] {
  const told = elements.filter((element, i) => !isEcho(element, elements[i - 1]) && !isEcho(element, elements[i + 1]));
  return told.map((element) => {
    const advice = advised.get(element.ref);
    const match = matcher.match(element.name);
    const value = element.value ? matcher.match(element.value) : undefined;
    const column = element.cell?.column ? [`${cut(element.cell.column, 24)}:`] : [];
    const parts = [
      ...column,
      ...(isPlainCell(element) ? cellParts(element, match) : elementParts(element, match, value, matcher)),
      ...(advice ? [mark(advice)] : []),
    ];
    const weight = weightOf(element, match, value) + (advice ? ADVICE_WEIGHT : 0);
    return { element, parts, cost: estimateTokens(parts) + 2, weight };
  });
}

/** A label beside its control: the control's line says the same. */
function isEcho({ role, name, verbs, cell }: PageElement, next: PageElement | undefined): boolean {
  if (role !== 'text' || verbs.length > 0 || cell || !next || next.verbs.length === 0) return false;
  return normalizeText(name) === normalizeText(next.name);
}

function weightOf(element: PageElement, match: GoalMatch, value: GoalMatch): number {
  const related = Math.max(match ? MATCH_WEIGHT[match.kind] : 0, value ? MATCH_WEIGHT[value.kind] : 0);
  return related + (element.verbs.length > 0 ? 2 : 0) + (element.role === 'heading' ? 1 : 0) + (element.isNew ? 0.5 : 0);
}

function elementParts(element: PageElement, match: GoalMatch, value: GoalMatch, matcher: GoalMatcher): PromptPart[] {
  const plain = element.role === 'text';
  return [
    ...(plain ? [] : [`${element.role}:`]),
    cut(element.name, plain ? TEXT_LENGTH : NAME_LENGTH),
    ...matchParts(match),
    ...(element.context ? [`@${cut(element.context, 28)}`] : []),
    ...(element.value === undefined ? [] : ['=', shownValue(element), ...matchParts(value)]),
    ...optionParts(element, matcher),
    ...element.states.flatMap((state) => stateParts(state)),
    ...scrollParts(element),
    ...(element.isNew ? [mark('<new>')] : []),
  ];
}

/** Cells that only say something need no role: the line of their row shows that they are cells. */
function isPlainCell({ cell, verbs }: PageElement): boolean {
  return cell !== undefined && verbs.length === 0;
}

function cellParts(element: PageElement, match: GoalMatch): PromptPart[] {
  return [cut(element.name, NAME_LENGTH), ...matchParts(match), ...(element.isNew ? [mark('<new>')] : [])];
}

function matchParts(match: GoalMatch): PromptPart[] {
  if (!match) return [];
  if (match.kind === 'equals') return [quoteToken(match.span)];
  if (match.kind === 'has') return [mark('<has>'), quoteToken(match.span)];
  return [mark(match.kind === 'in' ? '<in>' : '<part>')];
}

/** Passwords show their length only. */
function shownValue(element: PageElement): string {
  const value = element.value ?? '';
  return /^•+$/.test(value) ? `(${value.length})` : cut(value, NAME_LENGTH);
}

const MAX_OPTIONS = 14;

/** Options that the goal speaks of first, then the chosen ones, then the rest in order. */
function optionParts(element: PageElement, matcher: GoalMatcher): PromptPart[] {
  if (!element.options) return [];
  const rated = element.options.map((option, index) => ({ option, index, match: matcher.match(option.label) }));
  const rank = (entry: (typeof rated)[number]): number =>
    (entry.match ? MATCH_WEIGHT[entry.match.kind] : 0) + (entry.option.selected ? 3 : 0);
  const kept = new Set([...rated].sort((a, b) => rank(b) - rank(a) || a.index - b.index).slice(0, MAX_OPTIONS));
  const shown = rated.filter((entry) => kept.has(entry));
  const parts = shown.flatMap((entry, i) => [
    i === 0 ? '(' : '|',
    cut(entry.option.label, 32),
    ...matchParts(entry.match),
    ...(entry.option.selected ? [mark('<selected>')] : []),
  ]);
  return parts.length ? [...parts, ')'] : [];
}

function stateParts(state: string): PromptPart[] {
  const name = `<${state}>` as Mark;
  return MARKS.includes(name) ? [mark(name)] : [];
}

function scrollParts(element: PageElement): PromptPart[] {
  if (!element.scroll) return [];
  const { top, max } = element.scroll;
  return [mark('<scroll>'), ...(top > 0 ? [mark('<up>')] : []), ...(top < max - 1 ? [mark('<down>')] : [])];
}

/**
 * Chooses which lines get a number: all when they fit, else the ones that matter most to the goal and their neighbours.
 * Nothing is cut blindly: the caller prints how many were left out where they stood.
 */
export function foldLines(lines: readonly CompactLine[], budget: number): Set<CompactLine> {
  const total = lines.reduce((sum, line) => sum + line.cost, 0);
  if (total <= budget && lines.length <= SLOT_COUNT) return new Set(lines);
  const neighbour = (i: number): number =>
    0.5 * Math.max(lines[i - 1]?.weight ?? 0, lines[i + 1]?.weight ?? 0, 0.8 * (lines[i - 2]?.weight ?? 0));
  const ranked = lines.map((line, i) => ({ line, rank: line.weight + neighbour(i) - i * 1e-4 })).sort((a, b) => b.rank - a.rank);
  const kept = new Set<CompactLine>();
  let used = 0;
  for (const { line } of ranked) {
    if (kept.size >= SLOT_COUNT || used + line.cost > budget - 8) continue;
    kept.add(line);
    used += line.cost;
  }
  return kept;
}

const PAST_STEPS = 4;
const VERDICT_MARK: Record<string, Mark> = { A: '<ok>', B: '<wrong>', C: '<same>', D: '<unsure>' };

/** The last own actions, oldest first, each with how it was judged. */
export function historyParts(history: readonly HistoryEntry[]): PromptPart[] {
  return history
    .slice(-PAST_STEPS)
    .flatMap((entry) => [
      '\n',
      ...verbParts(entry),
      ...(entry.target ? [`${entry.target.role}:${cut(entry.target.name, 28)}`] : []),
      ...(entry.text === undefined ? [] : [`=${cut(entry.text, 24)}`]),
      mark(entry.status === 'error' ? '<error>' : VERDICT_MARK[entry.verdict ?? (entry.status === 'no-effect' ? 'C' : 'A')]),
    ]);
}

function verbParts(entry: HistoryEntry): PromptPart[] {
  const name = `<${entry.action.kind}>` as Mark;
  return MARKS.includes(name) ? [mark(name)] : [`${entry.action.kind} `];
}

/** One line, at most so many characters; an ellipsis shows the cut. */
export function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
