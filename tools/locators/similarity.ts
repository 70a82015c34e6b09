import { normalizeText, wordsOf } from '../../core/index.js';

/** A name as it is compared: counts in brackets, dots at the end and punctuation around it come and go. */
export function plainName(name: string): string {
  return normalizeText(name.replace(/\s*[([]\d+[)\]]\s*$/, '').replace(/(?:\.{3}|…)\s*$/, ''));
}

/**
 * How alike two names are, 0 to 1: the better of shared words (Dice) and shared letters (Levenshtein). 0 for names that look
 * alike and mean different things: other numbers, and opposites such as Next and Previous.
 */
export function nameSimilarity(a: string, b: string): number {
  const [x, y] = [plainName(a), plainName(b)];
  if (x === y) return x === '' ? 0 : 1;
  if (x === '' || y === '' || contradict(x, y)) return 0;
  const letters = 1 - editDistance(x, y) / Math.max(x.length, y.length);
  return Math.max(sharedWords(x, y), letters);
}

/** True for names that cannot be two names of one thing: other numbers, or opposites. */
export function contradict(a: string, b: string): boolean {
  const [x, y] = [plainName(a), plainName(b)];
  return numbersOf(x) !== numbersOf(y) || areOpposite(x, y);
}

const numbersOf = (text: string): string => (text.match(/\d+/g) ?? []).sort().join(' ');

/** Dice over word stems: twice the shared ones by all. */
function sharedWords(a: string, b: string): number {
  const [x, y] = [wordsOf(a).map(stem), wordsOf(b).map(stem)];
  const left = [...y];
  let shared = 0;
  for (const word of x) {
    const at = left.indexOf(word);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return x.length + y.length === 0 ? 0 : (2 * shared) / (x.length + y.length);
}

/** Plain interface English: words that authors take for one another on a control. */
const SYNONYMS =
  `log sign|save store keep|submit send|delete remove erase|add create new|edit change modify|search find|continue proceed next|ok confirm|
finish complete done|buy purchase order|basket cart bag|phone telephone|mail email|picture photo image|settings options preferences|
help support|company organization organisation|zip postal|town city|show view display|start begin|comment remark|title subject topic|
quantity count|amount sum|notes memo|back return|register join`
    .split('|')
    .map((group) => group.trim().split(' '));
/** Words that come and go on a label. */
const LABEL_WORDS = new Set(['your', 'my', 'the', 'a', 'an', 'now', 'please']);

/** True for two names that say the same in other words, word for word: Log in and Sign in, Delete and Remove, Save and Save now. */
export function areSynonymous(a: string, b: string): boolean {
  const [x, y] = [a, b].map((name) => wordsOf(plainName(name)).filter((word) => !LABEL_WORDS.has(word)));
  const same = (word: string, other: string): boolean =>
    stem(word) === stem(other) || SYNONYMS.some((group) => group.includes(word) && group.includes(other));
  return x.length > 0 && x.length === y.length && x.every((word, i) => same(word, y[i])) && !contradict(a, b);
}

/** Plural, -ing and -ed taken off words that are long enough. */
export const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word);

/** Plain interface English: controls that stand side by side, or replace each other, and do the opposite. */
const OPPOSITES =
  `add remove|add delete|in out|on off|up down|next previous|next prev|next back|first last|show hide|open close|play pause|play stop|
start stop|start end|from to|min max|more less|yes no|accept reject|accept decline|allow deny|allow block|increase decrease|left right|all none|
enable disable|lock unlock|save discard|save cancel|ok cancel|confirm cancel|before after|old new|expand collapse|undo redo|zip email|phone email|
departure return|upload download|import export|follow following|forward back|ascending descending|asc desc|with without`
    .split('|')
    .map((pair) => pair.trim().split(' '));
const NEGATION = /^(?:un|dis|de|non|in|im|re)-?/;

/** True when one name has a word and the other its opposite in its stead, or the same word negated. */
function areOpposite(a: string, b: string): boolean {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const onlyX = x.filter((word) => !y.includes(word));
  const onlyY = y.filter((word) => !x.includes(word));
  return onlyX.some((word) => onlyY.some((other) => areOppositeWords(word, other)));
}

function areOppositeWords(a: string, b: string): boolean {
  if (OPPOSITES.some(([x, y]) => (a === x && b === y) || (a === y && b === x))) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length > 2 && NEGATION.test(long) && stem(long.replace(NEGATION, '')) === stem(short);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
