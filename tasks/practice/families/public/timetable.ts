import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message, sameText } from '../apps/kit.js';
import { chooser, doing, records, shapeOf } from './kit.js';

interface Ride {
  line: string;
  departs: string;
  arrives: string;
  via: string;
  platform: string;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Rides in the order of their departure; a later one also arrives later. */
function makeRides({ random, words }: World, vias: readonly string[]): Ride[] {
  const count = random.integer(4, 7);
  const travel = random.integer(18, 70);
  let at = random.integer(6, 12) * 60 + random.integer(0, 59);
  const lines = words.distinct(count, () => `${random.pick(['', 'F', 'X', 'N'])}${words.number(1, 99)}`);
  return lines.map((line) => {
    at += random.integer(22, 80);
    const arrives = clock(at + travel + random.integer(0, 20));
    return { line, departs: clock(at), arrives, via: random.pick(vias), platform: words.code() };
  });
}

const LATER: Phrasings = {
  seen: ['I want to go from {from} to {to}, leaving at {time} or later. {question}', 'From {from} to {to}, not before {time}: {small}', '{question} I mean the first one from {from} to {to} that leaves at {time} or after.', 'Look up the next connection from {from} to {to} from {time} on. {question}', 'Going to {to} from {from}, first departure after {time}. {question}'],
  heldOut: ['I can be at {from} by {time} and want to get to {to} as early as possible. {question}', 'Suppose I miss everything from {from} to {to} that leaves before {time}. For the one after that: {small}'],
}; // prettier-ignore
const BY: Phrasings = {
  seen: ['I have to be in {to} by {time} and start in {from}. Take the latest connection that is in time. {question}', 'From {from} to {to}, arriving no later than {time}, as late as possible: {small}', '{question} It is about the last one from {from} that reaches {to} by {time}.', 'Find the latest connection from {from} that arrives in {to} by {time}. {question}'],
  heldOut: ['They expect me in {to} at {time}. I leave {from} as late as I can. {question}', 'Without being late for {time} in {to}, what is the last way to go from {from}? {question}'],
}; // prettier-ignore
const VIA: Phrasings = {
  seen: ['I want to travel from {from} to {to} via {via}. For the first connection: {small}', 'From {from} to {to}, the earliest that goes via {via}. {question}', '{question} I need the first one from {from} to {to} that stops at {via}.', 'Which is the first connection from {from} to {to} that runs via {via}? {question}'],
  heldOut: ['A friend gets on at {via}, so from {from} to {to} it has to go that way; the earliest one. {question}', 'On the way from {from} to {to} I have to pass {via}. For the first one that does: {small}'],
}; // prettier-ignore

const QUESTIONS: { key: keyof Ride; texts: string[] }[] = [
  { key: 'line', texts: ['Which line is it?', 'What is the number of the line?', 'Tell me the line.'] },
  { key: 'departs', texts: ['When does it leave?', 'What is the departure time?', 'Tell me when it departs.'] },
  { key: 'arrives', texts: ['When does it arrive?', 'What is the arrival time?', 'Tell me when I get there.'] },
  { key: 'platform', texts: ['Which stop does it leave from?', 'What is the departure stop?', 'Tell me its stop code.'] },
];

interface Asked {
  ride: Ride;
  phrasings: Phrasings;
  slots: Record<string, string>;
}

function drawRide({ target }: World, rides: readonly Ride[]): Asked {
  const near = (time: string, by: number): string => clock(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + by);
  const ride = target.pick(rides);
  const kind = target.pick(['later', 'later', 'by', 'via']);
  if (kind === 'via') {
    const first = rides.find((one) => one.via === ride.via)!;
    return { ride: first, phrasings: VIA, slots: { via: ride.via } };
  }
  if (kind === 'later') return { ride, phrasings: LATER, slots: { time: near(ride.departs, -target.pick([0, 1, 5, 10, 20])) } };
  const time = near(ride.arrives, target.pick([0, 1, 4, 10, 15]));
  const last = rides.filter((one) => one.arrives <= time).at(-1)!;
  return { ride: last, phrasings: BY, slots: { time } };
} // prettier-ignore

/** Searches a bus or ferry connection and answers something about the one that a condition picks. */
export const busConnection: Family = {
  name: 'bus-connection',
  skills: ['read', 'search', 'compare', 'table', 'answer', 'load-more'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random, target } = world;
    const boat = random.chance(0.3);
    const stops = words.distinct(random.integer(4, 6), random.chance(0.5) ? words.city : () => `${capital(words.noun())} ${random.pick(boat ? ['Pier', 'Harbour', 'Island'] : ['Square', 'Station', 'Bridge', 'Park'])}`); // prettier-ignore
    const vias = words.distinct(3, () => `${capital(words.madeUp())}`, stops);
    const rides = new Map(stops.flatMap((from) => stops.map((to): [string, Ride[]] => [`${from} > ${to}`, makeRides(world, vias)]))); // prettier-ignore
    const [from, to] = target.sample(stops, 2);
    const { ride, phrasings, slots } = drawRide(world, rides.get(`${from} > ${to}`)!);
    const shownStops = stops.filter((one) => !world.impossible || one !== to);
    const { key, texts } = target.pick(QUESTIONS);
    const question = target.pick(texts);
    const starts = random.chance(0.4) ? random.pick(shownStops) : undefined;
    const kinds = ['select', 'select', 'dropdown', 'radios'] as const;
    const fromField = chooser(world, 'From', [...shownStops], starts, kinds);
    const toField = chooser(world, 'To', [...shownStops].reverse(), undefined, ['select', 'select', 'radios']);
    const button = buttonMaker(world);
    const shape = shapeOf(world);
    const [search, later] = [random.pick(['Search', 'Find connections', 'Show departures']), random.pick(['Later connections', 'Show later', 'Later'])]; // prettier-ignore
    world.reserve(search, later);
    const title = random.pick(boat ? ['Ferry times', 'Ferries'] : ['Bus times', 'Journey planner', 'Timetable']);
    let shown: { from: string; to: string } | undefined;
    let problem = '';
    let limit = 3;
    let keys = new Map<string, HTMLElement>();
    let cells = new Map<Ride, HTMLElement>();
    const find = (): void => {
      const trip = { from: fromField.value(), to: toField.value() };
      const known = shownStops.includes(trip.from) && shownStops.includes(trip.to);
      problem = !known ? 'Please choose where you start and where you go.' : trip.from === trip.to ? 'Start and destination are the same.' : ''; // prettier-ignore
      [shown, limit] = [problem ? undefined : trip, 3];
    };
    const put = (name: string, press: () => void): HTMLElement => (keys.set(name, button(name, press)), keys.get(name)!);
    const pick = (one: Ride, name: keyof Ride): HTMLElement | string => {
      if (name !== key) return one[name];
      const cell = dom.element('span', one[name]);
      cells.set(one, cell);
      return cell;
    };
    world.show('timetable', () => {
      [keys, cells] = [new Map(), new Map()];
      dom.add(dom.heading(title));
      dom.layout([fromField, toField, put(search, doing(world, find))], { kind: random.pick(['block', 'line', 'flex'] as const) }); // prettier-ignore
      if (problem) dom.add(message(world, problem, 'alert'));
      if (!shown) return;
      const all = rides.get(`${shown.from} > ${shown.to}`)!;
      const rows = all.slice(0, limit).map((one) => (['line', 'departs', 'via', 'arrives', 'platform'] as const).map((name) => pick(one, name))); // prettier-ignore
      dom.add(dom.element('h4', `${shown.from} to ${shown.to}`), records(world, shape, ['Line', 'Departs', 'Via', 'Arrives', 'Stop'], rows)); // prettier-ignore
      if (limit < all.length)
        dom.add(
          put(
            later,
            doing(world, () => void (limit += 3)),
          ),
        );
    });
    const last = (): boolean => phrasings !== BY || limit > rides.get(`${from} > ${to}`)!.indexOf(ride) + 1 || !keys.has(later);
    const next = (): OracleStep => {
      if (shown?.from === from && shown.to === to) {
        const cell = cells.get(ride);
        return cell && last() ? stop(ride[key], { from: cell }) : click(keys.get(later)!);
      }
      if (world.impossible) return refuse();
      return fromField.step(from) ?? toField.step(to) ?? click(keys.get(search)!);
    };
    const small = question.charAt(0).toLowerCase() + question.slice(1);
    const goal = goalOf(world, phrasings, { from, to, question, small, ...slots });
    return { goal, ends: 'stop', succeeded: (answer) => sameText(answer, ride[key]), next };
  },
};
