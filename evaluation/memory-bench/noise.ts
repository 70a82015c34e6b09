import type { Random } from '../../core/index.js';
import { OPENINGS } from './topics/fillers.js';

/** How people shorten words when they type in a hurry. */
const SHORT: Readonly<Record<string, string>> = {
  address: 'addr',
  account: 'acct',
  appointment: 'appt',
  reservation: 'resv',
  confirmation: 'conf',
  reference: 'ref',
  number: 'no.',
  please: 'pls',
  tomorrow: 'tmrw',
  subscription: 'sub',
  delivery: 'dlvry',
  document: 'doc',
  application: 'appl',
  maximum: 'max',
  between: 'btw',
  through: 'thru',
  information: 'info',
  minutes: 'min',
  months: 'mths',
  people: 'ppl',
  because: 'bc',
  message: 'msg',
  password: 'pw',
  department: 'dept',
  insurance: 'ins.',
  membership: 'mbrship',
  warranty: 'wrty',
  your: 'ur',
  about: 'abt',
  before: 'b4',
};

/** A question as it is typed: sometimes careless, shortened or misspelt; most are left as they are. */
export function asTyped(text: string, random: Random): string {
  let out = random.chance(0.08) ? random.pick(OPENINGS) + lowerFirst(text) : text;
  if (random.chance(0.2)) out = lowerFirst(out).replace(/[.?!]$/, '');
  if (random.chance(0.12)) out = abbreviate(out);
  if (random.chance(0.12)) out = misspell(out, random);
  return out;
}

export function abbreviate(text: string): string {
  return text.replace(/[a-z]+/g, (word) => SHORT[word] ?? word);
}

/** One slip of the finger in one longer word; names, numbers and codes are left alone. */
export function misspell(text: string, random: Random): string {
  const words = text.split(' ');
  const long = words.flatMap((word, i) => (/^[a-z]{5,}[.?!,]?$/.test(word) ? [i] : []));
  if (long.length === 0) return text;
  const chosen = random.pick(long);
  words[chosen] = slip(words[chosen], random);
  return words.join(' ');
}

export function lowerFirst(text: string): string {
  return /^[A-Z]([a-z]| )/.test(text) && !text.startsWith('I ') ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Drops, doubles or swaps a letter inside the word: the first letter is almost never the wrong one (Yannakoudakis 1983). */
function slip(word: string, random: Random): string {
  const at = random.integer(1, 3);
  const kind = random.pick(['drop', 'double', 'swap'] as const);
  if (kind === 'drop') return word.slice(0, at) + word.slice(at + 1);
  if (kind === 'double') return word.slice(0, at) + word[at] + word.slice(at);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
}
