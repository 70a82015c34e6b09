import { porter } from './porter.js';
import { IRREGULAR_FORMS, STOP_WORDS } from './words.js';

const RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
const ASCII = /^[\x20-\x7e\s]*$/;
const LETTERS = /^[a-z]+$/;
const UNSEGMENTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;
/** Longer ones are hashes, keys and encoded data: nobody searches for them, and they bloat the vocabulary. */
const LONGEST_TERM = 40;

/**
 * The words of a text as they are searched: lower case, accents stripped, stop words dropped, irregular forms and then
 * Porter's stems; Chinese, Japanese and Korean as character bigrams. In order, repeats kept. The full-text index holds
 * these terms, so search, spelling, duplicate rule and features agree on what a word is.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const word of wordsIn(text)) {
    const term = termOf(word);
    if (term) terms.push(term);
  }
  return terms;
}

/** Lower-case words without accents, stop words kept; unsegmented scripts as bigrams. */
export function wordsIn(text: string): string[] {
  const plain = ASCII.test(text) ? text.toLowerCase() : fold(text);
  const words: string[] = [];
  for (const run of plain.match(RUN) ?? []) {
    const word = run.replace(/['’]s?$/, '').replace(/['’]/g, '');
    if (ASCII.test(word)) words.push(word);
    else words.push(...splitScripts(word));
  }
  return words;
}

/** The term of one word of {@link wordsIn}, or undefined for a stop word. */
export function termOf(word: string): string | undefined {
  if (word === '' || word.length > LONGEST_TERM || STOP_WORDS.has(word)) return undefined;
  const base = IRREGULAR_FORMS.get(word) ?? word;
  return LETTERS.test(base) ? porter(base) : base;
}

/** Character pairs of a word, with its ends marked: what spelling compares. */
export function bigramsOf(word: string): Set<string> {
  const marked = `^${word}$`;
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < marked.length; i++) pairs.add(marked.slice(i, i + 2));
  return pairs;
}

/** Compatibility forms and accents away; composed again, or Hangul would fall apart into its letters. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

function splitScripts(word: string): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const match of word.matchAll(UNSEGMENTED)) {
    if (match.index > at) parts.push(word.slice(at, match.index));
    parts.push(...characterBigrams(match[0]));
    at = match.index + match[0].length;
  }
  if (at < word.length) parts.push(word.slice(at));
  return parts;
}

function characterBigrams(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => characters[i] + character);
}
