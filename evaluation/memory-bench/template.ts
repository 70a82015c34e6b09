import type { Random } from '../../core/index.js';
import type { Split } from './conversation.js';
import type { Slots } from './topic.js';

/** A filled template, and under which names it showed each slot. */
export interface Filled {
  text: string;
  shown: Map<string, string[]>;
}

export interface FillOptions {
  random: Random;
  /** The day on which it is said: dates near it are said relative to it. */
  day: Date;
  /** Always write dates out, as pages and tools do. */
  absoluteDates?: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Fills a template: `[a|b|]` takes one of the alternatives (which may hold slots), `{name}` one of the names of a slot,
 * `{name!}` its plain name, `{name^}` the same with a capital letter.
 */
export function fill(template: string, slots: Slots, options: FillOptions): Filled {
  const shown = new Map<string, string[]>();
  const chosen = template.replace(/\[([^\]]*)\]/g, (_, parts: string) => options.random.pick(parts.split('|')));
  const text = chosen.replace(/\{(\w+)([!^]?)\}/g, (_, name: string, mark: string) => {
    const surface = surfaceOf(name, mark === '!', slots, options);
    shown.set(name, [...(shown.get(name) ?? []), surface]);
    return mark === '^' ? capital(surface) : surface;
  });
  return {
    text: text
      .replace(/\s+/g, ' ')
      .replace(/ ([,.?!;:])/g, '$1')
      .trim(),
    shown,
  };
}

/** The slots that a template may show. */
export function slotNames(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)[!^]?\}/g)].map(([, name]) => name))];
}

/** Every third wording is kept for held-out conversations, so that none of theirs is seen in training. */
export function wordings(list: readonly string[], split: Split): string[] {
  return list.filter((_, i) => (i % 3 === 2) === (split === 'held-out'));
}

/** `14 March 2026`: the form of answers. */
export function longDate(date: Date): string {
  return `${date.getUTCDate()} ${monthName(date)} ${date.getUTCFullYear()}`;
}

/** The date `days` later. */
export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}

export function monthName(date: Date): string {
  return date.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function surfaceOf(name: string, plain: boolean, slots: Slots, options: FillOptions): string {
  const slot = slots[name];
  if (slot === undefined) throw new RangeError(`a template names the slot "${name}", which its topic does not draw`);
  if (slot instanceof Date) return dateSurface(slot, options);
  if (typeof slot === 'string') return slot;
  return plain ? slot[0] : options.random.pick(slot);
}

function dateSurface(date: Date, { random, day, absoluteDates }: FillOptions): string {
  const iso = date.toISOString().slice(0, 10);
  if (absoluteDates) return random.pick([iso, longDate(date)]);
  const distance = Math.round((Date.parse(iso) - Date.parse(day.toISOString().slice(0, 10))) / DAY_MS);
  const relative = relativeDate(date, distance);
  if (relative && random.chance(0.6)) return relative;
  const month = monthName(date);
  const number = date.getUTCDate();
  return random.pick([
    `on ${number} ${month}`,
    `on ${month} ${number}`,
    `on the ${ordinal(number)} of ${month}`,
    `on ${number} ${month.slice(0, 3)}`,
  ]);
}

function relativeDate(date: Date, distance: number): string | undefined {
  const weekday = date.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  if (distance === 0) return 'today';
  if (distance === 1) return 'tomorrow';
  if (distance === -1) return 'yesterday';
  if (distance > 1 && distance < 7) return `this ${weekday}`;
  if (distance < -1 && distance > -7) return `last ${weekday}`;
  return undefined;
}

function ordinal(n: number): string {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
