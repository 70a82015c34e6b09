import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message, shortText } from '../apps/kit.js';
import { ask, askingWords, chooser, doing, flag, named, records, shapeOf } from './kit.js';

/** Kinds of problems as the form names them, and as people do. */
const SAID: Record<string, string> = {
  'Street light': 'a broken street light', Pothole: 'a pothole', Graffiti: 'graffiti', 'Illegal dumping': 'illegal dumping', 'Broken bench': 'a broken bench', 'Blocked drain': 'a blocked drain',
  'Missing sign': 'a missing sign', 'Fallen tree': 'a fallen tree', 'Overfull bin': 'an overfull bin', Noise: 'noise', 'Playground damage': 'damage to the playground', 'Icy path': 'an icy path',
  'Water leak': 'a water leak',
}; // prettier-ignore
const STATES = ['New', 'Seen', 'In progress'];

interface Report {
  problem: string;
  street: string;
  state: string;
  supporters: number;
}

const ASK_EITHER: Phrasings = {
  seen: [
    '{Problem} in {street}: if somebody reported it already, support that report, otherwise report it with the text "{text}".', 'Check whether {problem} in {street} was reported before. If so, press {support} there; if not, report it and write "{text}".',
    'I saw {problem} in {street}. Report it ("{text}"), but only support the report if there is one already.', 'Is there a report about {problem} in {street}? Then support it, else make one that says "{text}".',
    'Please report {problem} in {street} with "{text}", unless it is on the list. In that case use {support}.',
  ],
  heldOut: [
    'We do not want two reports of the same thing: for {problem} in {street}, add our voice to the one that exists, or write "{text}" if none does.', '"{text}" is what you should report about {problem} in {street}, if nobody did before; else support what is there.',
  ],
}; // prettier-ignore
const ASK_NEW: Phrasings = {
  seen: ['Report {problem} in {street}. Write "{text}".', 'Please tell the council about {problem} in {street}: "{text}".', 'Make a new report. Kind: {problem}, street: {street}, text: "{text}".', 'There is {problem} in {street}; report it with the words "{text}"', 'Send a report about {problem} ({street}) that says "{text}".'],
  heldOut: ['The council should know about {problem} in {street}, so send them "{text}" as a report.', 'Let "{text}" be my report on {problem}; the place is {street}.'],
}; // prettier-ignore
const ASK_SUPPORT: Phrasings = {
  seen: ['Support the report about {problem} in {street}.', 'Somebody reported {problem} in {street}. Press {support} there.', 'I also saw {problem} in {street}: support that report', 'Find the report of {problem} in {street} and add my support.', 'Please use "{support}" on the report about {problem}, {street}.'],
  heldOut: ['Add my voice to what was reported about {problem} in {street}.', '{Problem} in {street} annoys me as well, so back the report on it.'],
}; // prettier-ignore

/** Reports that differ in problem or street from each other. */
function makeReports({ random, words }: World, problems: readonly string[], streets: readonly string[]): Report[] {
  const pairs = problems.flatMap((problem) => streets.map((street) => ({ problem, street })));
  return random
    .sample(pairs, random.integer(5, 8))
    .map((pair) => ({ ...pair, state: random.pick(STATES), supporters: words.number(0, 40) }));
}

/** Reports a problem to the council by kind, place and text, or supports the report that exists already. */
export const problemReport: Family = {
  name: 'problem-report',
  skills: ['read', 'condition', 'navigate', 'select', 'type', 'validation', 'dialog', 'load-more'],
  recoverable: true,
  impossibleShare: 0.06,
  build(world) {
    const { dom, words, random, target } = world;
    const problems = random.sample(Object.keys(SAID), random.integer(4, 6));
    const streets = words.distinct<string>(random.integer(4, 6), () => `${capital(words.noun())} ${random.pick(['Street', 'Road', 'Square', 'Lane'])}`); // prettier-ignore
    const all = makeReports(world, problems, streets);
    const phrasings = world.impossible ? ASK_SUPPORT : target.pick([ASK_EITHER, ASK_EITHER, ASK_EITHER, ASK_NEW, ASK_SUPPORT]);
    const fresh = target.pick(problems.flatMap((problem) => streets.map((street) => ({ problem, street }))).filter(({ problem, street }) => all.every((one) => one.problem !== problem || one.street !== street))); // prettier-ignore
    const known = phrasings === ASK_SUPPORT || (phrasings === ASK_EITHER && target.chance(0.55)) ? target.pick(all) : undefined;
    const { problem, street } = known ?? fresh;
    const reports = all.filter((one) => !world.impossible || one !== known);
    const text = shortText(world);
    const kindField = chooser(world, random.pick(['Category', 'What is wrong?', 'Kind of problem']), problems, undefined, ['select', 'radios', 'dropdown']); // prettier-ignore
    const asSuggest = random.chance(0.4);
    const streetField = asSuggest ? named(dom.suggest(random.pick(['Street', 'Place', 'Where?']), streets)) : chooser(world, random.pick(['Street', 'Place', 'Where is it?']), streets, undefined, ['select', 'dropdown']); // prettier-ignore
    const textField = named(
      dom.field(random.pick(['Description', 'Details', 'What did you see?']), { multiline: random.chance(0.7) }),
    );
    const news = random.chance(0.5) ? flag(world, random.pick(['Tell me when it is fixed', 'Publish my name']), random.chance(0.4)) : undefined; // prettier-ignore
    const newsBefore = news?.value();
    const button = buttonMaker(world);
    const shape = shapeOf(world);
    const [support, report, send, more] = [random.pick(['Me too', 'Support', 'I saw it as well']), random.pick(['Report a problem', 'New report']), random.pick(['Send report', 'Submit']), random.pick(['Older reports', 'Show more'])]; // prettier-ignore
    world.reserve(support, report, send, more);
    const asking = askingWords(world, 'go on');
    const confirms = random.chance(0.5);
    let limit = 4;
    let inForm = false;
    let errors: string[] = [];
    let supporting: Report | undefined;
    let sending = false;
    let keys = new Map<Report | string, HTMLElement>();
    let dialog: ReturnType<typeof ask> | undefined;
    const put = (key: Report | string, label: string, press: () => void): HTMLElement => (keys.set(key, button(label, press)), keys.get(key)!); // prettier-ignore
    const cancel = (): void => {
      [supporting, sending] = [undefined, false];
      world.refresh();
    };
    const answer = (yes: boolean): void => (yes ? world.submit() : cancel());
    const list = (): void => {
      [inForm, keys, errors, sending] = [false, new Map(), [], false];
      const rows = reports.slice(0, limit).map((one) => [one.problem, one.street, one.state, `${one.supporters} people`, put(one, support, doing(world, () => void (supporting = one)))]); // prettier-ignore
      dom.add(dom.heading(random.pick(['Report it', 'City reports', 'Problems in our town'])), put('new', report, () => ((supporting = undefined), world.go('report', form)))); // prettier-ignore
      dom.add(dom.element('h4', 'Open reports'), records(world, shape, ['Problem', 'Place', 'Status', 'Support', ''], rows));
      if (limit < reports.length)
        dom.add(
          put(
            'more',
            more,
            doing(world, () => void (limit = reports.length)),
          ),
        );
      dialog = supporting && ask(world, asking, `${support}?`, [dom.element('p', `${supporting.problem}, ${supporting.street}`)], answer); // prettier-ignore
    };
    const submit = (): void => {
      errors = [];
      if (!problems.includes(kindField.value())) errors.push('Choose what is wrong.');
      if (!streets.includes(streetField.value())) errors.push('Choose a street of our town.');
      if (textField.value().trim().length < 3) errors.push('Describe it in a few words.');
      sending = errors.length === 0 && confirms;
      if (errors.length > 0 || sending) world.refresh();
      else world.submit();
    };
    const form = (): void => {
      [inForm, keys] = [true, new Map()];
      dom.add(dom.heading(report), ...errors.map((error) => message(world, error, 'alert')));
      dom.layout([kindField, streetField, textField, ...(news ? [news] : [])], { kind: random.pick(['block', 'list', 'section'] as const) }); // prettier-ignore
      dom.add(dom.wrap('div', [put('send', send, submit), put('back', 'Cancel', () => world.back())], 'flex'));
      dialog = sending ? ask(world, asking, `${send}?`, [dom.element('p', `${kindField.value()}, ${streetField.value()}`)], answer) : undefined; // prettier-ignore
    };
    world.show('reports', list);
    const right = (): boolean => kindField.value() === problem && streetField.value() === street && textField.value() === text && news?.value() === newsBefore; // prettier-ignore
    const inList = (): OracleStep => {
      if (supporting) return click(supporting === known && !world.impossible ? dialog!.yes : dialog!.no);
      if (known && keys.has(known)) return click(keys.get(known)!);
      if (phrasings !== ASK_NEW && keys.has('more')) return click(keys.get('more')!);
      return world.impossible ? refuse() : click(keys.get('new')!);
    };
    const next = (): OracleStep => {
      if (!inForm) return inList();
      if (sending) return click(right() && !known ? dialog!.yes : dialog!.no);
      if (known) return click(keys.get('back')!);
      const repair = newsBefore === undefined ? undefined : news!.step(newsBefore);
      return repair ?? kindField.step(problem) ?? streetField.step(street) ?? textField.step(text) ?? click(keys.get('send')!);
    };
    const said = target.chance(0.3) ? `"${problem}"` : SAID[problem];
    const goal = goalOf(world, phrasings, { problem: said, Problem: capital(said), street, text, support });
    const done = (): boolean => (known ? supporting === known && !inForm : inForm && right());
    return { goal, ends: 'page', succeeded: done, next };
  },
};
