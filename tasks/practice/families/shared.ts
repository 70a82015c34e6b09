import { goalSpans, normalizeText } from '../../../core/goal.js';
import type { Panels } from '../dom/index.js';
import type { OracleStep } from '../family.js';

/** Whether an answer says the same, whatever the case, spaces and outer punctuation. */
export const sameText = (given: string, wanted: string): boolean => normalizeText(given) === normalizeText(wanted);

/**
 * Opens panels in order until panel `index` was seen, then that one; without `index` until all were seen. Undefined when
 * there is nothing to open.
 */
export function reveal(panels: Panels, index?: number): OracleStep | undefined {
  if (index !== undefined && panels.seen().has(index)) return panels.step(index);
  const unseen = panels.panels.findIndex((_, i) => !panels.seen().has(i));
  return unseen < 0 ? undefined : panels.step(unseen);
}

/** How a calculation names a text of the goal: `quote(2)`, or in quotes where it is no span. */
export function fromGoal(goal: string, text: string): string {
  const span = goalSpans(goal).find((one) => one.text === text);
  return span ? `quote(${span.index})` : JSON.stringify(text);
}

/** `first`, `2nd`, ... of `count`, `last` for the end now and then. */
export function ordinal(index: number, count: number, spelled: boolean): string {
  if (index === count - 1 && spelled) return 'last';
  if (index === count - 2 && spelled && count > 4) return 'second to last';
  const name = NUMBERS[index];
  return spelled && name ? name : `${index + 1}${['st', 'nd', 'rd'][index] ?? 'th'}`;
}

const NUMBERS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** Parts of a sentence in a row: `a, b and c`. */
export const listed = (parts: readonly string[], last = 'and'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;

/** An amount of cents as pages show it. */
export const money = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
