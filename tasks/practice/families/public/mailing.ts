import type { Control } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf } from '../apps/kit.js';
import { ask, askingWords, doing, flagMaker, records, shapeOf } from './kit.js';
import { listed } from '../shared.js';

const OFTEN = ['Daily', 'Weekly', 'Monthly', 'Every quarter'];

interface Mailing {
  name: string;
  on: Control<boolean>;
  often: Control<string>;
  /** As it was at first. */
  before: { on: boolean; often: string };
}

function makeMailings(world: World): Mailing[] {
  const { dom, random, words } = world;
  const tails = ['digest', 'offers', 'letter', 'tips', 'update', 'alerts', 'diary'];
  const names = words.distinct(random.integer(4, 6), () => `${capital(words.noun())} ${random.pick(tails)}`);
  const make = flagMaker(world);
  return names.map((name, i) => {
    const before = { on: i < 2 || random.chance(0.6), often: OFTEN[i] ?? random.pick(OFTEN) };
    const often = dom.select(`${name}: how often`, OFTEN, before.often);
    often.control.removeAttribute('aria-labelledby'); // the head of the column says what it is
    often.control.setAttribute('aria-label', often.label);
    return { name, before, on: make(name, before.on), often };
  });
}

interface Wish {
  ask: Phrasings;
  slots: Record<string, string>;
  of(mailing: Mailing): { on: boolean; often: string };
}

const ASK_KEEP: Phrasings = {
  seen: ['Unsubscribe me from everything except {names}. {label}.', 'I only want to get {names}; stop all other mails. {label}.', 'Keep {names} and cancel every other mailing, then press {label}.', 'No more mails for me but {names}. Press "{label}".', 'Please make sure that {names} is all I still receive, and {label}.'],
  heldOut: ['All that should reach my inbox from now on is {names}. {label}.', 'My subscriptions: {names}, nothing else. Use {label} when it is so.'],
}; // prettier-ignore
const ASK_CHANGE: Phrasings = {
  seen: ['Stop {a}, and send me {b} {often}. {label}.', 'Unsubscribe from "{a}" and change "{b}" to {often}, then {label}.', 'I do not want {a} any more; {b} should come {often}. {label}.', 'Get me {b} {often}, and end {a}. Then press "{label}".', 'Please cancel {a} and set {b} to {often}. {label}.'],
  heldOut: ['{a} can go. As for {b}, {often} is how I would like it. {label}.', 'Change my mailings: no {a}, and {b} {often}. Afterwards {label}.'],
}; // prettier-ignore
const ASK_TAME: Phrasings = {
  seen: ['Whatever mail I get {from} should come {often} instead. {label}.', 'Change every subscription that is {from} to {often} and press {label}.', 'If I get something {from}, make it {often}. Leave the rest. {label}.', '{From} is wrong for me: set all of those that I receive to {often}, then "{label}".'],
  heldOut: ['Look for what I am subscribed to {from}; turn it into {often}. {label}.', 'Nothing I receive may come {from} any more, but {often}. {label}.'],
}; // prettier-ignore
const ASK_NONE: Phrasings = {
  seen: ['Unsubscribe me from all mails and press {label}.', 'I do not want any mail any more. Cancel everything, then {label}.', 'Stop all newsletters. {label}.', 'Please take me off every list here and "{label}".'],
  heldOut: ['None of these mails shall reach me again; {label}.', 'End all my subscriptions here. {label}.'],
}; // prettier-ignore

function drawWish(world: World, all: readonly Mailing[], label: string): Wish {
  const { target, wording } = world;
  const name = (mailing: Mailing): string => (wording.chance(0.5) ? `"${mailing.name}"` : mailing.name);
  const got = all.filter((one) => one.before.on);
  const kind = world.impossible ? 'change' : target.pick(['keep', 'keep', 'change', 'change', 'tame', 'none']);
  if (kind === 'keep') {
    const kept = target.sample(got, target.integer(1, Math.min(2, got.length - 1)));
    return { ask: ASK_KEEP, slots: { label, names: listed(kept.map(name)) }, of: (one) => ({ ...one.before, on: kept.includes(one) }) };
  }
  if (kind === 'none') return { ask: ASK_NONE, slots: { label }, of: ({ before }) => ({ ...before, on: false }) };
  if (kind === 'tame') {
    const from = target.pick(got).before.often;
    const often = target.pick(OFTEN.filter((one) => one !== from));
    const slots = { label, from: from.toLowerCase(), From: from, often: often.toLowerCase() };
    return { ask: ASK_TAME, slots, of: ({ before }) => (before.on && before.often === from ? { on: true, often } : before) };
  }
  const a = target.pick(got);
  const b = target.pick(all.filter((one) => one !== a));
  const often = target.pick(OFTEN.filter((one) => one !== b.before.often));
  const of = (one: Mailing): Mailing['before'] => (one === a ? { ...one.before, on: false } : one === b ? { on: true, often } : one.before);
  return { ask: ASK_CHANGE, slots: { label, a: a.name, b: b.name, often: often.toLowerCase() }, of };
} // prettier-ignore

/** Changes which mails one gets and how often, then saves; some conditions hold already. */
export const mailingPreferences: Family = {
  name: 'mailing-preferences',
  skills: ['check', 'switch', 'select', 'condition', 'several-conditions', 'dialog'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random } = world;
    const all = makeMailings(world);
    const label = random.pick(['Save preferences', 'Update', 'Save changes', 'Confirm']);
    const wish = drawWish(world, all, label);
    const lost = wish.slots.a;
    const mailings = all.filter((one) => !world.impossible || one.name !== lost);
    const email = words.email();
    const address = dom.field(random.pick(['E-mail', 'Your address']), { value: email, readonly: true });
    const button = buttonMaker(world);
    const allOff = random.chance(0.6) ? random.pick(['Unsubscribe from all', 'Stop all mails']) : undefined;
    const asking = askingWords(world, 'unsubscribe');
    if (allOff) world.reserve(allOff);
    const shape = shapeOf(world);
    let sure = false;
    let keys: Partial<Record<'save' | 'all', HTMLElement>> = {};
    let dialog: ReturnType<typeof ask> | undefined;
    world.show('mailings', () => {
      dom.add(dom.heading(random.pick(['Mailing preferences', 'Your subscriptions', 'E-mail settings'])), address);
      dom.add(
        records(
          world,
          shape,
          ['Mailing', 'How often'],
          mailings.map((one) => [one.on.root, one.often.control]),
        ),
      );
      keys = { save: button(label, () => world.submit()) };
      if (allOff)
        keys.all = button(
          allOff,
          doing(world, () => void (sure = true)),
        );
      dom.layout(random.shuffle(Object.values(keys)), { kind: 'flex' });
      const answer = (yes: boolean): void => {
        sure = false;
        if (yes) mailings.forEach((one) => one.on.set(false));
        world.refresh();
      };
      dialog = sure
        ? ask(world, asking, `${allOff}?`, [dom.element('p', 'You will get no more mails from us.')], answer)
        : undefined;
    });
    const isRight = (one: Mailing): boolean => one.on.value() === wish.of(one).on && one.often.value() === wish.of(one).often;
    const next = (): OracleStep => {
      const off = mailings.every((one) => !wish.of(one).on);
      if (dialog) return click(off ? dialog.yes : dialog.no);
      if (world.impossible) return refuse();
      const wrong = mailings.find((one) => !isRight(one));
      if (!wrong) return click(keys.save!);
      if (off && keys.all && wrong.on.value()) return click(keys.all);
      return wrong.on.step(wish.of(wrong).on) ?? wrong.often.step(wish.of(wrong).often)!;
    };
    const done = (): boolean => !sure && mailings.every(isRight);
    return { goal: goalOf(world, wish.ask, wish.slots), ends: 'page', succeeded: done, next };
  },
};
