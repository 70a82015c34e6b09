import type { PromptPart } from './ports.js';

/**
 * What a model may say, as data: every surface form is built from these five. Finite except for `free`.
 * A string is literal text; `{ token }` is one special token of the model's vocabulary, by its exact text.
 */
export type Grammar = string | { token: string } | { seq: Grammar[] } | { any: Grammar[] } | { free: { maxCharacters: number } };

/** Any text without a double quote or a line break, at most so long. */
export const free = (maxCharacters: number): Grammar => ({ free: { maxCharacters } });
export const seq = (...parts: Grammar[]): Grammar => ({ seq: parts });
export const any = (...choices: Grammar[]): Grammar => ({ any: choices });
export const token = (text: string): Grammar & { token: string } => ({ token: text });

/** False when the grammar holds a `free` part, i.e. cannot be listed. */
export function isFinite(grammar: Grammar): boolean {
  if (typeof grammar === 'string' || 'token' in grammar) return true;
  if ('free' in grammar) return false;
  return ('seq' in grammar ? grammar.seq : grammar.any).every(isFinite);
}

/** Whether the text is a sentence of the grammar, special tokens written as their text. */
export function acceptsText(grammar: Grammar, text: string): boolean {
  return new RegExp(`^(?:${pattern(grammar)})$`, 'u').test(text);
}

function pattern(grammar: Grammar): string {
  if (typeof grammar === 'string') return escaped(grammar);
  if ('token' in grammar) return escaped(grammar.token);
  if ('free' in grammar) return `[^"\\r\\n]{0,${grammar.free.maxCharacters}}`;
  if ('seq' in grammar) return grammar.seq.map(pattern).join('');
  return `(?:${grammar.any.map(pattern).join('|')})`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** llama.cpp's GBNF for the same language; special tokens are written as their text. */
export function toGbnf(grammar: Grammar): string {
  return `root ::= ${rule(grammar)}\n`;
}

function rule(grammar: Grammar): string {
  if (typeof grammar === 'string') return literal(grammar);
  if ('token' in grammar) return literal(grammar.token);
  if ('free' in grammar) return `[^"\\n]{0,${grammar.free.maxCharacters}}`;
  if ('seq' in grammar) return grammar.seq.map(rule).join(' ') || '""';
  if (grammar.any.length === 0) throw new RangeError('a grammar choice needs at least one alternative');
  return `(${grammar.any.map(rule).join(' | ')})`;
}

function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

/** Every sentence of a finite grammar as prompt parts, adjacent literals joined; stops at `limit`. */
export function sentences(grammar: Grammar, limit = 10_000): PromptPart[][] {
  return expand(grammar, limit).map(join);
}

function expand(grammar: Grammar, limit: number): PromptPart[][] {
  if (typeof grammar === 'string') return [[grammar]];
  if ('token' in grammar) return [[{ token: grammar.token }]];
  if ('free' in grammar) throw new RangeError('a grammar with a free part has no list of sentences');
  if ('any' in grammar) return grammar.any.flatMap((choice) => expand(choice, limit)).slice(0, limit);
  return grammar.seq.reduce<PromptPart[][]>(
    (heads, part) => heads.flatMap((head) => expand(part, limit).map((tail) => [...head, ...tail])).slice(0, limit),
    [[]],
  );
}

function join(parts: PromptPart[]): PromptPart[] {
  const out: PromptPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else if (part !== '') out.push(part);
  }
  return out;
}
