import { refuse, stop, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { goalOf, sameText } from '../apps/kit.js';
import { createKeys, dateMaker, rowsMaker } from './kit.js';

const PLACES = [
  'Sorting centre',
  'Customs',
  'Harbour',
  'Airport',
  'Local depot',
  'Delivery van',
  'Parcel shop',
  'Warehouse',
  'Neighbour',
  'Locker',
];
const ASK: Record<string, Phrasings> = {
  last: {
    seen: ['Where was the parcel from {sender} last seen?', 'Where is my parcel from {sender} now?', 'Track the {sender} parcel and tell me its latest stop.', 'What is the latest place in the tracking of {sender}?', 'Find out where {sender} was scanned last.', 'Open the shipment from "{sender}": which place is the most recent?', 'The {sender} package: where has it got to?', 'Tell me the last location of the parcel {sender} sent.'],
    heldOut: ['How far has the thing from {sender} come? Name the place.', '{sender} sent me something; which stop did it reach most recently?', 'I wonder where the package of {sender} might be at present.', 'Look at the journey of the {sender} parcel and say where it ends for now.'],
  },
  due: {
    seen: ['When will the parcel from {sender} arrive?', 'What is the expected date of the {sender} parcel?', 'Tell me the delivery date for {sender}.', 'On which day is the package from "{sender}" expected?', 'Delivery date of {sender}?', 'Look up the arrival day of my {sender} parcel.', 'I have to be at home for the parcel from {sender}. Which date?', 'Find when {sender} is due.'],
    heldOut: ['Which day should I stay at home for {sender}?', '{sender} sent something. For when is it announced?', 'The date on which I get what {sender} sent, please.', 'By what day do they say that {sender} is here?'],
  },
  first: {
    seen: ['Which parcel on the way is due {edge}? Name the sender.', 'Who sent the parcel under way that is expected {edge}?', 'Of the parcels still on the way, whose arrives {edge}?', 'Look at what is on its way: which sender is due {edge}?', 'Tell me the sender of the {edge} expected parcel on the way.', 'Name the sender whose parcel comes {edge} among those under way.', 'What arrives {edge} of all that is on the way? Give the sender.', 'Compare the dates of the parcels on the way. Who is {edge}?'],
    heldOut: ['I am waiting for several parcels; from whom is the one due {edge}?', 'Order those under way by date in your mind: which sender is {edge}?', 'The {edge} of the parcels not yet here is from whom?', 'Not delivered yet and due {edge}: which sender?'],
  },
  count: {
    seen: ['How many parcels does {carrier} bring that are still on the way?', 'Count the parcels on the way with {carrier}.', 'How many of the parcels under way come by {carrier}?', 'Number of {carrier} parcels on the way?', '{carrier}: how many parcels are on their way?', 'Tell me how many shipments under way are handled by {carrier}.', 'Please count what {carrier} has still to deliver.', 'I want to know how many parcels {carrier} is bringing.'],
    heldOut: ['How often will {carrier} still ring, one parcel each time?', 'With {carrier} alone, what is the number of parcels under way?', 'Of what is not here yet, how much is with {carrier}? Give a number.', 'Say how many parcels I get from the drivers of {carrier}.'],
  },
  stops: {
    seen: ['How many scans does the parcel from {sender} have?', 'Count the tracking events of {sender}.', 'How many stops are listed for the {sender} parcel?', 'Open the parcel from "{sender}" and count its events.', 'Number of tracking entries of {sender}?', 'Tell me how many times the parcel from {sender} was scanned.', 'How many lines are there in the history of the {sender} parcel?', 'The tracking of {sender}: how many entries?'],
    heldOut: ['How long is the list of stops for what {sender} sent? A number, please.', 'Through how many hands did the {sender} package go, by its tracking?', 'What is the count of entries in the journey of {sender}?', 'Follow the {sender} parcel and number its scans.'],
  },
  weight: {
    seen: ['What do the parcels from {sender} and {other} weigh together?', 'Add the weights of the {sender} and {other} parcels.', 'How many kilograms are {sender} and {other} in total?', 'Total weight of the parcels from {sender} and {other}?', 'Sum up the weight of {sender} and {other}.', 'I carry the parcels of {sender} and {other} upstairs. How heavy are they together?', 'Tell me the weight of {sender} plus that of {other}.', '{sender} and {other}: what do both weigh?'],
    heldOut: ['If I lift {sender} along with {other}, how many kilograms is that?', 'How much would a scale show with both {sender} and {other} on it?', 'The weight of {sender} goes with that of {other}; what comes out?', 'Work out the common weight of the two parcels {sender} and {other}.'],
  },
}; // prettier-ignore

interface Parcel {
  sender: string;
  carrier: string;
  due: number;
  grams: number;
  delivered: boolean;
  stops: string[];
}

/** A question about parcels under way or delivered: read from the lists, compared, counted, summed, or looked up in a tracking. */
export const parcelAsk: Family = {
  name: 'parcel-ask',
  skills: ['read', 'navigate', 'tabs', 'compare', 'count', 'calc', 'answer'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target, words } = world;
    const dates = dateMaker(world, -6, 60);
    const count = random.integer(5, 8);
    const senders = words.distinct(count, words.company);
    const carriers = words.distinct(3, () => `${words.lastName()} ${random.pick(['Express', 'Post', 'Parcels'])}`);
    const [days, grams] = [words.distinct(count, () => random.integer(1, 60)), words.distinct(count, () => random.integer(2, 90) * 100)]; // prettier-ignore
    const all = senders.map((sender, i): Parcel => ({ sender, carrier: random.pick(carriers), due: days[i], grams: grams[i], delivered: i >= Math.ceil(count * 0.6), stops: random.sample(PLACES, random.integer(2, 5)) })); // prettier-ignore
    const parcels = random.shuffle(all);
    const under = parcels.filter((one) => !one.delivered);
    const brief = random.chance(0.5); // dates and weights stand on the page of a parcel only
    const kind = world.impossible ? target.pick(['last', 'due', 'stops'] as const) : target.pick(brief ? (['last', 'due', 'due', 'stops', 'count'] as const) : (['last', 'due', 'first', 'first', 'count', 'stops', 'weight'] as const)); // prettier-ignore
    const wanted = target.pick(kind === 'weight' || kind === 'due' ? under : parcels);
    const other = target.pick(parcels.filter((one) => one !== wanted && one.delivered === wanted.delivered));
    const edge = target.pick(['first', 'last']);
    const carrier = target.pick(under).carrier;
    const listed = world.impossible ? parcels.filter((one) => one !== wanted) : parcels;
    const goal = goalOf(world, ASK[kind], { sender: wanted.sender, other: other.sender, edge, carrier });

    const keys = createKeys();
    const dateLabel = random.pick(['Expected', 'Due', 'Date']);
    const show = rowsMaker(world, 'From', brief ? ['Carrier'] : ['Carrier', dateLabel, 'Weight']);
    const [title, opener, newest, steps, tabNames] = [random.pick(['Parcels', 'My shipments', 'Deliveries']), random.pick(['Track', 'Details', 'Follow']), random.chance(0.5), random.chance(0.5), random.pick([['On the way', 'Delivered'], ['Under way', 'Arrived'], ['Expected', 'Received']])]; // prettier-ignore
    world.reserve(...senders, ...carriers, ...PLACES, title, ...tabNames);
    let tab = random.chance(0.35) ? 1 : 0;
    let open: Parcel | undefined;
    const seen = new Set<number>();
    const shown = new Map<string, HTMLElement>();
    let last: HTMLElement;
    const list = (): void => {
      keys.clear();
      shown.clear();
      open = undefined;
      seen.add(tab);
      dom.add(dom.heading(title));
      const bar = tabNames.map((name, i) => keys.put(`tab ${i}`, dom.element('button', name, { type: 'button', role: 'tab', 'aria-selected': String(i === tab) }))); // prettier-ignore
      bar[tab].style.fontWeight = 'bold';
      bar.forEach((control, i) => control.addEventListener('click', () => ((tab = i), world.refresh())));
      const strip = dom.wrap('div', bar, 'flex');
      strip.setAttribute('role', 'tablist');
      const fact = (name: string, text: string): HTMLElement => {
        const made = dom.element('span', text);
        shown.set(name, made);
        return made;
      };
      const rows = listed.filter((one) => one.delivered === (tab === 1)).map((one) => ({
        name: fact(`name ${one.sender}`, one.sender),
        facts: [one.carrier, ...(brief ? [] : [fact(`due ${one.sender}`, dates(one.due)), fact(`weight ${one.sender}`, `${one.grams / 1000} kg`)])],
        keys: [keys.put(one.sender, dom.button(opener, () => world.go(`parcel ${one.sender}`, () => view(one)), 'link').control)],
      })); // prettier-ignore
      dom.add(strip, show(rows));
    };
    const view = (one: Parcel): void => {
      keys.clear();
      open = one;
      dom.add(dom.wrap('div', [keys.put('back', dom.button(`Back to ${title.toLowerCase()}`, () => world.go('parcels', list), 'link').control)])); // prettier-ignore
      const facts = dom.pairs([['Number', words.code()], ['Carrier', one.carrier], ['Sent to', words.city()], ...(brief ? [[dateLabel, dates(one.due)], ['Weight', `${one.grams / 1000} kg`]] as [string, string][] : [])]); // prettier-ignore
      if (brief) shown.set(`due ${one.sender}`, facts.values[3]);
      dom.add(dom.heading(`Parcel from ${one.sender}`), facts);
      const spans = one.stops.map((place) => dom.element('span', place));
      last = spans.at(-1)!;
      const events = spans.map((span, i) => [dates(one.due - one.stops.length + i - 1), `${String(8 + i * 2).padStart(2, '0')}:${random.pick(['05', '20', '45'])}`, span]); // prettier-ignore
      const ordered = newest ? events.reverse() : events;
      dom.add(steps ? dom.list(ordered.map((parts) => dom.wrap('div', parts.map((part) => dom.wrap('span', [part])), 'line')), true) : dom.table(['Date', 'Time', 'Place'], ordered)); // prettier-ignore
    };
    world.show('parcels', list);
    const sorted = [...under].sort((a, b) => a.due - b.due);
    const most = sorted[edge === 'first' ? 0 : sorted.length - 1];
    const [inList, need] = [kind !== 'last' && kind !== 'stops' && !(brief && kind === 'due'), kind === 'first' || kind === 'count' ? 0 : wanted.delivered ? 1 : 0]; // prettier-ignore
    const answer = { last: wanted.stops.at(-1)!, due: dates(wanted.due), first: most.sender, count: String(under.filter((one) => one.carrier === carrier).length), stops: String(wanted.stops.length), weight: String((wanted.grams + other.grams) / 1000) }[kind]; // prettier-ignore
    const via = (): Via | undefined => {
      if (kind === 'last') return { from: last };
      if (kind === 'weight') return { calc: 'number($1) + number($2)', of: [shown.get(`weight ${wanted.sender}`)!, shown.get(`weight ${other.sender}`)!] }; // prettier-ignore
      const name = { due: `due ${wanted.sender}`, first: `name ${most.sender}` }[kind as string];
      return name ? { from: shown.get(name)! } : undefined;
    };
    const next = (): OracleStep => {
      const there = !world.impossible && (inList ? !open : open === wanted);
      if (there && (!inList || need === tab)) return stop(answer, via());
      if (open) return keys.press('back');
      if (world.impossible) return seen.size < 2 ? keys.press(`tab ${1 - tab}`) : refuse();
      return need === tab ? keys.press(wanted.sender) : keys.press(`tab ${need}`);
    };
    const sum = Number(answer);
    const accepts = (given: string): boolean => sameText(given, answer) || (kind === 'weight' && Math.abs(parseFloat(given) - sum) < 1e-6); // prettier-ignore
    return { goal, ends: 'stop', succeeded: accepts, next };
  },
};
