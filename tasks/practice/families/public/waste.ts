import { click, fill, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message, sameText } from '../apps/kit.js';
import { chooser, doing, flagMaker, named } from './kit.js';

const BINS = ['Paper', 'Glass', 'Garden waste', 'Food waste', 'Residual waste', 'Plastics', 'Bulky waste', 'Metal', 'Textiles'];

interface Pickup {
  bin: string;
  /** Counts from the first day of January. */
  day: number;
  date: string;
}

/** Pick-ups of different days of one year, in the order of the bins. */
function makePickups({ random, words }: World, bins: readonly string[], print: (date: Date) => string): Pickup[] {
  const start = random.integer(1, 320);
  const days = words.distinct(bins.length, () => start + words.number(0, 34));
  return bins.map((bin, i) => ({ bin, day: days[i], date: print(new Date(Date.UTC(2026, 0, days[i]))) }));
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
const PRINTS: ((date: Date) => string)[] = [
  (date) => date.toISOString().slice(0, 10),
  (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`,
  (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, 2026`,
];

const WHEN: Phrasings = {
  seen: ['When is {bin} collected next at {street}, {code}?', 'My postcode is {code}, my street is {street}. When do they fetch {bin}?', 'Tell me the next collection date of {bin} for {street} ({code}).', 'Look up the day on which "{bin}" is picked up in {street}, postcode {code}.', '{street}, {code}: what is the next date for {bin}?'],
  heldOut: ['By which day does the {bin} bin have to be out? I live in {street}, {code}.', 'We are at {code}, {street}, and have a full bin of {bin}. On what date is it emptied?'],
}; // prettier-ignore
const FIRST: Phrasings = {
  seen: ['Which bin is collected first at {street}, {code}?', 'I live in {street}, postcode {code}. What is picked up next?', 'What kind of waste has the earliest date in {street} ({code})?', 'Postcode {code}, {street}: name what is fetched soonest.'],
  heldOut: ['Of everything they collect at {street}, {code}, what comes first?', 'Which bin do I have to put out next? My street is {street}, the postcode {code}.'],
}; // prettier-ignore
const EARLIER: Phrasings = {
  seen: ['What is collected earlier at {street}, {code}: {bin} or {other}?', 'Is it {bin} or {other} that they fetch first in {street}, {code}?', 'For {street} ({code}), compare "{bin}" with "{other}" and tell me which is picked up earlier.', 'Postcode {code}, {street}. Which comes first, {bin} or {other}?'],
  heldOut: ['Between {bin} and {other}, name the one with the earlier date for {street}, {code}.', 'At {code}, {street}, does {bin} or {other} go first?'],
}; // prettier-ignore
const REMIND: Phrasings = {
  seen: ['Turn on the reminder for whatever is collected first at {street}, {code}.', 'I live in {street}, postcode {code}. Set a reminder for the bin with the earliest date.', 'At {street} ({code}), switch on a reminder for the next bin only', 'Please have me reminded of the pick-up that comes first in {street}, {code}.'],
  heldOut: ['Whichever bin is next in {street}, {code}, remind me of it.', 'See which waste goes first at {code}, {street}, and activate its reminder.'],
}; // prettier-ignore

/** Looks up the collection days of a street by postcode, then answers or sets a reminder. */
export const wasteDay: Family = {
  name: 'waste-day',
  skills: ['read', 'search', 'compare', 'date', 'switch', 'answer'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const make = random.pick([() => words.digits(5), () => words.digits(4), () => `${words.letters(2).toUpperCase()}${words.digits(1)} ${words.digits(1)}${words.letters(2).toUpperCase()}`]); // prettier-ignore
    const code = make();
    const streets = words.distinct<string>(random.integer(2, 5), () => `${capital(words.noun())} ${random.pick(['Street', 'Road', 'Lane', 'Way'])}`); // prettier-ignore
    const print = random.pick(PRINTS);
    const bins = random.sample(BINS, random.integer(3, 6));
    const dates = new Map(streets.map((one) => [one, makePickups(world, bins, print)]));
    const street = target.pick(streets);
    const own = dates.get(street)!;
    const first = own.reduce((a, b) => (b.day < a.day ? b : a));
    const [bin, other] = target.sample(own, 2);
    const ask = world.impossible ? WHEN : target.pick([WHEN, FIRST, EARLIER, REMIND, REMIND]);
    const wanted = ask === FIRST || ask === REMIND ? first : ask === EARLIER && other.day < bin.day ? other : bin;
    const shownStreets = streets.filter((one) => !world.impossible || one !== street);
    const field = named(dom.field(random.pick(['Postcode', 'Postal code', 'Your postcode'])));
    const asLinks = random.chance(0.4);
    const chosen = chooser(world, random.pick(['Street', 'Your street']), shownStreets, '', ['select', 'radios', 'dropdown']);
    const button = buttonMaker(world);
    const [find, show, again] = [random.pick(['Find', 'Search', 'Go', 'Next']), random.pick(['Show dates', 'Show calendar']), random.pick(['New search', 'Other address'])]; // prettier-ignore
    world.reserve(find, show, again);
    const makeFlag = flagMaker(world);
    const reminding = random.pick(['Remind me', 'Reminder']);
    const reminders = new Map(own.map((one) => [one.bin, makeFlag(`${reminding}: ${one.bin}`, false)]));
    const withReminders = ask === REMIND || random.chance(0.4);
    let state: 'start' | 'unknown' | 'streets' | 'dates' = 'start';
    let picked = '';
    let keys = new Map<string, HTMLElement>();
    let places = new Map<string, { bin: HTMLElement; date: HTMLElement }>();
    const put = (key: string, label: string, press: () => void): HTMLElement => (keys.set(key, button(label, press)), keys.get(key)!); // prettier-ignore
    const open = (one: string) => doing(world, () => ((state = 'dates'), (picked = one)));
    const look = doing(world, () => void (state = field.value().trim().toUpperCase() === code.toUpperCase() ? 'streets' : 'unknown')); // prettier-ignore
    const calendar = (): void => {
      const rows = dates.get(picked)!.map((one) => ({ ...one, parts: { bin: dom.element('span', one.bin), date: dom.element('span', one.date) } })); // prettier-ignore
      places = new Map(rows.map(({ bin: name, parts }) => [name, parts]));
      const cells = rows.map(({ bin: name, parts }) => [parts.bin, parts.date, ...(withReminders ? [reminders.get(name)!] : [])]);
      dom.add(dom.element('h4', `Collection dates for ${picked}`));
      if (asTable) dom.add(dom.table(['Waste', 'Next date', ...(withReminders ? [''] : [])], cells));
      else dom.add(dom.list(cells.map((row) => dom.wrap('div', row, 'line'))));
      dom.add(
        put(
          'again',
          again,
          doing(world, () => void (state = 'start')),
        ),
      );
    };
    const asTable = random.chance(0.6);
    world.show('waste', () => {
      keys = new Map();
      dom.add(dom.heading(random.pick(['Waste collection', 'When is my bin collected?', 'Bin days'])));
      if (state === 'dates') return calendar();
      dom.add(dom.wrap('div', [field, ' ', put('find', find, look)]));
      if (state === 'unknown') dom.add(message(world, 'We do not know this postcode. Please check it.', 'alert'));
      if (state !== 'streets') return;
      const links = shownStreets.map((one) => (keys.set(one, dom.link(one, open(one)).control), keys.get(one)!));
      if (asLinks) dom.add(dom.element('p', 'Choose your street:'), dom.list(links));
      else
        dom.add(
          chosen,
          put('show', show, () => chosen.value() && open(chosen.value())()),
        );
    });
    const asked = (name: string): boolean => ask === REMIND && name === wanted.bin;
    const unlike = (): string | undefined => bins.find((name) => reminders.get(name)!.value() !== asked(name));
    const next = (): OracleStep => {
      if (state === 'dates' && picked !== street) return click(keys.get('again')!);
      if (state === 'dates') {
        const wrong = unlike();
        if (wrong) return reminders.get(wrong)!.step(asked(wrong))!;
        if (ask === REMIND) return stop();
        const [text, from] =
          ask === WHEN ? [wanted.date, places.get(wanted.bin)!.date] : [wanted.bin, places.get(wanted.bin)!.bin];
        return stop(text, { from });
      }
      if (state !== 'streets') return fill(field.control, code) ?? click(keys.get('find')!);
      if (world.impossible) return refuse();
      return asLinks ? click(keys.get(street)!) : (chosen.step(street) ?? click(keys.get('show')!));
    };
    const text = ask === WHEN ? wanted.date : ask === REMIND ? '' : wanted.bin;
    const goal = goalOf(world, ask, {
      street,
      code: code.includes(' ') ? `"${code}"` : code,
      bin: bin.bin.toLowerCase(),
      other: other.bin.toLowerCase(),
    });
    return { goal, ends: 'stop', succeeded: (answer) => unlike() === undefined && (ask === REMIND || sameText(answer, text)), next }; // prettier-ignore
  },
};
