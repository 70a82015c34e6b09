import type { LlamaModel, Token } from 'node-llama-cpp';
import { AgentError, type PromptPart } from '../../core/index.js';

/** What a token does inside free text. */
export interface FreeShape {
  /** Characters that it begins. */
  characters: number;
  /** The state of {@link utf8Step} after the token, by the state before it; undefined where it may not stand. */
  after: readonly (number | undefined)[];
}

/**
 * A model's tokens as our prompts and grammars use them. Every string part is tokenised by itself, as plain text, so the
 * tokens of a prompt are the tokens of its parts one after the other: the same text gives the same tokens wherever it
 * stands, in training rows as in prompts. A part boundary is therefore also a token boundary.
 */
export class Vocabulary {
  readonly #model: LlamaModel;
  readonly #pieces: readonly string[];
  readonly #cache = new Map<string, readonly Token[]>();
  readonly #special = new Map<string, Token>();
  #free: (FreeShape | undefined)[] | undefined;

  constructor(model: LlamaModel) {
    this.#model = model;
    this.#pieces = model.fileInfo.metadata.tokenizer?.ggml?.tokens ?? [];
  }

  get size(): number {
    return this.#pieces.length;
  }

  /** The token that ends a reply. */
  get end(): Token {
    const token = this.#model.tokens.eot ?? this.#model.tokens.eos;
    if (token === null)
      throw new AgentError('MODEL_UNSUPPORTED', 'The model names no token that ends a text, neither EOT nor EOS.');
    return token;
  }

  isEnd(token: Token): boolean {
    return this.#model.isEogToken(token);
  }

  encode(parts: readonly PromptPart[]): Token[] {
    return parts.flatMap((part) => (typeof part === 'string' ? this.text(part) : [this.special(part.token)]));
  }

  /** Tokens of plain text; what looks like a special token in it stays text. */
  text(text: string): readonly Token[] {
    const known = this.#cache.get(text);
    if (known) this.#cache.delete(text); // set again below, so that the least recently used is the first
    // SentencePiece puts a space before every text it is given: a part in the middle of a prompt must not get one
    const tokens = known ?? this.#model.tokenize(text, false, 'trimLeadingSpace');
    this.#cache.set(text, tokens);
    if (this.#cache.size > CACHED_TEXTS) this.#cache.delete(this.#cache.keys().next().value as string);
    return tokens;
  }

  /** The one special token with this text. Errors: `MODEL_UNSUPPORTED` when the vocabulary has none. */
  special(text: string): Token {
    const known = this.#special.get(text);
    if (known !== undefined) return known;
    const tokens = this.#model.tokenize(text, true);
    if (tokens.length !== 1 || !this.#model.isSpecialToken(tokens[0])) {
      throw new AgentError('MODEL_UNSUPPORTED', `The vocabulary of "${this.#model.filename}" has no special token ${text}. ` +
        'Use a model raised for this prompt format, or a chat prompt.'); // prettier-ignore
    }
    this.#special.set(text, tokens[0]!);
    return tokens[0]!;
  }

  /** Undefined for a token that free text may not hold: special tokens, and any with a double quote or control character. */
  free(token: Token): FreeShape | undefined {
    this.#free ??= this.#pieces.map((_, id) => this.#freeShape(id as Token));
    return this.#free[token];
  }

  /** Every token's part of the text; the bytes of a character that several tokens share go to the last of them. */
  texts(tokens: readonly Token[]): string[] {
    const decoder = new TextDecoder();
    const texts = tokens.map((token) => decoder.decode(this.#bytes(token), { stream: true }));
    if (texts.length > 0) texts[texts.length - 1] += decoder.decode();
    return texts;
  }

  #freeShape(token: Token): FreeShape | undefined {
    if (this.#model.isSpecialToken(token) || this.#model.isEogToken(token)) return undefined;
    const bytes = this.#bytes(token);
    if (bytes.length === 0 || bytes.some((b) => b < 0x20 || b === QUOTE)) return undefined;
    return shapeOf(bytes);
  }

  #bytes(token: Token): Uint8Array {
    const piece = this.#pieces[token];
    if (piece === undefined || this.#model.isSpecialToken(token)) return Buffer.from(this.#model.detokenize([token], true));
    const kind = this.#model.vocabularyType;
    if (kind === 'bpe') return fromByteUnits(piece);
    const byte = /^<0x([0-9A-F]{2})>$/.exec(piece)?.[1];
    if (kind === 'spm') return byte ? Uint8Array.of(parseInt(byte, 16)) : Buffer.from(piece.replaceAll('▁', ' '));
    return Buffer.from(this.#model.detokenize([token], true));
  }
}

const CACHED_TEXTS = 4096;
/** Of 256: 33-126, 161-172 and 174-255. */
const PRINTABLE_BYTES = 188;
const QUOTE = 0x22;

function shapeOf(bytes: Uint8Array): FreeShape | undefined {
  const after = UTF8_STATES.map((_, from) => bytes.reduce<number | undefined>((state, byte) => utf8Step(state, byte), from));
  if (after.every((state) => state === undefined)) return undefined;
  return { characters: bytes.filter((byte) => (byte & 0xc0) !== 0x80).length, after };
}

/**
 * Ranges of the byte that may come next, and the state after it. State 0 is between characters, 1 to 3 want so many
 * continuation bytes; the others follow the first bytes E0, ED, F0 and F4, where UTF-8 forbids part of the range.
 */
const UTF8_STATES: readonly (readonly (readonly [low: number, high: number, next: number])[])[] = [
  [
    [0x20, 0x7f, 0], [0xc2, 0xdf, 1], [0xe0, 0xe0, 4], [0xe1, 0xec, 2], [0xed, 0xed, 5], [0xee, 0xef, 2],
    [0xf0, 0xf0, 6], [0xf1, 0xf3, 3], [0xf4, 0xf4, 7],
  ],
  [[0x80, 0xbf, 0]], [[0x80, 0xbf, 1]], [[0x80, 0xbf, 2]], [[0xa0, 0xbf, 1]], [[0x80, 0x9f, 1]], [[0x90, 0xbf, 2]], [[0x80, 0x8f, 2]],
]; // prettier-ignore

/** The state after one more byte of text; undefined where UTF-8 does not allow the byte. */
function utf8Step(state: number | undefined, byte: number): number | undefined {
  return state === undefined ? undefined : UTF8_STATES[state]!.find(([low, high]) => byte >= low && byte <= high)?.[2];
}

/** GPT-2 writes each byte of a token as one printable character; added tokens are written as they are. */
function fromByteUnits(piece: string): Uint8Array {
  const bytes = [...piece].map((unit) => BYTE_OF_UNIT.get(unit));
  return bytes.includes(undefined) ? Buffer.from(piece) : Uint8Array.from(bytes as number[]);
}

const BYTE_OF_UNIT: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => byte)
    .sort((a, b) => Number(isPrintable(b)) - Number(isPrintable(a)) || a - b)
    .map((byte, rank) => [String.fromCharCode(isPrintable(byte) ? byte : 256 + rank - PRINTABLE_BYTES), byte]),
);

function isPrintable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}
