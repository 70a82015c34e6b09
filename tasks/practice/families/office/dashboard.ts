import type { Control } from '../../dom/index.js';
import type { OracleStep, Via } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { choiceMaker, createDesk, inquiry, recordList } from './kit.js';

const MOST: Phrasings = {
  seen: [
    'Which {unit} had the {most} {metric} {period}?', 'Look at {metric} for {period}: which {unit} is {most}?', 'Name the {unit} with the {most} {metric} {period}.', '{most} {metric} {period}: which {unit}?', 'Open {metric}, choose {period} and tell me which {unit} is {most}.',
    'Who was {most} in {metric} {period}, by {unit}?', 'I have to praise someone: which {unit} has the {most} {metric} {period}?', 'Please find the {unit} whose {metric} {period} is the {most}.',
  ],
  heldOut: ['For {period}, compare the {metric} and say which {unit} is {most}.', 'In terms of {metric} ({period}), which {unit} comes out {most}?', 'Of all, one {unit} was {most} in {metric} {period}. Which?', 'As regards {metric} {period}, the {most} {unit} is called what?'],
}; // prettier-ignore
const GAP: Phrasings = {
  seen: [
    'How much more {metric} than {b} did {a} have {period}?', 'What is the difference in {metric} between {a} and {b} {period}?', 'By how much was {a} ahead of {b} in {metric} {period}?', 'Under {metric}, {period}: {a} minus {b}?', 'Compare the {metric} of {a} and {b} {period}. What is the difference?',
    'Subtract the {metric} of {b} from that of {a}, for {period}.',
  ],
  heldOut: ['In {metric} {period}, {a} beat {b}. By what number?', 'Tell me the distance from {b} to {a} in {metric} {period}.'],
}; // prettier-ignore
const BOTH: Phrasings = {
  seen: ['What is the {metric} of {a} and {b} together {period}?', 'Add the {metric} of {a} to that of {b} for {period}.', 'How many {metric} did {a} and {b} have in total {period}?', 'Total {metric} {period} for {a} and {b}?', 'For {period}: sum of {metric}, {a} plus {b}.'],
  heldOut: ['{a} with {b}, {period}: what do their {metric} come to?', 'Put the {metric} of {a} and {b} {period} together; what is the number?'],
}; // prettier-ignore
const MISSED: Phrasings = {
  seen: ['How far was {b} from its target for {metric} {period}?', 'What did {b} lack to its {metric} target {period}?', 'How many {metric} were missing for {b} to reach its target {period}?', 'Target of {b} for {metric} {period}: how much was missing?', 'By how much did {b} miss the {metric} target {period}?'],
  heldOut: ['{b} fell short of its {metric} goal {period}. By how much?', 'Between what {b} should have had in {metric} {period} and what it had, what is the gap?'],
}; // prettier-ignore

const METRICS = ['orders', 'visits', 'calls', 'sign-ups', 'returns', 'offers', 'orders shipped', 'complaints', 'subscriptions'];
const PERIODS = [['this week', 'last week', 'this month'], ['today', 'yesterday', 'this week'], ['in January', 'in February', 'in March'], ['in Q1', 'in Q2', 'in Q3', 'in Q4']]; // prettier-ignore

/** What the choice of a period calls it. */
const shownPeriod = (period: string): string => capital(period.replace(/^in /, ''));

/** Opens a figure and a period of a dashboard, then compares, adds or subtracts the numbers on its tiles. */
export const dashboardCompare = inquiry(
  { name: 'dashboard-compare', skills: ['navigate', 'select', 'compare', 'calc'] },
  (world) => {
    const { dom, random, target, words } = world;
    const [unit, make] = random.pick<[string, () => string]>([['branch', words.city], ['team', () => `Team ${capital(words.color())}`], ['seller', words.firstName], ['shop', words.company]]); // prettier-ignore
    const names = words.distinct(random.integer(3, 6), make);
    const metrics = random.sample(METRICS, random.integer(2, 3));
    const periods = random.pick(PERIODS);
    const numbers = metrics.map(() => periods.map(() => words.distinct(names.length, () => words.number(10, 950))));
    const goals = numbers.map((list) => list.map((row) => row.map((n) => n + random.integer(-9, 60))));
    const [metric, period] = [target.integer(0, metrics.length - 1), target.integer(0, periods.length - 1)];
    const row = numbers[metric][period];
    const [a, b] = target.sample(names.map((_, i) => i), 2).sort((one, two) => row[two] - row[one]); // prettier-ignore
    const kind = target.pick(['most', 'most', 'gap', 'both', 'missed']);
    const top = target.chance(0.6);
    goals[metric][period][b] = Math.max(goals[metric][period][b], row[b] + random.integer(2, 40));

    const desk = createDesk(world);
    const withTargets = kind === 'missed' || random.chance(0.4);
    const list = recordList(world, [capital(unit), random.pick(['Number', 'Count', 'Total']), ...(withTargets ? ['Target'] : [])], ['table', 'cards', 'cards']); // prettier-ignore
    const choosePeriod = choiceMaker(world);
    const [label, title] = [
      random.pick(['Period', 'Time', 'Show']),
      random.pick(['Dashboard', 'Overview', 'Figures', 'Performance']),
    ];
    const first = random.integer(0, periods.length - 1);
    let [atMetric, atPeriod] = [random.integer(0, metrics.length - 1), first];
    let control: Control<string>;
    let cells: HTMLElement[][] = [];
    world.show('dashboard', () => {
      desk.enter('dashboard');
      dom.add(dom.heading(title));
      const bar = metrics.map((name, i) => {
        const open = (): void => {
          atMetric = i;
          world.refresh();
        };
        const link = desk.link(`metric ${i}`, capital(name), open);
        if (i === atMetric) link.setAttribute('aria-current', 'page');
        return link;
      });
      dom.add(dom.wrap('nav', bar.flatMap((link) => [link, ' ']))); // prettier-ignore
      control = choosePeriod(label, periods.map(shownPeriod), shownPeriod(periods[atPeriod]));
      control.root.addEventListener('change', () => {
        atPeriod = periods.findIndex((one) => shownPeriod(one) === control.value());
        world.refresh();
      });
      const shown = numbers[atMetric][atPeriod];
      const made = list(names.map((name, i) => ({ cells: [name, String(shown[i]), ...(withTargets ? [String(goals[atMetric][atPeriod][i])] : [])] }))); // prettier-ignore
      cells = made.cells;
      dom.add(control, dom.element('h4', `${capital(metrics[atMetric])} ${periods[atPeriod]}`), made);
    });
    const look = (): OracleStep | undefined =>
      atMetric === metric ? control.step(shownPeriod(periods[period])) : desk.press(`metric ${metric}`);
    const slots = { unit, metric: metrics[metric], period: periods[period], a: names[a], b: names[b] };
    if (kind === 'most') {
      const best = row.indexOf(top ? Math.max(...row) : Math.min(...row));
      const most = top ? target.pick(['highest', 'best', 'largest']) : target.pick(['lowest', 'smallest']);
      const word = most === 'best' ? 'highest' : most;
      return { goal: capital(world.phrase(MOST, { ...slots, most: word })), answer: names[best], via: () => ({ from: cells[best][0] }), look }; // prettier-ignore
    }
    const value = kind === 'gap' ? row[a] - row[b] : kind === 'both' ? row[a] + row[b] : goals[metric][period][b] - row[b];
    const via = (): Via => {
      const of = kind === 'missed' ? [cells[b][2], cells[b][1]] : [cells[a][1], cells[b][1]];
      return { calc: kind === 'both' ? '$1 + $2' : '$1 - $2', of };
    };
    const ask = { gap: GAP, both: BOTH, missed: MISSED }[kind]!;
    return { goal: capital(world.phrase(ask, slots)), answer: String(value), via, look };
  },
);
