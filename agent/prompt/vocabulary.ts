import type { PromptPart } from '../../core/index.js';
import { MAX_GOAL_MARKS } from './goal-marks.js';

/** Version of the compact format; a model raised on another one is refused. Change it with any change of rendering or surface form. */
export const COMPACT_FORMAT = 'compact-3';

/** How many elements one prompt can number: the refs `[0]`..`[99]` are one token each. */
export const SLOT_COUNT = 100;

/** Verbs, state words and marks that are one token each, so that page text can never imitate them. */
export const MARKS = [
  '<click>', '<type>', '<select>', '<scroll>', '<press>', '<drag>', '<hover>', '<back>', '<wait>', '<stop>', '<refuse>',
  '<from>', '<upper>', '<lower>', '<title>', '<solve>', '<number>', '<word>', '<letter>', '<reverse>', '<length>', '<iso>', '<sum>', '<minus>',
  '<checked>', '<unchecked>', '<selected>', '<open>', '<closed>', '<disabled>', '<readonly>', '<required>', '<invalid>', '<focused>',
  '<new>', '<has>', '<in>', '<part>', '<up>', '<down>', '<page>', '<todo>', '<ok>', '<wrong>', '<same>', '<error>', '<unsure>',
  '<lesson>', '<skill>', '<note>', '<dialog>', '<more>', '<region>', '<try>', '<maybe>',
  '<of>', '<nth>', '<most>', '<q13>', '<q14>', '<q15>', '<q16>',
] as const; // prettier-ignore
export type Mark = (typeof MARKS)[number];

/** Which older mark a newer one begins as when a model of an earlier format is carried over. */
export const KIN: Readonly<Partial<Record<Mark, Mark>>> = { '<of>': '<has>', '<nth>': '<in>', '<most>': '<try>' };

/** One of the marks as a prompt part. */
export const mark = (name: Mark): { token: string } => ({ token: name });
/** Number of an element within one prompt. */
export const slotToken = (slot: number): { token: string } => ({ token: `[${slot}]` });
/** Stands for a marked phrase of the goal. */
export const quoteToken = (index: number): { token: string } => ({ token: `<q${index}>` });

export const SECTION = {
  begin: { token: '<|bos|>' },
  page: { token: '<|user|>' },
  past: { token: '<|eos|>' },
  answer: { token: '<|assistant|>' },
  end: { token: '<|end|>' },
} as const;

/**
 * Estimated tokens of a text: a letter run costs one token for every four letters begun, every other character one.
 * Deliberately not the tokenizer's count, so that folding is the same in training and in use.
 */
export function estimateTokens(parts: readonly PromptPart[]): number {
  let total = 0;
  for (const part of parts) total += typeof part === 'string' ? estimateText(part) : 1;
  return total;
}

function estimateText(text: string): number {
  let total = 0;
  let run = 0;
  for (const character of text) {
    const letter = /\p{L}/u.test(character);
    if (letter && run % 4 === 0) total++;
    run = letter ? run + 1 : 0;
    if (!letter) total++;
  }
  return total;
}

/** Which tokens play which part in pointing at a line: lets the trainer write that habit into its initial weights. */
export const POINTING = {
  targets: Array.from({ length: SLOT_COUNT }, (_, slot) => `[${slot}]`),
  marks: {
    ...Object.fromEntries(Array.from({ length: MAX_GOAL_MARKS }, (_, i) => [`<q${i + 1}>`, 1])),
    '<try>': 1,
    '<most>': 1,
    '<nth>': 1,
    '<in>': 0.8,
    '<part>': 0.5,
    '<maybe>': 0.5,
  },
  askers: [
    '<click>',
    '<type>',
    '<select>',
    '<scroll>',
    '<drag>',
    '<hover>',
    '<from>',
    '<upper>',
    '<lower>',
    '<title>',
    '<solve>',
    '<number>',
  ],
};
