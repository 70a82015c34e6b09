import type { Control } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { breadcrumbs, choiceMaker, createKeys, dateMaker, rowsMaker, ENDS } from './kit.js';

const ASK_CANCEL: Phrasings = {
  seen: [
    'Cancel {which}. The reason is "{reason}". Take no offer.', 'I want to end {which}; as the reason give {reason} and refuse all offers.', 'Please cancel {which}, reason: {reason}.', 'End {which} for good, whatever they offer. Reason: {reason}',
    'Can you cancel {which} for me? Say {reason} when they ask why.', 'Make sure that {which} is cancelled, with {reason} as the reason and without a discount.', 'Because I have to save money, cancel {which}. Choose "{reason}" as the reason.',
    'If they ask why, it is {reason}: cancel {which}.', 'Get me out of {which}. Reason to give: {reason}.',
  ],
  heldOut: [
    'I will not pay for {which} any longer. When asked, {reason} is why; no deal changes that.', '{reason} - this is why {which} has to go. Do not let them talk you into staying.', 'Would you terminate {which}, stating {reason}?',
    'Nobody here uses {which}. Quit it and name {reason}.', 'See to it that {which} does not renew: it is {reason}, and we stay firm.',
  ],
}; // prettier-ignore

interface Subscription {
  name: string;
  plan: string;
  cents: number;
  renews: number;
  state: 'active' | 'paused' | 'discount' | 'cancelled';
  reason: string;
}

type Stage = 'none' | 'reason' | 'offer' | 'pause' | 'confirm';
const REASONS = [
  'Too expensive',
  'I do not use it',
  'Found something better',
  'Technical problems',
  'Moving house',
  'Only for a trial',
  'Other reason',
];

/** Ends a subscription against the offers that are made to keep it; the subscription is named or told by price or date. */
export const subscriptionCancel: Family = {
  name: 'subscription-cancel',
  skills: ['navigate', 'dialog', 'choice', 'check', 'compare', 'persist'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const dates = dateMaker(world, 1, 90);
    const count = random.integer(3, 5);
    const names = words.distinct(count, () => random.pick([words.company(), `${words.thing()} Plus`, `${words.madeUp()} TV`]));
    const [cents, days] = [words.distinct(count, () => random.integer(2, 60) * 100 - 1), words.distinct(count, () => random.integer(1, 90))]; // prettier-ignore
    const all = names.map((name, i): Subscription => ({ name, plan: random.pick(['Basic', 'Standard', 'Premium', 'Family']), cents: cents[i], renews: days[i], state: 'active', reason: '' })); // prettier-ignore
    const by = world.impossible ? 'name' : target.pick(['name', 'name', 'dear', 'cheap', 'first', 'last'] as const);
    const order = [...all].sort((a, b) => (by === 'dear' || by === 'cheap' ? a.cents - b.cents : a.renews - b.renews));
    const wanted = by === 'name' ? target.pick(all) : order[by === 'dear' || by === 'last' ? order.length - 1 : 0];
    const list = world.impossible ? all.filter((one) => one !== wanted) : all;
    const which = { name: target.pick([wanted.name, `my ${wanted.name} subscription`, `the subscription "${wanted.name}"`]), dear: 'the most expensive subscription', cheap: 'the cheapest subscription', first: 'the subscription that renews first', last: 'the subscription that renews last' }[by]; // prettier-ignore
    const reasons = random.sample(REASONS, random.integer(4, 6));
    const reason = target.pick(reasons);
    const end = ending(world, 0.3, ENDS);

    const keys = createKeys();
    const [button, show, choose] = [buttonMaker(world), rowsMaker(world, 'Subscription', ['Plan', 'Price', 'Renews', 'Status']), choiceMaker(world, ['select', 'radios', 'radios', 'dropdown'])]; // prettier-ignore
    const [title, manage, stop, asDialog] = [random.pick(['Subscriptions', 'My plans', 'Memberships']), random.pick(['Manage', 'Details', 'Open']), random.pick(['Cancel subscription', 'End subscription', 'Cancel plan']), random.chance(0.6)]; // prettier-ignore
    const stages: Stage[] = ['reason', ...random.shuffle<Stage>(['offer', 'pause']).slice(0, random.integer(0, 2)), 'confirm'];
    const [accept, decline] = random.pick([['Keep 50% off', 'No thanks'], ['Accept offer', 'Decline offer'], ['Stay and save', 'Continue to cancel'], ['Yes, give me the discount', 'No, cancel anyway']]); // prettier-ignore
    const [pause, noPause] = random.pick([['Pause for 3 months', 'I still want to cancel'], ['Take a break', 'Go on cancelling'], ['Pause instead', 'Skip']]); // prettier-ignore
    const [finish, stay] = random.pick([['Cancel now', 'Keep subscription'], ['Confirm cancellation', 'Never mind'], ['End it now', 'Go back']]); // prettier-ignore
    const [tick, forth] = [random.chance(0.5), random.pick(['Continue', 'Next', 'Proceed'])];
    world.reserve(...names, ...reasons, title, manage, stop, accept, decline, pause, noPause, finish, stay, forth);
    let open: Subscription | undefined;
    let stage: Stage = 'none';
    let reasonControl: Control<string> | undefined;
    let agree: Control<boolean> | undefined;
    let given = '';
    const price = (one: Subscription): string => `$${(one.cents / 100).toFixed(2)}`;
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const step = (): void => void (stage = stages[stages.indexOf(stage) + 1] ?? 'none');
    const settle = (state: Subscription['state']) => (): void => {
      Object.assign(open!, { state, reason: state === 'cancelled' ? given : '' });
      stage = 'none';
    };
    const overview = (): void => {
      keys.clear();
      open = undefined;
      dom.add(dom.heading(title));
      dom.add(show(list.map((one) => ({ name: one.name, facts: [one.plan, `${price(one)} a month`, dates(one.renews), one.state], keys: [keys.put(one.name, button(manage, () => ((stage = 'none'), world.go(`plan ${one.name}`, () => view(one)))))] })))); // prettier-ignore
      end.place();
    };
    const view = (one: Subscription): void => {
      keys.clear();
      open = one;
      const back = keys.put('back', dom.button(title, () => world.go('plans', overview), 'link').control);
      dom.add(breadcrumbs(world, [back], one.name), dom.heading(one.name));
      dom.add(dom.pairs([['Plan', one.plan], ['Price', `${price(one)} a month`], ['Next renewal', dates(one.renews)], ['Status', one.state]])); // prettier-ignore
      const undo = { paused: 'Resume', discount: 'Remove discount', cancelled: 'Reactivate', active: '' }[one.state];
      const controls = undo ? [keys.put('undo', button(undo, set(() => Object.assign(one, { state: 'active', reason: '' }))))] : [button('Change plan', () => undefined), keys.put('stop', button(stop, set(() => ((given = ''), (stage = 'reason')))))]; // prettier-ignore
      dom.add(dom.wrap('div', controls, 'line'));
      if (stage === 'none') return;
      const { text, parts, buttons } = stageParts();
      const made = asDialog ? dom.dialog(text, parts, buttons).buttons : buttons.map(({ label, onClick }) => ({ label, control: dom.button(label, onClick).control })); // prettier-ignore
      for (const { label, control } of made) keys.put(label, control);
      if (!asDialog) dom.add(dom.card(text, [...parts, dom.wrap('div', made.map(({ control }) => control), 'flex')])); // prettier-ignore
    };
    const stageParts = () => {
      const leave = { label: stay, onClick: set(() => (stage = 'none')) };
      if (stage === 'reason') {
        reasonControl = choose('Reason', reasons, given || (random.chance(0.3) ? reasons[0] : ''));
        const on = set(() => ((given = reasonControl!.value()), reasons.includes(given) && step()));
        return { text: 'Why do you want to leave?', parts: [reasonControl], buttons: random.shuffle([{ label: forth, onClick: on }, leave]) }; // prettier-ignore
      }
      if (stage === 'offer') return { text: random.pick(['Stay for half the price?', 'We have a special offer for you']), parts: [dom.element('p', 'The next six months would cost 50% less.')], buttons: random.shuffle([{ label: accept, onClick: set(settle('discount')) }, { label: decline, onClick: set(step) }]) }; // prettier-ignore
      if (stage === 'pause') return { text: random.pick(['How about a break?', 'Need some time?']), parts: [dom.element('p', 'A pause costs nothing and ends by itself.')], buttons: random.shuffle([{ label: pause, onClick: set(settle('paused')) }, { label: noPause, onClick: set(step) }]) }; // prettier-ignore
      agree = dom.checkbox(random.pick(['I understand that I lose access', 'I know that this ends my plan']), { custom: false });
      const box = agree;
      const warning = message(world, '', 'alert');
      const last = (): void => (tick && !box.value() ? void (stage = 'confirm') : settle('cancelled')());
      return { text: random.pick(['One last question', 'Are you sure?']), parts: [...(tick ? [box] : []), warning], buttons: random.shuffle([{ label: finish, onClick: set(last) }, leave]) }; // prettier-ignore
    };
    world.show('plans', overview);
    const right = (one: Subscription): boolean => (one === wanted ? one.state === 'cancelled' && one.reason === reason : one.state === 'active'); // prettier-ignore
    const next = (): OracleStep => {
      if (!open) {
        const one = list.find((each) => !right(each));
        return one ? keys.press(one.name) : world.impossible ? refuse() : end.last();
      }
      if (stage === 'none') {
        if (right(open)) return keys.press('back');
        return keys.press(open.state === 'active' ? 'stop' : 'undo');
      }
      if (stage === 'reason') return open === wanted ? (reasonControl!.step(reason) ?? keys.press(forth)) : keys.press(stay);
      if (stage === 'offer') return keys.press(decline);
      if (stage === 'pause') return keys.press(noPause);
      if (open !== wanted || given !== reason) return keys.press(stay);
      return (tick ? agree!.step(true) : undefined) ?? keys.press(finish);
    };
    const goal = goalOf(world, ASK_CANCEL, { which, reason }, end);
    return { goal, ends: end.ends, succeeded: () => list.every(right), next };
  },
};
