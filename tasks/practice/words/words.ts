import type { Random } from '../../../core/random.js';
import * as lists from './lists.js';

/** A day, without a time zone. */
export interface CalendarDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  /** As a person of some country writes it. */
  us: string; // 03/09/2024
  iso: string; // 2024-03-09
  long: string; // March 9, 2024
}

/** Random texts of every kind that stands on pages. Each call draws anew; `distinct` draws several different ones. */
export interface Words {
  noun(): string;
  adjective(): string;
  verb(): string;
  /** Noun, made-up word or both; sometimes capitalised: a name for anything. */
  thing(): string;
  firstName(): string;
  lastName(): string;
  fullName(): string;
  /** Lower-case handle such as `rosa_17`. */
  userName(): string;
  city(): string;
  country(): string;
  product(): string;
  company(): string;
  color(): string;
  weekday(): string;
  month(): string;
  /** Text of a button, a submit button, a field label, a section heading or tab, an on-off option, a site link. */
  button(): string;
  submit(): string;
  field(): string;
  section(): string;
  option(): string;
  chrome(): string;
  /** Pronounceable word that is in no dictionary, 2 to 4 syllables. */
  madeUp(): string;
  /** Random letters, and digits when asked; lower, upper or mixed case. */
  letters(length?: number): string;
  /** Such as `QX-4821` or `b7f3k`. */
  code(): string;
  password(): string;
  digits(length: number): string;
  number(low?: number, high?: number): number;
  /** Such as `$12.50`. */
  price(low?: number, high?: number): string;
  date(fromYear?: number, toYear?: number): CalendarDate;
  /** Such as `14:05` or `2:05 PM`. */
  time(): string;
  phone(): string;
  email(): string;
  url(): string;
  /** One sentence of 3 to 9 real words. */
  sentence(): string;
  /** 1 to 4 sentences of real or Latin words. */
  paragraph(sentences?: number): string;
  lorem(count: number): string;
  /** `count` different results of a maker; the letter case does not make a difference. */
  distinct<T extends string | number>(count: number, make: () => T, except?: readonly string[]): T[];
}

/** Words drawn from one stream of randomness; those of the interface from another one where it is given. */
export function createWords(random: Random, interfaceRandom?: Random): Words {
  const words = drawWords(random);
  if (!interfaceRandom) return words;
  const { button, submit, field, section, option, chrome } = drawWords(interfaceRandom);
  return { ...words, button, submit, field, section, option, chrome };
}

function drawWords(random: Random): Words {
  const from = (list: readonly string[]) => (): string => random.pick(list);
  const noun = from(lists.NOUNS);
  const adjective = from(lists.ADJECTIVES);
  const verb = from(lists.VERBS);
  const madeUp = (): string => Array.from({ length: random.integer(2, 4) }, () => syllable(random)).join('');
  const letters = (length = random.integer(3, 8)): string => pickLetters(random, length);
  const digits = (length: number): string => Array.from({ length }, () => random.integer(0, 9)).join('');
  const number = (low = 1, high = 100): number => random.integer(low, high);
  const firstName = from(lists.FIRST_NAMES);
  const lastName = from(lists.LAST_NAMES);
  const thing = (): string =>
    cased(random, random.pick([noun, noun, madeUp, () => `${adjective()} ${noun()}`, () => letters()])());
  const sentence = (): string => makeSentence(random, { noun, adjective, verb, madeUp });
  const lorem = (count: number): string => Array.from({ length: count }, from(lists.LOREM)).join(' ');
  const email = (): string => {
    const local = random.pick([
      firstName().toLowerCase(),
      madeUp(),
      `${firstName()}.${lastName()}`.toLowerCase(),
      `${noun()}${digits(2)}`,
    ]);
    return `${local}@${random.pick([noun(), madeUp(), 'mail', 'post'])}.${random.pick(['com', 'org', 'net', 'io', 'de'])}`;
  };
  return {
    noun,
    adjective,
    verb,
    thing,
    firstName,
    lastName,
    fullName: () => `${firstName()} ${lastName()}`,
    userName: () =>
      random.pick([firstName().toLowerCase(), madeUp(), noun()]) + random.pick(['', '', digits(2), `_${digits(1)}`]),
    city: from(lists.CITIES),
    country: from(lists.COUNTRIES),
    product: () => (random.chance(0.7) ? random.pick(lists.PRODUCTS) : `${capital(adjective())} ${capital(noun())}`),
    company: () => `${random.pick([lastName(), capital(madeUp()), capital(noun())])} ${random.pick(lists.COMPANY_TAILS)}`,
    color: from(lists.COLORS),
    weekday: from(lists.WEEKDAYS),
    month: from(lists.MONTHS),
    button: () => label(random, lists.BUTTON_WORDS, thing),
    submit: () => label(random, lists.SUBMIT_WORDS, () => capital(verb()), 0.1),
    field: () => label(random, lists.FIELD_WORDS, thing),
    section: () => label(random, lists.SECTION_WORDS, thing),
    option: () => label(random, lists.OPTION_WORDS, thing),
    chrome: () => label(random, lists.CHROME_WORDS, () => capital(madeUp()), 0.15),
    madeUp,
    letters,
    code: () =>
      random.pick([
        `${letters(2).toUpperCase()}-${digits(4)}`,
        letters(3) + digits(3),
        `${digits(3)}${letters(1).toUpperCase()}`,
        `#${digits(5)}`,
      ]),
    password: () => random.pick([letters(6) + digits(2), madeUp() + digits(3), letters(random.integer(4, 9))]),
    digits,
    number,
    price: (low = 1, high = 200) => `$${(random.integer(low * 100, high * 100) / 100).toFixed(2)}`,
    date: (fromYear = 2015, toYear = 2026) => makeDate(random.integer(fromYear, toYear), random.integer(1, 12), random),
    time: () => makeTime(random),
    phone: () =>
      random.pick([`555-${digits(4)}`, `(${digits(3)}) ${digits(3)}-${digits(4)}`, `+${digits(2)} ${digits(3)} ${digits(6)}`]),
    email,
    url: () => `https://${madeUp()}.${random.pick(['com', 'org', 'net'])}/${noun()}`,
    sentence,
    paragraph: (count = random.integer(1, 4)) =>
      Array.from({ length: count }, () => (random.chance(0.6) ? sentence() : `${capital(lorem(random.integer(4, 10)))}.`)).join(
        ' ',
      ),
    lorem,
    distinct: (count, make, except = []) => distinct(count, make, except),
  };
}

/** First letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cased(random: Random, text: string): string {
  const kind = random.next();
  return kind < 0.45
    ? capital(text)
    : kind < 0.85
      ? text
      : kind < 0.93
        ? text.toUpperCase()
        : text.split(' ').map(capital).join(' ');
}

function label(random: Random, list: readonly string[], other: () => string, otherShare = 0.35): string {
  return random.chance(otherShare) ? other() : random.pick(list);
}

function syllable(random: Random): string {
  const start = random.pick([
    'b',
    'c',
    'd',
    'f',
    'g',
    'h',
    'j',
    'k',
    'l',
    'm',
    'n',
    'p',
    'r',
    's',
    't',
    'v',
    'w',
    'z',
    'st',
    'tr',
    'pl',
    'ch',
    'sh',
    'br',
    '',
  ]);
  return (
    start +
    random.pick(['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou', 'a', 'e', 'o']) +
    random.pick(['', '', '', 'n', 'r', 'l', 's', 'm', 't'])
  );
}

function pickLetters(random: Random, length: number): string {
  const small = Array.from({ length }, () => String.fromCharCode(97 + random.integer(0, 25))).join('');
  const kind = random.next();
  return kind < 0.5 ? small : kind < 0.75 ? capital(small) : kind < 0.88 ? small.toUpperCase() : mixed(random, small);
}

function mixed(random: Random, text: string): string {
  return [...text].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join('');
}

function makeSentence(random: Random, words: { noun(): string; adjective(): string; verb(): string; madeUp(): string }): string {
  const article = (): string => random.pick(['the', 'a', 'my', 'our', 'every', 'this', 'no']);
  const group = (): string =>
    `${article()} ${random.chance(0.5) ? `${words.adjective()} ` : ''}${random.chance(0.1) ? words.madeUp() : words.noun()}`;
  const modal = random.pick(['will', 'can', 'must', 'may', 'did not', 'should', 'could']);
  const text = `${group()} ${modal} ${words.verb()}${random.chance(0.6) ? ` ${group()}` : ''}`;
  return `${capital(text)}${random.pick(['.', '.', '.', '!'])}`;
}

function makeDate(year: number, month: number, random: Random): CalendarDate {
  const day = random.integer(1, new Date(Date.UTC(year, month, 0)).getUTCDate());
  const two = (n: number): string => String(n).padStart(2, '0');
  return {
    year,
    month,
    day,
    us: `${two(month)}/${two(day)}/${year}`,
    iso: `${year}-${two(month)}-${two(day)}`,
    long: `${lists.MONTHS[month - 1]} ${day}, ${year}`,
  };
}

function makeTime(random: Random): string {
  const hour = random.integer(0, 23);
  const minute = String(random.integer(0, 59)).padStart(2, '0');
  return random.chance(0.5)
    ? `${String(hour).padStart(2, '0')}:${minute}`
    : `${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
}

function distinct<T extends string | number>(count: number, make: () => T, except: readonly string[]): T[] {
  const key = (value: T | string): string => String(value).toLowerCase();
  const seen = new Set(except.map(key));
  const out: T[] = [];
  for (let tries = 0; out.length < count; tries++) {
    if (tries > 200 + 50 * count) throw new RangeError(`the maker gave only ${out.length} of ${count} different values`);
    const value = make();
    if (seen.has(key(value))) continue;
    seen.add(key(value));
    out.push(value);
  }
  return out;
}
