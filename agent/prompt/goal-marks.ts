import {
  type GoalSpan,
  isField,
  mentions,
  normalizeText,
  type Observation,
  type PageElement,
  type TextSource,
  wordsOf,
} from '../../core/index.js';
import { titleOf } from '../comparisons.js';
import type { GoalReading } from '../proposers/match/goal-reading.js';
import { EMPTY_WORDS, ORDER_WORDS } from '../proposers/match/words.js';

/** A phrase of the goal that has a number of its own: `<q3>`. Equal phrases share one. */
export interface GoalMark {
  index: number;
  text: string;
  /** Character range in the goal, quotes included. */
  start: number;
  end: number;
  /** The goal span that it is, when it is one. */
  span?: GoalSpan;
}

/** Most numbers that one prompt gives to phrases of the goal. */
export const MAX_GOAL_MARKS = 16;

type Phrase = Omit<GoalMark, 'index'>;

/** Characters of these are never divided: what stands in quotes and what has a shape of its own. */
const WHOLE: ReadonlySet<GoalSpan['kind']> = new Set(['quoted', 'address', 'date', 'time', 'expression']);
const MOST_WORDS = 8;

/**
 * The phrases of a goal that matter on this page: its spans, the phrases that the page shows too (names of elements, options,
 * columns, regions), and what the goal gives to a field of the page ("Voucher: laboris pariatur"). Each gets a number by its
 * place in the goal, and wherever the page shows the same text it shows that number: that a control, its label and a part of
 * the goal belong together is then told, not left to be read letter by letter.
 *
 * Where phrases overlap, quotes, addresses, dates and times win, then what the page speaks of, the longer first, then other spans.
 */
export function goalMarks(reading: GoalReading, spans: readonly GoalSpan[], observation: Observation): GoalMark[] {
  const taken: Phrase[] = [];
  const take = (phrase: Phrase): void => {
    if (!taken.some((other) => phrase.start < other.end && phrase.end > other.start)) taken.push(phrase);
  };
  const ofSpans = spans.map((span) => ({ text: span.text, start: span.start, end: span.end, span }));
  ofSpans.filter(({ span }) => WHOLE.has(span.kind)).forEach(take);
  const found = [...givenValues(observation, reading), ...shownPhrases(observation, reading)];
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start).forEach(take);
  ofSpans.forEach(take);
  return numbered(taken.map((phrase) => ({ ...phrase, span: phrase.span ?? spanOf(phrase, spans) })));
}

const spanOf = ({ start, end }: Phrase, spans: readonly GoalSpan[]): GoalSpan | undefined =>
  spans.find((span) => span.start === start && span.end === end);

function numbered(phrases: Phrase[]): GoalMark[] {
  const indices = new Map<string, number>();
  const marks: GoalMark[] = [];
  for (const phrase of phrases.sort((a, b) => a.start - b.start)) {
    const key = normalizeText(phrase.text) || phrase.text;
    const index = indices.get(key) ?? indices.size + 1;
    if (index > MAX_GOAL_MARKS) continue;
    indices.set(key, index);
    marks.push({ ...phrase, index });
  }
  return marks;
}

/** Places of the goal that say this text, when it is short enough to be named. */
const placesOf = (text: string, reading: GoalReading): ReturnType<GoalReading['places']> =>
  wordsOf(text).length > MOST_WORDS ? [] : reading.places(text);

function givenValues({ elements }: Observation, reading: GoalReading): Phrase[] {
  return elements.filter(takesValue).flatMap(({ name }) => {
    const value = wordsOf(name).length > MOST_WORDS ? undefined : reading.valueFor(name);
    return value && wordsOf(value.text).length <= MOST_WORDS ? [{ text: value.text, start: value.at, end: value.end }] : [];
  });
}

const takesValue = (element: PageElement): boolean => isField(element) || element.role === 'combobox';

function shownPhrases({ elements }: Observation, reading: GoalReading): Phrase[] {
  const texts = new Set<string>();
  for (const { name, context, value, cell, region } of elements)
    for (const text of [name, context, value ?? '', cell?.row ?? '', cell?.column ?? '', titleOf(region)]) texts.add(text);
  for (const { options } of elements) for (const { label } of options ?? []) texts.add(label);
  return [...texts].flatMap((text) =>
    placesOf(text, reading)
      .map(({ at, end }) => ({ text: reading.goal.slice(at, end), start: at, end }))
      .filter((place) => isMeant(text, place, reading.goal)),
  );
}

/** "press" is no mention of the option Press, and "a" none of the cell A, unless written like it in mid-sentence. */
function isMeant(text: string, { start, end }: { start: number; end: number }, goal: string): boolean {
  const words = wordsOf(text);
  if (!words.every((word) => EMPTY_WORDS.has(word) || ORDER_WORDS.has(word))) return true;
  const first = /(?:^|[.!?:;,\n]|\band|\bthen)\s*$/i.test(goal.slice(0, start));
  return !first && /\p{Lu}/u.test(text) && goal.slice(start, end) === text.trim();
}

/** How a text of the page relates to the goal. Marks are given by their number. */
export type GoalMatch = { kind: 'equals' | 'has'; mark: number } | { kind: 'in' } | { kind: 'part' } | undefined;

/** Compares page texts with the marks of one step. */
export class MarkReader {
  readonly marks: readonly GoalMark[];
  readonly #goal: string;
  readonly #telling: ReadonlySet<string>;
  readonly #plain: { index: number; text: string; words: string }[];
  readonly #known = new Map<string, GoalMatch>();

  constructor(goal: string, marks: readonly GoalMark[]) {
    this.marks = marks;
    this.#goal = ` ${wordsOf(goal).join(' ')} `;
    this.#telling = new Set(wordsOf(goal).filter(isTelling));
    this.#plain = marks.map(({ index, text }) => ({ index, text: normalizeText(text), words: wordsOf(text).join(' ') }));
    this.#plain.sort((a, b) => b.text.length - a.text.length);
  }

  /** Strongest relation first: is a marked phrase, holds one (the longest), stands in the goal, shares a telling word. */
  match(text: string): GoalMatch {
    if (!this.#known.has(text)) this.#known.set(text, this.#match(text));
    return this.#known.get(text);
  }

  /** The token number of a text of the goal, by what it says. */
  indexOf(text: string): number | undefined {
    return (
      this.marks.find((mark) => mark.text === text)?.index ?? this.marks.find((mark) => mark.text.trim() === text.trim())?.index
    );
  }

  /** What `<qN>` means where a text is asked for. */
  sourceOf(index: number): TextSource | undefined {
    const same = this.marks.filter((mark) => mark.index === index);
    const span = same.find((mark) => mark.span)?.span;
    if (span) return { kind: 'quote', index: span.index };
    return same.length > 0 ? { kind: 'literal', text: same[0].text } : undefined;
  }

  #match(text: string): GoalMatch {
    const plain = normalizeText(text);
    if (!plain) return undefined;
    const words = wordsOf(plain);
    const phrase = words.join(' ');
    const equal = this.#plain.find((mark) => mark.text === plain || (phrase !== '' && mark.words === phrase));
    if (equal) return { kind: 'equals', mark: equal.index };
    const held = this.#plain.find((mark) => mark.text.length > 1 && mentions(plain, mark.text));
    if (held) return { kind: 'has', mark: held.index };
    if (words.some(isTelling) && this.#goal.includes(` ${phrase} `)) return { kind: 'in' };
    return words.some((word) => this.#telling.has(word)) ? { kind: 'part' } : undefined;
  }
}

const isTelling = (word: string): boolean => word.length > 2 && !EMPTY_WORDS.has(word) && !ORDER_WORDS.has(word);
