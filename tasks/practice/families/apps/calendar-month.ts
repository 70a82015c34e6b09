import type { World } from '../../world.js';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** Midnight of a day; `month` counts from 0, and days beyond the month go on into the next. */
export const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day));

export interface Month {
  year: number;
  /** 0 to 11. */
  month: number;
}

export interface MonthView {
  root: HTMLElement;
  /** What one clicks, by day; index 0 is the first. */
  days: HTMLElement[];
  previous: HTMLElement;
  next: HTMLElement;
}

/** One month as a table of days under the names of the weekdays, with keys to its neighbours. */
export function monthView(
  { dom, random }: World,
  { year, month }: Month,
  turn: (by: number) => void,
  pick: (day: number) => void,
  off: (day: number) => boolean = () => false,
): MonthView {
  const [back, forth] = random.pick([['‹', '›'], ['Prev', 'Next'], ['Previous month', 'Next month'], ['<', '>'], ['◀', '▶']]); // prettier-ignore
  const tag = random.pick(['button', 'a', 'span'] as const);
  const count = utc(year, month + 1, 0).getUTCDate();
  const days = Array.from({ length: count }, (_, i) => {
    const day = dom.element(tag, String(i + 1), {
      ...(tag === 'a' ? { href: '#' } : tag === 'button' ? { type: 'button' } : { class: 'clickable' }),
      ...(off(i + 1) ? { 'aria-disabled': 'true' } : {}),
    });
    if (!off(i + 1)) day.addEventListener('click', () => pick(i + 1));
    return day;
  });
  const first = utc(year, month, 1).getUTCDay();
  const cells = [...Array.from({ length: first }, () => dom.element('span')), ...days];
  const rows = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) =>
    Array.from({ length: 7 }, (_, j) => cells[i * 7 + j] ?? dom.element('span')),
  );
  const previous = dom.button(back, () => turn(-1), 'button').control;
  const next = dom.button(forth, () => turn(1), 'button').control;
  const head = dom.wrap('div', [previous, dom.element('span', `${MONTHS[month]} ${year}`), next], 'line');
  return { root: dom.wrap('div', [head, dom.table(random.pick([['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'], ['S', 'M', 'T', 'W', 'T', 'F', 'S'], []]), rows)]), days, previous, next }; // prettier-ignore
}

/** How many months later `b` is. */
export const monthsFrom = (a: Month, b: Month): number => (b.year - a.year) * 12 + b.month - a.month;
export const shifted = ({ year, month }: Month, by: number): Month => ({
  year: year + Math.floor((month + by) / 12),
  month: (((month + by) % 12) + 12) % 12,
});
