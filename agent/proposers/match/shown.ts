import { type GoalSpan, type HistoryEntry, type Observation, wordsOf } from '../../../core/index.js';
import { isDatePart } from '../../goal-conditions.js';
import { shownTexts } from './missing.js';

/** What asks for something only in some cases: what such a goal names need not be anywhere. */
const CONDITIONAL =
  /\b(?:if|unless|otherwise|else|in case|whichever|when (?:it|he|she|they|there)|where (?:it|there)|any other|instead)\b/i;

/** Leads up to a text that is to be typed: that one is nowhere by its nature. */
const TYPED =
  /\b(?:write|type|enter|put|fill in|says?|reply|with|(?:re)?name it|call (?:it|her|him|them)|re(?:name|title)\b[^.;"“]*\b(?:to|as)|(?:comment|reason|note|message|text|caption|title|subject|password|name|e-?mail|phone|address)(?: is)?:?)\s+(?:the (?:words?|text) )?["“]?$/i;

/** "Weight of Olive Oil": words that join the names of several things. */
const JOINED = /\s(?:of|and the|and)\s/i;

/**
 * Which names and quotes of a goal a page showed, word for word, or a step used, in the course of an episode. What was neither shown nor used
 * when all was looked at is not there: the evidence that a task cannot be done.
 */
export class ShownSpans {
  readonly #open: Set<GoalSpan>;

  constructor({ goal, spans }: { goal: string; spans: readonly GoalSpan[] }) {
    const telling = ({ kind, text, start }: GoalSpan): boolean =>
      /^(?:name|quoted)$/.test(kind) && !TYPED.test(goal.slice(0, start)) && !isDatePart(text) && wordsOf(text).length > 0;
    this.#open = new Set(CONDITIONAL.test(goal) ? [] : spans.filter(telling));
  }

  /** Takes in a page and what was done so far; gives what is still to be seen. */
  see({ elements }: Observation, history: readonly HistoryEntry[]): readonly GoalSpan[] {
    if (this.#open.size === 0) return [];
    const around = elements.flatMap(({ region, cell }) => [region, cell?.row ?? '', cell?.column ?? '']);
    const texts = [...shownTexts(elements, history), ...around].map((text) => wordsOf(text).join(' '));
    const whole = new Set(texts);
    const all = ` ${texts.join(' | ')} `;
    const holds = (words: readonly string[]): boolean => all.includes(` ${words.join(' ')} `);
    const areShown = ({ kind, text }: GoalSpan): boolean =>
      kind === 'name' && JOINED.test(text) && text.split(JOINED).every((part) => holds(wordsOf(part)));
    for (const span of this.#open) {
      const words = wordsOf(span.text);
      if (holds(words) || areShown(span) || isLabelAndValue(words, whole)) this.#open.delete(span);
    }
    return [...this.#open];
  }
}

/** "Sound Buzzer": one thing's whole name, and after it another's. */
const isLabelAndValue = (words: readonly string[], whole: ReadonlySet<string>): boolean =>
  words.some((_, i) => i > 0 && whole.has(words.slice(0, i).join(' ')) && whole.has(words.slice(i).join(' ')));
