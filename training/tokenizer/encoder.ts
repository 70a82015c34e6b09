import { AgentError, type PromptPart } from '../../core/index.js';
import { byteAlphabet } from './bytes.js';
import type { Vocabulary } from './vocabulary.js';

/** llama.cpp's expression for the pre-tokenizer `qwen2`; every digit is a piece of its own. */
const PRE_TOKENS =
  /(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

/** Words remembered with their ids; random strings would otherwise fill the memory. */
const CACHE_LIMIT = 100_000;

/** Turns prompts into token ids exactly as llama.cpp does with the exported model file. */
export class BpeEncoder {
  readonly vocabulary: Vocabulary;
  readonly #alphabet = byteAlphabet();
  readonly #ids: ReadonlyMap<string, number>;
  readonly #specials: ReadonlyMap<string, number>;
  readonly #merges = new Map<number, { rank: number; id: number }>();
  readonly #cache = new Map<string, readonly number[]>();
  readonly #byteIds: Int32Array;
  readonly #size: number;

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    this.#size = vocabulary.tokens.length;
    this.#ids = new Map(vocabulary.tokens.map((token, id) => [token, id]));
    this.#specials = new Map(vocabulary.specials.map((special) => [special, this.#id(special)]));
    this.#byteIds = Int32Array.from(this.#alphabet, (unit) => this.#id(unit));
    vocabulary.merges.forEach((merge, rank) => {
      const [left, right] = merge.split(' ');
      const pair = this.#id(left) * this.#size + this.#id(right);
      if (!this.#merges.has(pair)) this.#merges.set(pair, { rank, id: this.#id(left + right) });
    });
  }

  /** Strings are plain text and never become specials; `{ token }` is one special. Raises `TOKENIZER_UNKNOWN`. */
  encode(parts: readonly PromptPart[]): number[] {
    const out: number[] = [];
    for (const part of parts) {
      if (typeof part !== 'string') out.push(this.special(part.token));
      else for (const [piece] of part.matchAll(PRE_TOKENS)) for (const id of this.#piece(piece)) out.push(id);
    }
    return out;
  }

  /** Id of a special token by its text. Raises `TOKENIZER_UNKNOWN`. */
  special(text: string): number {
    const id = this.#specials.get(text);
    if (id === undefined) throw unknown(text);
    return id;
  }

  /** Text of ids, specials by their text; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly number[]): string {
    const units = new Map(this.#alphabet.map((unit, byte) => [unit, byte]));
    const bytes = ids.flatMap((id) => {
      const token = this.vocabulary.tokens[id] ?? '';
      return this.#specials.has(token) ? [...Buffer.from(token)] : Array.from(token, (unit) => units.get(unit) ?? 0x3f);
    });
    return Buffer.from(bytes).toString('utf8');
  }

  #piece(text: string): readonly number[] {
    const known = this.#cache.get(text);
    if (known) return known;
    const ids = this.#merged(Array.from(Buffer.from(text), (byte) => this.#byteIds[byte]));
    if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear();
    this.#cache.set(text, ids);
    return ids;
  }

  /** Applies the earliest learned merge, leftmost first, until none fits. */
  #merged(ids: number[]): number[] {
    for (;;) {
      let best: { rank: number; id: number } | undefined;
      let at = -1;
      for (let i = 0; i + 1 < ids.length; i++) {
        const merge = this.#merges.get(ids[i] * this.#size + ids[i + 1]);
        if (merge && (!best || merge.rank < best.rank)) [best, at] = [merge, i];
      }
      if (!best) return ids;
      ids.splice(at, 2, best.id);
    }
  }

  #id(token: string): number {
    const id = this.#ids.get(token);
    if (id === undefined) throw unknown(token);
    return id;
  }
}

function unknown(token: string): AgentError {
  return new AgentError(
    'TOKENIZER_UNKNOWN',
    `The vocabulary has no token "${token}". Use a model made for this prompt format, or train a new vocabulary with that special.`,
  );
}
