import type { GoalSpan } from '../core/index.js';

/** The number of a line in a numbered list ("1. Open ...") orders the goal; it is no part of what is asked. */
export function isListNumber(goal: string, { kind, start, end }: GoalSpan): boolean {
  return kind === 'number' && /(?:^|\n)\s*\(?$/.test(goal.slice(0, start)) && /^[.)]\s/.test(goal.slice(end));
}
