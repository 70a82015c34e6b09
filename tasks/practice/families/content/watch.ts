import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf } from '../apps/kit.js';
import { sameText } from '../shared.js';
import { copy, createSite, listen, picker, same, segmented } from './site.js';

interface Line {
  time: string;
  level: string;
  service: string;
  text: string;
}

const TIME_OF: Phrasings = {
  seen: [
    'When did {service} log its {which} {level}?', 'At what time was the {which} {level} of {service}?', 'Tell me the time of the {which} {level} from {service}.', 'Filter the log for {service} and {level}; what is the time of the {which} entry?', 'Time of the {which} {level} entry of {service}?',
    'Look into the log: when did the {which} {level} of {service} happen?', '{service} had trouble. Give me the time of its {which} {level}.', 'I want to know when {service} wrote the {which} {level}.',
  ],
  heldOut: ['Something went on in {service}. The {which} {level}, when was that?', 'State the hour and minute of the {which} {level} that came from {service}.', 'How late was it when {service} reported its {which} {level}?', 'For my report I need one time only: that of the {which} {level} of {service}.'],
}; // prettier-ignore
const TEXT_OF: Phrasings = {
  seen: [
    'What does the {which} {level} of {service} say?', 'Give me the message of the {which} {level} from {service}.', 'Read out the {which} {level} entry of {service}.', 'Filter by {service} and {level}, then tell me the message of the {which} entry', 'Message of the {which} {level} of {service}?',
    'Look into the log: what is the text of the {which} {level} by {service}?', 'What did {service} write in its {which} {level}?', 'I want to read the {which} {level} of {service}.',
  ],
  heldOut: ['Quote the {which} {level} that {service} left in the log.', 'Something went on in {service}. What were the words of its {which} {level}?', 'The {which} time that {service} gave a {level}, how did it put it?', 'For my report: the wording of the {which} {level} from {service}.'],
}; // prettier-ignore
const COUNT_OF: Phrasings = {
  seen: [
    'How many {level} entries does {service} have?', 'Count the {level} entries of {service}.', 'How often did {service} log something with the level {level}?', 'Filter the log for {service} and {level} and tell me how many entries there are', 'Number of {level} entries of {service}?',
    'Look into the log: how many times is {service} there with the level {level}?', 'Tell me how many {level} lines come from {service}.', 'I want to know the number of {level} entries that {service} wrote.',
  ],
  heldOut: ['Is {service} in a bad way? Answer with its number of {level} entries.', 'Give the count of log lines that are both {level} and from {service}.', 'Of all entries with the level {level}, how many belong to {service}?', 'For my report I need a figure: the {level} entries of {service}.'],
}; // prettier-ignore

/** Filters a log by level and source, then answers with a time, a message or a number of entries. */
export const logReader: Family = {
  name: 'log-reader',
  skills: ['filter', 'select', 'read', 'count', 'paging', 'answer'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random, target } = world;
    const levels = random.pick([['Error', 'Warning', 'Info'], ['ERROR', 'WARN', 'INFO', 'DEBUG'], ['Fatal', 'Error', 'Notice'], ['Critical', 'Major', 'Minor', 'Note']]); // prettier-ignore
    const services = words.distinct(random.integer(3, 4), () => random.pick([`${words.noun()}-service`, `${words.noun()} server`, words.noun(), `${words.noun()}-api`])); // prettier-ignore
    const texts = words.distinct(random.integer(11, 18), words.sentence);
    const minutes = words.distinct(texts.length, () => words.number(0, 1439)).sort((a, b) => a - b); // prettier-ignore
    const newest = random.chance(0.6);
    const two = (n: number): string => String(n).padStart(2, '0');
    const hot = { level: random.pick(levels), service: random.pick(services) }; // one source has more than its share of one level
    const risen = texts.map((text, i): Line => ({ time: `${two(Math.floor(minutes[i] / 60))}:${two(minutes[i] % 60)}`, level: random.pick(levels), service: random.pick(services), text, ...(random.chance(0.3) ? hot : {}) })); // prettier-ignore
    const chosen = target.pick(risen);
    const { level, service } = chosen;
    const fits = (one: Line): boolean => one.level === level && one.service === service;
    const own = risen.filter(fits);
    const kind = world.impossible
      ? target.pick(['time', 'text'])
      : target.pick(['time', 'text', own.length > 1 && own.length < 7 ? 'count' : 'time']);
    const first = target.chance(0.5);
    const found = first ? own[0] : own[own.length - 1];
    const kept = world.impossible ? risen.filter((one) => !fits(one)) : risen;
    const lines = newest ? [...kept].reverse() : kept;
    const site = createSite(world);
    const byLevel = picker(world, random.pick(['Level', 'Severity']), ['All', ...levels], 'All');
    const bySource = picker(world, random.pick(['Source', 'Service', 'Component']), ['All', ...services], 'All');
    const [per, applies] = [random.integer(6, 7), random.chance(0.4)];
    const used = { level: 'All', source: 'All' };
    const apply = (): void => void Object.assign(used, { level: byLevel.value(), source: bySource.value() });
    let page = 0;
    const changed = site.then(() => {
      apply();
      page = 0;
    });
    if (!applies) [byLevel, bySource].forEach((control) => listen(control, changed));
    const order = random.shuffle([byLevel, bySource]);
    const heading = random.pick(['Log', 'Event log', 'Server log', 'Log entries']);
    const shown = new Map<Line, { time: HTMLElement; text: HTMLElement }>();
    site.show('log', () => {
      shown.clear();
      const fitting = lines.filter((one) => (used.level === 'All' || one.level === used.level) && (used.source === 'All' || one.service === used.source)); // prettier-ignore
      dom.add(dom.heading(heading), ...order, ...(applies ? [site.button('apply', 'Apply filters', changed)] : []));
      const rows = fitting.slice(page * per, page * per + per).map((one) => {
        const cells = { time: dom.element('span', one.time), text: dom.element('span', one.text) };
        shown.set(one, cells);
        return [cells.time, one.level, one.service, cells.text];
      });
      if (rows.length > 0) dom.add(dom.table([newest ? 'Time (newest first)' : 'Time', 'Level', 'Source', 'Message'], rows));
      else dom.add(dom.element('p', 'No entries fit these filters.'));
      const turn = (to: number) => site.then(() => (page = to));
      if (page > 0) dom.add(site.button('previous', 'Previous', turn(page - 1)));
      if ((page + 1) * per < fitting.length) dom.add(site.button('next', 'Next', turn(page + 1)));
    });
    const answer = kind === 'time' ? found.time : kind === 'text' ? found.text : String(own.length);
    const next = (): OracleStep => {
      const step = order.map((control) => control.step(control === byLevel ? level : service)).find((one) => one);
      if (step) return step;
      if (used.level !== level || used.source !== service) return site.press('apply');
      if (world.impossible) return refuse();
      if (kind === 'count') return stop(answer);
      const cells = shown.get(found);
      if (!cells) return site.press(site.has('next') ? 'next' : 'previous');
      return stop(answer, { from: cells[kind as 'time' | 'text'] });
    };
    const ask = kind === 'time' ? TIME_OF : kind === 'text' ? TEXT_OF : COUNT_OF;
    const which = first ? target.pick(['first', 'earliest']) : target.pick(['last', 'latest']);
    const goal = goalOf(world, ask, { service, level, which });
    return { goal: capital(goal), ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
};

interface Component {
  name: string;
  group: number;
  status: string;
  mail: string;
}

const ASK_IF: Phrasings = {
  seen: [
    'If {a} is {status}, subscribe {mail} to {a}; otherwise subscribe {mail} to {b}.', 'Check {a}: when its status is {status}, subscribe {mail} to {a}, else to {b}.', 'Is {a} {status}? If so, subscribe {mail} to updates of {a}. If not, subscribe it to {b}.',
    'Please subscribe {mail} to {a} if that is {status}, and to {b} if it is anything else.', 'Subscribe {mail} to {b}, unless {a} is {status}: then subscribe it to {a} instead.', 'Look at {a} first. Status {status}: subscribe {mail} to {a}. Any other status: subscribe {mail} to {b}.',
    'Make sure that {mail} gets updates of {a} in case {a} is {status}; in any other case of {b}.', 'I want updates at {mail} for {a} as long as it is {status}, else for {b}.',
  ],
  heldOut: ['What {mail} is subscribed to depends on {a}: with {status} it is {a} itself, without it is {b}.', 'Only where {a} shows {status} should {mail} hear about {a}. For any other status let it hear about {b}.', 'Let {mail} follow {b}. The exception: {a} is {status}, then let it follow {a}.', 'Have a look whether {a} is {status}; {mail} is to be told about {a} if yes and about {b} if no.'],
}; // prettier-ignore
const ASK_ALL: Phrasings = {
  seen: [
    'Subscribe {mail} to every service that is {status}.', 'Please subscribe {mail} to all services with the status {status}', 'All services that are {status}: subscribe {mail} to them.', 'Find out what is {status} and subscribe {mail} to each of these services.', 'I want updates at {mail} for everything that is {status} now.',
    'Make sure that {mail} gets updates of each service with the status "{status}".', 'Can you subscribe {mail} to whatever is {status}?', 'For every service marked {status}, subscribe {mail}.',
  ],
  heldOut: ['{mail} wants to hear about all that is {status}, and of nothing else.', 'Which services are {status}? Have {mail} follow each of them.', 'Wherever it says {status}, let {mail} be told about updates.', 'Go through the services; the address for those that are {status} is {mail}.'],
}; // prettier-ignore

/** Subscribes an address to updates of services, depending on their status, which closed groups hide. */
export const statusIfThen: Family = {
  name: 'status-if-then',
  skills: ['accordion', 'read', 'condition', 'type', 'several', 'dialog'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const states = random.pick([['operational', 'degraded', 'down'], ['online', 'slow', 'offline'], ['available', 'under maintenance', 'unavailable']]); // prettier-ignore
    const groups = words.distinct(random.integer(2, 3), words.section);
    const services = words.distinct(groups.length * random.integer(2, 3), () => random.pick([`${capital(words.noun())} API`, `${capital(words.noun())} service`, capital(words.noun()), words.city()])).map((name, i): Component => ({ name, group: i % groups.length, status: random.pick(states), mail: '' })); // prettier-ignore
    const mail = words.email();
    const old = words.email();
    const all = target.chance(0.4);
    const [a, b] = target.sample(services, 2);
    const few = states.filter((one) => services.filter((service) => service.status === one).length < 3);
    const status = all ? target.pick(few.filter((one) => services.some((service) => service.status === one)).concat(a.status).slice(0, 1)) : target.chance(0.5) ? a.status : target.pick(states); // prettier-ignore
    if (all) services.filter((one) => one.status === status).slice(2).forEach((one) => (one.status = states.find((other) => other !== status)!)); // prettier-ignore
    const asked = all ? services.filter((one) => one.status === status) : [a.status === status ? a : b];
    services.forEach((one) => !asked.includes(one) && random.chance(0.15) && (one.mail = old));
    if (asked.length > 1 && random.chance(0.3)) asked[0].mail = mail;
    const wanted = copy(services);
    asked.forEach((one) => (wanted[services.indexOf(one)].mail = mail));
    const site = createSite(world);
    const end = ending(world, 0.2, ['Done', 'Close', 'Finish']);
    const names = { ask: random.pick(['Subscribe', 'Get updates', 'Notify me']), off: random.pick(['Unsubscribe', 'Stop updates']), send: random.pick(['Confirm', 'OK', 'Save']) }; // prettier-ignore
    const field = dom.field(random.pick(['E-mail', 'Your e-mail', 'Address for updates']));
    const heading = random.pick(['Service status', 'System status', 'Status', 'Is it working?']);
    const subscribing = { at: -1 };
    const slots = services.map(() => dom.element('div'));
    const kind = random.pick(['button', 'button', 'link', 'span'] as const);
    const panels = random.pick([dom.accordion, dom.accordion, dom.tabs])(groups, groups.map((_, g) => slots.filter((_, i) => services[i].group === g))); // prettier-ignore
    const send = (): void => {
      if (!field.value().includes('@')) return site.then(() => site.say('Please enter an e-mail address.'))();
      services[subscribing.at].mail = field.value().trim();
      subscribing.at = -1;
      site.then(() => site.say('You will get a message on every change.'))();
    };
    const fillSlot = (i: number): void => {
      const { name, status: state, mail: to } = services[i];
      const press = site.then(() => {
        if (to) return void (services[i].mail = '');
        subscribing.at = i;
        field.set('');
      });
      const key = site.mark(`toggle ${i}`, dom.button(to ? names.off : names.ask, press, kind).control);
      const note = to ? [dom.element('small', `updates go to ${to}`)] : [];
      slots[i].replaceChildren(dom.wrap('div', [dom.element('b', name), dom.element('span', state), ...note, key], 'line'));
    };
    site.show('status', () => {
      services.forEach((_, i) => fillSlot(i));
      dom.add(dom.heading(heading), panels);
      if (subscribing.at >= 0) {
        const cancel = site.button(
          'cancel',
          'Cancel',
          site.then(() => (subscribing.at = -1)),
        );
        dom.add(dom.card(`Updates of ${services[subscribing.at].name}`, [field, dom.wrap('div', [site.button('send', names.send, send), ' ', cancel])])); // prettier-ignore
      }
      end.place();
    });
    const toSee = all ? groups.map((_, g) => g) : [a.group];
    const next = (): OracleStep => {
      const { at } = subscribing;
      if (at >= 0) return services[at].mail || !wanted[at].mail ? site.press('cancel') : (field.step(wanted[at].mail) ?? site.press('send')); // prettier-ignore
      const closed = all ? toSee.find((g) => !panels.seen().has(g)) : unseen(a.group);
      if (closed !== undefined) return panels.step(closed) ?? click(panels.controls[closed]);
      const wrong = services.findIndex((one, i) => one.mail !== wanted[i].mail);
      if (wrong < 0) return end.last();
      const { group } = services[wrong];
      const way = unseen(group) ?? group;
      return panels.step(way) ?? site.press(`toggle ${wrong}`);
    };
    /** The next group to open while that of a service is not known; nothing where it was seen. */
    const unseen = (group: number): number | undefined => (panels.seen().has(group) ? undefined : groups.findIndex((_, g) => !panels.seen().has(g))); // prettier-ignore
    const goal = goalOf(world, all ? ASK_ALL : ASK_IF, { a: a.name, b: b.name, status, mail }, end);
    return { goal, ends: end.ends, succeeded: () => subscribing.at < 0 && same(services, wanted), next };
  },
};

const ASK_VALUE: Phrasings = {
  seen: [
    'How many {metric} came from {row} in the range "{range}"?', '{metric} of {row}, {range}: what is the number?', 'Set the range to {range} and the metric to {metric}, then tell me the value for {row}.', 'What does the report show for {row}? Metric {metric}, range {range}.', 'Open the {dimension} report for {range} and give me the {metric} of {row}.',
    'Please look up the {metric} of {row} for {range} (by {dimension})', 'I need the number of {metric} for {row}, {range}.', 'Tell me the {metric} of {row} in the report by {dimension}, range {range}',
  ],
  heldOut: ['My boss wants to know how {row} did: {metric}, {range}.', 'By {dimension} and for {range}, which figure belongs to {row} under {metric}?', 'Give one number only, the {metric} that {row} had ({range}).', '{range}, {row}, {metric}. What do you see?'],
}; // prettier-ignore
const ASK_TOP: Phrasings = {
  seen: [
    'Which {dimension} has the {most} {metric} in the range "{range}"?', 'Set the range to {range} and the metric to {metric}: which {dimension} has the {most}?', 'Name the {dimension} with the {most} {metric}, {range}.', 'What is the {dimension} with the {most} {metric} for {range}?', 'Open the {dimension} report for {range}. Where are the {most} {metric}?',
    'Please find the {dimension} that has the {most} {metric} ({range})', 'I need to know which {dimension} brought the {most} {metric}, {range}.', 'Tell me the {dimension} with the {most} {metric} in the range {range}',
  ],
  heldOut: ['My boss wants to know who is ahead or behind: the {dimension} of the {most} {metric}, {range}.', 'Judging by {metric} in {range}, say which {dimension} has the {most}.', '{range}: of which {dimension} do we see the {most} {metric}?', 'One name, please. The {dimension} that stands for the {most} {metric}, with the range {range}.'],
}; // prettier-ignore
const ASK_GAP: Phrasings = {
  seen: [
    'How many more {metric} did {a} have than {b} in the range "{range}"?', 'Set the range to {range} and the metric to {metric}. By how much is {a} ahead of {b}?', 'What is the difference in {metric} between {a} and {b}, {range}?', '{metric}, {range}: {a} minus {b}?', 'Open the {dimension} report for {range} and subtract the {metric} of {b} from those of {a}.',
    'Please work out how many {metric} more {a} has than {b} for {range}', 'I need the gap in {metric} between {a} and {b} ({range}).', 'Tell me by how many {metric} {a} beats {b}, range {range}',
  ],
  heldOut: ['My boss asks how far {b} is behind {a}: {metric}, {range}.', 'By {dimension} and for {range}, what is left of the {metric} of {a} once those of {b} are taken off?', 'How large is the lead of {a} over {b} when it comes to {metric} ({range})?', '{a} had more {metric} than {b}. How many, for {range}?'],
}; // prettier-ignore

/** Sets metric, range and breakdown of a report, then answers with a number, a name or a difference. */
export const analyticsReport: Family = {
  name: 'analytics-report',
  skills: ['select', 'tabs', 'table', 'compare', 'arithmetic', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const metrics = random.sample(['visits', 'page views', 'sign-ups', 'orders', 'downloads', 'clicks'], 3);
    const ranges = random.pick([['Last 7 days', 'Last 30 days', 'Last 12 months'], ['Today', 'This week', 'This month', 'This year'], ['January', 'February', 'March', 'April']]); // prettier-ignore
    const makers = dimensionsOf(world);
    const dimensions = random.sample(Object.keys(makers), random.integer(2, 3));
    const rows = dimensions.map((name) => words.distinct(random.integer(3, 5), makers[name]));
    const numbers = rows.map((list) => metrics.map(() => ranges.map(() => words.distinct(list.length, () => words.number(4, 5000))))); // prettier-ignore
    const start = { metric: random.pick(metrics), range: random.pick(ranges), dimension: dimensions[0] };
    const want = { metric: target.pick(metrics), range: target.pick(ranges), dimension: target.pick(dimensions) };
    const site = createSite(world);
    const applies = random.chance(0.35);
    const controls = {
      metric: picker(world, 'Metric', metrics, start.metric),
      range: picker(world, random.pick(['Range', 'Period', 'Date range']), ranges, start.range),
      dimension: random.chance(0.5) ? segmented(world, 'By', dimensions, start.dimension) : picker(world, 'Break down by', dimensions, start.dimension), // prettier-ignore
    };
    const order = random.shuffle(['metric', 'range', 'dimension'] as const);
    const used = { ...start };
    const update = site.then(() => order.forEach((key) => (used[key] = controls[key].value())));
    if (!applies) order.forEach((key) => listen(controls[key], update));
    const [heading, button] = [random.pick(['Report', 'Analytics', 'Statistics', 'Traffic']), random.pick(['Show report', 'Update', 'Apply'])]; // prettier-ignore
    const unit = random.chance(0.5);
    let cells: HTMLElement[][] = [];
    const valuesOf = (one: typeof used): number[] => numbers[dimensions.indexOf(one.dimension)][metrics.indexOf(one.metric)][ranges.indexOf(one.range)]; // prettier-ignore
    site.show('report', () => {
      const list = rows[dimensions.indexOf(used.dimension)];
      const made = dom.table([capital(used.dimension), capital(used.metric)], list.map((name, i) => [name, String(valuesOf(used)[i])])); // prettier-ignore
      cells = made.cells;
      dom.add(dom.heading(heading));
      dom.layout(order.map((key) => controls[key]), { kind: unit ? 'block' : 'flex' }); // prettier-ignore
      if (applies) dom.add(site.button('apply', button, update));
      dom.add(dom.element('p', `${capital(used.metric)} by ${used.dimension}, ${used.range}`), made);
    });
    const list = rows[dimensions.indexOf(want.dimension)];
    const values = valuesOf(want);
    const kind = target.pick(['value', 'top', 'gap'] as const);
    const [one, two] = target.sample(list.map((_, i) => i), 2).sort((x, y) => values[y] - values[x]); // prettier-ignore
    const most = target.chance(0.6);
    const best = values.indexOf(most ? Math.max(...values) : Math.min(...values));
    const answer = { value: String(values[one]), top: list[best], gap: String(values[one] - values[two]) }[kind];
    const reply = (): OracleStep => {
      if (kind === 'gap') return stop(answer, { calc: '$1 - $2', of: [cells[one][1], cells[two][1]] });
      return stop(answer, { from: kind === 'top' ? cells[best][0] : cells[one][1] });
    };
    const next = (): OracleStep => {
      const step = order.map((key) => controls[key].step(want[key])).find((each) => each);
      return step ?? (same(used, { ...want }) ? reply() : site.press('apply'));
    };
    const slots = { ...want, row: list[one], a: list[one], b: list[two], most: most ? 'most' : 'fewest' };
    const goal = goalOf(world, { value: ASK_VALUE, top: ASK_TOP, gap: ASK_GAP }[kind], slots);
    return { goal: capital(goal), ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
};

const dimensionsOf = ({ words, random }: World): Record<string, () => string> => ({
  country: words.country,
  city: words.city,
  device: () => random.pick(['Phone', 'Tablet', 'Laptop', 'Desktop', 'Television', 'Watch']),
  channel: () => random.pick(['Search', 'E-mail', 'Direct', 'Social', 'Adverts', 'Partners']),
  page: () => `/${words.noun()}`,
});
