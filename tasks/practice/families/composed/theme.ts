import { choiceAtom, entryAtom } from '../../atoms/index.js';
import type { Atom, ThemeField } from '../../compose.js';
import type { Words } from '../../words/index.js';
import { capital } from '../../words/words.js';

/** A field of a themed page; labels are separated by `|`. */
export const field = (labels: string, atom: Atom): ThemeField => ({ labels: labels.split('|'), atom });

/** Fields for each of several labels that stand beside each other on one page. */
export const fields = (labels: string, atom: Atom): ThemeField[] => labels.split(', ').map((label) => field(label, atom));

/** A choice among options that are separated by `, `. */
export const oneOf = (options: string, kinds?: Parameters<typeof choiceAtom>[0]['kinds']): Atom =>
  choiceAtom({ kinds, options: () => options.split(', ') });

/** A choice among some words of a kind. */
export const someOf = (make: (words: Words) => string, kinds?: Parameters<typeof choiceAtom>[0]['kinds']): Atom =>
  choiceAtom({ kinds, options: ({ words, random }) => words.distinct(random.integer(3, 7), () => make(words)) });

/** A field for words of a kind. */
export const entryOf = (make: (words: Words) => string, type?: 'email' | 'tel' | 'url' | 'number'): Atom =>
  entryAtom(({ words }) => make(words), { type });

export const firstName = entryOf((words) => words.firstName());
export const lastName = entryOf((words) => words.lastName());
export const fullName = entryOf((words) => words.fullName());
export const phone = entryOf((words) => words.phone(), 'tel');
export const street = entryOf(
  (words) => `${words.number(1, 199)} ${capital(words.noun())} ${words.digits(1) > '4' ? 'Street' : 'Road'}`,
);
export const town = entryOf((words) => words.city());
export const postcode = entryOf((words) => words.digits(5));
export const cities = someOf((words) => words.city(), ['select', 'dropdown', 'suggest', 'suggest']);
export const countries = someOf((words) => words.country(), ['select', 'select', 'dropdown', 'suggest', 'radio']);
