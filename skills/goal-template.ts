import { type GoalSpan, goalSpans, normalizeText, wordsOf } from '../core/index.js';
import { escapeTemplate, nameSimilarity, templateParts } from '../tools/index.js';
import { areSynonyms, isDeciding, isLight } from './goal-words.js';
import { readValue, type SkillArguments } from './parameters.js';
import type { Skill } from './schema.js';

/** A part of a goal that stands for a value. Character range, end excluded. */
export interface GoalRange {
  start: number;
  end: number;
  slot: string;
}

/** The goal with values replaced by slots: `Set {field} to {value}`. Ranges may not overlap. */
export function maskGoal(goal: string, ranges: readonly GoalRange[]): string {
  let [template, at] = ['', 0];
  for (const { start, end, slot } of [...ranges].sort((a, b) => a.start - b.start)) {
    template += `${escapeTemplate(goal.slice(at, start))}{${slot}}`;
    at = end;
  }
  return template + escapeTemplate(goal.slice(at));
}

/** The same for goals that differ in values, case, punctuation and light words only: what successes are grouped by. */
export function templateKey(template: string): string {
  return itemsOf(template)
    .flatMap((item) => ('slot' in item ? '_' : isLight(item.word) ? [] : item.word))
    .join(' ');
}

/**
 * The arguments that a goal gives to a skill, or undefined when it asks for something else. Light words and synonyms may differ
 * and a few other words too; negations, quantities, orders and directions may not, and no quoted or named part may be left over.
 */
export function bindGoal(skill: Pick<Skill, 'goals' | 'parameters'>, goal: string): SkillArguments | undefined {
  const examples = Object.fromEntries(skill.parameters.map(({ name, example }) => [name, example]));
  const bound = skill.goals.flatMap((template) => bindTemplate(template, goal, examples) ?? []).sort((a, b) => a.cost - b.cost);
  for (const { values } of bound) {
    const args = skill.parameters.map((one) => [one.name, one.name in values ? readValue(one, values[one.name]) : undefined]);
    if (args.every(([, value]) => value !== undefined)) return Object.fromEntries(args) as SkillArguments;
  }
  return undefined;
}

export interface Binding {
  values: Record<string, string>;
  /** 0 for the very words of the template. */
  cost: number;
}

/**
 * Aligns a goal with a template: edit distance over words, where a slot takes a span of the goal or a few words. `examples` are
 * values that slots had before.
 */
export function bindTemplate(
  template: string,
  goal: string,
  examples: Readonly<Record<string, string>> = {},
): Binding | undefined {
  const items = itemsOf(template);
  const literals = items.filter((item) => 'word' in item).length;
  const aligned = new Alignment(items, tokensOf(goal), goal, examples).best();
  if (!aligned || (aligned.wording > NEARLY_EXACT && aligned.cost > Math.max(0.6, literals * BUDGET))) return undefined;
  const values: Record<string, string> = {};
  for (const [slot, value] of aligned.taken) {
    if (slot in values && normalizeText(values[slot]) !== normalizeText(value)) return undefined;
    values[slot] = value;
  }
  return { values, cost: aligned.cost };
}

/** Up to this the wording is that of the template, and its values may be as plain as they like. */
const NEARLY_EXACT = 0.3;
/** Cost that is allowed per literal word of the template, values in plain words included, where the wording is another. */
const BUDGET = 0.15;
/** Most words of a value that is not a span of the goal. */
const MOST_WORDS = 16;

/** Belongs to the wording more often than to the value, unless it begins a sentence that is the value. */
const ARTICLE = /^(?:a|an|the)\b/;
const CONNECTIVE = /^(?:and|then|or)$/;

type Item = { word: string } | { slot: string };
interface Token {
  word: string;
  start: number;
  end: number;
  span?: GoalSpan;
}
interface Aligned {
  cost: number;
  /** The part of the cost that is not of values in plain words: how far the wording is off. */
  wording: number;
  taken: [slot: string, value: string][];
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

function itemsOf(template: string): Item[] {
  return templateParts(template).flatMap((part): Item[] =>
    'slot' in part ? [part] : (part.text.match(WORD) ?? []).map((word) => ({ word: word.toLowerCase() })),
  );
}

function tokensOf(goal: string): Token[] {
  const spans = goalSpans(goal);
  return [...goal.matchAll(WORD)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { word: match[0].toLowerCase(), start, end, span: spans.find((span) => start >= span.start && end <= span.end) };
  });
}

class Alignment {
  readonly #memo = new Map<number, Aligned | undefined>();

  constructor(
    readonly items: readonly Item[],
    readonly tokens: readonly Token[],
    readonly goal: string,
    readonly examples: Readonly<Record<string, string>>,
  ) {}

  best(): Aligned | undefined {
    return this.#from(0, 0);
  }

  /** Cheapest way to align what follows. */
  #from(i: number, j: number): Aligned | undefined {
    const key = i * (this.tokens.length + 1) + j;
    if (!this.#memo.has(key)) this.#memo.set(key, this.#search(i, j));
    return this.#memo.get(key);
  }

  #search(i: number, j: number): Aligned | undefined {
    const { items, tokens } = this;
    if (i === items.length && j === tokens.length) return { cost: 0, wording: 0, taken: [] };
    const options: (Aligned | undefined)[] = [];
    const item = items[i];
    const token = tokens[j];
    if (token) options.push(plus(skipCost(token.word, token.span !== undefined), this.#from(i, j + 1)));
    if (item && 'word' in item) {
      options.push(plus(skipCost(item.word, false), this.#from(i + 1, j)));
      if (token) options.push(plus(wordCost(item.word, token.word), this.#from(i + 1, j + 1)));
    } else if (item) {
      for (let end = j + 1; end <= tokens.length; end++) {
        const value = this.#value(item.slot, j, end);
        if (value) options.push(withValue(value.cost, this.#from(i + 1, end), [item.slot, value.text]));
      }
    }
    return options.reduce((best, one) => (one && (!best || one.cost < best.cost) ? one : best), undefined);
  }

  /** What a slot gets when it takes tokens `from` to `end`: never a part of a span, never across what structures a sentence. */
  #value(slot: string, from: number, end: number): { text: string; cost: number } | undefined {
    const { tokens, goal } = this;
    const [first, last] = [tokens[from], tokens[end - 1]];
    const { span } = first;
    if (span !== undefined && tokens[from - 1]?.span === span) return undefined;
    if (last.span !== undefined && tokens[end]?.span === last.span) return undefined;
    if (span !== undefined && last.span === span) return { text: span.text, cost: 0 };
    const text = goal.slice(first.start, last.end);
    const inside = tokens.slice(from, end);
    if (inside.length > MOST_WORDS || /[.,;:!?\n](?:\s|$)/.test(text)) return undefined;
    if (CONNECTIVE.test(first.word) || CONNECTIVE.test(last.word)) return undefined;
    if (inside.some((token) => token.span?.kind === 'quoted')) return undefined;
    const deciding = inside.filter(({ word }) => isDeciding(word));
    const usual = wordsOf(this.examples[slot] ?? '');
    if (deciding.some(({ word }) => !usual.includes(word))) return undefined;
    if (inside.some(({ word }) => CONNECTIVE.test(word) && !usual.includes(word))) return undefined; // joins two things asked for
    return { text, cost: 0.25 + 0.05 * inside.length + 0.3 * deciding.length + (ARTICLE.test(text) ? 0.5 : 0) };
  }
}

function plus(cost: number, rest: Aligned | undefined): Aligned | undefined {
  if (!rest || cost === Infinity) return undefined;
  return { cost: cost + rest.cost, wording: cost + rest.wording, taken: rest.taken };
}

function withValue(cost: number, rest: Aligned | undefined, taken: Aligned['taken'][number]): Aligned | undefined {
  return rest && { cost: cost + rest.cost, wording: rest.wording, taken: [taken, ...rest.taken] };
}

/** A span that no slot takes is something asked for that the skill would not do. */
function skipCost(word: string, isSpan: boolean): number {
  if (isSpan || isDeciding(word)) return Infinity;
  if (CONNECTIVE.test(word)) return 0.7; // joins two things asked for
  return isLight(word) ? 0.1 : 1;
}

function wordCost(wanted: string, word: string): number {
  if (wanted === word) return 0;
  if (isDeciding(wanted) || isDeciding(word)) return Infinity;
  if (areSynonyms(wanted, word)) return 0.1;
  if (isLight(wanted) && isLight(word)) return 0.15;
  const alike = nameSimilarity(wanted, word);
  return alike === 1 ? 0 : alike >= 0.75 && wordsOf(wanted).length === 1 ? 0.2 : Infinity;
}
