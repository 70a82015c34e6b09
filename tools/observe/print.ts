import type { PageElement } from '../../core/index.js';

/** What identifies an element to a reader. */
export type Named = Pick<PageElement, 'role' | 'name' | 'context'>;

/** Longest value in a printed line, in characters. */
const MAX_VALUE = 200;

/** An element without its number, which does not survive a step: `button "Send" (Reply form)`. */
export function printElement(element: Named): string {
  const name = element.name ? ` ${JSON.stringify(element.name)}` : '';
  return element.role + name + (element.context ? ` (${element.context})` : '');
}

/** What changes about an element: its value, states and chosen options. */
export function printState(element: Pick<PageElement, 'value' | 'states' | 'options' | 'multiple' | 'scroll'>): string {
  const parts: string[] = [];
  if (element.options) parts.push(printOptions(element.options, element.multiple === true));
  else if (element.value !== undefined) parts.push(`= ${JSON.stringify(cutValue(element.value))}`);
  parts.push(...element.states);
  if (element.scroll) parts.push(`scroll ${element.scroll.top}/${element.scroll.max}`);
  return parts.join(' ');
}

/** `{Red | *Blue | Green}`: a star before each chosen option. */
function printOptions(options: NonNullable<PageElement['options']>, multiple: boolean): string {
  const labels = options.map((option) => (option.selected ? '*' : '') + option.label);
  return `{${labels.join(' | ')}}${multiple ? ' several' : ''}`;
}

/** Start and end of a long value, so that neither is lost. */
export function cutValue(value: string, limit = MAX_VALUE): string {
  if (value.length <= limit) return value;
  const half = Math.floor((limit - 1) / 2);
  return `${value.slice(0, half)}…${value.slice(value.length - half)}`;
}
