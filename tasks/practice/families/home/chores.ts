import type { Control } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { createKeys, rowsMaker, ENDS } from './kit.js';

const CHORES = ['Dishes', 'Laundry', 'Vacuuming', 'Windows', 'Bins', 'Lawn', 'Ironing', 'Groceries', 'Bathroom', 'Dusting', 'Dog walk', 'Watering', 'Cooking', 'Car wash', 'Floors', 'Fridge']; // prettier-ignore
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const EVERYONE = 'Everyone';

const ASK: Record<string, Phrasings> = {
  one: {
    seen: ['Give the chore {chore} of {day} to {b} and move it to {to}.', 'Move {chore} from {day} to {to} and let {b} do it.', '{chore} on {day}: change it to {to}, done by {b}.', 'Please assign {chore} ({day}) to {b} and set its day to {to}.', 'Let {b} do the {day} {chore} on {to} instead.', 'Change {chore} of {day} so that {b} does it on {to}', 'Can you move the {chore} of {day} to {to} and hand it to {b}?', 'Make sure that {b} does what is now {chore} on {day}, and on {to}.'],
    heldOut: ['{b} takes over {chore}, which is on {day} now but will be on {to}.', '{day} does not suit us for {chore}; {to} with {b} would.', 'The plan says {chore} on {day}. Let it say {to} and {b}.', 'On {to}, not {day}, and by {b}: that is how {chore} should be.'],
  },
  all: {
    seen: ['Give all chores of {a} on {day} to {b}.', 'Everything {a} does on {day} should be done by {b}.', '{a} is away on {day}: assign those chores to {b}.', 'Let {b} take over all {day} chores of {a}.', 'Assign to {b} whatever {a} has to do on {day}.', 'Please hand the {day} chores of {a} to {b}, all of them.', 'All that {a} has on {day} goes to {b}', 'Change the person from {a} to {b} for every chore on {day}.'],
    heldOut: ['{a} cannot help on {day}, so {b} steps in for each chore.', 'No chore on {day} may be with {a}; {b} gets them.', 'Wherever {a} stands on {day} it should say {b}.', 'Is there anything for {a} on {day}? Then it is for {b}.'],
  },
  day: {
    seen: ['Move all chores of {a} on {day} to {to}.', 'Everything {a} does on {day} should be on {to}.', '{a} has no time on {day}: move those chores to {to}.', 'Shift whatever {a} has on {day} to {to}', 'Change the day of all {day} chores of {a} to {to}.', 'Please put the {day} chores of {a} on {to}.', 'Let {a} do on {to} what is planned for {day}.', 'Each chore of {a} on {day} should be on {to}.'],
    heldOut: ['{a} will be busy on {day} and does those chores on {to}.', 'On {day} there should be nothing left for {a}; {to} is the day for it.', 'What {a} was to do on {day} can wait for {to}.', 'Free the {day} of {a}: {to} instead.'],
  },
  longest: {
    seen: ['Give the longest chore of {a} to {b}.', 'Which chore of {a} takes longest? Assign it to {b}.', 'Let {b} do the chore of {a} that takes the most minutes.', 'Find the chore that takes {a} most time and give it to {b}', 'Hand the longest of the chores of {a} to {b}.', '{a} does too much: give the longest chore to {b}.', 'Please assign to {b} what takes {a} the longest.', 'The chore of {a} with the most minutes should be done by {b}.'],
    heldOut: ['{b} relieves {a} of whatever takes the most minutes.', 'Of all that {a} has, the longest is for {b} from now on.', 'Compare the minutes of {a}; the largest one is a job for {b}.', 'To be fair, {b} gets what keeps {a} busy longest.'],
  },
  if: {
    seen: ['If {a} has more than {k} chores, give {chore} of {day} to {b}, otherwise to {c}.', 'Does {a} have more than {k} chores? Then {b} does {chore} on {day}, else {c} does it.', 'Count the chores of {a}: with more than {k} of them assign {chore} ({day}) to {b}, if not to {c}.', 'Assign {chore} of {day} to {b} if {a} has more than {k} chores; otherwise assign it to {c}.', 'When {a} has over {k} chores, {chore} on {day} goes to {b}. When not, to {c}.', 'Please give the {day} {chore} to {b} if there are more than {k} chores for {a}, and to {c} if there are not.', 'More than {k} chores for {a}? {chore} on {day} to {b}. Otherwise to {c}.', 'Let {b} do {chore} on {day} if {a} has more than {k} chores in the week, else let {c} do it'],
    heldOut: ['Who does {chore} on {day} depends on {a}: {b} with more than {k} chores there, {c} with fewer.', 'Unless {a} has more than {k} chores, {c} should do {chore} on {day}; else {b}.', '{chore} on {day} is for {c}, except when {a} is down for more than {k} chores: then for {b}.', 'It is {b} for {chore} on {day} provided {a} has above {k} chores, and {c} in any other case.'],
  },
}; // prettier-ignore

interface Chore {
  name: string;
  person: string;
  day: string;
  minutes: number;
}

interface Assignment {
  person: string;
  day: string;
}

/** Reassigns chores of a week: one told by its day, all that meet a condition, the longest, or by a count. */
export const choresShare: Family = {
  name: 'chores-share',
  skills: ['table', 'choice', 'filter', 'count', 'compare', 'several', 'dialog'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, random, words } = world;
    const people = words.distinct(random.integer(3, 4), words.firstName);
    const all = makeChores(world, people);
    const { kind, slots, changes } = drawTask(world, all, people);
    const chores = world.impossible ? all.filter((one) => !changes.has(one)) : all;
    const wanted = new Map(chores.map((one) => [one, changes.get(one) ?? { person: one.person, day: one.day }]));
    const end = ending(world, 0.4, ENDS);
    const goal = goalOf(world, ASK[kind], slots, end);

    const keys = createKeys();
    const [button, act, show] = [buttonMaker(world), actMaker(world, 0.4), rowsMaker(world, 'Chore', ['Day', random.pick(['Person', 'Who']), 'Minutes'])]; // prettier-ignore
    const [asDialog, edit, title, withFilter] = [random.chance(0.5), random.pick(['edit', 'change', 'reassign']), random.pick(['Chores', 'Household plan', 'Who does what', 'This week']), random.chance(0.5)]; // prettier-ignore
    world.reserve(...people, ...CHORES, EVERYONE, 'Save', 'Cancel', edit, title);
    let shownFor = withFilter && random.chance(0.4) ? random.pick(people) : EVERYONE;
    let sawAll = false;
    let open: Chore | undefined;
    let form: { person: Control<string>; day: Control<string> };
    let filter: Control<string>;
    let note = '';
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const store = (): void => {
      Object.assign(open!, { person: form.person.value(), day: form.day.value() });
      note = `${open!.name} was saved.`;
      open = undefined;
    };
    world.show('week', () => {
      keys.clear();
      sawAll ||= shownFor === EVERYONE;
      dom.add(dom.heading(title));
      if (withFilter) {
        filter = dom.select('Show', [EVERYONE, ...people], shownFor);
        filter.root.addEventListener('change', set(() => ((shownFor = filter.value()), (open = undefined)))); // prettier-ignore
        dom.add(dom.wrap('div', [filter]));
      }
      if (note) dom.add(message(world, note));
      note = '';
      const rows = chores.filter((one) => shownFor === EVERYONE || one.person === shownFor);
      dom.add(show(rows.map((one) => ({ name: one.name, facts: [one.day, one.person, `${one.minutes} min`], keys: [keys.put(`edit ${chores.indexOf(one)}`, act(edit, set(() => (open = one))))] })))); // prettier-ignore
      end.place();
      if (!open) return;
      form = { person: dom.select('Person', people, open.person), day: dom.select('Day', DAYS, open.day) };
      const fields = random.shuffle([form.person, form.day]).map((one) => dom.wrap('div', [one]));
      const entries = random.shuffle([{ label: 'Save', onClick: set(store) }, { label: 'Cancel', onClick: set(() => (open = undefined)) }]); // prettier-ignore
      const heading = `${open.name}, ${open.day}`;
      const made = asDialog ? dom.dialog(heading, fields, entries).buttons : entries.map(({ label, onClick }) => ({ label, control: button(label, onClick) })); // prettier-ignore
      for (const { label, control } of made) keys.put(label, control);
      if (!asDialog) dom.add(dom.card(heading, [...fields, dom.wrap('div', made.map(({ control }) => control), 'line')])); // prettier-ignore
    });
    const right = (one: Chore): boolean => one.person === wanted.get(one)!.person && one.day === wanted.get(one)!.day;
    const next = (): OracleStep => {
      if (open) {
        if (right(open)) return keys.press('Cancel');
        return form.person.step(wanted.get(open)!.person) ?? form.day.step(wanted.get(open)!.day) ?? keys.press('Save');
      }
      const wrong = chores.find((one) => !right(one));
      if (!sawAll || (wrong && !keys.has(`edit ${chores.indexOf(wrong)}`))) return filter.step(EVERYONE)!;
      if (wrong) return keys.press(`edit ${chores.indexOf(wrong)}`);
      return world.impossible ? refuse() : end.last();
    };
    return { goal, ends: end.ends, succeeded: () => !open && chores.every(right), next };
  },
};

/** Some chores come twice in a week, on different days. */
function makeChores({ random }: World, people: readonly string[]): Chore[] {
  const names = random.sample(CHORES, random.integer(4, 6));
  if (random.chance(0.6)) names.push(names[0]);
  const days = random.sample(DAYS, 4);
  const chores = names.map((name, i): Chore => ({ name, person: random.pick(people), day: i === 0 ? days[0] : i === names.length - 1 ? days[1] : random.pick(days), minutes: 5 * (i + 1) })); // prettier-ignore
  const minutes = random.shuffle(chores.map((one) => one.minutes));
  chores.forEach((one, i) => (one.minutes = minutes[i]));
  return random.shuffle(chores);
}

interface Task {
  kind: string;
  slots: Record<string, string | number>;
  changes: Map<Chore, Assignment>;
}

function drawTask({ target, impossible }: World, chores: readonly Chore[], people: readonly string[]): Task {
  const kind = impossible ? 'one' : target.pick(['one', 'one', 'all', 'day', 'longest', 'if']);
  const one = target.pick(chores);
  const a = one.person;
  const [b, c] = target.shuffle(people.filter((person) => person !== a));
  const of = chores.filter((each) => each.person === a);
  const to = target.pick(DAYS.filter((day) => day !== one.day));
  const slots = { a, b, c, chore: one.name, day: one.day, to, k: 0 };
  const change = (list: readonly Chore[], after: (each: Chore) => Assignment): Map<Chore, Assignment> => new Map(list.map((each) => [each, after(each)])); // prettier-ignore
  const same = of.filter((each) => each.day === one.day);
  if (kind === 'all') return { kind, slots, changes: change(same, ({ day }) => ({ person: b, day })) };
  if (kind === 'day') return { kind, slots, changes: change(same, () => ({ person: a, day: to })) };
  if (kind === 'longest') {
    const longest = [...of].sort((x, y) => y.minutes - x.minutes)[0];
    return { kind, slots, changes: change([longest], ({ day }) => ({ person: b, day })) };
  }
  if (kind === 'if') {
    const who = target.pick(people);
    const count = chores.filter((each) => each.person === who).length;
    const k = Math.max(0, count + target.pick([-1, 0, -1, 1]));
    return { kind, slots: { ...slots, a: who, k }, changes: change([one], ({ day }) => ({ person: count > k ? b : c, day })) };
  }
  return { kind, slots, changes: change([one], () => ({ person: b, day: to })) };
}
