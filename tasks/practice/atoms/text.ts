import type { Atom } from '../compose.js';
import type { FieldType } from '../dom/index.js';
import type { Phrasings, World } from '../world.js';
import { holds } from './condition.js';
import { ASK_NUMBER } from './stepper.js';

export const ASK_TEXT: Phrasings = {
  seen: [
    'type "{text}" into {label}', 'enter "{text}" in the {label} field', 'set {label} to "{text}"', 'fill in "{text}" as {label}', 'put {text} in {label}',
    '{label} should be "{text}"', 'write "{text}" in the field {label}', 'enter {text} for {label}', 'make {label} "{text}"', 'fill {label} with "{text}"',
    'type {text} in the {label} box', '{text} as {label}', 'use {text} for {label}', 'change {label} to {text}',
  ],
  heldOut: ['give {label} the value "{text}"', 'let {label} read "{text}"', '{label} is {text}'],
}; // prettier-ignore

/** A text whose end nobody could tell without quotes. */
const ENDS_OPEN = /[.!?,;:]$/;
const quoted = (list: string[]): string[] => list.filter((wording) => wording.includes('"{text}"'));
const ASK_QUOTED: Phrasings = { seen: quoted(ASK_TEXT.seen), heldOut: quoted(ASK_TEXT.heldOut) };

export interface EntryOptions {
  type?: FieldType;
  multiline?: boolean;
  /** Says what is wrong with an entry of this kind, or ''. */
  check?: (text: string) => string;
}

/** A text field that must hold a text of the goal, of one kind. */
export function entryAtom(make: (world: World) => string, entry: EntryOptions = {}): Atom {
  return {
    name: 'text',
    skills: [entry.multiline ? 'type-long' : 'type'],
    make(world, options) {
      const text = make(world);
      const start = world.random.chance(0.3) ? make(world) : '';
      const { multiline } = entry;
      const type = entry.type && world.random.chance(0.5) ? entry.type : undefined;
      const field = world.dom.field(options.label, { value: start === text ? '' : start, multiline, type });
      const phrasings = type === 'number' ? ASK_NUMBER : ENDS_OPEN.test(text) ? ASK_QUOTED : ASK_TEXT;
      const phrase = options.asked ? world.phrase(phrasings, { text, number: text, label: options.label }) : '';
      const problem = (): string => (field.value().trim() ? (entry.check?.(field.value()) ?? '') : 'is required');
      return holds({ control: field, wanted: text, phrase, short: ENDS_OPEN.test(text) ? `"${text}"` : text, problem }, options);
    },
  };
}

const anyText = ({ random, words }: World): string => {
  const makers = [
    words.firstName,
    words.fullName,
    words.noun,
    words.madeUp,
    words.code,
    words.email,
    words.city,
    words.phone,
    words.sentence,
    words.thing,
  ];
  return random.pick([...makers, () => words.letters(), () => String(words.number(1, 9999))])();
};

/** A text field that must hold any kind of text. */
export const textAtom = entryAtom(anyText);
/** Several lines of room for sentences. */
export const textareaAtom = entryAtom(
  ({ random, words }) =>
    random.chance(0.4)
      ? words.sentence()
      : random.chance(0.5)
        ? words.sentence().slice(0, -1)
        : words.lorem(random.integer(2, 6)),
  { multiline: true },
);
/** A whole number in a field. */
export const numberAtom = entryAtom(({ words }) => String(words.number(1, 500)), { type: 'number' });
/** An e-mail address; others are turned down. */
export const emailAtom = entryAtom(({ words }) => words.email(), { type: 'email', check: (text) => (/^\S+@\S+\.\S+$/.test(text) ? '' : 'is not an e-mail address') }); // prettier-ignore
