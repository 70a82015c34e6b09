import { refuse, type Family, type OracleStep } from '../../family.js';
import { joinGoal } from '../../composing/goal.js';
import { ending, goalOf, message } from '../apps/kit.js';
import type { Phrasings, World } from '../../world.js';
import { chooser, firstStep, listingMaker, modal, pager, rowActsMaker, sentences } from './desk.js';
import { money } from '../shared.js';

type Status = 'New' | 'Confirmed' | 'Shipped' | 'Cancelled';

interface OrderState {
  status: Status;
  /** Carrier of what was shipped, reason of what was cancelled. */
  detail: string;
}
interface Order extends OrderState {
  number: string;
  buyer: string;
  item: string;
  cents: number;
}

const CARRIERS = [
  'Parcel Post',
  'Swift Freight',
  'Blue Arrow',
  'City Courier',
  'Overnight Express',
  'Harbor Lines',
  'Van Direct',
];
const REASONS = ['Out of stock', 'Customer request', 'Wrong price', 'Payment failed', 'Address unknown', 'Duplicate order'];

const ASK_SHIP: Phrasings = {
  seen: ['mark {order} as shipped with {carrier}', 'set {order} to shipped, the carrier is "{carrier}"', 'enter that {order} went out by {carrier}', '{carrier} has picked up {order}, so mark it as shipped', 'change {order} to shipped by {carrier}', 'make sure that {order} is marked as shipped ({carrier})', 'since {carrier} took {order} this morning, mark it as shipped', 'can you mark {order} as shipped, carrier {carrier}', 'for {order} choose "{carrier}" and mark it as shipped'],
  heldOut: ['{order} is on its way with {carrier}, let the list say so', 'let {order} be shipped by "{carrier}"', 'as {order} has left with {carrier}, its status must be shipped', 'record the shipping of {order} (by {carrier})'],
}; // prettier-ignore
const ASK_CANCEL: Phrasings = {
  seen: ['cancel {order} with the reason {reason}', 'cancel {order}, reason: "{reason}"', '{order} has to be cancelled ({reason})', 'make {order} cancelled for the reason "{reason}"', 'we cannot deliver {order}: cancel it, the reason is {reason}', 'please cancel {order} because of {reason}', 'for the reason "{reason}", cancel {order}', 'set {order} to cancelled with {reason} as the reason'],
  heldOut: ['call {order} off, giving "{reason}" as the reason', 'nothing will come of {order}; cancel it ({reason})', 'due to {reason}, {order} is to be cancelled', '{order} should end up cancelled, with the reason {reason}'],
}; // prettier-ignore
const ASK_CONFIRM: Phrasings = {
  seen: ['confirm {order}', 'set {order} to confirmed', 'please confirm {order}', '{order} can be confirmed', 'make sure that {order} is confirmed', 'accept {order} by confirming it', 'mark {order} as confirmed', 'can you confirm {order}'],
  heldOut: ['let {order} be confirmed', 'tell the buyer of {order} that it is confirmed', '{order} deserves a confirmation', 'give {order} the status confirmed'],
}; // prettier-ignore
const ASK_ALL_NEW: Phrasings = {
  seen: ['Confirm all new orders.', 'Every order that is still new should be confirmed', 'Please confirm whatever is new.', 'Go through the orders and confirm each new one.', 'Can you confirm all orders with the status New?', 'Make sure that no order is new any more: confirm them.', 'If an order is new, confirm it.', 'New orders are all fine, confirm them'],
  heldOut: ['No order should be left as new, confirm each of these.', 'Wherever the status is New, let it be Confirmed.', 'Accept the new orders, all of them.', 'Which orders are new? Confirm those.'],
}; // prettier-ignore

function makeOrders({ words, random }: World, count: number, carriers: string[], reasons: string[]): Order[] {
  const buyers = words.distinct(count - 1, words.fullName);
  return words.distinct(count, () => words.digits(5)).map((digits, i): Order => {
    const status = random.pick<Status>(['New', 'New', 'Confirmed', 'Confirmed', 'Shipped', 'Cancelled']);
    const detail = status === 'Shipped' ? random.pick(carriers) : status === 'Cancelled' ? random.pick(reasons) : '';
    return { number: `#${digits}`, buyer: buyers[Math.max(0, i - 1)], item: words.product(), cents: words.number(500, 20000), status, detail };
  }); // prettier-ignore
}

const sameState = (a: OrderState, b: OrderState): boolean => a.status === b.status && a.detail === b.detail;

/** How people name an order: by its number, or by the buyer where there is only one of that buyer. */
function referTo({ wording }: World, order: Order, all: readonly Order[]): string {
  const single = all.filter((one) => one.buyer === order.buyer).length === 1;
  const names = [`order ${order.number}`, `the order ${order.number}`];
  return wording.pick(single ? [...names, `the order of ${order.buyer}`, `${order.buyer}'s order`] : names);
}

/** Moves orders of a shop on: confirm, ship with a carrier, cancel with a reason; a wrong move is taken back by reopening. */
export const sellerOrders: Family = {
  name: 'seller-orders',
  skills: ['click', 'menu', 'dialog', 'select', 'several', 'undo'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { random, target } = world;
    const carriers = random.sample(CARRIERS, random.integer(3, 5));
    const reasons = random.sample(REASONS, random.integer(3, 5));
    const all = makeOrders(world, random.integer(4, 6), carriers, reasons);
    const lost = world.impossible ? all[all.length - 1] : undefined;
    const orders = all.filter((order) => order !== lost);
    const before = new Map(all.map(({ ...order }, i) => [all[i], order as OrderState]));
    const wanted = new Map(before);
    const open = target.shuffle(orders.filter((order) => order.status !== 'Shipped' && order.status !== 'Cancelled'));
    const wish = (order: Order): { phrase: string } => {
      const name = { order: referTo(world, order, all) };
      const kind = target.pick(order.status === 'New' ? ['ship', 'cancel', 'confirm'] : ['ship', 'ship', 'cancel']);
      const [carrier, reason] = [target.pick(carriers), target.pick(reasons)];
      if (kind === 'confirm') wanted.set(order, { status: 'Confirmed', detail: '' });
      else if (kind === 'ship') wanted.set(order, { status: 'Shipped', detail: carrier });
      else wanted.set(order, { status: 'Cancelled', detail: reason });
      return { phrase: world.phrase(kind === 'ship' ? ASK_SHIP : kind === 'cancel' ? ASK_CANCEL : ASK_CONFIRM, { ...name, carrier, reason }) };
    }; // prettier-ignore
    const fresh = orders.filter((order) => order.status === 'New');
    const everyNew = !lost && fresh.length > 1 && fresh.length < 5 && target.chance(0.25);
    const asked = lost ? [lost, ...open.slice(0, target.integer(0, 1))] : open.length ? open.slice(0, target.integer(1, 2)) : [];
    if (asked.length === 0) {
      Object.assign(orders[0], { status: 'New', detail: '' });
      before.set(orders[0], { status: 'New', detail: '' });
      asked.push(orders[0]);
    }
    if (lost && lost.status !== 'New') Object.assign(lost, { status: 'New', detail: '' });
    const wishes = everyNew ? [] : asked.map(wish);
    for (const order of everyNew ? fresh : []) wanted.set(order, { status: 'Confirmed', detail: '' });
    const end = ending(world, 0.35);
    const goal = everyNew
      ? goalOf(world, ASK_ALL_NEW, {}, end)
      : joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    const desk = orderDesk(world, orders, carriers, reasons, end.place);
    const queue = [...asked, ...orders];
    const next = (): OracleStep => {
      const wrong = queue.find((order) => order !== lost && !sameState(order, wanted.get(order)!));
      if (lost) return desk.leave() ?? desk.explore() ?? refuse();
      if (wrong) return desk.step(wrong, wanted.get(wrong)!);
      return firstStep(desk.leave, everyNew ? desk.explore : () => undefined) ?? end.last();
    };
    const done = (): boolean => orders.every((order) => sameState(order, wanted.get(order)!));
    return { goal, ends: end.ends, succeeded: done, next };
  },
};

interface Desk {
  step(order: Order, wanted: OrderState): OracleStep;
  /** Closes what stands over the list. */
  leave(): OracleStep | undefined;
  explore(): OracleStep | undefined;
}

const VERBS = { confirm: ['Confirm', 'Accept'], ship: ['Mark as shipped', 'Ship', 'Mark shipped'], cancel: ['Cancel order', 'Cancel'], reopen: ['Reopen', 'Set back to new'] }; // prettier-ignore

/** The list of orders with the commands that fit the status of each. */
function orderDesk(world: World, orders: Order[], carriers: string[], reasons: string[], below: () => void): Desk {
  const { dom, random } = world;
  const [confirm, ship, cancel, reopen] = Object.values(VERBS).map((names) => random.pick(names));
  world.reserve(confirm, ship, cancel, reopen);
  const rows = listingMaker<Order>(world, [
    { head: 'Order', text: (order) => order.number }, { head: 'Buyer', text: (order) => order.buyer }, { head: 'Item', text: (order) => order.item },
    ...(random.chance(0.5) ? [{ head: 'Total', text: (order: Order) => money(order.cents) }] : []),
    { head: 'Status', text: (order) => (order.detail ? `${order.status}: ${order.detail}` : order.status) },
  ]); // prettier-ignore
  const acts = rowActsMaker(world);
  const carrier = chooser(world, random.pick(['Carrier', 'Shipped by', 'Shipping company']), carriers);
  const reason = chooser(world, random.pick(['Reason', 'Why is it cancelled?']), reasons);
  const box = modal(world, 'Close');
  const list = pager(world, () => orders, random.integer(3, 4));
  const title = random.pick(['Orders', 'Your sales', 'Order list', 'Incoming orders']);
  let note = '';
  let present = new Map<Order, ReturnType<typeof acts>>();
  let asking: Order | undefined;
  const move = (order: Order, status: Status, detail = ''): void => {
    Object.assign(order, { status, detail });
    note = `Order ${order.number} is now ${status.toLowerCase()}.`;
    world.refresh();
  };
  const choose = (order: Order, verb: string, control: typeof carrier, status: Status): void => {
    control.clear();
    asking = order;
    const problem = (): string | undefined =>
      [...carriers, ...reasons].includes(control.value()) ? undefined : `${control.label} is required.`;
    box.ask({ title: `${verb}: ${order.number}`, parts: [control.root], yes: verb, problem, then: () => move(order, status, control.value()) });
  }; // prettier-ignore
  const entries = (order: Order): [string, () => void][] => {
    const { status } = order;
    return [
      ...(status === 'New' ? [[confirm, () => move(order, 'Confirmed')] as [string, () => void]] : []),
      ...(status === 'Confirmed' ? [[ship, () => choose(order, ship, carrier, 'Shipped')] as [string, () => void]] : []),
      ...(status === 'New' || status === 'Confirmed' ? [[cancel, () => choose(order, cancel, reason, 'Cancelled')] as [string, () => void]] : []),
      ...(status !== 'New' ? [[reopen, () => move(order, 'New')] as [string, () => void]] : []),
    ]; // prettier-ignore
  };
  world.show('orders', () => {
    const shown = list.shown();
    present = new Map(shown.map((order) => [order, acts(entries(order), `order ${order.number}`)]));
    dom.add(
      dom.heading(title),
      ...(note ? [message(world, note)] : []),
      rows(shown, (order) => [present.get(order)!]),
    );
    below();
    list.place();
    box.place();
  });
  const verbFor = (order: Order, { status }: OrderState): string => {
    if (order.status === 'New') return status === 'Cancelled' ? cancel : confirm;
    return order.status === 'Confirmed' && status !== 'New' ? (status === 'Cancelled' ? cancel : ship) : reopen;
  };
  const leave = (): OracleStep | undefined => (box.open() ? box.no() : undefined);
  const step = (order: Order, wanted: OrderState): OracleStep => {
    const verb = verbFor(order, wanted);
    if (!box.open()) return list.toward(order) ?? present.get(order)!.step(verb);
    if (asking !== order || box.open()!.yes !== verb) return box.no();
    return (verb === ship ? carrier : reason).step(wanted.detail) ?? box.yes();
  };
  return { step, leave, explore: list.explore };
}

interface Return {
  number: string;
  item: string;
  days: number;
  cents: number;
  condition: string;
}
interface Rule {
  /** Fills `{rule}`. */
  text: string;
  approves(request: Return): boolean;
}

const ASK_RETURNS: Phrasings = {
  seen: ['Decide the return requests: {yes} those {rule}, {no} all others.', 'Go through the returns. {yes} those that are {rule}, otherwise {no}.', 'Each return {rule} gets "{yes}", the rest gets "{no}"', 'Please set every request {rule} to {yes} and the others to {no}.', 'Our rule for returns is simple: {yes} what is {rule}. In any other case, {no}.', 'If a return is {rule}, choose {yes}; if it is not, choose {no}.', 'Can you decide all returns? It is {yes} for those {rule} and {no} for everything else.', 'Make sure that all returns {rule} are at {yes}, and that the others are at {no}', 'Because of our policy, returns {rule} are to be set to {yes}; what does not fit is {no}.'],
  heldOut: ['Only returns {rule} deserve {yes}. The remaining ones: {no}.', 'Is a return {rule}? Then {yes}. Is it not? Then {no}.', 'Except for those {rule}, which are {yes}, every return is {no}.', 'Work off the open returns so that {yes} stands wherever a request is {rule}, and {no} elsewhere.'],
}; // prettier-ignore
const ASK_POLICY: Phrasings = {
  seen: ['Decide the return requests by the policy on the page: {yes} or {no}.', 'Read our return policy and set each request to {yes} or {no}.', 'Please go through the returns and follow the policy that is shown.', 'Which returns does the policy allow? Set these to {yes}, the others to {no}.', 'As the policy says, each return is either {yes} or {no}. Decide all of them.', 'Can you decide the returns in line with the policy?', 'Make sure that every return is decided as the policy demands.', 'All returns: {yes} if the policy allows it, {no} if not'],
  heldOut: ['Apply the policy at the top to every return.', 'Let each return be {yes} or {no}, whatever the policy says about it.', 'The policy tells what to do with returns; do that.', 'Work through the requests, with the policy as your only guide.'],
}; // prettier-ignore
const STATES = ['Unopened', 'Opened', 'Used', 'Damaged'];

function drawRule({ target, wording }: World, requests: readonly Return[]): Rule {
  const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[target.integer(1, values.length - 1)];
  const kind = target.pick(['days', 'cents', 'condition', 'both'] as const);
  const days = middle(requests.map((request) => request.days));
  const dollars = Math.ceil(middle(requests.map((request) => request.cents)) / 100);
  const { condition } = target.pick(requests);
  const late = wording.pick([`at most ${days} days old`, `not older than ${days} days`, `no more than ${days} days after delivery`]);
  if (kind === 'days') return { text: late, approves: (request) => request.days <= days };
  const cheap = wording.pick([`below $${dollars}`, `worth less than $${dollars}`, `of a value under $${dollars}`]);
  if (kind === 'cents') return { text: cheap, approves: (request) => request.cents < dollars * 100 };
  const state = wording.pick([`in the condition "${condition}"`, `in the condition ${condition}`, `with the condition ${condition}`]);
  if (kind === 'condition') return { text: state, approves: (request) => request.condition === condition };
  return { text: `${state} and ${late}`, approves: (request) => request.condition === condition && request.days <= days };
} // prettier-ignore

/** Decides returns by a rule about days, value or condition, which stands in the request or on the page. */
export const returnRequests: Family = {
  name: 'return-requests',
  skills: ['read', 'compare', 'accordion', 'radio', 'select', 'several', 'rule'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const conditions = random.sample(STATES, random.integer(2, 3));
    const days = words.distinct(8, () => words.number(2, 60));
    const folded = random.chance(0.45);
    const requests = words.distinct(folded ? 3 : random.integer(3, 4), words.code).map((number, i): Return => {
      return { number, item: words.product(), days: days[i], cents: words.number(300, 15000), condition: random.pick(conditions) };
    }); // prettier-ignore
    const rule = drawRule(world, requests);
    const [yes, no] = random.pick([['Approve', 'Reject'], ['Accept', 'Decline'], ['Refund', 'Refuse'], ['Allow', 'Deny']]); // prettier-ignore
    const policy = target.chance(0.3);
    const form = random.pick(['select', 'radios', 'segmented', 'dropdown'] as const);
    const label = random.pick(['Decision', 'Answer', 'Outcome']);
    const controls = requests.map(() => {
      const chosen = random.chance(0.25) ? random.pick([yes, no]) : undefined;
      return chooser(world, label, [yes, no], { chosen, kinds: [form] });
    });
    const facts = (request: Return): [string, string][] => [['Item', request.item], ['Delivered', `${request.days} days ago`], ['Value', money(request.cents)], ['Condition', request.condition]]; // prettier-ignore
    const [box, head] = [random.pick(['section', 'article', 'div'] as const), random.pick(['h3', 'h4', 'b'] as const)];
    const asLines = random.chance(0.4);
    const factList = (list: [string, string][]): HTMLElement =>
      asLines
        ? dom.wrap('div', list.map(([key, value]) => dom.element('p', `${key}: ${value}`))) // prettier-ignore
        : dom.wrap('dl', list.flatMap(([key, value]) => [dom.element('dt', key), dom.element('dd', value)])); // prettier-ignore
    const bodies = requests.map((request, i) => [factList(facts(request)), controls[i]]);
    const title = random.pick(['Return', 'Request']);
    const titles = requests.map((request) => `${title} ${request.number}`);
    const panels = folded ? dom.accordion(titles, bodies) : undefined;
    const end = ending(world, 0.6, ['Save decisions', 'Done', 'Save', 'Submit decisions', 'Apply']);
    dom.add(dom.heading(random.pick(['Returns', 'Return requests', 'Refunds to decide'])));
    if (policy) dom.add(dom.card(random.pick(['Return policy', 'Our policy']), [dom.element('p', `${yes}: returns ${rule.text}. ${no}: all other returns.`)])); // prettier-ignore
    if (panels) dom.add(panels);
    else bodies.forEach((parts, i) => dom.add(dom.wrap(box, [dom.element(head, titles[i]), ...parts], 'box')));
    end.place();
    const wanted = requests.map((request) => (rule.approves(request) ? yes : no));
    const looked = new Set<number>();
    const next = (): OracleStep => {
      for (const [i, control] of controls.entries()) {
        if (panels?.panels[i].isConnected && !looked.has(i)) {
          const look = panels.step(i);
          if (look) return look;
        }
        looked.add(i);
        const step = control.step(wanted[i]);
        if (step) return panels?.step(i) ?? step;
      }
      return end.last();
    };
    const goal = sentences(
      goalOf(world, policy ? ASK_POLICY : ASK_RETURNS, { yes: lower(yes), no: lower(no), rule: rule.text }, end),
    );
    return { goal, ends: end.ends, succeeded: () => controls.every((control, i) => control.value() === wanted[i]), next };
  },
};

const lower = (text: string): string => text.toLowerCase();
