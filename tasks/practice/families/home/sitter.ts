import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message } from '../apps/kit.js';
import { breadcrumbs, createKeys, rowsMaker } from './kit.js';

const ASK_NAMED: Phrasings = {
  seen: [
    'Book {name} for {day} at {time}, {hours} hours.', 'Reserve {name} on {day} at {time} for {hours} hours.', 'Can you book {name}? {day}, {time}, {hours} hours please.', 'I want {name} to come on {day} at {time} for {hours} hours.', 'Please book "{name}": {hours} hours on {day} from {time}.',
    'Ask {name} to come {day} at {time}; it will take {hours} hours.', '{name} should come on {day} at {time}, for {hours} hours. Book that.', 'Make sure that {name} is booked for {day} {time}, {hours} hours.', 'We are out on {day}, so book {name} at {time} for {hours} hours.',
  ],
  heldOut: ['From {time} on {day} we need {name} for {hours} hours.', 'See whether {name} has {day} {time} free, and if so take {hours} hours.', '{hours} hours of {name} on {day}, beginning at {time}: arrange it.', 'Let it be {name} who comes {day} at {time} and stays {hours} hours.'],
}; // prettier-ignore
const ASK_BEST: Phrasings = {
  seen: [
    'Book the {best} person who {can} and is free on {day} at {time}, for {hours} hours.', 'Find somebody who {can} and has {day} {time} free; take the {best} and book {hours} hours.', 'For {day} at {time} book {hours} hours with the {best} one who {can}.', 'Who {can} and is free on {day} at {time}? Book the {best} for {hours} hours.',
    'Please reserve {hours} hours on {day} at {time} with the {best} person who {can}.', 'I need someone who {can}: {day}, {time}, {hours} hours. Choose the {best}.', 'We are out on {day} at {time}. Book the {best} person free then who {can}, for {hours} hours.', 'Compare those who {can} and are free {day} at {time}, and book the {best} for {hours} hours.',
  ],
  heldOut: [
    'From {time} on {day} we need help for {hours} hours. Of those who {can} and are free then, the {best} should come.', 'Whoever comes must be one who {can} and is free {day} at {time}. If there are several, take the {best}; {hours} hours.', 'Arrange {hours} hours for {day} {time}. Only people who {can} will do, and of those the {best}.',
    'The {best} of all who {can} should come {day} at {time} and stay {hours} hours, provided they are free then.',
  ],
}; // prettier-ignore

interface Sitter {
  name: string;
  rate: number;
  years: number;
  skill: string;
  slots: { day: string; time: string }[];
}

const isFree = (one: Sitter, day: string, time: string): boolean => one.slots.some((slot) => slot.day === day && slot.time === time); // prettier-ignore

/** Books a person who is named, or the cheapest or most experienced that can something and is free; a dialog confirms it. */
export const sitterBook: Family = {
  name: 'sitter-book',
  skills: ['navigate', 'compare', 'choice', 'stepper', 'dialog', 'time'],
  recoverable: true,
  impossibleShare: 0.09,
  build(world) {
    const { dom, random, target } = world;
    const skills = random.pick([['speaks Spanish', 'speaks French', 'speaks German'], ['drives a car', 'swims', 'cooks'], ['irons', 'cleans windows', 'gardens'], ['likes dogs', 'likes cats', 'likes birds']]); // prettier-ignore
    const days = random.sample(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], 3);
    const times = random.sample(['9:00', '11:30', '14:00', '16:30', '18:00', '19:30'], 3);
    const sitters = makeSitters(world, skills, days, times);
    const wanted = target.pick(sitters);
    const { day, time } = target.pick(wanted.slots);
    const named = target.chance(0.4);
    const cheap = target.chance(0.6);
    const best = cheap ? target.pick(['cheapest', 'least expensive']) : 'most experienced';
    const fitting = sitters.filter((one) => (named ? one === wanted : one.skill === wanted.skill) && isFree(one, day, time));
    const chosen = [...fitting].sort((a, b) => (cheap ? a.rate - b.rate : b.years - a.years))[0];
    if (world.impossible) for (const one of fitting) one.slots = one.slots.filter((slot) => slot.day !== day || slot.time !== time); // prettier-ignore
    const hours = target.integer(2, 5);
    const start = random.integer(2, 4);
    const goal = goalOf(world, named ? ASK_NAMED : ASK_BEST, { name: wanted.name, day, time, hours, best, can: wanted.skill });

    const keys = createKeys();
    const [button, show] = [buttonMaker(world), rowsMaker(world, 'Name', ['Rate', 'Experience', 'Good to know', 'Free'])];
    const [title, opener, book, asStepper] = [random.pick(['Sitters', 'Helpers', 'People near you', 'Find help']), random.pick(['View', 'Profile', 'Choose']), random.pick(['Book', 'Request', 'Reserve']), random.chance(0.5)]; // prettier-ignore
    const [yes, no] = random.pick([
      ['Confirm booking', 'Change'],
      ['Yes, book', 'Not yet'],
      ['Send request', 'Cancel'],
    ]);
    const byDay = random.chance(0.5);
    world.reserve(...sitters.map((one) => one.name), ...days, ...skills, title, book, yes, no, opener);
    let open: Sitter | undefined;
    let slot: { day: string; time: string } | undefined;
    let count = start;
    let control: { root: HTMLElement; step(wanted: number): OracleStep | undefined };
    let asking = false;
    let error = '';
    let booked: { one: Sitter; day: string; time: string; count: number } | undefined;
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const list = (): void => {
      keys.clear();
      open = undefined;
      dom.add(dom.heading(title));
      const free = (one: Sitter): string => one.slots.map((each) => `${each.day} ${each.time}`).join(', ');
      dom.add(show(sitters.map((one) => ({ name: one.name, facts: [`$${one.rate} an hour`, `${one.years} years`, one.skill, free(one)], keys: [keys.put(one.name, button(opener, () => visit(one)))] })))); // prettier-ignore
    };
    const visit = (one: Sitter): void => {
      [slot, count, asking, error] = [undefined, start, false, ''];
      world.go(`person ${one.name}`, () => view(one));
    };
    const slotKey = (each: { day: string; time: string }, text: string): HTMLElement => {
      const made = dom.element('button', text, { type: 'button', 'aria-pressed': String(slot === each) });
      made.addEventListener('click', set(() => ((slot = each), (error = '')))); // prettier-ignore
      return keys.put(`${each.day} ${each.time}`, made);
    };
    const hoursControl = (): typeof control => {
      if (asStepper) {
        const made = dom.stepper('Hours', { min: 1, max: 8, value: count });
        made.root.addEventListener('change', () => (count = made.value()));
        return made;
      }
      const made = dom.select('Hours', ['1', '2', '3', '4', '5', '6'], String(count));
      made.root.addEventListener('change', () => (count = Number(made.value())));
      return { root: made.root, step: (wish) => made.step(String(wish)) };
    };
    const view = (one: Sitter): void => {
      keys.clear();
      open = one;
      dom.add(
        breadcrumbs(world, [keys.put('back', dom.button(title, () => world.go('people', list), 'link').control)], one.name),
      );
      dom.add(dom.heading(one.name), dom.element('p', `$${one.rate} an hour, ${one.years} years of experience, ${one.skill}.`));
      if (byDay) for (const name of new Set(one.slots.map((each) => each.day))) dom.add(dom.wrap('div', [dom.element('b', name), ...one.slots.filter((each) => each.day === name).map((each) => slotKey(each, each.time))], 'line')); // prettier-ignore
      else dom.add(dom.wrap('div', one.slots.map((each) => slotKey(each, `${each.day} ${each.time}`)), 'flex')); // prettier-ignore
      control = hoursControl();
      dom.add(dom.wrap('div', [control]));
      if (error) dom.add(message(world, error, 'alert'));
      const request = set(() => ((asking = slot !== undefined), (error = slot ? '' : 'Choose a time first.')));
      dom.add(dom.wrap('p', [keys.put('book', button(book, request))]));
      if (!asking) return;
      const finish = (): void => {
        booked = { one, ...slot!, count };
        asking = false;
        world.submit();
      };
      const { buttons } = dom.dialog(`${book} ${one.name}?`, [dom.element('p', `${slot!.day} ${slot!.time}, ${count} hours, $${count * one.rate}`)], random.shuffle([{ label: yes, onClick: set(finish) }, { label: no, onClick: set(() => (asking = false)) }])); // prettier-ignore
      for (const made of buttons) keys.put(made.label, made.control);
    };
    world.show('people', list);
    const right = (): boolean => slot?.day === day && slot.time === time && count === hours;
    const next = (): OracleStep => {
      if (!open) return world.impossible ? refuse() : keys.press(chosen.name);
      if (asking) return keys.press(open === chosen && right() && !world.impossible ? yes : no);
      if (open !== chosen || world.impossible) return keys.press('back');
      if (slot?.day !== day || slot.time !== time) return keys.press(`${day} ${time}`);
      return control.step(hours) ?? keys.press('book');
    };
    const succeeded = (): boolean => booked?.one === chosen && booked.day === day && booked.time === time && booked.count === hours; // prettier-ignore
    return { goal, ends: 'page', succeeded, next };
  },
};

/** People with different rates and years, who are free at two or three of the times. */
function makeSitters(
  { random, words }: World,
  skills: readonly string[],
  days: readonly string[],
  times: readonly string[],
): Sitter[] {
  // prettier-ignore
  const count = random.integer(3, 5);
  const names = words.distinct(count, random.pick([words.fullName, words.firstName]));
  const [rates, years] = [words.distinct(count, () => random.integer(9, 40)), words.distinct(count, () => random.integer(1, 20))];
  const all = days.flatMap((day) => times.map((time) => ({ day, time })));
  const common = random.pick(all);
  return names.map((name, i) => {
    const own = random.sample(all, random.integer(2, 3));
    const slots = random.chance(0.5) && !own.includes(common) ? [...own.slice(1), common] : own;
    return {
      name,
      rate: rates[i],
      years: years[i],
      skill: random.pick(skills),
      slots: all.filter((slot) => slots.includes(slot)),
    };
  });
}
