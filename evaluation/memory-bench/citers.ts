import type { Random } from '../../core/index.js';
import type { Question } from './conversation.js';

/** Which of the shown turns a model cites in its answer. */
export type Citer = (question: Question, shown: readonly string[]) => string[];

/** A model that cites what it used, with slips: gold turns are missed with `missed`, other turns cited with `wrong`. */
export function createCiter(random: Random, { missed, wrong }: { missed: number; wrong: number }): Citer {
  return (question, shown) =>
    shown.filter((id) => (question.evidence.includes(id) ? !random.chance(missed) : random.chance(wrong)));
}

/** Cites two shown turns at random: feedback without information. */
export function createRandomCiter(random: Random): Citer {
  return (_, shown) => random.sample(shown, Math.min(2, shown.length));
}

/** Cites the worst ranked turns that are no evidence, never the evidence: feedback meant to harm. */
export function createContraryCiter(): Citer {
  return (question, shown) => shown.filter((id) => !question.evidence.includes(id)).slice(-2);
}
