import { parseDate, printDate } from '../../core/dates.js';

/** What to write into each kind of field, for messages. */
export const FIELD_VALUE_HELP: Record<string, string> = {
  date: 'a date such as 2026-11-21',
  time: 'a time such as 14:30',
  month: 'a month such as 2026-11',
  week: 'a week such as 2026-W47',
  'datetime-local': 'a date and time such as 2026-11-21T14:30',
  color: 'a colour such as #ff8800',
  range: 'a number',
  number: 'a number',
};

/**
 * The value an input of this type takes for what a person wrote (en-US order of dates): ISO forms as they are, `11/21/2026`,
 * `Nov 21, 2026`, `21 November 2026`, `2:30 PM`. Undefined when it cannot be read as one. An empty text clears the field.
 */
export function fieldValue(input: string, text: string): string | undefined {
  const given = text.trim();
  if (given === '') return input === 'range' || input === 'color' ? undefined : '';
  switch (input) {
    case 'date':
      return dateOf(given);
    case 'time':
      return timeOf(given);
    case 'datetime-local':
      return momentOf(given);
    case 'month':
      return monthOf(given);
    case 'week':
      return /^\d{4}-W\d{2}$/i.test(given) ? given.toUpperCase() : undefined;
    case 'color':
      return colourOf(given);
    default:
      return numberOf(given);
  }
}

function dateOf(text: string): string | undefined {
  try {
    return printDate(parseDate(text), 'YYYY-MM-DD');
  } catch {
    return undefined; // no date, or no such day
  }
}

function monthOf(text: string): string | undefined {
  return /^\d{4}-\d{2}$/.test(text) ? text : dateOf(`1 ${text}`)?.slice(0, 7);
}

function timeOf(text: string): string | undefined {
  const parts = /^(\d{1,2})(?::(\d{2})(?::(\d{2}))?)? ?(?:([ap])\.?m\.?)?$/i.exec(text);
  if (!parts || (parts[2] === undefined && parts[4] === undefined)) return undefined;
  const hour = parts[4] ? (Number(parts[1]) % 12) + (parts[4].toLowerCase() === 'p' ? 12 : 0) : Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${pad(hour)}:${pad(minute)}${parts[3] ? `:${parts[3]}` : ''}`;
}

function momentOf(text: string): string | undefined {
  const parts = /^(.+?)(?:T|,? (?:at )?)(\d{1,2}(?::\d{2}){0,2} ?(?:[ap]\.?m\.?)?)$/i.exec(text);
  const date = parts && dateOf(parts[1]);
  const time = parts && timeOf(parts[2]);
  return date && time ? `${date}T${time}` : undefined;
}

function colourOf(text: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`.toLowerCase()
    : undefined;
}

function numberOf(text: string): string | undefined {
  const plain = text.replace(/−/g, '-').replace(/^\$|%$|,(?=\d{3}\b)/g, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? plain.replace(/^\+/, '') : undefined;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
