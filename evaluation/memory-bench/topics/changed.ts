import type { TopicQuestion } from '../topic.js';

/** Asks for a fact as it is after its second moment. */
export function current(answer: string, asks: string[]): TopicQuestion {
  return { kind: 'changed-fact', moments: [1], answer, asks };
}

/** Asks for a fact as it was before its second moment. */
export function before(answer: string, asks: string[]): TopicQuestion {
  return { kind: 'temporal', moments: [0], answer, asks };
}
