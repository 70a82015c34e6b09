import { type HistoryEntry, normalizeText, type Observation, type PageElement, type PromptPart } from '../../core/index.js';
import { titleOf } from '../comparisons.js';
import type { GoalMatch, MarkReader } from './goal-marks.js';
import type { Relation } from './relations.js';
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

const NAME_LENGTH = 48;
/** Text that the goal does not speak of: its beginning tells what it is; its number is enough to copy it whole. */
const UNRELATED_LENGTH = 36;
const TEXT_LENGTH = 120;
const ADVICE_WEIGHT = 4;
const RELATION_WEIGHT = 2;
const MATCH_WEIGHT = { equals: 6, has: 5, in: 4, part: 2 } as const;

/** What a line may say of an element beside what the page says. */
export interface LineKnowledge {
  reader: MarkReader;
  relationOf(element: PageElement): Relation;
  /** Marks of what rules would act on, by ref. */
  advised: ReadonlyMap<number, Mark>;
}

/** Every element of the page as a line, with what relates it to the goal marked. */
export function compactLines({ elements }: Observation, knowledge: LineKnowledge): CompactLine[] {
  const told = elements.filter((element, i) => !isEcho(element, elements[i - 1]) && !isEcho(element, elements[i + 1]));
  return told.map((element) => lineOf(element, knowledge));
}

function lineOf(element: PageElement, { reader, relationOf, advised }: LineKnowledge): CompactLine {
  const advice = advised.get(element.ref);
  const match = reader.match(element.name);
  const value = element.value ? reader.match(element.value) : undefined;
  const relation = relationOf(element);
  const parts = [
    ...columnParts(element, reader),
    ...(isPlainCell(element) ? cellParts(element, match) : elementParts(element, match, value, reader)),
    ...relationParts(relation, element.context ? reader.match(element.context) : undefined),
    ...(advice ? [mark(advice)] : []),
  ];
  const related = relation.nth || relation.most || relation.of.length > 0 ? RELATION_WEIGHT : 0;
  const weight = weightOf(element, match, value) + related + (advice ? ADVICE_WEIGHT : 0);
  return { element, parts, cost: estimateTokens(parts) + 2, weight };
}

/** Cells stand under the head of their column. */
function columnParts({ cell }: PageElement, reader: MarkReader): PromptPart[] {
  return cell?.column ? [...textParts(cell.column, reader.match(cell.column), 24), ':'] : [];
}

/** `<of><q3>`: belongs to what is marked 3; `<nth>`: at the place counted to; `<most>`: the extreme asked for, `<of><most>`: of it. */
function relationParts({ of, nth, most }: Relation, context: GoalMatch): PromptPart[] {
  const told = context?.kind === 'equals' ? context.mark : undefined;
  const owners = of.filter((index) => index !== told);
  return [
    ...(owners.length > 0 ? [mark('<of>'), ...owners.map(quoteToken)] : []),
    ...(nth ? [mark('<nth>')] : []),
    ...(most === 'of' ? [mark('<of>')] : []),
    ...(most ? [mark('<most>')] : []),
  ];
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

function elementParts(element: PageElement, match: GoalMatch, value: GoalMatch, reader: MarkReader): PromptPart[] {
  const plain = element.role === 'text';
  const length = plain ? (match ? TEXT_LENGTH : UNRELATED_LENGTH) : NAME_LENGTH;
  return [
    ...(plain ? [] : [`${element.role}:`]),
    ...textParts(element.name, match, length),
    ...(element.context ? ['@', ...textParts(element.context, reader.match(element.context), 28)] : []),
    ...(element.value === undefined ? [] : ['=', ...textParts(shownValue(element), value, NAME_LENGTH)]),
    ...optionParts(element, reader),
    ...element.states.flatMap((state) => stateParts(state)),
    ...scrollParts(element),
    ...(element.isNew ? [mark('<new>')] : []),
  ];
}

/** A text that is a marked phrase of the goal is told by its mark alone: the goal has the words. */
function textParts(text: string, match: GoalMatch, length: number): PromptPart[] {
  if (match?.kind === 'equals') return [quoteToken(match.mark)];
  const shown = cut(text, length);
  if (!match) return shown === '' ? [] : [shown];
  return [
    shown,
    ...(match.kind === 'has' ? [mark('<has>'), quoteToken(match.mark)] : [mark(match.kind === 'in' ? '<in>' : '<part>')]),
  ];
}

/** A region by its kind and title; the title's own mark when the goal speaks of it. */
export function regionParts(region: string, reader: MarkReader): PromptPart[] {
  const title = titleOf(region);
  const match = title === '' ? undefined : reader.match(title);
  if (!match) return [cut(region, 32)];
  return [`${region.slice(0, region.indexOf('"'))}"`, ...textParts(title, match, 28), '"'];
}

/** Cells that only say something need no role: the line of their row shows that they are cells. */
function isPlainCell({ cell, verbs }: PageElement): boolean {
  return cell !== undefined && verbs.length === 0;
}

function cellParts(element: PageElement, match: GoalMatch): PromptPart[] {
  return [...textParts(element.name, match, match ? NAME_LENGTH : UNRELATED_LENGTH), ...(element.isNew ? [mark('<new>')] : [])];
}

/** Passwords show their length only. */
function shownValue(element: PageElement): string {
  const value = element.value ?? '';
  return /^•+$/.test(value) ? `(${value.length})` : value;
}

const MAX_OPTIONS = 14;

/** Options that the goal speaks of first, then the chosen ones, then the rest in order. */
function optionParts(element: PageElement, reader: MarkReader): PromptPart[] {
  if (!element.options) return [];
  const rated = element.options.map((option, index) => ({ option, index, match: reader.match(option.label) }));
  const rank = (entry: (typeof rated)[number]): number =>
    (entry.match ? MATCH_WEIGHT[entry.match.kind] : 0) + (entry.option.selected ? 3 : 0);
  const kept = new Set([...rated].sort((a, b) => rank(b) - rank(a) || a.index - b.index).slice(0, MAX_OPTIONS));
  const shown = rated.filter((entry) => kept.has(entry));
  const parts = shown.flatMap((entry, i) => [
    i === 0 ? '(' : '|',
    ...textParts(entry.option.label, entry.match, 32),
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
export function historyParts(history: readonly HistoryEntry[], reader: MarkReader): PromptPart[] {
  const told = (text: string, length: number): PromptPart[] => {
    const match = reader.match(text);
    return match?.kind === 'equals' ? [quoteToken(match.mark)] : [cut(text, length)];
  };
  return history
    .slice(-PAST_STEPS)
    .flatMap((entry) => [
      '\n',
      ...verbParts(entry),
      ...(entry.target ? [`${entry.target.role}:`, ...told(entry.target.name, 28)] : []),
      ...(entry.target?.context ? ['@', ...told(entry.target.context, 20)] : []),
      ...(entry.text === undefined ? [] : ['=', ...told(entry.text, 24)]),
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
