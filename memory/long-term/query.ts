import { asksHowMany, asksPast, asksWhen } from './shape.js';
import { termOf, wordsIn } from './terms.js';
import type { Vocabulary } from './vocabulary.js';

export interface QueryTerm {
  term: string;
  /** Words it stands for: the query's own, or the one it was respelt from. */
  word: string;
  /** How far it counts: inverse document frequency, times the similarity of a respelling. */
  weight: number;
}

/** A query as the index sees it. */
export interface PreparedQuery {
  text: string;
  /** One entry per word of the query that says something: the terms that may stand for it. */
  words: QueryTerm[][];
  /** What is searched for, the rarest first. */
  kept: string[];
  /** Those of the kept ones that are searched for in the memories themselves only, not in what surrounds them. */
  narrow: ReadonlySet<string>;
  /** Too frequent in this store to tell memories apart; they still count as features. */
  dropped: string[];
  respelt: { word: string; as: string[] }[];
  /** Neighbouring terms, joined by a space. */
  bigrams: string[];
  terms: ReadonlySet<string>;
  asksWhen: boolean;
  asksHowMany: boolean;
  asksPast: boolean;
  totalWeight: number;
}

/**
 * Rows that one search may score: BM25 costs about a microsecond each, whatever the size of the store. The rarest terms are
 * served first; what does not fit is searched for in fewer fields, or not at all.
 */
const SCORED_ROWS = 3_000;
/** Rows that have the term of one memory, when that is a turn: its own, and two on each side whose context it is. */
const ROWS_WITH_CONTEXT = 5;
/** The rarest terms are searched for however frequent they are. */
const ALWAYS_KEPT = 2;

/** Terms, respelt where the store does not know a word, within what one search may cost. */
export function prepareQuery(text: string, vocabulary: Vocabulary): PreparedQuery {
  const size = vocabulary.count('');
  const respelt: PreparedQuery['respelt'] = [];
  const order: string[] = [];
  const words = new Map<string, QueryTerm[]>();
  for (const word of wordsIn(text)) {
    const term = termOf(word);
    if (term === undefined) continue;
    order.push(term);
    if (words.has(term)) continue;
    const terms = alternatives(word, term, size, vocabulary);
    if (terms.some((alternative) => alternative.term !== term)) respelt.push({ word, as: terms.map((t) => t.term) });
    words.set(term, terms);
  }
  const all = [...words.values()];
  const { kept, narrow, dropped } = withinBudget(all.flat(), vocabulary);
  return {
    text,
    words: all,
    kept,
    narrow,
    dropped,
    respelt,
    bigrams: [...new Set(order.slice(1).map((term, i) => `${order[i]} ${term}`))],
    terms: new Set(all.flat().map(({ term }) => term)),
    asksWhen: asksWhen(text),
    asksHowMany: asksHowMany(text),
    asksPast: asksPast(text),
    totalWeight: all.reduce((sum, terms) => sum + idf(size, Math.max(...terms.map((t) => vocabulary.count(t.term)))), 0),
  };
}

/** Weight of the query's words that these terms hold, as a share of the whole query: 0 to 1. */
export function coverage(query: PreparedQuery, terms: ReadonlySet<string>): number {
  let sum = 0;
  for (const word of query.words) {
    let best = 0;
    for (const { term, weight } of word) if (weight > best && terms.has(term)) best = weight;
    sum += best;
  }
  return query.totalWeight > 0 ? Math.min(1, sum / query.totalWeight) : 0;
}

/** Share of the query's words that these terms hold, however frequent they are. */
export const wordShare = ({ words }: PreparedQuery, terms: ReadonlySet<string>): number =>
  words.length === 0 ? 0 : words.filter((word) => word.some(({ term }) => terms.has(term))).length / words.length;

/** A word without postings may be misspelt: the store's nearest words stand for it. */
function alternatives(word: string, term: string, size: number, vocabulary: Vocabulary): QueryTerm[] {
  const count = vocabulary.count(term);
  const known = count > 0 ? [] : vocabulary.respell(term);
  if (known.length === 0) return [{ term, word, weight: idf(size, count) }];
  return known.map((other) => ({
    term: other.term,
    word,
    weight: idf(size, vocabulary.count(other.term)) * other.similarity,
  }));
}

function withinBudget(terms: readonly QueryTerm[], vocabulary: Vocabulary): Pick<PreparedQuery, 'kept' | 'narrow' | 'dropped'> {
  const counted = [...new Set(terms.map(({ term }) => term))]
    .map((term) => ({ term, count: vocabulary.count(term) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  const [kept, narrow, dropped] = [[] as string[], new Set<string>(), [] as string[]];
  let left = SCORED_ROWS;
  for (const [rank, { term, count }] of counted.entries()) {
    const isWide = ROWS_WITH_CONTEXT * count <= left;
    if (!isWide && count > left && rank >= ALWAYS_KEPT) {
      dropped.push(term);
      continue;
    }
    kept.push(term);
    if (!isWide) narrow.add(term);
    left -= isWide ? ROWS_WITH_CONTEXT * count : count;
  }
  return { kept, narrow, dropped };
}

/** Inverse document frequency (BM25). */
export const idf = (size: number, count: number): number => Math.log(1 + (size - count + 0.5) / (count + 0.5));
