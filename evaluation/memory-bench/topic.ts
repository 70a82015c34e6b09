import type { Random } from '../../core/index.js';
import type { QuestionKind } from './conversation.js';
import type { World } from './world.js';

/**
 * A value that templates name in braces. A list holds one thing under several names, its plain name first; a date is
 * written as people write it on the day of the turn ("tomorrow", "on 4 May").
 */
export type Slot = string | readonly string[] | Date;
export type Slots = Record<string, Slot>;

/**
 * Something that can be learned from a work log and asked for later. Texts are templates of `template.ts`; an exchange is
 * turns with `//` between them, each with the first letter of its speaker: `u:` user, `a:` agent, `t:` tool, `p:` page. A
 * capital letter marks gold evidence.
 */
export interface Topic {
  name: string;
  /** Values for one conversation; `days[i]` is the day on which moment i is said. */
  draw: (deps: { world: World; random: Random; days: readonly Date[] }) => Slots;
  /** Each moment is said once, in a session of its own and in this order, in one of these wordings. */
  moments: readonly (readonly string[])[];
  questions: readonly TopicQuestion[];
  /** Exchanges about the same things that do not answer. */
  decoys: readonly string[];
}

export interface TopicQuestion {
  kind: QuestionKind;
  /** Wordings of the question. */
  asks: readonly string[];
  /** Moments that hold the answer. */
  moments: readonly number[];
  answer: string;
  /** Slots that the evidence has to show; those of the answer by default. */
  support?: readonly string[];
  /** How the answer follows, where it does not stand in the evidence. */
  derivation?: string;
}
