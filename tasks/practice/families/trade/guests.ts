import { joinGoal } from '../../composing/goal.js';
import type { Control } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message } from '../apps/kit.js';
import { breadcrumbs, chooser, firstStep, listingMaker, modal, rowActsMaker, segmented } from './desk.js';

interface Stay {
  room: string;
  arrival: string;
  breakfast: boolean;
  inHouse: boolean;
}
interface Guest extends Stay {
  name: string;
  number: string;
  /** What stands in the passport field. */
  document: string;
}

const ROOMS = ['Single', 'Double', 'Twin', 'Suite', 'Family room', 'Studio', 'Double with balcony', 'Sea view'];
const ARRIVALS = ['14:00', '16:00', '18:00', '20:00', 'After 22:00'];

const ASK_ROOM: Phrasings = {
  seen: ['give {guest} a {room}', 'change the room type of {guest} to "{room}"', 'move {guest} to the room type {room}', 'set the room type of {guest} to {room}', 'for {guest} choose {room} as the room type', '{guest} should get the room type {room}', 'since {guest} complained, change the room type to {room}', 'upgrade {guest}: "{room}"'],
  heldOut: ['let {guest} have the room type "{room}"', '{guest} asked for another room type, namely {room}', 'as room type, {guest} wants {room}', 'it must be {room} for {guest}'],
}; // prettier-ignore
const ASK_ARRIVAL: Phrasings = {
  seen: ['set the arrival of {guest} to {arrival}', '{guest} arrives at another time: {arrival}', 'note the arrival time {arrival} for {guest}', 'change the arrival time of {guest} to "{arrival}"', 'enter {arrival} as the arrival of {guest}', 'the train of {guest} is late, so set the arrival to {arrival}', 'make sure that the arrival of {guest} is {arrival}', 'for {guest}, expect the arrival {arrival}'],
  heldOut: ['{guest} called: the new arrival is {arrival}', 'let the arrival of {guest} say {arrival}', 'do not expect {guest} before the new arrival time, which is {arrival}', 'put {arrival} where the arrival of {guest} stands'],
}; // prettier-ignore
const ASK_BREAKFAST: Phrasings = {
  seen: ['{guest} wants breakfast: {state}', 'set breakfast for {guest} to {state}', 'turn breakfast {state} for {guest}', 'breakfast of {guest}: {state}', 'switch the breakfast of {guest} {state}', 'make sure that breakfast is {state} for {guest}', 'have breakfast {state} for {guest}', 'change breakfast to {state} for {guest}'],
  heldOut: ['as for breakfast, {guest} has it {state}', 'let breakfast be {state} for {guest}', 'on the card of {guest} breakfast should be {state}', 'breakfast has to be {state} in the case of {guest}'],
}; // prettier-ignore
const ASK_IN: Phrasings = {
  seen: ['check in {guest}', 'check {guest} in', '{guest} has arrived, check the guest in', 'do the check-in for {guest}', 'since {guest} is at the desk, do the check-in', 'please check in {guest}', 'make sure that {guest} is checked in', 'complete the check-in of {guest}'],
  heldOut: ['{guest} is here and needs a check-in', 'let {guest} be checked in', 'welcome {guest} by checking in', 'have the check-in of {guest} done'],
}; // prettier-ignore
const ASK_DOCUMENT: Phrasings = {
  seen: ['the passport number is {document}', 'passport: "{document}"', 'enter {document} as the passport number', 'type the passport number {document}', 'use {document} for the passport'],
  heldOut: ['the passport says {document}', 'with the passport "{document}"'],
}; // prettier-ignore

type Wish = 'room' | 'arrival' | 'breakfast' | 'in';

/** Hotel reception: a guest's room, arrival and breakfast are set and the guest is checked in; guests of one family name differ by room. */
export const hotelDesk: Family = {
  name: 'hotel-desk',
  skills: ['navigate', 'tabs', 'select', 'type', 'check', 'several', 'undo'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { words, random, target } = world;
    const family = words.lastName();
    const names = words.distinct(random.integer(4, 7), () => `${words.firstName()} ${random.chance(0.3) ? family : words.lastName()}`); // prettier-ignore
    const rooms = random.sample(ROOMS, random.integer(3, 5));
    const numbers = words.distinct(names.length, () => String(words.number(101, 499)));
    const all = names.map((name, i): Guest => {
      const inHouse = i >= 3 && random.chance(0.4);
      return { name, number: numbers[i], room: random.pick(rooms), arrival: random.pick(ARRIVALS), breakfast: random.chance(0.5), inHouse, document: inHouse ? words.code() : '' };
    }); // prettier-ignore
    const guest = world.impossible ? all[0] : target.pick(all);
    const guests = all.filter((one) => one !== guest || !world.impossible);
    const before = new Map(all.map((one) => [one, { ...one }]));
    const wanted = { ...guest };
    const passports = random.chance(0.4);
    const [document] = words.distinct(1, () => `${words.letters(2).toUpperCase()}${words.digits(5)}`);
    const short = target.pick([guest.name, `the guest in room ${guest.number}`, `"${guest.name}"`]);
    const kinds = target.sample<Wish>(['room', 'arrival', 'breakfast'], target.integer(guest.inHouse ? 1 : 0, 2));
    if (!guest.inHouse && (kinds.length === 0 || target.chance(0.6))) kinds.push('in');
    const wish = (kind: Wish): { phrase: string } => {
      if (kind === 'room') wanted.room = target.pick(rooms.filter((room) => room !== guest.room));
      if (kind === 'arrival') wanted.arrival = target.pick(ARRIVALS.filter((time) => time !== guest.arrival));
      if (kind === 'breakfast') wanted.breakfast = target.chance(0.85) !== guest.breakfast;
      if (kind === 'in') Object.assign(wanted, { inHouse: true, document: passports ? document : guest.document });
      const slots = { guest: short, room: wanted.room, arrival: wanted.arrival, state: wanted.breakfast ? 'on' : 'off' };
      return { phrase: world.phrase({ room: ASK_ROOM, arrival: ASK_ARRIVAL, breakfast: ASK_BREAKFAST, in: ASK_IN }[kind], slots) };
    }; // prettier-ignore
    const wishes = kinds.map(wish);
    if (wanted.inHouse && !guest.inHouse && passports) wishes.push({ phrase: world.phrase(ASK_DOCUMENT, { document }) });
    const end = ending(world, 0.35);
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    const desk = reception(world, { guests, rooms, passports, below: end.place });
    const goalOfGuest = (one: Guest): Guest => (one === guest ? wanted : before.get(one)!);
    const next = (): OracleStep => {
      const wrong = [guest, ...guests].find((one) => guests.includes(one) && !same(one, goalOfGuest(one)));
      if (world.impossible) return desk.explore() ?? refuse();
      return (wrong ? desk.step(wrong, goalOfGuest(wrong), kinds) : desk.leave()) ?? end.last();
    };
    return { goal, ends: end.ends, succeeded: () => guests.every((one) => same(one, goalOfGuest(one))), next };
  },
};

const same = (a: Guest, b: Guest): boolean =>
  a.room === b.room && a.arrival === b.arrival && a.breakfast === b.breakfast && a.inHouse === b.inHouse && a.document === b.document; // prettier-ignore

interface ReceptionOptions {
  guests: Guest[];
  rooms: string[];
  /** Nobody is checked in without the number of a passport. */
  passports: boolean;
  below(): void;
}
interface Reception {
  /** The next step towards what is wanted of a guest; what the goal names, in its order. */
  step(guest: Guest, wanted: Guest, order: readonly Wish[]): OracleStep;
  leave(): OracleStep | undefined;
  /** The next step towards having seen both lists; undefined when they were seen. */
  explore(): OracleStep | undefined;
}

/** Two lists (arrivals, in house) and a page for each guest, where nothing counts before it is saved. */
function reception(world: World, { guests, rooms, passports, below }: ReceptionOptions): Reception {
  const { dom, random } = world;
  const rows = listingMaker<Guest>(world, [{ head: 'Guest', text: (guest) => guest.name }, { head: 'Room', text: (guest) => guest.number }, { head: 'Type', text: (guest) => guest.room }]); // prettier-ignore
  const [arrivals, house] = random.pick([['Arrivals', 'In house'], ['Arriving today', 'Staying'], ['Expected', 'Checked in']]); // prettier-ignore
  const [save, enter, undo, discard] = [random.pick(['Save', 'Save changes', 'Update']), random.pick(['Check in', 'Check-in', 'Save and check in']), random.pick(['Undo check-in', 'Back to arrivals']), random.pick(['Cancel', 'Discard'])]; // prettier-ignore
  world.reserve(save, enter, undo, discard, arrivals, house, 'Front desk');
  const tab = segmented(world, 'List', [arrivals, house], arrivals);
  const kind = random.pick(['link', 'button', 'div'] as const);
  const open = random.pick(['Open', 'Details', 'View']);
  const seen = new Set<string>();
  let at: { guest?: Guest; links: Map<Guest, HTMLElement> } = { links: new Map() };
  let form: GuestForm;
  let note = '';
  tab.root.addEventListener('change', () => ((note = ''), world.refresh()));
  const store = (guest: Guest, inHouse: boolean) => (): void => {
    const problem = inHouse && !guest.inHouse && passports && !form.document.value() ? 'The passport number is missing.' : '';
    if (problem) return form.complain(problem);
    Object.assign(guest, { ...form.read(), inHouse, document: passports ? form.document.value() : guest.document });
    note = `${guest.name}: ${inHouse ? 'in house' : 'saved'}.`;
    world.back();
  };
  const view = (guest: Guest) => (): void => {
    const crumbs = breadcrumbs(world, ['Front desk', () => world.back()], guest.name);
    const fields = [chooser(world, 'Room type', rooms, { chosen: guest.room }), dom.select('Arrival', ARRIVALS, guest.arrival)];
    const breakfast = random.pick([dom.checkbox, dom.switchControl])('Breakfast');
    breakfast.set(guest.breakfast);
    const document = dom.field('Passport number', { value: guest.document });
    const error = dom.element('p', '', { role: 'alert' });
    const kinds = random.pick(['button', 'input', 'anchor'] as const);
    const make = (label: string, press: () => void): HTMLElement => dom.button(label, press, kinds).control;
    const keys = { save: make(save, store(guest, guest.inHouse)), move: make(guest.inHouse ? undo : enter, store(guest, !guest.inHouse)), discard: make(discard, () => world.back()) };
    form = { fields, breakfast, document, keys, read: () => ({ room: fields[0].value(), arrival: fields[1].value(), breakfast: breakfast.value() }), complain: (text) => void (error.textContent = text) };
    at = { guest, links: new Map() };
    dom.add(crumbs, dom.heading(guest.name), dom.element('p', `Room ${guest.number}`), error);
    dom.layout([...fields, breakfast, ...(passports ? [document] : [])], { kind: random.pick(['block', 'grid', 'list'] as const) });
    dom.layout(Object.values(keys), { kind: 'line' });
  }; // prettier-ignore
  world.show('desk', () => {
    seen.add(tab.value());
    const shown = guests.filter((guest) => guest.inHouse === (tab.value() === house));
    const links = new Map(shown.map((guest) => [guest, dom.button(open, () => world.go(`guest ${guest.number}`, view(guest)), kind).control]));
    at = { links };
    dom.add(dom.heading('Front desk'), tab, ...(note ? [message(world, note)] : []));
    dom.add(shown.length ? rows(shown, (guest) => [links.get(guest)!]) : dom.element('p', 'Nobody.'));
    below();
  }); // prettier-ignore
  const toTab = (guest: Guest): OracleStep | undefined => tab.step(guest.inHouse ? house : arrivals);
  const leave = (): OracleStep | undefined => (at.guest ? click(form.keys.discard) : undefined);
  const step = (guest: Guest, wanted: Guest, order: readonly Wish[]): OracleStep => {
    if (!at.guest) return toTab(guest) ?? click(at.links.get(guest)!);
    if (at.guest !== guest) return leave()!;
    const steps = { room: () => form.fields[0].step(wanted.room), arrival: () => form.fields[1].step(wanted.arrival), breakfast: () => form.breakfast.step(wanted.breakfast), in: () => undefined };
    const set = firstStep(...order.map((kind) => steps[kind]), ...Object.values(steps));
    const typed = passports && (wanted.inHouse || guest.inHouse) ? form.document.step(wanted.document) : undefined;
    return set ?? typed ?? click(wanted.inHouse === guest.inHouse ? form.keys.save : form.keys.move);
  }; // prettier-ignore
  const explore = (): OracleStep | undefined =>
    leave() ?? (seen.size < 2 ? tab.step(seen.has(house) ? arrivals : house) : undefined);
  return { step, leave, explore };
}

type Entry<V> = Pick<Control<V>, 'value' | 'step'>;

interface GuestForm {
  /** Room type and arrival. */
  fields: Entry<string>[];
  breakfast: Entry<boolean>;
  document: Entry<string>;
  keys: { save: HTMLElement; move: HTMLElement; discard: HTMLElement };
  read(): { room: string; arrival: string; breakfast: boolean };
  complain(text: string): void;
}

interface Place {
  number: number;
  seats: number;
  area: string;
  /** Times at which it is taken. */
  taken: string[];
}

const TIMES = ['17:30', '18:00', '18:30', '19:00', '19:30', '20:00', '20:30'];
const AREAS = ['Terrace', 'Window', 'Garden', 'Bar', 'Main room', 'Gallery'];
const ASK_TABLE: Phrasings = {
  seen: ['Book the smallest free table for {guests} people at {time}, for {name}.', '"{name}" comes with {guests} people in all at {time}. Reserve the smallest table that is free and large enough.', 'Please reserve a table at {time} for {name}, {guests} guests. Take the smallest one that fits.', 'At {time} we need a table for {guests}, name {name}. It should be the smallest free one with enough seats.', 'Can you find the smallest free table with at least {guests} seats at {time} and book it for {name} ({guests} guests)?', 'Make sure that {name} has a table at {time}: {guests} guests, and no more seats than needed.', 'If several tables are free at {time}, take the smallest for {guests} guests. The name is {name}.', 'Reservation at {time}, {guests} guests, name "{name}": the smallest table that is free.', 'So that no seats are wasted, book the smallest suitable table for {guests} guests at {time}. Name: "{name}".'],
  heldOut: ['A party of {guests} under the name "{name}" wants to dine at {time}; waste as few seats as possible.', 'Which free table at {time} is the smallest for {guests} guests? Book that for {name}.', '{time}, {guests} guests, {name}: choose the free table that just fits and book it.', 'Seat {name} at {time} with {guests} guests in all, at the smallest table still free.'],
}; // prettier-ignore
const ASK_AREA: Phrasings = {
  seen: ['Book a table in the area {area} for {guests} people at {time}, for {name}.', '"{name}" wants to sit in the area "{area}" at {time}, {guests} guests. Reserve a free table with enough seats.', 'Please reserve a free {area} table at {time} for {guests} guests. The name is {name}.', 'At {time} we need a table for {guests} in the area {area}, name {name}.', 'Can you book {name} a table at {time}? {guests} guests, area: {area}.', 'Make sure that {name} gets a table in the area {area} at {time} for {guests} guests.', 'Reservation: "{name}", {guests} guests, {time}, area {area}.', 'Because of the view, {name} would like the area {area}. {guests} guests, {time}. Book it.'],
  heldOut: ['It has to be the area "{area}" for {name}: {guests} guests at {time}.', 'For {guests} guests under the name {name}, take a table in the area {area} that is free at {time}.', 'Where is a free table in the area {area} at {time} for {guests}? Book it as {name}.', '{area} at {time}: a table for {guests}, please, on the name of {name}.'],
}; // prettier-ignore

/** Restaurant: a free table that fits is looked for at the asked time and booked under a name. */
export const tableBooking: Family = {
  name: 'table-booking',
  skills: ['read', 'compare', 'select', 'dialog', 'type', 'filter'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { words, random, target } = world;
    const areas = random.sample(AREAS, random.integer(2, 3));
    const times = TIMES.slice(random.integer(0, 2), random.integer(5, 7));
    const places = Array.from({ length: random.integer(4, 6) }, (_, i): Place => {
      return { number: i + 1, seats: random.pick([2, 3, 4, 5, 6, 8]), area: random.pick(areas), taken: times.filter(() => random.chance(0.45)) };
    }); // prettier-ignore
    const [time, byArea] = [target.pick(times.slice(1)), target.chance(0.4)];
    const fitting = (guests: number, area?: string): Place[] =>
      places.filter((place) => !place.taken.includes(time) && place.seats >= guests && (!area || place.area === area)).sort((a, b) => a.seats - b.seats); // prettier-ignore
    const first = target.pick(places);
    if (!world.impossible) first.taken = first.taken.filter((one) => one !== time);
    const [area, guests] = [first.area, target.integer(2, Math.max(2, first.seats))];
    if (world.impossible) for (const place of fitting(guests, byArea ? area : undefined)) place.taken.push(time);
    const asked = fitting(guests, byArea ? area : undefined);
    const fine = (place: Place): boolean => asked.includes(place) && (byArea || place.seats === asked[0].seats);
    const name = words.lastName();
    const app = bookingPage(world, { places, times, guests, name });
    const goal = goalOf(world, byArea ? ASK_AREA : ASK_TABLE, { guests, time, name, area });
    return {
      goal,
      ends: 'page',
      succeeded: () => {
        const made = app.booked();
        return made !== undefined && fine(made.place) && made.time === time && made.name.trim() === name && made.guests === String(guests);
      },
      next: () => app.toTime(time) ?? (asked.length === 0 ? refuse() : app.step(fine)),
    }; // prettier-ignore
  },
};

interface Booking {
  place: Place;
  time: string;
  name: string;
  guests: string;
}
interface BookingPage {
  booked(): Booking | undefined;
  toTime(time: string): OracleStep | undefined;
  step(fits: (place: Place) => boolean): OracleStep;
}

/** Tables at one time of the evening, and a dialog to book one of those that are free. */
function bookingPage(world: World, { places, times, guests, name }: { places: Place[]; times: string[]; guests: number; name: string }): BookingPage {
  const { dom, random } = world;
  const rows = listingMaker<Place>(world, [{ head: 'Table', text: (place) => `Table ${place.number}` }, { head: 'Seats', text: (place) => `${place.seats} seats` }, { head: 'Area', text: (place) => place.area }, { head: 'Status', text: (place) => (place.taken.includes(time.value()) ? 'Taken' : 'Free') }]);
  const time = chooser(world, 'Time', times, { chosen: times[0], kinds: ['select', 'segmented', 'radios', 'dropdown'] });
  const [act, yes] = [random.pick(['Book', 'Reserve', 'Choose']), random.pick(['Confirm booking', 'Book table', 'Save reservation'])];
  world.reserve(act, yes);
  const acts = rowActsMaker(world);
  const box = modal(world);
  const fields = [dom.field(random.pick(['Name', 'Guest name', 'Booked for'])), random.chance(0.5) ? dom.field('Guests', { type: 'number' }) : dom.select('Guests', ['1', '2', '3', '4', '5', '6', '7', '8'], '1')];
  const fresh = fields[1].value();
  let present = new Map<Place, ReturnType<typeof acts>>();
  let asking: Place | undefined;
  let booked: Booking | undefined;
  time.root.addEventListener('change', () => world.refresh());
  const ask = (place: Place) => (): void => {
    fields[0].set('');
    fields[1].set(fresh);
    asking = place;
    const read = (): Booking => ({ place, time: time.value(), name: fields[0].value(), guests: fields[1].value() });
    const problem = (): string | undefined => (fields[0].value() === '' ? 'Please enter a name.' : undefined);
    box.ask({ title: `Table ${place.number}, ${time.value()}`, parts: fields, yes, problem, then: () => ((booked = read()), world.submit(), world.refresh()) });
  };
  world.show('tables', () => {
    const free = (place: Place): boolean => !place.taken.includes(time.value());
    present = new Map(places.filter(free).map((place) => [place, acts([[act, ask(place)]], `table ${place.number}`)]));
    dom.add(dom.heading(random.pick(['Tables', 'Tonight', 'Reservations'])), time, rows(places, (place) => (free(place) ? [present.get(place)!] : [])));
    box.place();
  });
  const step = (fits: (place: Place) => boolean): OracleStep => {
    if (!box.open()) return present.get(places.find(fits)!)!.step(act);
    if (!asking || !fits(asking)) return box.no();
    return fields[0].step(name) ?? fields[1].step(String(guests)) ?? box.yes();
  };
  return { booked: () => booked, toTime: (wanted) => (time.value() === wanted ? undefined : box.open() ? box.no() : time.step(wanted)), step };
} // prettier-ignore
