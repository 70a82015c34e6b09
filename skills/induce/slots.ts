import { type Action, goalSpans, normalizeText, type TextSource } from '../../core/index.js';
import type { GoalRange } from '../goal-template.js';
import { isDeciding, isInterfaceWord } from '../goal-words.js';
import { targetIn, type Trace } from './trace.js';

/** A value of the goal that some step uses. */
export interface SlotValue {
  slot: string;
  value: string;
  /** Only the label of a field, in plain words: a value where several goals differ in it, part of the wording where one is all there is. */
  label?: true;
}

export interface GoalSlots {
  ranges: GoalRange[];
  values: SlotValue[];
}

/**
 * The parts of the goal that the steps use: texts typed, options chosen, names and rows pressed. Everything else of the goal
 * stays as it is. Slots are numbered in the order of the goal; equal texts share one.
 */
export function findSlots({ goal, steps, answer }: Trace): GoalSlots {
  const used = steps.flatMap((step) => usedTexts(step, goal));
  if (answer) used.push(...textsOfSource(answer.text, goal), ...cellOf(answer));
  const reached = steps.flatMap((step, i) => reachedValues(step, steps[i + 1]));
  const all = goalSpans(goal);
  const spans = all.filter((span) => [...used, ...reached].some((text) => saysWords(text, span.text)));
  const said = [...new Set(used)].flatMap((text) =>
    mentionsIn(goal, text).map((range) => ({ ...range, text: goal.slice(range.start, range.end) })),
  );
  const found: { start: number; end: number; text: string }[] = [];
  const isPart = ({ start, end }: { start: number; end: number }): boolean =>
    all.some((span) => start < span.end && end > span.start && end - start < span.text.length);
  // The longer the better: "Reply address" before "Reply". A quoted span counts with its quotes, and none is cut in pieces.
  for (const one of [...spans, ...said.filter((range) => !isPart(range))].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (!found.some(({ start, end }) => one.start < end && one.end > start))
      found.push({ start: one.start, end: one.end, text: one.text });
  found.sort((a, b) => a.start - b.start);
  const others = [...steps.filter((step) => !isFieldStep(step)).flatMap((step) => usedTexts(step, goal)), ...(answer ? cellOf(answer) : [])]; // prettier-ignore
  const entered = steps.filter(isFieldStep).flatMap(({ action }) => enteredTexts(action, goal));
  const isLabel = (text: string): boolean =>
    !spans.some((span) => normalizeText(span.text) === normalizeText(text)) &&
    ![...others, ...entered].some((one) => saysWords(one, text));
  const values: SlotValue[] = [];
  const ranges = found.map(({ start, end, text }) => {
    let known = values.find(({ value }) => normalizeText(value) === normalizeText(text));
    if (!known) values.push((known = { slot: `v${values.length + 1}`, value: text, ...(isLabel(text) ? { label: true } : {}) }));
    return { start, end, slot: known.slot };
  });
  return { ranges, values };
}

/** What the cell stands for that an answer was read from. */
function cellOf({ text, page }: NonNullable<Trace['answer']>): string[] {
  const cell = text.kind === 'from' ? page.elements.find(({ ref }) => ref === text.ref)?.cell : undefined;
  return cell ? [cell.row, cell.column].filter((one) => one !== '') : [];
}

function usedTexts(step: Trace['steps'][number], goal: string): string[] {
  const { action, before } = step;
  const target = targetIn(step);
  const of = target ? [target.name, target.context, target.cell?.row ?? '', target.cell?.column ?? ''] : [];
  const to = action.kind === 'drag' ? before.elements.filter(({ ref }) => ref === action.to).map(({ name }) => name) : [];
  return [...of, ...to, ...enteredTexts(action, goal)].filter((one) => one !== '');
}

/** Values of fields that the last of some presses brought about, as with a stepper: what the presses were for. */
function reachedValues(step: Trace['steps'][number], next: Trace['steps'][number] | undefined): string[] {
  if (step.action.kind !== 'click' && step.action.kind !== 'press') return [];
  if (next && targetIn(next)?.name === targetIn(step)?.name) return [];
  const before = new Set(step.before.elements.map(({ role, name, value }) => `${role}\n${name}\n${value}`));
  return step.after.elements.flatMap(({ role, name, value }) =>
    value && !before.has(`${role}\n${name}\n${value}`) ? value : [],
  );
}

const isFieldStep = ({ action }: Trace['steps'][number]): boolean => action.kind === 'type' || action.kind === 'select';

const enteredTexts = (action: Action, goal: string): string[] =>
  action.kind === 'select' ? [action.option] : action.kind === 'type' ? textsOfSource(action.text, goal) : [];

function textsOfSource(source: TextSource, goal: string): string[] {
  const span = (index: number): string[] => goalSpans(goal).flatMap((one) => (one.index === index ? one.text : []));
  switch (source.kind) {
    case 'literal':
      return [source.text];
    case 'calc':
      return [
        ...[...source.expression.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([quoted]) => JSON.parse(quoted) as string),
        ...[...source.expression.matchAll(/quote\((\d+)\)/g)].flatMap((match) => span(Number(match[1]))),
      ];
    case 'quote':
      return span(source.index);
    default:
      return [];
  }
}

/**
 * Where a goal says a text as whole words. A single word counts only when it cannot stand there by accident: not a word of
 * every interface, not the first of a sentence.
 */
export function mentionsIn(goal: string, text: string): { start: number; end: number }[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.every((word) => isInterfaceWord(word.toLowerCase()))) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.map(escaped).join('[^\\p{L}\\p{N}\\n]{1,3}')}(?![\\p{L}\\p{N}])`, 'giu');
  return [...goal.matchAll(pattern)].flatMap((match) => {
    const start = match.index;
    const startsSentence = /(?:^|[.!?\n])\s*$/.test(goal.slice(0, start));
    if (words.length === 1 && (startsSentence || (isDeciding(words[0].toLowerCase()) && !isNameLike(match[0], text)))) return [];
    return [{ start, end: start + match[0].length }];
  });
}

/** "To" as the label of a field, not the "to" of a sentence. */
const isNameLike = (said: string, text: string): boolean => said === text && /^\p{Lu}/u.test(said);

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** True when `text` says `phrase` as whole words. */
export function saysWords(text: string, phrase: string): boolean {
  const words = (of: string): string => ` ${(of.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  return words(phrase).trim() !== '' && words(text).includes(words(phrase));
}
