import { z } from 'zod';
import { AgentError } from '../../core/index.js';
import { byteAlphabet } from './bytes.js';

/**
 * A byte-level BPE vocabulary. Ids are indices into `tokens`: specials first, then the 256 bytes, then merged pieces, then
 * `<|unusedN|>` fillers. Ordinary tokens are spelled in the byte alphabet, specials as plain text.
 */
export const VocabularySchema = z.object({
  tokens: z.array(z.string()),
  /** `left right`, in the order in which they were learned, which is the order in which they apply. */
  merges: z.array(z.string()),
  specials: z.array(z.string()),
});
export type Vocabulary = z.output<typeof VocabularySchema>;

/** Turn structure, chat control and page references: part of every vocabulary, in this order, so that their ids never move. */
export const BASE_SPECIALS: readonly string[] = [
  '<|pad|>',
  '<|bos|>',
  '<|eos|>',
  '<|user|>',
  '<|assistant|>',
  '<|end|>',
  ...Array.from({ length: 100 }, (_, ref) => `[${ref}]`),
  ...Array.from({ length: 12 }, (_, quote) => `<q${quote + 1}>`),
];

/** All specials of a vocabulary. Raises `TOKENIZER_SPECIAL` for one that could also be spelled by ordinary tokens. */
export function specialList(extra: readonly string[]): string[] {
  const bytes = new Set(byteAlphabet());
  const all = [...new Set([...BASE_SPECIALS, ...extra])];
  // Merges stay inside letter runs, so a special with any other character can never equal a merged piece.
  const bad = all.find((special) => bytes.has(special) || /^[\p{L}\p{M}]*$/u.test(special));
  if (bad === undefined) return all;
  throw new AgentError(
    'TOKENIZER_SPECIAL',
    `"${bad}" cannot be a special token: it must be longer than one byte and hold a character that is not a letter, e.g. "<${bad}>".`,
  );
}

export function isUnused(token: string): boolean {
  return /^<\|unused\d+\|>$/.test(token);
}
