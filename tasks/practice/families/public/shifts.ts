import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { ask, askingWords, doing, records, shapeOf } from './kit.js';

const JOBS = [
  'Soup kitchen', 'Tree planting', 'Beach clean-up', 'Reading aloud', 'Dog walking', 'Food bank', 'Bike repair', 'Garden work', 'Clothes sorting', 'Phone line', 'Night shelter',
  'Homework help', 'Litter picking', 'Tea for seniors', 'Museum guide', 'First aid tent', 'Charity shop', 'Parcel packing',
]; // prettier-ignore

interface Shift {
  id: number;
  job: string;
  day: string;
  time: string;
  taken: number;
  places: number;
}

const isFull = (shift: Shift): boolean => shift.taken >= shift.places;
const free = (shift: Shift): number => shift.places - shift.taken;

/** Shifts on two or three days; no job twice on one day, and no two with as many free places. */
function makeShifts({ random, words }: World): { days: string[]; shifts: Shift[] } {
  const days = words.distinct(random.integer(2, 3), words.weekday);
  const jobs = random.sample(JOBS, random.integer(3, 4));
  const places = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const all = days.flatMap((day) => jobs.map((job) => ({ day, job }))).filter((_, i) => i < 9);
  const shifts = all.map(({ day, job }, id) => {
    const left = random.chance(0.3) ? 0 : places[id];
    const taken = random.integer(0, 9) + (left === 0 ? 1 : 0);
    const from = random.integer(7, 19);
    return { id, job, day, time: `${from}:00–${from + random.integer(2, 4)}:00`, taken, places: taken + left };
  });
  return { days, shifts: random.shuffle(shifts).sort((a, b) => days.indexOf(a.day) - days.indexOf(b.day)) };
}

/** What is asked: who is on which shift in the end, and the days that one must have looked at to know it. */
interface Wish {
  joined: ReadonlySet<Shift>;
  days: string[];
  ask: Phrasings;
  slots: Record<string, string>;
}

const ASK_DAY: Phrasings = {
  seen: ['Sign me up for all shifts on {day} that are not full.', 'I have time on {day}: join every shift with free places.', 'Put me down for whatever still needs people on {day}', 'Please take all open shifts on {day}.', 'On {day} I can help all day, so sign up for each shift that has places left'],
  heldOut: ['Wherever someone is still missing on {day}, sign me up.', '{day}: every shift that is not full should have me in it.'],
}; // prettier-ignore
const ASK_ELSE: Phrasings = {
  seen: ['Sign up for "{a}" on {day}. If it is full, take "{b}" on {other} instead.', 'I would like to do {a} on {day}; if there is no place left, sign me up for {b} on {other}.', 'If {a} ({day}) still has room, join it, otherwise join {b} ({other})', 'Put me down for {a} on {day}, or for {b} on {other} when that one is full.', 'Is there a place in {a} on {day}? Then sign up, else sign up for "{b}" on {other}.'],
  heldOut: ['Only if nothing is free in {a} on {day} do I want {b} on {other}; otherwise the first one.', 'First choice: {a} on {day}. Second choice: {b} on {other}. Sign me up for one of them, the first if possible.'],
}; // prettier-ignore
const ASK_SWAP: Phrasings = {
  seen: ['I cannot do {a} on {day} any more. Take me off and sign me up for {b} on {other}.', 'Swap my shift "{a}" on {day} for "{b}" on {other}.', 'Withdraw from {a} ({day}) and join {b} ({other}) instead', 'Please cancel {a} on {day} for me, and put me down for {b} on {other}.', 'Instead of {a} on {day} I want to do {b} on {other}.'],
  heldOut: ['Something came up on {day}, so no {a} for me then; {b} on {other} would work.', 'Change my plans from {a} ({day}) to {b} ({other}).'],
}; // prettier-ignore
const ASK_MOST: Phrasings = {
  seen: ['Sign up for the "{a}" shift with the most free places.', 'Of all {a} shifts, join the one where most people are missing.', 'Where does {a} have the most places left? Sign me up there', 'I want to do {a} on the day with the most free places, please sign me up.', 'Find the {a} shift that needs people most and join it.'],
  heldOut: ['{a} is what I like: choose the day on which it has most room.', 'Compare the free places of every {a} shift and take the one with the most.'],
}; // prettier-ignore
const ASK_ONE: Phrasings = {
  seen: ['Sign me up for {a} on {day}.', 'I would like to do "{a}" on {day}', 'Join {a}, {day}.', 'Please put me down for {a} on {day}.'],
  heldOut: ['{day} is my day for {a}; sign up.', 'Let me help with {a} on {day}.'],
}; // prettier-ignore

function drawWish(world: World, { days, shifts }: ReturnType<typeof makeShifts>, before: ReadonlySet<Shift>): Wish {
  const { target } = world;
  const open = shifts.filter((one) => !isFull(one) && !before.has(one));
  const [a, b] = target.sample(open, 2);
  const named = (first: Shift, second: Shift): Record<string, string> => ({
    a: first.job,
    day: first.day,
    b: second.job,
    other: second.day,
  });
  const mine = [...before];
  const full = shifts.filter((one) => isFull(one) && !before.has(one));
  switch (target.pick(['day', 'else', 'else', 'swap', 'most'])) {
    case 'swap':
      if (mine.length === 0) break;
      return { joined: new Set([...mine.slice(1), a]), days: [], ask: ASK_SWAP, slots: named(mine[0], a) };
    case 'else': {
      const first = full.length > 0 && target.chance(0.6) ? target.pick(full) : b;
      return { joined: new Set([...mine, isFull(first) ? a : first]), days: [first.day], ask: ASK_ELSE, slots: named(first, a) };
    }
    case 'most': {
      const best = shifts.filter((one) => one.job === a.job).sort((one, two) => free(two) - free(one))[0];
      return { joined: new Set([...mine, best]), days, ask: ASK_MOST, slots: { a: a.job } };
    }
  }
  const all = open.filter((one) => one.day === a.day);
  return { joined: new Set([...mine, ...all]), days: [a.day], ask: ASK_DAY, slots: { day: a.day } };
}

/** Signs up for shifts that the places left decide, or swaps one for another. */
export const shiftSignUp: Family = {
  name: 'shift-sign-up',
  skills: ['table', 'tabs', 'compare', 'condition', 'dialog', 'undo'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target } = world;
    const made = makeShifts(world);
    const { days, shifts } = made;
    const open = shifts.filter((one) => !isFull(one));
    while (open.length < 4) { // enough to choose from
      const one = shifts.find(isFull)!;
      one.places += 2 + open.length * 2;
      open.push(one);
    } // prettier-ignore
    const before = new Set(random.chance(0.6) ? random.sample(open, 1) : []);
    for (const one of before) one.taken++; // the place that one has oneself
    for (const one of before) one.places++;
    const full = shifts.filter(isFull);
    const impossible = world.impossible && full.length > 0 ? target.pick(full) : undefined;
    const wish: Wish =
      world.impossible
        ? { joined: before, days: impossible ? [impossible.day] : days, ask: ASK_ONE, slots: { a: impossible?.job ?? missingJob(world, shifts), day: impossible?.day ?? target.pick(days) } }
        : drawWish(world, made, before); // prettier-ignore
    const joined = new Set(before);
    const end = ending(world, 0.5, ['Confirm', 'Save my shifts', 'Done', 'Send']);
    const button = buttonMaker(world);
    const [join, leave] = random.pick([['Sign up', 'Withdraw'], ['Join', 'Leave'], ['Take shift', 'Give back'], ['I can help', 'Cancel my place']]); // prettier-ignore
    const confirms = random.chance(0.4);
    const asking = askingWords(world, leave.toLowerCase());
    const byDay = random.chance(0.5);
    const shape = shapeOf(world);
    const intro = world.words.sentence();
    const seen = new Set(byDay ? [days[0]] : days);
    let day = days[0];
    let leaving: Shift | undefined;
    let keys = new Map<Shift | string, HTMLElement>();
    let dialog: ReturnType<typeof ask> | undefined;
    const press = (shift: Shift): void => {
      if (!joined.has(shift)) joined.add(shift);
      else if (confirms) leaving = shift;
      else joined.delete(shift);
    };
    const line = (shift: Shift): (HTMLElement | string)[] => {
      const mine = joined.has(shift);
      const change = Number(mine) - Number(before.has(shift));
      const state = `${shift.taken + change} of ${shift.places} places taken`;
      const locked = isFull(shift) && !before.has(shift);
      if (!locked)
        keys.set(
          shift,
          button(
            mine ? leave : join,
            doing(world, () => press(shift)),
          ),
        );
      return [shift.job, ...(byDay ? [] : [shift.day]), shift.time, state, keys.get(shift) ?? dom.element('span', 'Full')];
    };
    world.show('shifts', () => {
      keys = new Map();
      dom.add(dom.heading(random.pick(['Volunteer shifts', 'Helpers wanted', 'Our rota'])), dom.element('p', intro));
      if (byDay) {
        const show = (to: string) => doing(world, () => (day = to, seen.add(to))); // prettier-ignore
        const bar = dom.navigation(days.map((one) => ({ label: one, onClick: show(one) })));
        bar.links.forEach((link, i) => days[i] === day && link.setAttribute('aria-current', 'page'));
        days.forEach((one, i) => keys.set(one, bar.links[i]));
        dom.add(bar, dom.element('h4', day));
      }
      const shown = shifts.filter((one) => !byDay || one.day === day);
      dom.add(records(world, shape, ['Task', ...(byDay ? [] : ['Day']), 'Time', 'Places', ''], shown.map(line)));
      if (joined.size > 0) dom.add(message(world, `You have ${joined.size} ${joined.size === 1 ? 'shift' : 'shifts'}.`));
      end.place();
      const answer = (yes: boolean): void => doing(world, () => (yes && joined.delete(leaving!), (leaving = undefined)))();
      dialog = leaving && ask(world, asking, `${leave}?`, [dom.element('p', `${leaving.job}, ${leaving.day} ${leaving.time}`)], answer); // prettier-ignore
    });
    const order = [...shifts].sort((a, b) => Number(joined.has(b)) - Number(joined.has(a))); // what one has is given back first
    const next = (): OracleStep => {
      if (dialog && leaving) return click(wish.joined.has(leaving) ? dialog.no : dialog.yes);
      const unseen = wish.days.find((one) => !seen.has(one));
      if (unseen !== undefined) return click(keys.get(unseen)!);
      const wrong = order.filter((one) => joined.has(one) !== wish.joined.has(one));
      const first = wrong.find((one) => keys.has(one)) ?? wrong[0];
      if (!first) return world.impossible ? refuse() : end.last();
      return click(keys.get(first) ?? keys.get(first.day)!);
    };
    const done = (): boolean => shifts.every((one) => joined.has(one) === wish.joined.has(one));
    return { goal: goalOf(world, wish.ask, wish.slots, end), ends: end.ends, succeeded: done, next };
  },
};

const missingJob = ({ target }: World, shifts: readonly Shift[]): string =>
  target.pick(JOBS.filter((job) => shifts.every((shift) => shift.job !== job)));
