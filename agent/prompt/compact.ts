import {
  type Action,
  goalSpans,
  type Grammar,
  type HistoryEntry,
  isField,
  normalizeText,
  type Observation,
  type PromptPart,
} from '../../core/index.js';
import type { ForesightForm, PolicyPrompt } from '../prompt-port.js';
import { GoalReading } from '../proposers/match/goal-reading.js';
import type { ProposedAction } from '../proposers/proposer.js';
import { ADVICE_TOKENS, adviceOnLines, adviceParts } from './advice.js';
import { compactGrammar, parseCompact, printCompact, SlotMap, type SurfaceContext } from './compact-actions.js';
import { type CompactLine, compactLines, cut, foldLines, historyParts, regionParts } from './compact-lines.js';
import { titleOf } from '../comparisons.js';
import { ASK_FEASIBLE, YES } from './foresight.js';
import { type GoalMark, goalMarks, MarkReader } from './goal-marks.js';
import { openPhrases } from './matches.js';
import { relationsOf, UNRELATED } from './relations.js';
import { COMPACT_FORMAT, estimateTokens, mark, quoteToken, SECTION, SLOT_COUNT, slotToken } from './vocabulary.js';

/** What the policy is told at one step. */
export interface CompactView {
  goal: string;
  observation: Observation;
  /** All own steps so far; the prompt shows the last four. */
  history: readonly HistoryEntry[];
  /** Texts of retrieved lessons, skills and own notes, if any. */
  lessons?: readonly string[];
  skills?: readonly string[];
  notes?: readonly string[];
  /** What rule-based proposers put forward, best first. */
  advice?: readonly ProposedAction[];
  /** Whether relations are told; they are unless this is false. */
  relations?: boolean;
}

export interface CompactOptions {
  /** Estimated tokens that prompt and answer may take together. */
  budget?: number;
  /** Number of the first element; training varies it so that every number token is learned. */
  firstSlot?: number;
  /** The goal as it was read before; a goal stays the same for an episode. */
  reading?: GoalReading;
}

/** One step's prompt with what is needed to read the answer. */
export interface CompactPrompt {
  parts: PromptPart[];
  grammar(): Grammar;
  parse(text: string): Action | undefined;
  print(action: Action): PromptPart[] | undefined;
  /** Number that an element got; undefined for one that was folded away. */
  slotOf(ref: number): number | undefined;
}

/** Leaves room for 40 answer tokens and for the estimate being low on odd words, in a context of 512. */
export const COMPACT_BUDGET = 400;

/**
 * The prompt of the seed model: goal with its spans marked, page lines with their number last, past steps, spans still
 * open, answer. Goal first, so that every page token is read knowing it; number last, so that the number token is
 * where a line's role, name, state and relation to the goal come together and the answer can simply point at it. What rules
 * propose stands twice: as a mark on its line, for all of it, and in full at the end, for the best.
 */
export function compactPrompt(
  view: CompactView,
  { budget = COMPACT_BUDGET, firstSlot = 0, reading }: CompactOptions = {},
): CompactPrompt {
  const { goal, observation, history } = view;
  const spans = goalSpans(goal);
  const reader = new MarkReader(goal, goalMarks(reading ?? new GoalReading(goal, spans), spans, observation));
  const head = [SECTION.begin, ...goalParts(goal, reader.marks), SECTION.page, ...slotLines(view)];
  const past = [SECTION.past, ...historyParts(history, reader), ...openParts(reader.marks, view)];
  const relationOf = view.relations === false ? () => UNRELATED : relationsOf(observation, goal, reader, history);
  const lines = compactLines(observation, { reader, relationOf, advised: adviceOnLines(view.advice) });
  const kept = foldLines(lines, budget - estimateTokens(head) - estimateTokens(past) - (view.advice ? ADVICE_TOKENS : 0) - 1);
  const slots = numberLines(lines, kept, firstSlot);
  const context: SurfaceContext = { goal, spans, reader, observation, slots };
  const advice = adviceParts(view.advice, (action) => printCompact(action, context));
  return {
    parts: [...head, ...pageParts(observation, lines, { kept, slots, reader }), ...past, ...advice, SECTION.answer],
    grammar: () => compactGrammar(context),
    parse: (text) => parseCompact(text, context),
    print: (action) => printCompact(action, context),
    slotOf: (ref) => slots.slot(ref),
  };
}

const FORESIGHT: ForesightForm = { yes: YES, feasible: ASK_FEASIBLE };

/** The compact profile as a policy prompt: for models raised on {@link COMPACT_FORMAT}. */
export function createCompactPrompt(): PolicyPrompt {
  let reading: GoalReading | undefined; // a goal is read once an episode
  return {
    name: 'compact',
    format: COMPACT_FORMAT,
    build: (context, share = 1) => {
      if (reading?.goal !== context.goal) reading = new GoalReading(context.goal, context.spans);
      const { parts, grammar, parse, print } = compactPrompt(
        { ...context, lessons: undefined },
        { reading, budget: Math.floor(COMPACT_BUDGET * share) },
      ); // no weights were raised on lessons yet
      // With the end token `<stop>` is not credited with what begins like it, such as `<stop><q2>`.
      const whole = (action: Action): PromptPart[] | undefined => print(action)?.concat(SECTION.end);
      return { prompt: { kind: 'parts', parts }, grammar: grammar(), parse, print: whole, foresight: FORESIGHT };
    },
  };
}

function goalParts(goal: string, marks: readonly GoalMark[]): PromptPart[] {
  const text = cut(goal, 600) === goal ? goal : goal.replace(/\s+/g, ' ').slice(0, 600);
  const parts: PromptPart[] = [];
  let at = 0;
  for (const { index, end } of marks) {
    if (end > text.length) break;
    parts.push(text.slice(at, end), quoteToken(index));
    at = end;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
}

function slotLines(view: CompactView): PromptPart[] {
  const lines = (name: '<lesson>' | '<skill>' | '<note>', texts: readonly string[] | undefined): PromptPart[] =>
    (texts ?? []).slice(0, 3).flatMap((text) => ['\n', mark(name), cut(text, 100)]);
  return [...lines('<lesson>', view.lessons), ...lines('<skill>', view.skills), ...lines('<note>', view.notes)];
}

/** What is still to be done, in the order of the goal: names of fields, groups and columns tell where, not what. */
function openParts(marks: readonly GoalMark[], { observation, history }: CompactView): PromptPart[] {
  const { elements } = observation;
  const fields = elements.filter(isField).map(({ name }) => name);
  const heads = elements.flatMap(({ cell, region }) => [cell?.column ?? '', titleOf(region)]);
  const labels = new Set([...fields, ...heads].map(normalizeText));
  const open = openPhrases(marks, observation, history).filter(({ text }) => !labels.has(normalizeText(text)));
  return [mark('<todo>'), ...[...new Set(open.map(({ index }) => index))].map(quoteToken)];
}

function numberLines(lines: readonly CompactLine[], kept: ReadonlySet<CompactLine>, firstSlot: number): SlotMap {
  const slots = new SlotMap();
  let slot = Math.min(firstSlot, SLOT_COUNT - kept.size);
  for (const line of lines) if (kept.has(line)) slots.add(line.element.ref, slot++);
  return slots;
}

function pageParts(
  observation: Observation,
  lines: readonly CompactLine[],
  { kept, slots, reader }: { kept: ReadonlySet<CompactLine>; slots: SlotMap; reader: MarkReader },
): PromptPart[] {
  const parts: PromptPart[] = [];
  let left = 0;
  let previous: CompactLine | undefined;
  const more = (): PromptPart[] => (left ? ['\n', mark('<more>'), String(left)] : []);
  for (const line of lines) {
    const slot = slots.slot(line.element.ref);
    if (!kept.has(line) || slot === undefined) {
      left++;
      continue;
    }
    parts.push(
      ...more(),
      ...regionChange(line, previous, reader),
      sameRow(line, previous) ? '|' : '\n',
      ...line.parts,
      slotToken(slot),
    );
    left = 0;
    previous = line;
  }
  const { dialog } = observation;
  return [...parts, ...more(), ...(dialog ? ['\n', mark('<dialog>'), `${dialog.kind}: ${cut(dialog.message, 160)}`] : [])];
}

function regionChange(line: CompactLine, previous: CompactLine | undefined, reader: MarkReader): PromptPart[] {
  const region = line.element.region;
  return region === (previous?.element.region ?? '') ? [] : ['\n', mark('<region>'), ...regionParts(region, reader)];
}

function sameRow(line: CompactLine, previous: CompactLine | undefined): boolean {
  const a = line.element.cell;
  const b = previous?.element.cell;
  return a !== undefined && b !== undefined && a.rowIndex === b.rowIndex && line.element.region === previous?.element.region;
}

/** A prompt as one readable string, for logs and people; not what is sent. */
export function showParts(parts: readonly PromptPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.token)).join('');
}
