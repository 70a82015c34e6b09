import { goalSpans } from '../../../../core/goal.js';
import { printDate } from '../../../../core/dates.js';
import { click, fill, refuse, stop, type Family, type OracleStep, type Via } from '../../family.js';
import type { CalendarDate } from '../../words/index.js';
import type { Phrasings, World } from '../../world.js';
import { MONTHS, monthsFrom, monthView, shifted, utc, type Month, type MonthView } from './calendar-month.js';
import { actMaker, buttonMaker, ending, goalOf, message, sameText, shortTitle } from './kit.js';

const printOf = (date: CalendarDate, pattern: string): string => printDate(utc(date.year, date.month - 1, date.day), pattern);

/** The day as people write it in a goal. */
const said = ({ wording }: World, date: CalendarDate): string =>
  wording.pick([date.long, date.long, date.iso, date.us, printOf(date, 'D MMMM YYYY')]);

const ASK_DATE: Phrasings = {
  seen: ['Choose {day} as the {field} and press {label}.', 'Set {field} to {day}, then {label}', '{field}: {day}. {label}.', 'Pick {day} in the calendar and click {label}', 'The {field} should be {day}. Press "{label}".', 'Select {day} for {field} and submit with {label}.', 'I need {day} as {field}. Then {label}'],
  heldOut: ['Let the {field} be {day} and {label}.', 'Take {day} in the date picker, afterwards "{label}".', '{day} is the right {field}; finish by {label}.'],
}; // prettier-ignore

/** A read-only field whose calendar opens by a click; months have to be turned. */
export const calendarPick: Family = {
  name: 'calendar-pick',
  skills: ['click', 'date', 'paging'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, words, random } = world;
    const date = words.date(2020, 2027);
    const wanted: Month = { year: date.year, month: date.month - 1 };
    let shown = shifted(wanted, random.pick([0, 0, 1, -1, 1, -1, 2, -2, 3, -3]));
    const pattern = random.pick(['YYYY-MM-DD', 'MM/DD/YYYY', 'D MMMM YYYY']);
    const label = random.pick(['Submit', 'Save', 'Search', 'Book', 'OK']);
    const name = random.pick(['Date', 'Departure', 'Start date', 'Day', 'Check-in', 'Birthday', 'Delivery date']);
    const field = dom.field(name, { readonly: true, labelled: random.pick(['for', 'wrap', 'aria', 'text']) });
    const opener = random.chance(0.4) ? dom.icon('calendar') : undefined;
    const button = buttonMaker(world);
    let value: string | undefined;
    let open = false;
    let view: MonthView;
    let submit: HTMLElement;
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const flip = set(() => (open = !open));
    (opener?.control ?? field.control).addEventListener('click', flip);
    const blocked = (day: number): boolean =>
      world.impossible && shown.year === wanted.year && shown.month === wanted.month && day >= date.day;
    world.show('form', () => {
      dom.add(dom.wrap('div', [field, ...(opener ? [opener] : [])]));
      if (open) {
        view = monthView(world, shown, (by) => set(() => (shown = shifted(shown, by)))(), (day) => set(() => {
          const picked = utc(shown.year, shown.month, day);
          value = printDate(picked, 'YYYY-MM-DD');
          field.set(printDate(picked, pattern));
          open = false;
        })(), blocked); // prettier-ignore
        dom.add(view);
      }
      submit = button(label, () => world.submit());
      dom.layout([submit], { kind: 'block' });
    });
    const next = (): OracleStep => {
      if (value === date.iso && !open) return click(submit);
      if (!open) return click(opener?.control ?? field.control);
      const by = monthsFrom(shown, wanted);
      if (by !== 0) return click(by > 0 ? view.next : view.previous);
      return world.impossible ? refuse() : click(view.days[date.day - 1]);
    };
    return {
      goal: goalOf(world, ASK_DATE, { day: said(world, date), field: name, label }),
      ends: 'page',
      succeeded: () => value === date.iso,
      next,
    };
  },
};

const ASK_SLOT: Phrasings = {
  seen: ['Book {time} on {day}.', 'Reserve the slot on {day} at {time}', 'I would like to come on {day} at {time}. Book it.', '{day}, {time}: please book', 'Choose {day} {time} and book it.', 'Take the appointment at {time} on {day}'],
  heldOut: ['Get me in on {day} at {time}.', 'An appointment, please: {day} {time}', 'Does {time} on {day} work? Then book it.'],
}; // prettier-ignore

/** A week of time slots, some of them taken; the chosen one is booked by a button. */
export const calendarSlot: Family = {
  name: 'calendar-slot',
  skills: ['click', 'table', 'time'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, random, target } = world;
    const from = random.integer(0, 3);
    const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].slice(from, from + random.integer(2, 3));
    const hour = random.integer(8, 13);
    const times = Array.from(
      { length: random.integer(3, 5) },
      (_, i) => `${String(hour + (i >> 1)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`,
    );
    const slots = days.flatMap((day) => times.map((time) => ({ day, time, taken: random.chance(0.25) })));
    const wanted = target.pick(slots);
    wanted.taken = world.impossible;
    const asTable = random.chance(0.6);
    const asDisabled = random.chance(0.5);
    const book = random.pick(['Book', 'Reserve', 'Confirm', 'Book now']);
    const button = buttonMaker(world);
    let chosen: (typeof slots)[number] | undefined;
    let keys = new Map<(typeof slots)[number], HTMLElement>();
    let submit: HTMLElement;
    const choose = (slot: (typeof slots)[number]): void => {
      chosen = slot;
      world.refresh();
    };
    const cell = (slot: (typeof slots)[number]): HTMLElement => {
      if (slot.taken && !asDisabled) return dom.element('span', asTable ? 'taken' : `${slot.time} taken`);
      const key = dom.element('button', asTable ? (slot === chosen ? 'chosen' : 'free') : slot.time, {
        type: 'button',
        'aria-pressed': String(slot === chosen),
      });
      if (slot.taken) key.disabled = true;
      else key.addEventListener('click', () => choose(slot));
      keys.set(slot, key);
      return key;
    };
    world.show('week', () => {
      keys = new Map();
      const of = (day: string, time: string): HTMLElement => cell(slots.find((slot) => slot.day === day && slot.time === time)!);
      if (asTable) dom.add(dom.table(['Time', ...days], times.map((time) => [time, ...days.map((day) => of(day, time))]))); // prettier-ignore
      else for (const day of days) dom.add(dom.wrap('div', [dom.heading(day), dom.wrap('div', times.map((time) => of(day, time)), 'line')])); // prettier-ignore
      submit = button(book, () => world.submit());
      dom.layout([...(chosen ? [`Your choice: ${chosen.day} ${chosen.time}`] : []), submit], { kind: 'block' });
    });
    const next = (): OracleStep => (world.impossible ? refuse() : chosen === wanted ? click(submit) : click(keys.get(wanted)!));
    return {
      goal: goalOf(world, ASK_SLOT, { day: wanted.day, time: wanted.time }),
      ends: 'page',
      succeeded: () => chosen === wanted,
      next,
    };
  },
};

interface Event {
  title: string;
  date: CalendarDate;
  time: string;
}

const clock = ({ random }: World): string =>
  `${String(random.integer(7, 21)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`;

/** Events with different titles, or two of one title on different days. */
function makeEvents(world: World, count: number): Event[] {
  const { words, random } = world;
  const { year, month } = words.date(2022, 2026);
  const titles = words.distinct(count, () => shortTitle(world));
  const days = random.sample(Array.from({ length: 28 }, (_, i) => i + 1), count).sort((a, b) => a - b); // prettier-ignore
  const dateOf = (day: number): CalendarDate => {
    const at = utc(year, month - 1, day);
    return {
      year,
      month,
      day,
      iso: printDate(at, 'YYYY-MM-DD'),
      us: printDate(at, 'MM/DD/YYYY'),
      long: printDate(at, 'MMMM D, YYYY'),
    };
  };
  if (count > 2 && random.chance(0.35)) titles[1] = titles[0];
  return titles.map((title, i) => ({ title, date: dateOf(days[i]), time: clock(world) }));
}

const BY_TITLE: Phrasings = { seen: ['"{title}"', 'the event "{title}"', 'the {title} event', '{title}', 'the appointment "{title}"', 'the entry {title}'], heldOut: ['what is called "{title}"', 'the date named {title}', 'my "{title}"'] }; // prettier-ignore
const BY_DAY: Phrasings = { seen: ['"{title}" on {day}', 'the event {title} of {day}', 'the {title} event on {day}', 'the {title} on {day}'], heldOut: ['what is called "{title}" on {day}', 'the {day} date named {title}'] }; // prettier-ignore

const referTo = (world: World, event: Event, events: readonly Event[]): string =>
  world.phrase(events.filter((one) => one.title === event.title).length > 1 || world.target.chance(0.2) ? BY_DAY : BY_TITLE, {
    title: event.title,
    day: event.date.long,
  });

const ASK_CREATE: Phrasings = {
  seen: [
    'Create an event "{title}" on {day} at {time}.', 'Add {title} to the calendar, {day}, {time}', 'New event. Title: {title}. Date: {day}. Time: {time}.', 'Put "{title}" into my calendar for {day} at {time}.',
    'On {day} at {time} I have {title}. Note it in the calendar.', 'Please enter {title} ({day}, {time}) as a new event', 'At {time} on {day}: "{title}". Make an event of it.',
  ],
  heldOut: ['Schedule {title} for {day}, {time}.', 'My calendar should have "{title}" on {day} at {time}.', '{day} {time} {title} - into the calendar'],
}; // prettier-ignore

/** Creates an event by a form; without a title or a date it is not saved. */
export const calendarCreate: Family = {
  name: 'calendar-create',
  skills: ['click', 'type', 'date', 'time', 'form', 'error'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const [title, date, time] = [shortTitle(world), words.date(2022, 2027), clock(world)];
    const events = makeEvents(world, random.integer(1, 3));
    const native = random.chance(0.4);
    const pattern = native ? 'YYYY-MM-DD' : random.pick(['YYYY-MM-DD', 'MM/DD/YYYY']);
    const same = target.chance(0.6);
    const day = same
      ? printOf(date, pattern)
      : pattern === 'YYYY-MM-DD'
        ? target.pick([date.long, date.us])
        : printOf(date, pattern);
    const typed = printOf(date, pattern);
    const fields = [
      dom.field(random.pick(['Title', 'Name', 'What', 'Event'])),
      native ? dom.field('Date', { type: 'date', labelled: 'for' }) : dom.field('Date', { placeholder: pattern }),
      random.chance(0.4) ? dom.field('Time', { type: 'time', labelled: 'for' }) : dom.field(random.pick(['Time', 'At'])),
    ];
    if (random.chance(0.4)) fields.push(dom.field(random.pick(['Place', 'Guests', 'Notes'])));
    const names = {
      create: random.pick(['New event', 'Add event', 'Create', '+ Event']),
      save: random.pick(['Save', 'Add', 'Create event', 'Done']),
    };
    const goal = goalOf(world, ASK_CREATE, { title, day, time });
    const span = goalSpans(goal).find((one) => one.text === day);
    const via: Via | undefined = span && day !== typed ? { calc: `date(quote(${span.index}))` } : undefined;
    const wanted = [title, typed, time, ''];
    const button = buttonMaker(world);
    let open = false;
    let error = '';
    let keys: { create?: HTMLElement; save?: HTMLElement } = {};
    const save = (): void => {
      const missing = fields.slice(0, 3).find((field) => !field.value());
      error = missing ? `${missing.label} is missing.` : '';
      if (missing) world.refresh();
      else world.submit();
    };
    world.show('agenda', () => {
      dom.add(dom.heading('Calendar'), dom.list(events.map((event) => `${event.date.long}, ${event.time}: ${event.title}`)));
      keys = open ? { save: button(names.save, save) } : { create: button(names.create, () => ((open = true), world.refresh())) };
      if (!open) return dom.add(keys.create!);
      dom.add(
        dom.card(names.create.replace('+ ', ''), [
          ...(error ? [message(world, error, 'alert')] : []),
          dom.layout(fields, { kind: 'block' }),
          dom.wrap('div', [keys.save!, button('Cancel', () => ((open = false), world.refresh()))], 'line'),
        ]),
      );
    });
    const next = (): OracleStep => {
      if (!open) return click(keys.create!);
      const wrong = fields.findIndex((field, i) => field.value() !== wanted[i]);
      return wrong < 0 ? click(keys.save!) : fill(fields[wrong].control, wanted[wrong], wrong === 1 ? via : undefined)!;
    };
    return { goal, ends: 'page', succeeded: () => fields.every((field, i) => field.value() === wanted[i]), next };
  },
};

const ASK_MOVE: Phrasings = {
  seen: ['Move {event} to {time}.', 'Change the time of {event} to {time}', '{event} starts at {time} now, correct it.', 'Please set {event} to {time}', 'Reschedule {event}: new time {time}.', 'Let {event} begin at {time}', 'I can only come to {event} at {time}. Change it.'],
  heldOut: ['Shift {event} to {time}.', '{time} is the new time of {event}', 'Put off {event} until {time}.'],
}; // prettier-ignore
const ASK_CANCEL: Phrasings = {
  seen: ['Delete {event}.', 'Cancel {event}', 'Remove {event} from the calendar.', 'Please take {event} out of my calendar', '{event} is off, delete it.', 'I cannot come to {event}. Remove it.'],
  heldOut: ['Strike {event}.', 'There will be no {event}; out of the calendar with it.', 'Get rid of {event}'],
}; // prettier-ignore

/** Moves one event to another time, or deletes it; a deleted one can be brought back. */
export const calendarChange: Family = {
  name: 'calendar-change',
  skills: ['click', 'select', 'type', 'time', 'undo'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target } = world;
    const all = random.shuffle(makeEvents(world, random.integer(4, 6)));
    const events = all.slice(0, -1);
    const lost = all[all.length - 1];
    const wanted = world.impossible ? lost : target.pick(events);
    const moving = target.chance(0.55);
    const times = new Map(events.map((event) => [event, event.time]));
    let time = clock(world);
    while (time === wanted.time) time = clock(world);
    const options = [...new Set([time, ...events.map((event) => event.time), clock(world), clock(world)])].sort();
    const asSelect = random.chance(0.6);
    const act = actMaker(world, 0.4);
    const end = ending(world, 0.4);
    const button = buttonMaker(world);
    const gone: Event[] = [];
    let open: Event | undefined;
    let keys = new Map<string, HTMLElement>();
    let box: { step(wanted: string): OracleStep | undefined; value(): string };
    const put = (name: string, control: HTMLElement): HTMLElement => (keys.set(name, control), control);
    const then = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const row = (event: Event): HTMLElement => {
      const at = events.indexOf(event);
      const head = [dom.element('b', event.title), ' ', dom.element('span', event.date.long)];
      if (open !== event) return dom.wrap('div', [...head, dom.element('span', event.time), put(`edit ${at}`, act('edit', then(() => (open = event)))), put(`delete ${at}`, act('delete', then(() => gone.push(event))))], 'box');
      const control = asSelect ? dom.select('Time', options, event.time) : dom.field('Time', { value: event.time });
      box = control;
      return dom.wrap('div', [...head, control, put('save', button('Save', then(() => ((event.time = control.value()), (open = undefined)))))], 'box');
    }; // prettier-ignore
    world.show('agenda', () => {
      keys = new Map();
      dom.add(dom.heading('Calendar'), dom.wrap('div', events.filter((event) => !gone.includes(event)).map(row)));
      if (gone.length > 0)
        dom.layout(
          [
            message(world, `${gone[gone.length - 1].title} was deleted.`),
            put(
              'undo',
              button(
                'Undo',
                then(() => gone.pop()),
              ),
            ),
          ],
          { kind: 'line' },
        );
      end.place();
    });
    const timeOf = (event: Event): string => (moving && event === wanted ? time : times.get(event)!);
    const isGone = (event: Event): boolean => !moving && event === wanted;
    const next = (): OracleStep => {
      if (world.impossible && !open && gone.length === 0) return refuse();
      if (open) return box.step(timeOf(open)) ?? click(keys.get('save')!);
      if (gone.some((event) => !isGone(event))) return click(keys.get('undo')!);
      const wrong = events.find((event) => !isGone(event) && event.time !== timeOf(event));
      if (wrong) return click(keys.get(`edit ${events.indexOf(wanted === wrong ? wanted : wrong)}`)!);
      return !moving && !gone.includes(wanted) ? click(keys.get(`delete ${events.indexOf(wanted)}`)!) : end.last();
    };
    const right = (event: Event): boolean => gone.includes(event) === isGone(event) && event.time === timeOf(event);
    const goal = goalOf(world, moving ? ASK_MOVE : ASK_CANCEL, { event: referTo(world, wanted, all), time }, end);
    return {
      goal,
      ends: end.ends,
      succeeded: () => events.every((event) => right(event) || (isGone(event) && gone.includes(event))),
      next,
    };
  },
};

const ASK_WHAT: Phrasings = {
  seen: ['What is on {day}?', 'Which event is on {day}?', 'What do I have on {day}', 'Look at {day} and tell me the event.', '{day}: what is planned?', 'Is anything on {day}? Give me its title.'],
  heldOut: ['Name what happens on {day}.', 'What does the calendar say for {day}?', 'My plan for {day}, please.'],
}; // prettier-ignore
const ASK_WHEN: Phrasings = {
  seen: ['At what time on {day} is {title}?', 'When on {day} does "{title}" start?', 'Time of {title} on {day}?', 'Tell me the time of "{title}" ({day}).', '{title} on {day}: at what time?', 'Look at {day}: when is "{title}"?'],
  heldOut: ['On {day}, what hour is {title} set for?', 'Say when {title} begins on {day}', 'The clock time of "{title}" ({day})?'],
}; // prettier-ignore

/** A month in which one opens a day to see what is on. */
export const calendarAsk: Family = {
  name: 'calendar-ask',
  skills: ['read', 'date', 'navigate', 'paging', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const events = makeEvents(world, random.integer(3, 6));
    const wanted = target.pick(events);
    const home: Month = { year: wanted.date.year, month: wanted.date.month - 1 };
    let shown = shifted(home, random.pick([0, 0, 0, 1, -1, 2, -2]));
    const when = target.chance(0.4);
    let day = 0;
    let view: MonthView | undefined;
    let parts: { title: HTMLElement; time: HTMLElement } | undefined;
    const inHome = (): boolean => monthsFrom(shown, home) === 0;
    const details = (picked: number): void => {
      day = picked;
      view = undefined;
      const event = inHome() ? events.find((one) => one.date.day === picked) : undefined;
      parts = event && { title: dom.element('span', event.title), time: dom.element('span', event.time) };
      dom.add(dom.heading(`${MONTHS[shown.month]} ${picked}, ${shown.year}`));
      dom.add(parts ? dom.wrap('div', random.shuffle([parts.time, parts.title])) : dom.paragraph('No events.'));
    };
    world.show('month', () => {
      day = 0;
      parts = undefined;
      view = monthView(world, shown, (by) => ((shown = shifted(shown, by)), world.refresh()), (picked) => world.go(`day ${picked}`, () => details(picked))); // prettier-ignore
      dom.add(view);
    });
    const answer = when ? wanted.time : wanted.title;
    const next = (): OracleStep => {
      if (!view)
        return inHome() && day === wanted.date.day ? stop(answer, { from: when ? parts!.time : parts!.title }) : { do: 'back' };
      const by = monthsFrom(shown, home);
      return by === 0 ? click(view.days[wanted.date.day - 1]) : click(by > 0 ? view.next : view.previous);
    };
    const goal = goalOf(world, when ? ASK_WHEN : ASK_WHAT, { day: said(world, wanted.date), title: wanted.title });
    return { goal, ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
};
