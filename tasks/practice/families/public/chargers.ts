import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf } from '../apps/kit.js';
import { ask, askingWords, chooser, doing, flag, named, records, shapeOf } from './kit.js';

const PLUGS = ['Type 2', 'CCS', 'CHAdeMO', 'Type 1', 'Schuko', 'NACS'];
const POWERS = [11, 22, 50, 150, 300];

interface Station {
  name: string;
  plug: string;
  power: number;
  /** Tenths of a kilometre. */
  distance: number;
  /** Cents for a kilowatt hour. */
  price: number;
  free: boolean;
}

function makeStations({ random, words }: World, plugs: readonly string[]): Station[] {
  const count = random.integer(6, 10);
  const places = ['Car Park', 'Square', 'Market', 'Station', 'Mall', 'Hotel', 'Sports Hall', 'Town Hall'];
  const names = words.distinct(count, () => `${capital(words.noun())} ${random.pick(places)}`);
  const distances = words.distinct(count, () => words.number(2, 140));
  const prices = words.distinct(count, () => words.number(28, 89));
  return names.map((name, i) => ({
    name,
    plug: random.pick(plugs),
    power: random.pick(POWERS),
    distance: distances[i],
    price: prices[i],
    free: random.chance(0.6),
  }));
}

const km = ({ distance }: Station): string => `${(distance / 10).toFixed(1)} km`;
const cost = ({ price }: Station): string => `$${(price / 100).toFixed(2)}/kWh`;

const ASK: Phrasings = {
  seen: [
    'Find the {extreme} {station} with {what} and {toIt}.', 'Please {to} the {extreme} {station} that has {what}.', 'I need {what}. Please {to} the {extreme} {station} that offers this.',
    'Which {station} with {what} is the {extreme}? Open it and press "{label}".', 'Look for a {station} with {what}; of those, {to} the {extreme} one.',
    'Among all with {what}, take the {extreme} {station} and press {label}.', 'My car needs {what}. Open the {extreme} {station} for it, then {label}.', 'Could you {to} the {extreme} {station} with {what}?',
    'The {extreme} {station} with {what}: {toIt}.',
  ],
  heldOut: [
    'With {what}, whichever {station} is {extreme}: {toIt}.', 'Filter for {what}, then go to the {extreme} {station} and use "{label}".',
    'Any {station} will do as long as it has {what}, but it has to be the {extreme}. {label}, please.', 'Make sure to {to} the {extreme} {station}; without {what} I cannot charge.',
  ],
}; // prettier-ignore

const ACTS: [label: string, to: string][] = [
  ['Start route', 'start the route to'],
  ['Save station', 'save'],
  ['Report a fault', 'report a fault at'],
];

interface Need {
  plug: string;
  power?: number;
  free: boolean;
}

const fits = (station: Station, need: Need): boolean =>
  station.plug === need.plug && station.power >= (need.power ?? 0) && (station.free || !need.free);

/** What is needed: what at least one station has, or, on an impossible page, what is then taken off the list. */
function drawNeed({ target }: World, stations: readonly Station[]): Need {
  const like = target.pick(stations);
  const power = target.chance(0.45) ? target.pick(POWERS.filter((one) => one <= like.power)) : undefined;
  return { plug: like.plug, power, free: like.free && target.chance(0.4) };
}

/** Filters a list of charging stations, finds the nearest or cheapest that fits, opens it and does one of its commands. */
export const chargerFind: Family = {
  name: 'charger-find',
  skills: ['filter', 'compare', 'navigate', 'dialog', 'load-more'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target } = world;
    const plugs = random.sample(PLUGS, random.integer(2, 4));
    const all = makeStations(world, plugs);
    const need = drawNeed(world, all);
    const stations = all.filter((station) => !world.impossible || !fits(station, need));
    const cheap = target.chance(0.4);
    const key = cheap ? 'price' : 'distance';
    const wanted = [...all].filter((one) => fits(one, need)).sort((a, b) => a[key] - b[key])[0];
    const acts = random.sample(ACTS, random.integer(2, 3));
    const [label, to] = target.pick(acts);
    const any = random.pick(['Any', 'All']);
    const plugFilter = chooser(world, random.pick(['Connector', 'Plug', 'Plug type']), [any, ...plugs], random.chance(0.75) ? any : random.pick(plugs)); // prettier-ignore
    const powerFilter = named(dom.select(random.pick(['Power', 'Minimum power']), [any, ...POWERS.slice(1).map((kw) => `${kw} kW or more`)], any)); // prettier-ignore
    const freeFilter = flag(world, random.pick(['Available now', 'Only free ones', 'Free now']), random.chance(0.2));
    const wishes = { plug: need.plug, power: need.power && need.power > POWERS[0] ? `${need.power} kW or more` : any };
    const shape = shapeOf(world);
    const button = buttonMaker(world);
    const asking = askingWords(world, 'go on');
    const more = random.pick(['Show more', 'Load more', 'More results']);
    world.reserve(more, ...ACTS.map(([name]) => name));
    const confirms = random.chance(0.5);
    let limit = 4;
    let open: Station | undefined;
    let pressed = '';
    let keys = new Map<Station | string, HTMLElement>();
    let dialog: ReturnType<typeof ask> | undefined;
    const found = (): Station[] =>
      stations.filter(
        (one) =>
          (plugFilter.value() === any || one.plug === plugFilter.value()) &&
          (powerFilter.value() === any || one.power >= Number.parseInt(powerFilter.value(), 10)) &&
          (one.free || !freeFilter.value()),
      );
    for (const filter of [plugFilter, powerFilter, freeFilter])
      filter.root.addEventListener('change', doing(world, () => (limit = 4))); // prettier-ignore
    const list = (): void => {
      open = undefined;
      dialog = undefined;
      const shown = found().slice(0, limit);
      keys = new Map(shown.map((one) => [one, dom.link(one.name, () => world.go(`station ${one.name}`, () => detail(one))).control])); // prettier-ignore
      const rows = shown.map((one) => [keys.get(one)!, one.plug, `${one.power} kW`, km(one), cost(one), one.free ? 'free' : 'occupied']); // prettier-ignore
      dom.add(dom.heading('Charging stations'), dom.wrap('div', [plugFilter, powerFilter, freeFilter], 'block'));
      dom.add(shown.length > 0 ? records(world, shape, ['Station', 'Plug', 'Power', 'Distance', 'Price', 'Now'], rows) : dom.element('p', 'No station matches your filters.')); // prettier-ignore
      if (found().length > limit) keys.set(more, button(more, doing(world, () => (limit += 4)))); // prettier-ignore
      if (keys.has(more)) dom.add(keys.get(more)!);
    };
    const act = (name: string): void => {
      pressed = name;
      if (confirms) world.refresh();
      else world.submit();
    };
    const detail = (station: Station): void => {
      open = station;
      const facts: [string, string][] = [['Plug', station.plug], ['Power', `${station.power} kW`], ['Price', cost(station)], ['Distance', km(station)]]; // prettier-ignore
      keys = new Map([['back', button('Back to results', () => ((pressed = ''), world.back()))]]);
      dom.add(keys.get('back')!, dom.heading(station.name), dom.pairs(facts));
      for (const [name] of acts)
        keys.set(
          name,
          button(name, () => act(name)),
        );
      dom.layout(acts.map(([name]) => keys.get(name)!), { kind: 'flex' }); // prettier-ignore
      dialog = confirms && pressed ? ask(world, asking, `${pressed}?`, [dom.element('p', station.name)], (yes) => (yes ? world.submit() : doing(world, () => (pressed = ''))())) : undefined; // prettier-ignore
    };
    world.show('stations', list);
    const next = (): OracleStep => {
      if (open && dialog) return click(open === wanted && pressed === label ? dialog.yes : dialog.no);
      if (open) return click(open === wanted && !world.impossible ? keys.get(label)! : keys.get('back')!);
      const filtering = plugFilter.step(wishes.plug) ?? powerFilter.step(wishes.power) ?? freeFilter.step(need.free);
      if (filtering) return filtering;
      if (keys.has(more)) return click(keys.get(more)!);
      return world.impossible ? refuse() : click(keys.get(wanted)!);
    };
    const power = need.power ? ` and at least ${need.power} kW` : '';
    const goal = goalOf(world, ASK, {
      extreme: target.pick(cheap ? ['cheapest', 'least expensive'] : ['nearest', 'closest']),
      station: `${need.free ? 'free ' : ''}${target.pick(['charging station', 'charger', 'station'])}`,
      what: `${/^[aeiou]/i.test(need.plug) ? 'an' : 'a'} ${need.plug} plug${power}`,
      label,
      to,
      toIt: `${to} it`,
    });
    return { goal, ends: 'page', succeeded: () => open === wanted && pressed === label, next };
  },
};
