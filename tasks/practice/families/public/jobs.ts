import type { Control } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message } from '../apps/kit.js';
import { chooser, doing, flag, named, records, shapeOf } from './kit.js';

const ROLES = [
  'Gardener', 'Cook', 'Bus driver', 'Nurse', 'Electrician', 'Accountant', 'Cleaner', 'Receptionist', 'Plumber', 'Baker', 'Carpenter', 'Warehouse worker', 'Web designer',
  'Night porter', 'Sales assistant', 'Lifeguard', 'Caretaker', 'Painter', 'Data analyst', 'Waiter',
]; // prettier-ignore
const CONTRACTS = ['Full-time', 'Part-time', 'Temporary', 'Weekend'];

interface Job {
  title: string;
  city: string;
  contract: string;
  /** Dollars a year. */
  pay: number;
}

/** Jobs of which some have the same title: the first ones, in as many cities and with as much different pay. */
function makeJobs({ random, words }: World): Job[] {
  const titles = random.sample(ROLES, 5);
  const alike = random.integer(2, 3);
  const count = alike + random.integer(2, 6);
  const cities = words.distinct(alike, words.city);
  const contracts = random.sample(CONTRACTS, alike);
  const pays = words.distinct(count, () => words.number(21, 64));
  return Array.from({ length: count }, (_, i) => ({
    title: i < alike ? titles[0] : random.pick(titles.slice(1)),
    city: i < alike ? cities[i] : random.pick([...cities, words.city()]),
    contract: i < alike ? contracts[i] : random.pick(CONTRACTS),
    pay: pays[i] * 1000,
  }));
}

/** A job among those with its title, named by what sets it apart. */
function drawJob(world: World, jobs: readonly Job[]): { wanted: Job; named: string } {
  const { target } = world;
  const alike = jobs.filter((job) => job.title === jobs[0].title);
  const wanted = target.pick(alike);
  const title = wanted.title.includes(' ') || target.chance(0.4) ? `"${wanted.title}"` : wanted.title;
  const best = Math.max(...alike.map((job) => job.pay)) === wanted.pay;
  if (best && !world.impossible && target.chance(0.6)) return { wanted, named: `${target.pick(['best-paid', 'highest-paid'])} ${title} job` }; // prettier-ignore
  if (target.chance(0.5)) return { wanted, named: `${title} job in ${wanted.city}` };
  return { wanted, named: `${wanted.contract.toLowerCase()} ${title} job` };
}

const ASK: Phrasings = {
  seen: [
    'Apply for the {job}. {form}', 'I want the {job}. Please send an application. {form}', 'Please apply to the {job} for me. {form}', 'Find the {job} and apply. {form}', '{form} Use this to apply for the {job}.',
    'Send my application for the {job}. {form}', 'Can you apply for the {job}? {form}', 'Look up the {job}, open it and hand in an application. {form}', 'Go to the {job} and send them my application. {form}',
  ],
  heldOut: ['The {job} is for me, so hand in the form. {form}', 'What I am after is the {job}; fill in what they ask and send it. {form}', '{form} That is for the {job}, which I would like to have.', 'Make sure that my application for the {job} goes out. {form}'],
}; // prettier-ignore
const FORM: Phrasings = {
  seen: ['{List}.', 'My data: {list}.', 'Fill in {list}.', 'Enter {list}.', 'Details: {list}.'],
  heldOut: ['They will need {list}.', 'What to write: {list}.'],
};

/** Finds a job among others of the same title, opens it, and sends an application that is checked. */
export const jobApply: Family = {
  name: 'job-apply',
  skills: ['search', 'compare', 'navigate', 'type', 'validation', 'several-conditions'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const all = makeJobs(world);
    const { wanted, named: job } = drawJob(world, all);
    const jobs = random.shuffle(all.filter((job) => !world.impossible || job !== wanted));
    const name = words.fullName();
    const email = words.email();
    const starts = words.distinct(4, words.month);
    const start = target.pick(starts);
    const fields: { field: Control<string>; text: string; said: string }[] = [
      { field: named(dom.field(random.pick(['Name', 'Full name', 'Your name']))), text: name, said: `name ${name}` },
      { field: named(dom.field(random.pick(['E-mail', 'Email address']))), text: email, said: `e-mail ${email}` },
    ];
    if (random.chance(0.5)) fields.push({ field: chooser(world, random.pick(['Start', 'Available from', 'Can start in']), starts, undefined, ['select', 'radios']), text: start, said: `start in ${start}` }); // prettier-ignore
    const consent = random.chance(0.5) ? flag(world, random.pick(['I agree to the privacy policy', 'I have read the terms']), false) : undefined; // prettier-ignore
    const search = dom.field(random.pick(['Search jobs', 'Job title', 'What?']), { type: 'search' });
    const per = random.integer(4, 6);
    const shape = shapeOf(world);
    const button = buttonMaker(world);
    const [go, apply, send, view] = [random.pick(['Search', 'Find jobs']), random.pick(['Apply now', 'Apply for this job']), random.pick(['Send application', 'Submit application']), random.pick(['Details', 'View job'])]; // prettier-ignore
    world.reserve(apply, send, view);
    let query = '';
    let page = 0;
    let open: Job | undefined;
    let inForm = false;
    let problems: string[] = [];
    let keys = new Map<Job | string, HTMLElement>();
    const found = (): Job[] => jobs.filter((job) => job.title.toLowerCase().includes(query.toLowerCase()));
    const put = (key: Job | string, label: string, press: () => void): HTMLElement => (keys.set(key, button(label, press)), keys.get(key)!); // prettier-ignore
    const board = (): void => {
      open = undefined;
      inForm = false;
      keys = new Map();
      const shown = found().slice(page * per, page * per + per);
      const rows = shown.map((job) => [job.title, job.city, job.contract, `$${job.pay}`, put(job, view, () => world.go(`job ${jobs.indexOf(job)}`, () => detail(job)))]); // prettier-ignore
      dom.add(dom.heading(random.pick(['Jobs', 'Vacancies', 'Job board'])), dom.wrap('div', [search, put('go', go, doing(world, () => ((query = search.value().trim()), (page = 0))))], 'line')); // prettier-ignore
      dom.add(dom.element('p', `${found().length} jobs`), records(world, shape, ['Job', 'Place', 'Contract', 'Pay', ''], rows));
      if (found().length > per) dom.add(dom.pagination(page, Math.ceil(found().length / per), (to) => doing(world, () => (page = to))())); // prettier-ignore
    };
    const detail = (job: Job): void => {
      [open, inForm, keys] = [job, false, new Map()];
      dom.add(put('back', 'All jobs', () => world.back()), dom.heading(job.title), dom.pairs([['Place', job.city], ['Contract', job.contract], ['Pay', `$${job.pay} a year`]]), dom.paragraph(words.sentence())); // prettier-ignore
      dom.add(put(apply, apply, () => world.go(`apply ${jobs.indexOf(job)}`, () => form(job))));
    };
    const form = (job: Job): void => {
      [open, inForm, keys] = [job, true, new Map()];
      dom.add(dom.heading(`Application: ${job.title}, ${job.city}`), ...problems.map((text) => message(world, text, 'alert')));
      dom.layout([...fields.map(({ field }) => field), ...(consent ? [consent] : [])], { kind: random.pick(['block', 'list', 'section'] as const) }); // prettier-ignore
      dom.add(dom.wrap('div', [put('send', send, submit), put('back', 'Cancel', () => world.back())], 'flex'));
    };
    const submit = (): void => {
      problems = fields.filter(({ field }) => field.value() === '').map(({ field }) => `${field.label}: this is required.`);
      if (consent && !consent.value()) problems.push('Please tick the box below.');
      if (problems.length > 0) world.refresh();
      else world.submit();
    };
    world.show('jobs', board);
    const asked = jobs.length > per ? wanted.title : ''; // a list of one page needs no search
    const next = (): OracleStep => {
      if (open && (open !== wanted || world.impossible)) return click(keys.get('back')!);
      if (inForm) return fields.map(({ field, text }) => field.step(text)).find((step) => step) ?? consent?.step(true) ?? click(keys.get('send')!); // prettier-ignore
      if (open) return click(keys.get(apply)!);
      if (query !== asked || page > 0) return search.step(asked) ?? click(keys.get('go')!);
      return world.impossible ? refuse() : click(keys.get(wanted)!);
    };
    const said = target.shuffle(fields).map(({ said }) => said).join(', '); // prettier-ignore
    const done = (): boolean => inForm && open === wanted && fields.every(({ field, text }) => field.value() === text) && (consent?.value() ?? true); // prettier-ignore
    return { goal: goalOf(world, ASK, { job, form: world.phrase(FORM, { list: said, List: capital(said) }) }), ends: 'page', succeeded: done, next }; // prettier-ignore
  },
};
