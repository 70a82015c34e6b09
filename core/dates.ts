const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Reads a calendar date: `2024-03-05`, `3/5/2024` (month first), `5.3.2024` (day first), `March 5, 2024`, `5 March 2024`;
 * a missing year is the present one. Midnight UTC. Throws when there is no such day.
 */
export function parseDate(text: string): Date {
  const found = iso(text) ?? slashed(text) ?? dotted(text) ?? named(text);
  if (!found) throw new TypeError(`"${text.slice(0, 40)}" is not a date`);
  const [year, month, day] = found;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw new RangeError(`there is no day ${year}-${month}-${day}`);
  return date;
}

type Parts = [year: number, month: number, day: number];

function iso(text: string): Parts | undefined {
  const m = text.match(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/);
  return m ? [Number(m[1]), Number(m[2]), Number(m[3])] : undefined;
}

function slashed(text: string): Parts | undefined {
  const m = text.match(/\b(\d{1,2})\/(\d{1,2})\/(\d{2,4})\b/);
  return m ? [fullYear(m[3]), Number(m[1]), Number(m[2])] : undefined;
}

function dotted(text: string): Parts | undefined {
  const m = text.match(/\b(\d{1,2})\.(\d{1,2})\.(\d{2,4})\b/);
  return m ? [fullYear(m[3]), Number(m[2]), Number(m[1])] : undefined;
}

function named(text: string): Parts | undefined {
  const m = text.match(
    /(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?\b)?(?:,?\s+(\d{4}))?/i,
  );
  const month = m ? MONTHS.findIndex((name) => name.startsWith(m[2].toLowerCase())) + 1 : 0;
  const day = m?.[1] ?? m?.[3];
  return m && month && day ? [m[4] ? Number(m[4]) : new Date().getUTCFullYear(), month, Number(day)] : undefined;
}

function fullYear(digits: string): number {
  return digits.length <= 2 ? 2000 + Number(digits) : Number(digits);
}

/** Prints a date by the pattern letters `YYYY MM M DD D MMMM MMM`; everything else is kept. */
export function printDate(date: Date, pattern: string): string {
  const month = MONTHS[date.getUTCMonth()];
  const monthName = month[0].toUpperCase() + month.slice(1);
  const pad = (n: number): string => String(n).padStart(2, '0');
  const parts: Record<string, string> = {
    YYYY: String(date.getUTCFullYear()),
    MMMM: monthName,
    MMM: monthName.slice(0, 3),
    MM: pad(date.getUTCMonth() + 1),
    M: String(date.getUTCMonth() + 1),
    DD: pad(date.getUTCDate()),
    D: String(date.getUTCDate()),
  };
  return pattern.replace(/YYYY|MMMM|MMM|MM|M|DD|D/g, (letters) => parts[letters]);
}
