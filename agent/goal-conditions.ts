import type { GoalSpan } from '../core/index.js';

/** The number of a line in a numbered list ("1. Open ...") orders the goal; it is no part of what is asked. */
export function isListNumber(goal: string, { kind, start, end }: GoalSpan): boolean {
  if (kind !== 'number' || !/^[.)]\s/.test(goal.slice(end))) return false;
  const before = goal.slice(0, start);
  if (/(?:^|\n)\s*\(?$/.test(before)) return true;
  return /[.!?]\s+\(?$/.test(before) || (goal.slice(start, end) === '1' && /:\s+\(?$/.test(before)); // a list that begins in its line
}

/** `DD`, `MMMM`, `YYYY-MM-DD`: the form that a date is asked in, or a part of it. */
export const isDatePart = (text: string): boolean => /^(?:D{1,2}|M{1,4}|Y{2,4})(?:[-./ ](?:D{1,2}|M{1,4}|Y{2,4}))*$/.test(text);
