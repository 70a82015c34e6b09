import { joinGoal } from '../../composing/goal.js';
import type { Control, Panels } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { asText, breadcrumbs, choiceMaker, createKeys, rowsMaker, ENDS } from './kit.js';
import { listed } from '../shared.js';

const ROOMS = [
  'Kitchen', 'Bathroom', 'Bedroom', 'Living room', 'Hall', 'Study', 'Attic', 'Guest room', 'Nursery', 'Cellar', 'Dining room', 'Workshop', 'Laundry room',
  'Conservatory', 'Landing', 'Library', 'Playroom', 'Office', 'Pantry', 'Music room',
]; // prettier-ignore

const ASK_ROOM: Phrasings = {
  seen: [
    'Heating in the {room}: {all}. Save it.', 'Set the {room} to {all} and save.', 'Please change the {room} to this: {all}.', 'Open the {room}, set {all} and save it.',
    'For the {room} I want {all}.', 'Can you set {all} for the {room}?', 'Make sure that the {room} has {all}.', 'It is not comfortable in the {room}; set {all}.',
    'The {room} should have {all} from now on.', 'If the {room} does not have {all} yet, change it.', 'I need the {room} with {all}, saved please',
  ],
  heldOut: [
    '{all}: that is how the {room} is to be heated.', 'Guests sleep in the {room}, so let it be {all}.', 'Would you see to it that the {room} runs with {all}?',
    'What the {room} has now is wrong. Right would be {all}.', 'As for the {room}: {all}, and nothing but that',
  ],
}; // prettier-ignore
const ASK_ONE: Phrasings = {
  seen: [
    'set {label} in the {room} to {value}', '{label} in the {room} should be {value}', 'change {label} of the {room} to {value}', 'in the {room} set {label} to {value}',
    'make {label} {value} in the {room}', 'I want {value} for {label} in the {room}', 'for the {room} choose {value} as {label}', 'the {room} needs {value} for {label}',
  ],
  heldOut: ['let {label} be {value} in the {room}', '{room}, {label}: {value}', 'bring the {room} to {value} for {label}', 'whatever the {room} has as {label} now, it must be {value}'],
}; // prettier-ignore

interface Room {
  name: string;
  now: number;
  /** By period of the day and, for the mode, by its label. */
  values: Record<string, string>;
}

const sameValues = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys(a).every((label) => a[label] === b[label]);

/** Heating of several rooms: temperatures by period of the day and a mode, on a page for each room that has to be saved. */
export const heatingPlan: Family = {
  name: 'heating-plan',
  skills: ['navigate', 'several', 'stepper', 'choice', 'save'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target } = world;
    const modes = random.pick([['Auto', 'Manual', 'Off'], ['Schedule', 'Holiday', 'Frost guard'], ['Comfort', 'Eco', 'Boost'], ['Winter', 'Summer', 'Away']]); // prettier-ignore
    const modeLabel = random.pick(['Mode', 'Operation', 'Heating mode', 'Programme']);
    const periods = random.pick([['Morning', 'Day', 'Evening', 'Night'], ['Morning', 'Midday', 'Evening'], ['Wake up', 'Away', 'Home', 'Sleep'], ['Day', 'Night'], ['Workdays', 'Weekend']]); // prettier-ignore
    const labels = [...periods, modeLabel];
    const kind = random.pick(['stepper', 'field', 'field', 'select', 'slider'] as const);
    const all = random.sample(ROOMS, random.integer(4, 7)).map((name): Room => {
      const values = Object.fromEntries(periods.map((period) => [period, String(random.integer(15, 23))]));
      return { name, now: random.integer(15, 25), values: { ...values, [modeLabel]: random.pick(modes) } };
    });
    const rooms = world.impossible ? all.slice(1) : all;
    const asked = world.impossible ? [all[0]] : target.sample(rooms, target.chance(0.35) ? 2 : 1);
    const countOf = (i: number): number => (asked.length === 1 ? target.integer(2, Math.min(3, labels.length)) : i === 0 ? target.integer(1, 2) : 1); // prettier-ignore
    const wishes = asked.flatMap((room, i) => drawWishes(world, room, countOf(i), { labels, modes, modeLabel, kind }));
    const wanted = new Map(rooms.map((room) => [room, { ...room.values }]));
    for (const { room, label, value } of wishes) Object.assign(wanted.get(room) ?? {}, { [label]: value });
    const end = ending(world, 0.4, ENDS);
    const goal =
      asked.length > 1
        ? joinGoal(
            world,
            wishes.map(({ room, label, value }) => ({ phrase: world.phrase(ASK_ONE, { room: room.name, label, value }) })),
            { submit: end.ends === 'page' ? end.label : undefined },
          )
        : goalOf(world, ASK_ROOM, { room: asked[0].name, all: partsOf(world, wishes) }, end);

    const keys = createKeys();
    const [button, show] = [buttonMaker(world), rowsMaker(world, 'Room', ['Now', modeLabel])];
    const choose = choiceMaker(world, modes.length > 2 ? ['select', 'radios', 'dropdown', 'segments'] : ['radios']);
    const [linked, opener, save] = [random.chance(0.4), random.pick(['Edit', 'Open', 'Adjust', 'Details']), random.pick(['Save', 'Apply', 'Save plan', 'Update'])]; // prettier-ignore
    const shape = random.pick(['plain', 'plain', 'tabs', 'accordion'] as const);
    const title = random.pick(['Heating', 'My home', 'Rooms', 'Climate', 'Thermostats']);
    const sections = [random.pick(['Schedule', 'Temperatures', 'Plan']), random.pick(['Operation', 'Control', 'Advanced'])];
    world.reserve(...all.map((room) => room.name), ...labels, ...modes, ...sections, save, title, opener, 'Cancel');
    let note = '';
    let open: { room: Room; controls: Map<string, Control<string>>; panels?: Panels } | undefined;
    const seen = new Set<Room>();

    const list = (): void => {
      keys.clear();
      open = undefined;
      dom.add(dom.heading(title));
      if (note) dom.add(message(world, note));
      note = '';
      const rows = rooms.map((room) => {
        const go = (): void => world.go(`room ${room.name}`, () => view(room));
        const key = keys.put(room.name, linked ? dom.button(room.name, go, 'link').control : button(opener, go));
        return { name: linked ? key : room.name, facts: [`${room.now} °C`, room.values[modeLabel]], keys: linked ? [] : [key] };
      });
      dom.add(show(rows));
      end.place();
    };
    const view = (room: Room): void => {
      keys.clear();
      seen.add(room);
      const controls = new Map(labels.map((label) => [label, label === modeLabel ? choose(label, modes, room.values[label]) : temperature(world, kind, label, room.values[label])])); // prettier-ignore
      const back = keys.put('back', dom.button(title, () => world.go('rooms', list), 'link').control);
      const error = message(world, '', 'alert');
      error.hidden = true;
      const store = (): void => {
        const values = Object.fromEntries(labels.map((label) => [label, controls.get(label)!.value()]));
        const bad = periods.find((period) => !/^\d+$/.test(values[period]) || Number(values[period]) < 5 || Number(values[period]) > 30); // prettier-ignore
        error.hidden = bad === undefined;
        error.textContent = bad ? `${bad}: enter 5 to 30 degrees.` : '';
        if (bad) return;
        room.values = values;
        note = `${room.name} was saved.`;
        world.go('rooms', list);
      };
      const bodies = [periods.map((period) => dom.wrap('div', [controls.get(period)!])), [dom.wrap('div', [controls.get(modeLabel)!])]]; // prettier-ignore
      const panels = shape === 'plain' ? undefined : shape === 'tabs' ? dom.tabs(sections, bodies) : dom.accordion(sections, bodies); // prettier-ignore
      open = { room, controls, panels };
      dom.add(breadcrumbs(world, [back], room.name), dom.heading(room.name), error);
      dom.add(...(panels ? [panels] : bodies.flat()));
      const cancel = button('Cancel', () => world.go('rooms', list));
      dom.add(dom.wrap('div', random.shuffle([keys.put('save', button(save, store)), cancel]), 'line'));
    };
    world.show('rooms', list);

    const order = [...wishes.map((wish) => wish.label), ...labels];
    const inRoom = ({ room, controls, panels }: NonNullable<typeof open>): OracleStep => {
      const values = wanted.get(room)!;
      for (const label of order) {
        const section = label === modeLabel ? 1 : 0;
        const asks = wishes.some((wish) => wish.room === room && wish.label === label);
        const step = controls.get(label)!.step(values[label]);
        const look = panels && asks && !panels.seen().has(section);
        if (step || look) return panels?.step(section) ?? step!;
      }
      return sameValues(room.values, values) ? keys.press('back') : keys.press('save');
    };
    const next = (): OracleStep => {
      if (open)
        return world.impossible && sameValues(open.room.values, wanted.get(open.room)!) ? keys.press('back') : inRoom(open);
      const room = [...asked, ...rooms].find((one) => wanted.has(one) && ((asked.includes(one) && !seen.has(one)) || !sameValues(one.values, wanted.get(one)!))); // prettier-ignore
      if (room) return keys.press(room.name);
      return world.impossible ? refuse() : end.last();
    };
    const succeeded = (): boolean => rooms.every((room) => sameValues(room.values, wanted.get(room)!));
    return { goal, ends: end.ends, succeeded, next };
  },
};

type Scale = 'stepper' | 'field' | 'select' | 'slider';
const DEGREES = Array.from({ length: 17 }, (_, i) => String(i + 10));

function temperature({ dom }: World, kind: Scale, label: string, value: string): Control<string> {
  const range = { min: 10, max: 26, value: Number(value) };
  if (kind === 'stepper') return asText(dom.stepper(label, range));
  if (kind === 'slider') return asText(dom.slider(label, range));
  return kind === 'select' ? dom.select(label, DEGREES, value) : dom.field(label, { type: 'number', value });
}

interface Wish {
  room: Room;
  label: string;
  value: string;
}

/** So many wishes for one room. One in four holds already, never the first. */
function drawWishes(
  { target }: World,
  room: Room,
  count: number,
  { labels, modes, modeLabel, kind }: { labels: string[]; modes: string[]; modeLabel: string; kind: Scale },
): Wish[] {
  return target.sample(labels, count).map((label, i) => {
    const present = room.values[label];
    if (i > 0 && target.chance(0.25)) return { room, label, value: present };
    const near = (count > 2 ? [-1, 1] : [-2, -1, 1, 2]).map((by) => String(Number(present) + by));
    const options = label === modeLabel ? modes : kind === 'stepper' ? near : DEGREES.slice(4, 15);
    return { room, label, value: target.pick(options.filter((option) => option !== present)) };
  });
}

/** The wishes for one room, all in one form. */
function partsOf({ wording }: World, wishes: readonly Wish[]): string {
  const form = wording.pick(['{label} {value}', '{label} {value}', '{label} on {value}', '"{label}" at {value}', '{value} for {label}', '{label} = {value}']); // prettier-ignore
  return listed(wishes.map(({ label, value }) => form.replace('{label}', label).replace('{value}', value)));
}

const ASK_EVERY: Phrasings = {
  seen: [
    'Turn the heating {state} in every room {where}.', 'Switch {state} the heating of all rooms {where}.', 'Every room {where} should have its heating {state}.', 'All rooms {where}: heating {state}.',
    'Please make sure that the heating is {state} in each room {where}.', 'Can you turn {state} the heating wherever a room is one {where}?', 'Look for the rooms {where} and turn their heating {state}.',
    'I want the heating {state} in the rooms {where}.', 'To save energy, set the heating to {state} in all rooms {where}.',
  ],
  heldOut: [
    'No room {where} may have its heating any other way than {state}.', 'Go through the rooms; those {where} get their heating turned {state}.', 'Rooms {where} are to be {state}, the others stay as they are.',
    'Is there a room {where}? Then its heating has to be {state}.',
  ],
}; // prettier-ignore
const ASK_IF: Phrasings = {
  seen: [
    'If the {room} is {more} {n} degrees, turn its heating {state}; otherwise turn {state} the heating of the {other}.', 'Turn the heating of the {room} {state} if it is {more} {n} °C there, else turn that of the {other} {state}.',
    'Is the {room} {more} {n} degrees? Then switch its heating {state}. If not, switch {state} the {other}.', 'Check the {room}: when it is {more} {n}, its heating should be {state}; when it is not, the heating of the {other} should be {state}.',
    'When the {room} is {more} {n} degrees set its heating to {state}, otherwise do that for the {other}.', 'Please turn {state} the heating in the {room} if it is {more} {n} degrees, or in the {other} if not.',
    'Make sure that the heating is {state} in the {room} if that room is {more} {n} degrees, and otherwise in the {other}.', '{room} {more} {n}? Turn it {state}. Otherwise turn the {other} {state}.',
  ],
  heldOut: [
    'Only one room gets its heating turned {state}: the {room} in case it is {more} {n} degrees, the {other} in case it is not.', 'Depending on whether the {room} is {more} {n} degrees, turn {state} the {room} (it is) or the {other} (it is not).',
    'Unless the {room} is {more} {n} degrees, it is the {other} whose heating must be {state}; else the {room}.', 'Let the heating be {state} where it makes sense: in the {room} provided it is {more} {n} degrees, if not in the {other}.',
  ],
}; // prettier-ignore
const ASK_MOST: Phrasings = {
  seen: [
    'Turn the heating {state} in the {most} room.', 'Which room is the {most}? Turn its heating {state}.', 'Switch {state} the heating of the {most} room.', 'Find the {most} room and set its heating to {state}.',
    'The {most} room should have its heating {state}.', 'Please turn {state} the heating where it is {most}.', 'I want the heating of the {most} of all rooms {state}.', 'Make sure the {most} room has the heating {state}',
  ],
  heldOut: ['Compare the rooms; the {most} one gets its heating turned {state}.', 'Heating {state}, but only in whichever room is {most}.', 'Have a look at the temperatures and let the {most} room be {state}.', 'Could the room that is {most} have its heating {state}?'],
}; // prettier-ignore

interface Measured {
  name: string;
  now: number;
  humidity: number;
  window: string;
  floor: number;
  heat: Control<boolean>;
  on: boolean;
}

/** Turns the heating on or off where temperatures, humidity or windows say so; the rooms may stand in tabs by floor. */
export const heatingCheck: Family = {
  name: 'heating-check',
  skills: ['read', 'switch', 'compare', 'several', 'tabs'],
  recoverable: true,
  build(world) {
    const { dom, random } = world;
    const floors = random.chance(0.5) ? random.pick([['Ground floor', 'Upper floor'], ['Downstairs', 'Upstairs'], ['House', 'Annexe']]) : ['']; // prettier-ignore
    const windows = random.pick([
      ['open', 'closed'],
      ['Open', 'Shut'],
      ['open', 'locked'],
    ]);
    const named = random.chance(0.4);
    const names = random.sample(ROOMS, random.integer(4, 6));
    const degrees = world.words.distinct(names.length, () => random.integer(14, 27));
    const rooms = names.map((name, i): Measured => {
      const on = random.chance(0.5);
      const heat = dom.switchControl(named ? `${name} heating` : 'Heating', { on });
      return { name, now: degrees[i], humidity: random.integer(30, 75), window: random.pick(windows), floor: i % floors.length, heat, on }; // prettier-ignore
    });
    const { ask, slots, state, chosen, lastFloor, atOnce } = drawCheck(world, rooms, windows);
    const wanted = (room: Measured): boolean => (chosen.includes(room) ? state === 'on' : room.on);
    const labels = ['Temperature', 'Humidity', 'Window'];
    const show = rowsMaker(world, 'Room', labels);
    const rowOf = (room: Measured) => ({ name: room.name, facts: [`${room.now} °C`, `${room.humidity}%`, room.window], keys: [room.heat] }); // prettier-ignore
    const tables = floors.map((_, floor) => show(rooms.filter((room) => room.floor === floor).map(rowOf)));
    const panels = floors.length > 1 ? random.pick([dom.tabs, dom.accordion])(floors, tables.map((one) => [one])) : undefined; // prettier-ignore
    const end = ending(world, 0.5);
    dom.add(dom.heading(random.pick(['Climate', 'Home', 'Heating overview', 'My rooms'])), panels ?? tables[0]);
    end.place();
    const next = (): OracleStep => {
      const wrong = rooms.filter((room) => room.heat.value() !== wanted(room));
      const here = wrong.find((room) => !panels || panels.step(room.floor) === undefined);
      if (here && atOnce) return click(here.heat.control); // each room tells by itself: no need to see the others first
      const look = panels && floors.findIndex((_, floor) => floor <= lastFloor && !panels.seen().has(floor));
      if (look !== undefined && look >= 0) return panels!.step(look)!;
      if (here) return click(here.heat.control);
      return wrong.length > 0 ? panels!.step(wrong[0].floor)! : end.last();
    };
    const succeeded = (): boolean => rooms.every((room) => room.heat.value() === wanted(room));
    return { goal: goalOf(world, ask, { ...slots, state }, end), ends: end.ends, succeeded, next };
  },
};

interface Check {
  ask: Phrasings;
  slots: Record<string, string | number>;
  state: 'on' | 'off';
  /** The rooms whose heating it is about. */
  chosen: Measured[];
  /** One has to look at the floors up to this one to know them. */
  lastFloor: number;
  /** Whether each room shows by itself if it is one of them. */
  atOnce: boolean;
}

function drawCheck({ target }: World, rooms: readonly Measured[], windows: readonly string[]): Check {
  const state = target.pick(['on', 'off'] as const);
  const lastFloor = Math.max(...rooms.map((room) => room.floor));
  const kind = target.pick(['every', 'every', 'every', 'if', 'most'] as const);
  if (kind === 'if') {
    const [room, other] = target.sample(rooms, 2);
    const warmer = target.chance(0.5);
    const n = room.now + target.pick([-3, -2, -1, 1, 2, 3]);
    const chosen = warmer === room.now > n ? room : other;
    const more = warmer ? target.pick(['warmer than', 'hotter than', 'above']) : target.pick(['colder than', 'cooler than', 'below']); // prettier-ignore
    const slots = { room: room.name, other: other.name, n, more };
    return { ask: ASK_IF, slots, state, chosen: [chosen], lastFloor: Math.max(room.floor, chosen.floor), atOnce: false };
  }
  const fitting = kind === 'every' ? drawTests(target, windows).map(([where, test]) => ({ where, chosen: rooms.filter(test) })).filter(({ chosen }) => chosen.length > 0 && chosen.length < 5 && chosen.some((room) => room.on !== (state === 'on'))) : []; // prettier-ignore
  if (fitting.length > 0) {
    const { where, chosen } = target.pick(fitting);
    return { ask: ASK_EVERY, slots: { where }, state, chosen, lastFloor, atOnce: true };
  }
  const warm = target.chance(0.5);
  const [first] = [...rooms].sort((a, b) => (warm ? b.now - a.now : a.now - b.now));
  return { ask: ASK_MOST, slots: { most: warm ? 'warmest' : 'coldest' }, state, chosen: [first], lastFloor, atOnce: false };
}

/** What can be said of some rooms, and of which it is true. */
function drawTests(target: World['target'], [open]: readonly string[]): [string, (room: Measured) => boolean][] {
  const [n, percent] = [target.integer(17, 23), target.integer(45, 65)];
  return [
    [target.pick([`above ${n} degrees`, `warmer than ${n} °C`, `that has more than ${n} degrees`]), (room) => room.now > n],
    [target.pick([`below ${n} degrees`, `colder than ${n} °C`, `with less than ${n} degrees`]), (room) => room.now < n],
    [target.pick([`with an ${open} window`, `where the window is ${open}`]), (room) => room.window === open],
    [
      target.pick([`with more than ${percent}% humidity`, `where the humidity is above ${percent}%`]),
      (room) => room.humidity > percent,
    ],
    [`below ${n} degrees without an ${open} window`, (room) => room.now < n && room.window !== open],
  ];
}
