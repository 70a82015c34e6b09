import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message } from '../apps/kit.js';
import { chooser, doing, flag, named } from './kit.js';

const ASK: Phrasings = {
  seen: [
    'Apply for a resident parking permit for the car {plate}. I live in {street}. {rest}', 'I need a parking permit: my address is in {street}, my number plate is {plate}. {rest}', 'Please get me a permit for {plate}, zone of {street}. {rest}',
    'Car {plate}, home in {street}. Find out which zone that is and apply for the permit. {rest}', 'Send the permit application. Plate {plate}, street {street}. {rest}', '{rest} That is for a parking permit; the car is {plate} and it stands in {street}.',
    'Can you apply for a permit for my car ({plate})? It should be valid where I live, in {street}. {rest}', 'Look up the parking zone of {street} and order a permit for {plate} there. {rest}',
  ],
  heldOut: [
    'My neighbours in {street} all have a permit. I want one as well, for {plate}. {rest}', 'Make sure that {plate} may park in {street}, by a permit. {rest}', 'We moved to {street}. The car ({plate}) needs the permit of that zone now. {rest}',
    'Whatever zone {street} is in, apply for it with the plate {plate}. {rest}',
  ],
}; // prettier-ignore
const REST: Phrasings = {
  seen: ['{Key}: {value}.', 'Choose "{value}" as {key}.', 'The {key} is {value}.', 'It should have {value} as {key}.', '{value} as {key}, please.'],
  heldOut: ['With {key} I want {value}.', 'For {key}, {value} is right.'],
}; // prettier-ignore

const TERMS = [
  ['1 month', '3 months', '6 months', '1 year'],
  ['3 months', '6 months', '12 months'],
  ['1 week', '1 month', '1 year', '2 years'],
];
const VEHICLES = ['Car', 'Van', 'Motorcycle', 'Electric car', 'Camper'];

/** `ABC 123` and the like: what the form takes. */
const PLATE = /^[A-Z]{2,3}[ -]\d{3,4}$/;

function makePlate({ random, words }: World): string {
  const letters = words.letters(random.integer(2, 3)).toUpperCase();
  return `${letters}${random.pick([' ', '-'])}${words.digits(random.integer(3, 4))}`;
}

/** Applies for a parking permit in two steps; the zone of the street has to be looked up elsewhere. */
export const parkingPermit: Family = {
  name: 'parking-permit',
  skills: ['read', 'lookup', 'wizard', 'type', 'validation', 'several-conditions'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const zones = random.pick([['A', 'B', 'C', 'D'], ['Zone 1', 'Zone 2', 'Zone 3'], ['North', 'South', 'East', 'West'], ['P1', 'P2', 'P3', 'P4', 'P5']]); // prettier-ignore
    const streets = words.distinct<string>(random.integer(5, 8), () => `${capital(words.noun())} ${random.pick(['Street', 'Road', 'Lane', 'Avenue'])}`); // prettier-ignore
    const zoneOf = new Map(streets.map((street, i) => [street, zones[i % zones.length]]));
    const street = target.pick(streets);
    const zone = zoneOf.get(street)!;
    const plate = makePlate(world);
    const terms = random.pick(TERMS);
    const vehicles = random.sample(VEHICLES, random.integer(3, 4));
    const pick = { term: target.pick(terms), vehicle: target.pick(vehicles) };
    const zoneField = chooser(world, random.pick(['Zone', 'Parking zone', 'Permit zone']), zones, random.chance(0.3) ? random.pick(zones) : undefined, ['select', 'select', 'radios']); // prettier-ignore
    const plateField = named(dom.field(random.pick(['Number plate', 'Registration number', 'Licence plate'])));
    const termField = chooser(world, random.pick(['Duration', 'Valid for', 'Period']), terms, random.pick([undefined, random.pick(terms)])); // prettier-ignore
    const vehicleField = chooser(world, random.pick(['Vehicle', 'Vehicle type', 'Type of vehicle']), vehicles, undefined, ['select', 'radios', 'dropdown']); // prettier-ignore
    const withVehicle = random.chance(0.5);
    const reminder = random.chance(0.5) ? flag(world, random.pick(['Remind me before it ends', 'Send me news']), random.chance(0.5)) : undefined; // prettier-ignore
    const reminded = reminder?.value();
    const consent = random.chance(0.6) ? flag(world, random.pick(['All data are correct', 'I accept the rules']), false) : undefined; // prettier-ignore
    const place = random.pick(['page', 'page', 'accordion', 'beside'] as const);
    const button = buttonMaker(world);
    const [forth, back, send, finder] = [random.pick(['Continue', 'Next']), random.pick(['Back', 'Previous step']), random.pick(['Submit application', 'Apply', 'Send']), random.pick(['Find your zone', 'Which zone am I in?', 'Zone finder'])]; // prettier-ignore
    world.reserve(forth, back, send, finder, 'Back to the form');
    const prices = zones.map(() => `$${words.number(20, 180)}`);
    const listedStreets = [...streets].sort().filter((one) => !world.impossible || one !== street);
    const table = (): HTMLElement => dom.table(['Street', 'Zone', 'Price a year'], listedStreets.map((one) => [one, zoneOf.get(one)!, prices[zones.indexOf(zoneOf.get(one)!)]])).root; // prettier-ignore
    const panel = place === 'accordion' ? dom.accordion([finder], [[table()]]) : undefined;
    let onFinder = false;
    let looked = place === 'beside';
    let second = false;
    let problems: string[] = [];
    let keys = new Map<string, HTMLElement>();
    const put = (key: string, label: string, press: () => void): HTMLElement => (keys.set(key, button(label, press)), keys.get(key)!); // prettier-ignore
    const check = (): string[] => {
      const texts: string[] = [];
      if (!PLATE.test(plateField.value().trim())) texts.push('Enter the plate with letters, a space or hyphen, and digits.');
      if (!zones.includes(zoneField.value())) texts.push('Choose a zone.');
      if (withVehicle && !vehicles.includes(vehicleField.value())) texts.push('Choose a kind of vehicle.');
      return texts;
    };
    const on = (): void => {
      problems = check();
      second = problems.length === 0;
      world.refresh();
    };
    const submit = (): void => {
      problems = terms.includes(termField.value()) ? [] : ['Choose how long it should be valid.'];
      if (consent && !consent.value()) problems.push('Please confirm below.');
      if (problems.length > 0) world.refresh();
      else world.submit();
    };
    const steps = ['Car and zone', 'Permit'].map((title, i) => dom.element('h3', `Step ${i + 1} of 2: ${title}`));
    world.show('form', () => {
      onFinder = false;
      keys = new Map();
      dom.add(dom.heading('Resident parking permit'), steps[Number(second)], ...problems.map((text) => message(world, text, 'alert'))); // prettier-ignore
      if (second) {
        dom.layout([termField, ...(reminder ? [reminder] : []), ...(consent ? [consent] : [])], { kind: 'block' });
        dom.add(dom.wrap('div', [put('back', back, doing(world, () => ((second = false), (problems = [])))), put('send', send, submit)], 'flex')); // prettier-ignore
        return;
      }
      const link = place === 'page' ? [put('finder', finder, () => world.go('zones', zonePage))] : [];
      const beside = place === 'beside' ? [table()] : panel ? [panel] : [];
      dom.layout([plateField, zoneField, ...link, ...(withVehicle ? [vehicleField] : [])], { kind: 'block' });
      dom.add(...beside, put('forth', forth, on));
    });
    const zonePage = (): void => {
      [onFinder, looked, keys] = [true, true, new Map()];
      dom.add(
        dom.heading('Parking zones'),
        table(),
        put('leave', 'Back to the form', () => world.back()),
      );
    };
    const look = (): OracleStep | undefined => {
      if (looked || panel?.seen().has(0)) return undefined;
      return panel ? panel.step(0) : click(keys.get('finder')!);
    };
    const first = (): OracleStep | undefined => plateField.step(plate) ?? zoneField.step(zone) ?? (withVehicle ? vehicleField.step(pick.vehicle) : undefined); // prettier-ignore
    const right = (): boolean => plateField.value() === plate && zoneField.value() === zone && (!withVehicle || vehicleField.value() === pick.vehicle); // prettier-ignore
    const next = (): OracleStep => {
      if (onFinder) return world.impossible ? refuse() : click(keys.get('leave')!);
      if (second && !right()) return click(keys.get('back')!);
      if (second) return termField.step(pick.term) ?? (reminded === undefined ? undefined : reminder!.step(reminded)) ?? consent?.step(true) ?? click(keys.get('send')!); // prettier-ignore
      return look() ?? (world.impossible ? refuse() : (first() ?? click(keys.get('forth')!)));
    };
    const wishes: [string, string][] = [[target.pick(['duration', 'period']), pick.term], [target.pick(['vehicle', 'type of vehicle']), pick.vehicle]]; // prettier-ignore
    const rest = wishes
      .slice(0, withVehicle ? 2 : 1)
      .map(([key, value]) => world.phrase(REST, { key, Key: capital(key), value }));
    const goal = goalOf(world, ASK, { plate: `"${plate}"`, street, rest: rest.join(' ') });
    const done = (): boolean => second && right() && termField.value() === pick.term && (consent?.value() ?? true) && reminder?.value() === reminded; // prettier-ignore
    return { goal, ends: 'page', succeeded: done, next };
  },
};
