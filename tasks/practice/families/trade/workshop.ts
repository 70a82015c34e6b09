import { joinGoal } from '../../composing/goal.js';
import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { CalendarDate } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message, sameText } from '../apps/kit.js';
import { reveal } from '../shared.js';
import { breadcrumbs, chooser, firstStep, listingMaker, pager } from './desk.js';

interface Work {
  status: string;
  technician: string;
  informed: boolean;
  parts: string[];
}
interface Job extends Work {
  number: string;
  customer: string;
  thing: string;
}

const STATES = ['Waiting', 'In repair', 'Waiting for parts', 'Ready', 'Collected'];
const THINGS = [
  'Bicycle',
  'Laptop',
  'Washing machine',
  'Camera',
  'Scooter',
  'Coffee machine',
  'Vacuum cleaner',
  'Guitar',
  'Lawn mower',
  'Watch',
];
const PARTS = [
  'Brake pad',
  'Battery',
  'Drive belt',
  'Seal ring',
  'Power cord',
  'Filter',
  'Switch',
  'Spring',
  'Bearing',
  'Hose',
  'Screw set',
  'Fuse',
];

const ASK_STATUS: Phrasings = {
  seen: ['set the status of {job} to {status}', 'change {job} to "{status}"', '{job} has the new status {status}', 'put {job} on {status}', 'make {job} "{status}"', 'mark {job} as {status}', 'the status of {job} should be {status}', 'make sure that {job} is on {status}', 'since things have moved on, set {job} to {status}'],
  heldOut: ['let {job} be on "{status}"', '{status} is the right status for {job}', 'as its status, give {job} {status}', '{job} ought to be at {status} by now'],
}; // prettier-ignore
const ASK_TECHNICIAN: Phrasings = {
  seen: ['give {job} to {person}', 'assign {person} to {job}', 'set the technician of {job} to {person}', '{person} takes over {job}', 'choose {person} as the technician for {job}', 'let {person} repair {job}', 'make sure that {person} does {job}', 'because of an illness, {job} goes to {person}'],
  heldOut: ['{job} should lie with {person}', 'the technician in charge of {job} is now {person}', 'hand {job} over to {person}', 'it is {person} who works on {job}'],
}; // prettier-ignore
const ASK_PART: Phrasings = {
  seen: ['add the part {part} to {job}', 'put a "{part}" on the parts list of {job}', '{job} needs the part {part}', 'add "{part}" to the parts of {job}', 'note the part {part} for {job}', 'enter {part} as a part of {job}', 'the repair of {job} used up one {part}, add it'],
  heldOut: ['one {part} belongs to the parts of {job}', 'let the parts of {job} include "{part}"', 'also bill the part {part} on {job}'],
}; // prettier-ignore
const ASK_NO_PART: Phrasings = {
  seen: ['remove the part {part} from {job}', 'take "{part}" off the parts of {job}', '{job} does not need the part {part}, remove it', 'delete the part {part} of {job}', 'the part {part} on {job} is a mistake, take it out', 'clear {part} from the parts list of {job}'],
  heldOut: ['no {part} on {job} any more', 'strike "{part}" off the parts of {job}', 'let {job} be without the part {part}'],
}; // prettier-ignore
const ASK_INFORMED: Phrasings = {
  seen: ['tick that the customer of {job} was informed', 'mark the customer of {job} as informed', 'the customer of {job} knows about it, tick the box', 'check "Customer informed" for {job}', 'note that the customer was informed about {job}', 'I called about {job}, so tick Customer informed'],
  heldOut: ['the customer of {job} has been told, let the form say so', 'let {job} show that its customer is informed', 'Customer informed: yes, for {job}'],
}; // prettier-ignore

type Wish = 'status' | 'technician' | 'part' | 'no part' | 'informed';

/** A repair job: found in a list, opened, changed in one to four ways (status, technician, parts, customer informed) and saved. */
export const workshopJob: Family = {
  name: 'workshop-job',
  skills: ['navigate', 'select', 'check', 'list', 'several', 'undo'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { words, random, target } = world;
    const people = words.distinct(random.integer(3, 5), words.firstName);
    const stock = random.sample(PARTS, random.integer(4, 7));
    const customers = words.distinct(random.integer(4, 7), words.lastName);
    const all = customers.map((customer): Job => {
      const parts = random.sample(stock, random.integer(0, 2));
      return { number: words.digits(4), customer, thing: random.pick(THINGS), status: random.pick(STATES), technician: random.pick(people), informed: random.chance(0.3), parts };
    }); // prettier-ignore
    const job = target.pick(all);
    const jobs = world.impossible ? all.filter((one) => one !== job) : all;
    const before = new Map(all.map((one) => [one, copy(one)]));
    const wanted = copy(job);
    const kinds: Wish[] = ['status', 'technician', 'part', ...(job.parts.length ? ['no part' as const] : []), ...(job.informed ? [] : ['informed' as const])];
    const name = target.pick([`job ${job.number}`, `the ${job.thing.toLowerCase()} of ${job.customer}`, `the job of ${job.customer}`, `${job.customer}'s ${job.thing.toLowerCase()}`]);
    const order = target.sample(kinds, target.pick([1, 2, 2, 3, 4].filter((n) => n <= kinds.length)));
    const wishes = order.map((kind, i) => {
      const slots = { job: i > 0 && world.wording.chance(0.5) ? 'this job' : name };
      if (kind === 'status') wanted.status = target.chance(0.1) ? job.status : target.pick(STATES.filter((one) => one !== job.status));
      if (kind === 'technician') wanted.technician = target.pick(people.filter((one) => one !== job.technician));
      if (kind === 'informed') wanted.informed = true;
      const part = kind === 'part' ? target.pick(stock.filter((one) => !job.parts.includes(one))) : kind === 'no part' ? target.pick(job.parts) : '';
      if (kind === 'part') wanted.parts.push(part);
      if (kind === 'no part') wanted.parts.splice(wanted.parts.indexOf(part), 1);
      const ask = { status: ASK_STATUS, technician: ASK_TECHNICIAN, part: ASK_PART, 'no part': ASK_NO_PART, informed: ASK_INFORMED }[kind];
      return { phrase: world.phrase(ask, { ...slots, status: wanted.status, person: wanted.technician, part }) };
    });
    const end = ending(world, 0.3);
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    const app = jobBook(world, { jobs, people, stock, below: end.place });
    const right = (one: Job): Work => (one === job ? wanted : before.get(one)!);
    const next = (): OracleStep => {
      if (world.impossible) return app.leave() ?? app.explore() ?? refuse();
      const wrong = [job, ...jobs].find((one) => !same(one, right(one)));
      return wrong ? app.step(wrong, right(wrong), order) : app.leave() ?? (app.looked() ? end.last() : app.step(job, wanted, order));
    };
    return { goal, ends: end.ends, succeeded: () => jobs.every((one) => same(one, right(one))), next };
  },
}; // prettier-ignore

const copy = (job: Job): Work => ({
  status: job.status,
  technician: job.technician,
  informed: job.informed,
  parts: [...job.parts],
});
const same = (a: Work, b: Work): boolean =>
  a.status === b.status && a.technician === b.technician && a.informed === b.informed && sameParts(a.parts, b.parts);
const sameParts = (a: string[], b: string[]): boolean => [...a].sort().join() === [...b].sort().join();

interface JobBook {
  /** The next step towards what is wanted of a job; what the goal names, in its order. */
  step(job: Job, wanted: Work, order: readonly Wish[]): OracleStep;
  leave(): OracleStep | undefined;
  explore(): OracleStep | undefined;
  /** Some job was opened: whoever asks about a job cannot know from the list that nothing is to be done. */
  looked(): boolean;
}

/** The list of jobs and a page for each, where nothing counts before it is saved. */
function jobBook(world: World, { jobs, people, stock, below }: { jobs: Job[]; people: string[]; stock: string[]; below(): void }): JobBook {
  const { dom, random } = world;
  const rows = listingMaker<Job>(world, [{ head: 'Job', text: (job) => `Job ${job.number}` }, { head: 'Customer', text: (job) => job.customer }, { head: 'Item', text: (job) => job.thing }, ...(random.chance(0.6) ? [{ head: 'Status', text: (job: Job) => job.status }] : [])]);
  const [home, save, discard, add, remove] = [random.pick(['Repair jobs', 'Workshop', 'Open jobs']), random.pick(['Save', 'Save job', 'Update job']), random.pick(['Cancel', 'Discard changes']), random.pick(['Add part', 'Add']), random.pick(['Remove', 'Delete', '✕'])];
  world.reserve(home, save, discard, add, remove);
  const kind = random.pick(['link', 'button', 'anchor'] as const);
  const open = random.pick(['Open', 'Edit', 'Show']);
  const list = pager(world, () => jobs, random.integer(3, 4));
  let at: { job: Job; form: JobForm } | undefined;
  let links = new Map<Job, HTMLElement>();
  let note = '';
  let opened = false;
  const view = (job: Job) => (): void => {
    opened = true;
    const crumbs = breadcrumbs(world, [home, () => world.back()], `Job ${job.number}`);
    const form = jobForm(world, job, { people, stock, add, remove });
    const store = (): void => {
      Object.assign(job, form.read());
      note = `Job ${job.number} was saved.`;
      world.back();
    };
    const keys = random.shuffle([dom.button(save, store).control, dom.button(discard, () => world.back()).control]);
    const saving = keys.find((key) => (key as HTMLInputElement).value === save || key.textContent === save)!;
    at = { job, form: { ...form, save: saving, discard: keys.find((key) => key !== saving)! } };
    dom.add(crumbs, dom.heading(`${job.thing}, ${job.customer}`));
    dom.layout(form.parts, { kind: random.pick(['block', 'section', 'list'] as const) });
    dom.layout(keys, { kind: 'line' });
  };
  world.show('jobs', () => {
    at = undefined;
    const shown = list.shown();
    links = new Map(shown.map((job) => [job, dom.button(open, () => world.go(`job ${job.number}`, view(job)), kind).control]));
    dom.add(dom.heading(home), ...(note ? [message(world, note)] : []), rows(shown, (job) => [links.get(job)!]));
    below();
    list.place();
  });
  const leave = (): OracleStep | undefined => (at ? click(at.form.discard) : undefined);
  const step = (job: Job, wanted: Work, order: readonly Wish[]): OracleStep => {
    if (!at) return list.toward(job) ?? click(links.get(job)!);
    return at.job === job ? (at.form.step(wanted, order) ?? click(at.form.save)) : leave()!;
  };
  return { step, leave, explore: list.explore, looked: () => opened };
} // prettier-ignore

interface JobForm {
  parts: { root: HTMLElement }[];
  read(): Work;
  step(wanted: Work, order: readonly Wish[]): OracleStep | undefined;
  save: HTMLElement;
  discard: HTMLElement;
}

/** The fields of a job with a list of parts that grows and shrinks at once. */
function jobForm(world: World, job: Job, { people, stock, add, remove }: { people: string[]; stock: string[]; add: string; remove: string }): Omit<JobForm, 'save' | 'discard'> {
  const { dom, random } = world;
  const status = chooser(world, 'Status', STATES, { chosen: job.status });
  const technician = chooser(world, random.pick(['Technician', 'Assigned to']), people, { chosen: job.technician, kinds: ['select', 'dropdown', 'radios'] });
  const informed = dom.checkbox('Customer informed', { checked: job.informed });
  const parts = [...job.parts];
  const choice = dom.select(random.pick(['Part', 'Spare part']), stock, stock[0]);
  const box = dom.element('ul');
  let keys: HTMLElement[] = [];
  const render = (): void => {
    keys = parts.map((part, i) => {
      const key = dom.button(remove, () => (parts.splice(i, 1), render()), 'button').control;
      if (remove === '✕') key.setAttribute('aria-label', `Remove ${part}`);
      return key;
    });
    box.replaceChildren(...parts.map((part, i) => dom.wrap('li', [dom.element('span', part), ' ', keys[i]])));
  };
  render();
  const adding = dom.button(add, () => (parts.push(choice.value()), render())).control;
  const list = dom.wrap('div', [dom.element('b', random.pick(['Parts', 'Parts used'])), box, dom.wrap('div', [choice, adding], 'line')], 'box');
  const partStep = (wanted: string[]): OracleStep | undefined => {
    const count = (list: string[], part: string): number => list.filter((one) => one === part).length;
    const extra = parts.findIndex((part) => count(parts, part) > count(wanted, part));
    if (extra >= 0) return click(keys[extra]);
    const missing = wanted.find((part) => count(parts, part) < count(wanted, part));
    return missing === undefined ? undefined : (choice.step(missing) ?? click(adding));
  };
  const step = (wanted: Work, order: readonly Wish[]): OracleStep | undefined => {
    const part = (): OracleStep | undefined => partStep(wanted.parts);
    const steps = { status: () => status.step(wanted.status), technician: () => technician.step(wanted.technician), informed: () => informed.step(wanted.informed), part, 'no part': part };
    return firstStep(...order.map((kind) => steps[kind]), ...Object.values(steps));
  };
  const read = (): Work => ({ status: status.value(), technician: technician.value(), informed: informed.value(), parts: [...parts] });
  return { parts: [...random.shuffle([status, technician, informed]), { root: list }], read, step };
} // prettier-ignore

interface Vehicle {
  plate: string;
  model: string;
  driver: string;
  date: CalendarDate;
  km: number;
}

const MODELS = ['Van', 'Truck', 'Trailer', 'Minibus', 'Pickup', 'Forklift'];
const ASK_FIRST: Phrasings = {
  seen: ['Which vehicle in {depot} is {rank} due for inspection?', 'Look at {depot}: which plate is {rank} due for inspection?', 'Tell me the plate of the vehicle at {depot} that is {rank} due.', 'Under {depot}, find the vehicle whose inspection is {rank} due and give me its plate.', 'We have to plan inspections. Which one at {depot} is {rank} due? The plate, please.', 'Can you say which vehicle of {depot} has its inspection {rank}?', 'Depot {depot}: plate of the vehicle that is {rank} due', 'Please name the plate that is {rank} due for inspection in "{depot}".'],
  heldOut: ['In the list for {depot}, whose inspection is {rank} due? I need the plate.', 'Inspections at {depot}: what is the plate that comes {rank}?', 'Of all vehicles at "{depot}", name the plate that is {rank} due.', 'If inspections at {depot} go by date, which plate is {rank}?'],
}; // prettier-ignore
const ASK_DRIVER: Phrasings = {
  seen: ['Who drives the vehicle in {depot} that is {rank} due for inspection?', 'Which driver of {depot} has the vehicle that is {rank} due?', 'Tell me the driver of the vehicle at {depot} whose inspection is {rank} due.', 'I want to call the driver whose inspection is {rank} due at {depot}. Who is it?', 'At {depot}, one vehicle is {rank} due for inspection. Name its driver.', 'Driver of the vehicle that is {rank} due ({depot})?', 'Please look under {depot} and say who drives what is {rank} due.', 'Find the inspection at "{depot}" that is {rank} due and answer with the driver.'],
  heldOut: ['Whom must I tell about the inspection that comes {rank} at {depot}?', 'With which driver is the vehicle of {depot} that is {rank} due?', 'Name whoever drives the {depot} vehicle that is {rank} due.', 'The inspection {rank} due in "{depot}" is whose?'],
}; // prettier-ignore
const ASK_COUNT: Phrasings = {
  seen: ['How many vehicles in {depot} are due before {date}?', 'Count the inspections at {depot} that are due before {date}.', 'How many vehicles of {depot} must be inspected before {date}?', 'Tell me the number of vehicles at {depot} with an inspection before {date}.', 'Under {depot}, how many inspections come before {date}?', 'I need to know how many are due before {date} at {depot}.', 'Number of inspections before {date} in "{depot}"?', 'Before {date}, how many vehicles of {depot} are due?'],
  heldOut: ['At {depot}, what number of vehicles is due earlier than {date}?', 'Earlier than {date}: how many inspections does {depot} have?', 'Say how many of the {depot} vehicles have a date before {date}.', 'With {date} as the limit, how many vehicles at "{depot}" are due before it?'],
}; // prettier-ignore
const ASK_DATE: Phrasings = {
  seen: ['When is {plate} due for inspection?', 'What is the inspection date of {plate}?', 'Find {plate} and tell me when its inspection is due.', 'Due date of {plate}?', 'Please look up the inspection of {plate}: which day?', 'On which date must {plate} be inspected?', 'I forgot when {plate} has to be inspected. Look it up.', 'Inspection of "{plate}": when?'],
  heldOut: ['Which date stands at {plate}?', 'By when does {plate} need its inspection?', 'Give the date on which {plate} is due.', 'In one of the depots is {plate}; when is it due?'],
}; // prettier-ignore

const RANKS = [['first', 'next'], ['second'], ['last']];

/** Questions about vehicles of several depots and the dates on which they are due for inspection. */
export const fleetDue: Family = {
  name: 'fleet-due',
  skills: ['read', 'compare', 'tabs', 'table', 'count', 'answer'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const depots = words.distinct(random.integer(2, 4), words.city);
    const style = random.pick(['iso', 'iso', 'long'] as const);
    const year = random.integer(2024, 2027);
    const plates = words.distinct(depots.length * 6, () => `${words.letters(2).toUpperCase()}-${words.digits(3)}`);
    const fleets = depots.map((_, i) => {
      const dates = words.distinct(random.integer(3, 5), () => words.date(year, year + 1).iso);
      return dates.map((iso, j): Vehicle => ({ plate: plates[i * 6 + j], model: random.pick(MODELS), driver: words.fullName(), date: parse(iso), km: words.number(2, 190) * 1000 }));
    });
    const columns = [{ head: 'Plate', text: (one: Vehicle) => one.plate }, { head: 'Model', text: (one: Vehicle) => one.model }, { head: 'Driver', text: (one: Vehicle) => one.driver }, { head: random.pick(['Inspection due', 'Next inspection', 'Due']), text: (one: Vehicle) => one.date[style] }, { head: 'Mileage', text: (one: Vehicle) => `${one.km} km` }];
    const [plate, model, driver, due, km] = columns;
    const shown = [plate, ...random.shuffle([driver, due, ...random.sample([model, km], random.integer(0, 1))])];
    const make = listingMaker<Vehicle>(world, shown);
    const at = target.integer(0, depots.length - 1);
    const kind = world.impossible ? 'date' : target.pick(['first', 'first', 'driver', 'count', 'date'] as const);
    const sorted = [...fleets[at]].sort((a, b) => (a.date.iso < b.date.iso ? -1 : 1));
    const rank = target.integer(0, 2);
    const vehicle = kind === 'date' ? target.pick(fleets[at]) : sorted[rank === 2 ? sorted.length - 1 : rank];
    const limit = words.date(year, year + 1);
    const lists = fleets.map((fleet) => make(fleet.filter((one) => !world.impossible || one !== vehicle)));
    const panels = random.pick([dom.tabs, dom.accordion])(depots, lists.map((list) => [list.root]));
    dom.add(dom.heading(random.pick(['Fleet', 'Vehicles', 'Inspections'])), panels);
    const count = String(fleets[at].filter((one) => one.date.iso < limit.iso).length);
    const ask = { first: ASK_FIRST, driver: ASK_DRIVER, count: ASK_COUNT, date: ASK_DATE }[kind];
    const goal = goalOf(world, ask, { depot: depots[at], rank: target.pick(RANKS[rank]), plate: vehicle.plate, date: limit[style] });
    const head = { first: plate, driver, count: plate, date: due }[kind];
    const answer = kind === 'count' ? count : head.text(vehicle);
    const next = (): OracleStep => {
      const look = kind === 'date' ? reveal(panels, world.impossible ? undefined : at) : panels.step(at);
      if (look) return look;
      if (world.impossible) return refuse();
      return kind === 'count' ? stop(answer) : stop(answer, { from: lists[at].cell(vehicle, head.head) });
    };
    return { goal, ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
}; // prettier-ignore

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

function parse(iso: string): CalendarDate {
  const [year, month, day] = iso.split('-').map(Number);
  return { year, month, day, iso, us: '', long: `${MONTHS[month - 1]} ${day}, ${year}` };
}
