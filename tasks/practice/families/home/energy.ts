import type { Control } from '../../dom/index.js';
import { refuse, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, ending, message } from '../apps/kit.js';
import { joinGoal } from '../../composing/goal.js';
import { fromGoal } from '../shared.js';
import { breadcrumbs, choiceMaker, createKeys, dateMaker, rowsMaker, ENDS } from './kit.js';

const ASK_NEW: Phrasings = {
  seen: [
    'enter {n} as the new reading of the {meter} meter, {how}', 'report {n} for the {meter} meter ({how})', 'submit the {meter} reading {n}, {how}', 'the {meter} meter shows {n}: enter it, {how}', 'send in {n} {unit} for {meter}, {how}',
    'add the reading {n} to the {meter} meter, {how}', 'put {n} down for {meter}, {how}', 'give {n} as the {meter} reading, {how}', 'type in the {meter} reading of {n}, {how}',
  ],
  heldOut: ['let the company know that {meter} stands at {n}, {how}', 'for {meter} the dial says {n}; pass that on, {how}', '{n} is what the {meter} meter has now ({how}), hand it in', 'make {n} the latest {meter} reading, {how}'],
}; // prettier-ignore
const ASK_USED: Phrasings = {
  seen: [
    'enter the new {meter} reading: {n} {unit} more than the last one, {how}', 'we used {n} {unit} of {meter} since the last reading; enter the new reading, {how}', 'report a {meter} reading that is {n} above the latest one ({how})', 'add {n} to the last {meter} reading and submit the result, {how}',
    'the {meter} meter went up by {n} {unit}: submit the new reading, {how}', 'submit for {meter} the last reading plus {n}, {how}', 'take the latest {meter} reading, add {n} and send it in, {how}', 'send a reading for {meter} that is higher by {n} than the most recent one, {how}',
  ],
  heldOut: ['since they last looked, {meter} has grown by {n} {unit}; hand in what the meter must show now, {how}', 'work out where {meter} stands after another {n} {unit} and report that, {how}', '{n} {unit} of {meter} came on top; pass on the new figure, {how}', 'the next {meter} figure is {n} beyond the newest in the history; give it to them, {how}'],
}; // prettier-ignore
const HOW: Record<string, Phrasings> = {
  self: { seen: ['read by myself', 'as my own reading', 'read by me'], heldOut: ['I looked at it myself'] },
  guess: { seen: ['as an estimate', 'as an estimated value', 'marked as estimated'], heldOut: ['it is only a guess'] },
};

interface Meter {
  name: string;
  unit: string;
  /** Readings with the day of each, the oldest first. */
  history: { day: number; value: number }[];
  sent?: { value: number; how: string };
}

/** Reports readings of one or two meters: given, or to be computed from the latest one; a dialog asks whether they are right. */
export const meterReading: Family = {
  name: 'meter-reading',
  skills: ['navigate', 'read', 'calc', 'type', 'choice', 'dialog', 'several'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, random, target, words } = world;
    const dates = dateMaker(world, -300, 40);
    const kinds = random.sample([['electricity', 'kWh'], ['gas', 'm³'], ['water', 'm³'], ['heat', 'kWh'], ['solar', 'kWh'], ['hot water', 'm³'], ['garden water', 'm³']], random.integer(3, 5)); // prettier-ignore
    const all = kinds.map(([name, unit]): Meter => ({ name, unit, history: makeHistory(world) }));
    const asked = world.impossible ? [all[0]] : target.sample(all, target.chance(0.35) ? 2 : 1);
    const meters = world.impossible ? all.slice(1) : all;
    const ways = random.pick([{ self: 'Read by you', guess: 'Estimated' }, { self: 'Own reading', guess: 'Estimate' }, { self: 'Actual', guess: 'Estimated' }]); // prettier-ignore
    const wishes = asked.map((meter) => {
      const [by, how, relative] = [target.integer(3, 400), target.pick(['self', 'guess'] as const), target.chance(0.5)];
      const value = meter.history.at(-1)!.value + by;
      const slots = { n: relative ? by : value, meter: meter.name, unit: meter.unit, how: world.phrase(HOW[how]) };
      return { meter, by: relative ? String(by) : undefined, value, how: ways[how], phrase: world.phrase(relative ? ASK_USED : ASK_NEW, slots) }; // prettier-ignore
    });
    const end = ending(world, 0.3, ENDS);
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });

    const keys = createKeys();
    const [button, show, choose] = [buttonMaker(world), rowsMaker(world, 'Meter', ['Number', 'Unit', 'Status']), choiceMaker(world, ['select', 'radios', 'segments'])]; // prettier-ignore
    const [title, opener, send, newest] = [random.pick(['Meters', 'My meters', 'Energy account']), random.pick(['Open', 'Enter reading', 'Readings']), random.pick(['Submit reading', 'Send', 'Report']), random.chance(0.5)]; // prettier-ignore
    const [yes, no] = random.pick([
      ['Yes, correct', 'Change it'],
      ['Confirm', 'Back'],
      ['Submit', 'Cancel'],
    ]);
    const numbers = words.distinct(all.length, () => words.digits(7));
    world.reserve(title, opener, send, yes, no, 'Withdraw', ...all.map((meter) => meter.name));
    let open: Meter | undefined;
    let field: ReturnType<typeof dom.field>;
    let way: Control<string>;
    let asking: { value: number; how: string } | undefined;
    let last: HTMLElement;
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const list = (): void => {
      keys.clear();
      open = undefined;
      dom.add(dom.heading(title));
      dom.add(show(meters.map((meter) => ({ name: meter.name, facts: [numbers[all.indexOf(meter)], meter.unit, meter.sent ? 'Reading sent' : 'Reading due'], keys: [keys.put(meter.name, button(opener, () => ((asking = undefined), world.go(`meter ${meter.name}`, () => view(meter)))))] })))); // prettier-ignore
      end.place();
    };
    const view = (meter: Meter): void => {
      keys.clear();
      open = meter;
      dom.add(breadcrumbs(world, [keys.put('back', dom.button(title, () => world.go('meters', list), 'link').control)], meter.name)); // prettier-ignore
      const cells = meter.history.map(({ day, value }) => [dates(day), dom.element('span', String(value)), meter.unit]);
      last = cells.at(-1)![1] as HTMLElement;
      dom.add(dom.heading(`History of ${meter.name}`), dom.table(['Date', 'Reading', 'Unit'], newest ? [...cells].reverse() : cells)); // prettier-ignore
      const error = message(world, '', 'alert');
      error.hidden = true;
      if (meter.sent) {
        const withdraw = keys.put('withdraw', button('Withdraw', set(() => (meter.sent = undefined)))); // prettier-ignore
        dom.add(
          dom.wrap('p', [dom.element('span', `Sent: ${meter.sent.value} ${meter.unit}, ${meter.sent.how}`), ' ', withdraw]),
        );
        return;
      }
      const fieldNow = (field = dom.field('New reading', asking ? { value: String(asking.value) } : {}));
      const wayNow = (way = choose('Kind of reading', Object.values(ways), asking?.how ?? ''));
      const submit = (): void => {
        const value = Number(fieldNow.value());
        const problem = !/^\d+$/.test(fieldNow.value()) || value <= meter.history.at(-1)!.value ? 'The reading must be a whole number above the last one.' : wayNow.value() ? '' : 'Say what kind of reading it is.'; // prettier-ignore
        error.hidden = problem === '';
        error.textContent = problem;
        if (!problem) set(() => (asking = { value, how: wayNow.value() }))();
      };
      dom.add(
        dom.wrap('div', [fieldNow]),
        dom.wrap('div', [wayNow]),
        error,
        dom.wrap('p', [keys.put('send', button(send, submit))]),
      );
      if (!asking) return;
      const sure = asking;
      const used = sure.value - meter.history.at(-1)!.value;
      const { buttons } = dom.dialog('Is this right?', [dom.element('p', `${sure.value} ${meter.unit}, that is ${used} more than last time.`)], random.shuffle([{ label: yes, onClick: set(() => ((meter.sent = sure), (asking = undefined))) }, { label: no, onClick: set(() => (asking = undefined)) }])); // prettier-ignore
      for (const { label, control } of buttons) keys.put(label, control);
    };
    world.show('meters', list);
    const wishOf = (meter: Meter) => wishes.find((wish) => wish.meter === meter && !world.impossible);
    const right = (meter: Meter): boolean => meter.sent?.value === wishOf(meter)?.value && meter.sent?.how === wishOf(meter)?.how;
    const inMeter = (meter: Meter): OracleStep => {
      const wish = wishOf(meter);
      if (asking) return keys.press(wish?.value === asking.value && wish.how === asking.how ? yes : no);
      if (right(meter)) return keys.press('back');
      if (meter.sent) return keys.press('withdraw');
      const via: Via | undefined = wish!.by === undefined ? undefined : { calc: `$1 + ${fromGoal(goal, wish!.by)}`, of: [last] };
      return field.step(String(wish!.value), via) ?? way.step(wish!.how) ?? keys.press('send');
    };
    const next = (): OracleStep => {
      if (open) return inMeter(open);
      const meter = [...asked, ...meters].find((one) => meters.includes(one) && !right(one));
      return meter ? keys.press(meter.name) : world.impossible ? refuse() : end.last();
    };
    return { goal, ends: end.ends, succeeded: () => meters.every(right), next };
  },
};

function makeHistory({ random }: World): { day: number; value: number }[] {
  let [value, day] = [random.integer(200, 40_000), random.integer(-300, -200)];
  return Array.from({ length: random.integer(2, 4) }, () => {
    value += random.integer(10, 300);
    day += random.integer(20, 60);
    return { day, value };
  });
}
