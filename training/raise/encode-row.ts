import type { PromptPart } from '../../core/index.js';
import type { Sample } from '../data/index.js';
import type { BpeEncoder } from '../tokenizer/index.js';
import type { PolicyRow } from './rows.js';

/** A row as the trainer reads it. `lines` are what the numbered lines of the prompt are for; without any there are no side targets. */
export function encodeRow(
  encoder: BpeEncoder,
  { family, prompt, answer, weight, lines }: Omit<PolicyRow, 'lines'> & Partial<PolicyRow>,
  end: readonly PromptPart[] = [],
): Sample & { ids: number[] } {
  const prefix = encoder.encode(prompt);
  const ids = [...prefix, ...encoder.encode([...answer, ...end])];
  // Numbers stand nowhere in a prompt but at the end of their line.
  const uses = new Map([...(lines ?? [])].map(([number, use]) => [encoder.special(number), encoder.special(use)]));
  const sideTargets = prefix.flatMap((id, position) => (uses.has(id) ? [position, uses.get(id)!] : []));
  return { ids, promptLength: prefix.length, weight, family, sideTargets };
}
