import type { Atom } from '../compose.js';
import { printDate } from '../../../core/dates.js';
import type { CalendarDate } from '../words/index.js';
import type { Phrasings, World } from '../world.js';
import { holds } from './condition.js';

const ASK: Phrasings = {
  seen: [
    'set {label} to {day}', 'choose {day} as {label}', 'enter {day} for {label}', '{label} should be {day}', 'put "{day}" in {label}', '{day} as {label}',
    'fill in {label} with {day}', 'change {label} to {day}', 'pick {day} for {label}',
  ],
  heldOut: ['let {label} be {day}', '{label} is on {day}'],
}; // prettier-ignore

const instant = (date: CalendarDate): Date => new Date(Date.UTC(date.year, date.month - 1, date.day));

/** A native date input, or a text field that names the form of date that it takes. */
export const dateAtom: Atom = {
  name: 'date',
  skills: ['date'],
  make(world, options) {
    const { random, words, dom } = world;
    const date = words.date();
    const pattern = random.pick(['native', 'native', 'YYYY-MM-DD', 'MM/DD/YYYY', 'DD.MM.YYYY', 'MMMM D, YYYY', 'D MMM YYYY']);
    const print = (one: CalendarDate): string => printDate(instant(one), pattern === 'native' ? 'YYYY-MM-DD' : pattern);
    const before = random.chance(0.4) ? print(words.date()) : '';
    const value = before === print(date) ? '' : before;
    const native = pattern === 'native';
    const field = dom.field(options.label, native ? { type: 'date', value, labelled: nativeLabel(world) } : { value });
    const root = native
      ? field.root
      : dom.wrap('div', [field, dom.element('small', random.pick(['', 'as ', 'Format: ', 'e.g. ']) + pattern)]);
    const day = options.asked ? said(world, date, pattern) : '';
    const wanted = print(date);
    const via =
      !options.asked || day === wanted
        ? undefined
        : { calc: `date(${JSON.stringify(day)}, "${pattern === 'native' ? 'YYYY-MM-DD' : pattern}")` };
    const phrase = options.asked ? world.phrase(ASK, { day, label: options.label }) : '';
    return holds({ control: { ...field, root }, wanted, phrase, short: day, via }, options);
  },
};

/** A date input has no placeholder. */
const nativeLabel = ({ random }: World) => random.pick(['for', 'for', 'wrap', 'aria', 'labelledby', 'text', 'row'] as const);

/** The day as the goal says it: mostly as it is to be entered, else as people write dates. */
function said({ wording }: World, date: CalendarDate, pattern: string): string {
  const own = printDate(instant(date), pattern === 'native' ? 'YYYY-MM-DD' : pattern);
  return wording.chance(0.45) ? own : wording.pick([date.long, date.iso, date.us, printDate(instant(date), 'D MMMM YYYY')]);
}
