import { isUtf8 } from 'node:buffer';
import { AgentError } from '../../core/index.js';
import { byteAlphabet } from './bytes.js';
import { specialList, type Vocabulary } from './vocabulary.js';

export interface BpeOptions {
  /** Size of the vocabulary, specials and bytes included. */
  vocabSize: number;
  /** Special tokens beyond the base ones, by exact text. */
  specials?: readonly string[];
  /** Words seen less often than this are left out (they are mostly random strings). */
  minCount?: number;
}

/** One distinct letter run: token ids as merged so far, and how often it occurs. */
interface Word {
  ids: number[];
  count: number;
}

/**
 * Learns byte-level BPE (Sennrich et al. 2016) inside letter runs only: no merge holds a space, digit or punctuation mark,
 * so each of those stays a token of its own and `rosa`, `"rosa"` and ` rosa` share their pieces, which makes copying easy.
 * The same texts give the same vocabulary. Raises `TOKENIZER_VOCABULARY` when `vocabSize` is too small.
 */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): Vocabulary {
  const specials = specialList(options.specials ?? []);
  const alphabet = byteAlphabet();
  const tokens = [...specials, ...alphabet];
  if (tokens.length > options.vocabSize) throw tooSmall(options.vocabSize, tokens.length);
  const merges: string[] = [];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const units = new Map(alphabet.map((unit, byte) => [unit, byte]));
  const bytesOf = (id: number): number[] => Array.from(tokens[id], (unit) => units.get(unit) ?? 0);
  const mayJoin = (left: number, right: number): boolean => isWhole(Buffer.from([...bytesOf(left), ...bytesOf(right)]));
  const pairs = new PairCounts(countWords(texts, specials.length, options.minCount ?? 2), mayJoin);
  while (tokens.length < options.vocabSize) {
    const best = pairs.best();
    if (!best) break;
    const [left, right] = [tokens[best.left], tokens[best.right]];
    merges.push(`${left} ${right}`);
    const piece = left + right;
    let id = ids.get(piece);
    if (id === undefined) {
      id = tokens.push(piece) - 1;
      ids.set(piece, id);
    }
    pairs.merge(best.left, best.right, id);
  }
  while (tokens.length < options.vocabSize) tokens.push(`<|unused${tokens.length}|>`);
  return { tokens, merges, specials };
}

/** Characters, or the beginning of one: a piece that ends one character and begins the next would be of no use. */
function isWhole(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true;
  const needed = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : bytes[0] >= 0xc0 ? 2 : 0;
  return bytes.length < needed && bytes.subarray(1).every((byte) => (byte & 0xc0) === 0x80);
}

function countWords(texts: Iterable<string>, firstByte: number, minCount: number): Word[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const [run] of text.matchAll(/\p{L}+/gu)) counts.set(run, (counts.get(run) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= minCount);
  return kept.map(([run, count]) => ({ ids: Array.from(Buffer.from(run), (byte) => firstByte + byte), count }));
}

/** How often each adjacent pair occurs, kept up to date word by word as merges are applied. */
class PairCounts {
  readonly #words: Word[];
  readonly #counts = new Map<number, number>();
  /** Words that held the pair at some time; a superset of those that hold it now. */
  readonly #where = new Map<number, Set<number>>();
  readonly #mayJoin: (left: number, right: number) => boolean;
  /** Answers of `mayJoin` by pair. */
  readonly #joinable = new Map<number, boolean>();

  constructor(words: Word[], mayJoin: (left: number, right: number) => boolean) {
    this.#words = words;
    this.#mayJoin = mayJoin;
    words.forEach((_, index) => this.#change(index, 1));
  }

  /** The most frequent pair that occurs at least twice; among equals the one with the lowest ids. */
  best(): { left: number; right: number } | undefined {
    let best: number | undefined;
    let most = 1;
    for (const [pair, count] of this.#counts)
      if (count > most || (count === most && best !== undefined && pair < best)) [best, most] = [pair, count];
    return best === undefined ? undefined : { left: Math.floor(best / SHIFT), right: best % SHIFT };
  }

  merge(left: number, right: number, merged: number): void {
    const pair = left * SHIFT + right;
    const touched = this.#where.get(pair) ?? new Set();
    for (const index of touched) {
      this.#change(index, -1);
      this.#words[index].ids = replaced(this.#words[index].ids, left, right, merged);
      this.#change(index, 1);
    }
    this.#counts.delete(pair);
    this.#where.delete(pair);
  }

  #change(index: number, sign: 1 | -1): void {
    const { ids, count } = this.#words[index];
    for (let i = 0; i + 1 < ids.length; i++) {
      const pair = ids[i] * SHIFT + ids[i + 1];
      if (!this.#isJoinable(pair, ids[i], ids[i + 1])) continue;
      const total = (this.#counts.get(pair) ?? 0) + sign * count;
      if (total > 0) this.#counts.set(pair, total);
      else this.#counts.delete(pair);
      if (sign < 0) continue;
      const where = this.#where.get(pair);
      if (where) where.add(index);
      else this.#where.set(pair, new Set([index]));
    }
  }

  #isJoinable(pair: number, left: number, right: number): boolean {
    const known = this.#joinable.get(pair) ?? this.#mayJoin(left, right);
    this.#joinable.set(pair, known);
    return known;
  }
}

/** Two ids in one number that a Map finds fast. */
const SHIFT = 2 ** 20;

function replaced(ids: readonly number[], left: number, right: number, merged: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const hit = ids[i] === left && ids[i + 1] === right;
    out.push(hit ? merged : ids[i]);
    if (hit) i++;
  }
  return out;
}

function tooSmall(asked: number, needed: number): AgentError {
  return new AgentError(
    'TOKENIZER_VOCABULARY',
    `A vocabulary of ${asked} tokens has no room for ${needed} specials and bytes. Ask for more.`,
  );
}
