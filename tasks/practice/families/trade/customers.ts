import { joinGoal } from '../../composing/goal.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message } from '../apps/kit.js';
import { breadcrumbs, chooser, listingMaker, modal, rowActsMaker } from './desk.js';

interface Membership {
  plan: string;
  billing: string;
  /** How long it is paused; '' when it runs. */
  pause: string;
}
interface Member extends Membership {
  name: string;
  city: string;
}

const PLANS = ['Basic', 'Plus', 'Premium', 'Family', 'Student', 'Gold', 'Silver', 'Unlimited', 'Off-peak'];
const PAUSES = ['1 month', '2 months', '3 months', '6 months'];
const BILLINGS = ['Monthly', 'Yearly'];

const ASK_PLAN: Phrasings = {
  seen: ['Change the membership of {name} to {plan}.', 'Move {name} to the plan "{plan}"', '"{name}" wants the plan {plan} from now on.', 'Please switch {name} to {plan}.', 'Can you put {name} on the {plan} plan?', 'Set the plan of "{name}" to {plan}.', 'Make sure that {name} is on {plan}', 'Since {name} called about it, change the plan to {plan}.', 'The member {name} should have the plan {plan}.'],
  heldOut: ['From today, {plan} is the plan of {name}.', 'Let {name} train on "{plan}"; the present plan does not fit any more.', 'Would you see to it that {name} gets {plan}?', 'Plan for {name}: {plan}, whatever it is now.'],
}; // prettier-ignore
const ASK_BOTH: Phrasings = {
  seen: ['Change {name} to the plan {plan}, billed {billing}.', 'Put {name} on {plan} with {billing} billing.', '"{name}" wants {plan} and pays {billing}. Change that.', 'Please switch {name} to {plan}; the billing is {billing}.', 'Can you give {name} the plan "{plan}" ({billing} billing)?', 'Plan {plan}, billing {billing}: set this for {name}.', 'Make sure that {name} is on {plan} and billed {billing}', 'Set {name} to {plan}, and let the billing be {billing}.'],
  heldOut: ['{billing} billing and the plan {plan} is what {name} signed for.', 'Let {name} be on {plan} and pay {billing}.', 'For {name} it is {plan} now, with {billing} payments.', 'Which plan does {name} get? {plan}, {billing}. Enter it.'],
}; // prettier-ignore
const ASK_PAUSE: Phrasings = {
  seen: ['Pause the membership of {name} for {pause}.', '"{name}" is injured: pause for {pause}', 'Please let {name} pause for {pause}.', 'Set a pause of {pause} for "{name}".', 'Can you pause {name} for {pause}?', 'Make sure that {name} is paused for {pause}.', '"{name}" will be away, so pause the membership for {pause}', 'For {pause}, pause {name}.'],
  heldOut: ['"{name}" takes a break of {pause}, enter that.', 'Let the membership of {name} rest for {pause}.', 'A break for {name}: {pause}, please.', 'During the next {pause}, {name} must not be charged. Use a pause.'],
}; // prettier-ignore
const ASK_RESUME: Phrasings = {
  seen: ['Resume the membership of {name}.', 'End the pause of {name}', '"{name}" is back, so end the pause.', 'Please let the membership of "{name}" go on.', 'Can you resume {name}?', 'Make sure that {name} is not paused any more.', '"{name}" should be active again', 'The pause of {name} is over, resume it.'],
  heldOut: ['"{name}" has recovered and trains again; no pause, please.', 'Take {name} out of the pause.', 'Let {name} be active once more.', 'No more pause for {name}.'],
}; // prettier-ignore
const ASK_IF: Phrasings = {
  seen: ['If {name} is on {old}, change the plan to {plan}; otherwise pause the membership for {pause}.', 'Look at the plan of {name}. When it is {old}, switch to {plan}, if not, pause for {pause}.', 'Is {name} on "{old}"? Then move the plan to {plan}. In any other case set a pause of {pause}.', 'Please check {name}: with the plan {old} it becomes {plan}, with another plan it is paused for {pause}.', 'Change {name} to {plan} if the plan is {old} now, else pause for {pause}.', 'Pause {name} for {pause}, unless the plan is {old}; in that case change it to {plan}.', '"{name}": {old} becomes {plan}. Any other plan is paused for {pause}.', 'Can you switch {name} to {plan} in case the plan is {old}, and pause it for {pause} if it is another one?'],
  heldOut: ['Depending on the plan of {name}: {old} means a change to {plan}, everything else a pause of {pause}.', 'Only someone on {old} may change to {plan}. Do that for {name} where it applies, and pause for {pause} where it does not.', 'Should {name} still have {old}, give {plan} instead; should it be something else, let it pause for {pause}.', 'A pause of {pause} for {name}, or rather {plan} if you find {old}.'],
}; // prettier-ignore

/** Memberships of a club: the member is searched, the plan changed, paused or resumed in dialogs, sometimes depending on the present plan. */
export const memberPlan: Family = {
  name: 'member-plan',
  skills: ['search', 'navigate', 'dialog', 'radio', 'select', 'read', 'rule', 'undo'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { words, random, target } = world;
    const plans = random.sample(PLANS, random.integer(3, 5));
    const names = words.distinct(random.integer(5, 9), words.fullName);
    const all = names.map((name): Member => ({ name, city: words.city(), plan: random.pick(plans), billing: random.pick(BILLINGS), pause: random.chance(0.25) ? random.pick(PAUSES) : '' }));
    const member = target.pick(all);
    const kind = target.pick(member.pause ? (['resume', 'resume', 'plan', 'both'] as const) : (['plan', 'both', 'pause', 'if', 'if'] as const));
    const members = world.impossible ? all.filter((one) => one !== member) : all;
    const before = new Map(all.map((one) => [one, { ...one }]));
    const old = target.chance(0.5) ? member.plan : target.pick(plans.filter((one) => one !== member.plan));
    const [plan] = target.shuffle(plans.filter((one) => one !== member.plan && one !== old));
    const [billing, pause] = [target.pick(BILLINGS), target.pick(PAUSES)];
    const changes = { plan: { plan }, both: { plan, billing }, pause: { pause }, resume: { pause: '' }, if: old === member.plan ? { plan } : { pause } };
    const wanted = { ...member, ...changes[kind] };
    const end = ending(world, 0.3);
    const ask = { plan: ASK_PLAN, both: ASK_BOTH, pause: ASK_PAUSE, resume: ASK_RESUME, if: ASK_IF }[kind];
    const goal = goalOf(world, ask, { name: member.name, plan, billing: billing.toLowerCase(), pause, old }, end);
    const app = club(world, members, plans, end.place);
    const right = (one: Member): Membership => (one === member ? wanted : before.get(one)!);
    const next = (): OracleStep => {
      if (world.impossible) return app.seek(member.name) ?? refuse();
      const wrong = [member, ...members].find((one) => !same(one, right(one)));
      return wrong ? app.step(wrong, right(wrong)) : (app.leave(end.ends === 'page') ?? end.last());
    };
    return { goal, ends: end.ends, succeeded: () => members.every((one) => same(one, right(one))), next };
  },
}; // prettier-ignore

const same = (a: Membership, b: Membership): boolean => a.plan === b.plan && a.billing === b.billing && a.pause === b.pause;

interface Club {
  step(member: Member, wanted: Membership): OracleStep;
  /** Closes a dialog, and goes back to the list if asked to. */
  leave(toList: boolean): OracleStep | undefined;
  /** The next step towards seeing whether someone is a member. */
  seek(name: string): OracleStep | undefined;
}

/** Members behind a search field, and a page for each with dialogs for plan and pause. */
function club(world: World, members: Member[], plans: string[], below: () => void): Club {
  const { dom, random } = world;
  const limit = random.integer(3, 4);
  const search = dom.field(random.pick(['Search members', 'Find a member', 'Member name']), { type: 'search' });
  const rows = listingMaker<Member>(world, [{ head: 'Member', text: (one) => one.name }, { head: 'City', text: (one) => one.city }]);
  const [home, change, pause, resume, open] = [random.pick(['Members', 'Club members']), random.pick(['Change plan', 'Upgrade or downgrade', 'Change membership']), random.pick(['Pause', 'Pause membership']), random.pick(['Resume', 'End pause']), random.pick(['Open', 'View', 'Manage'])];
  const [yes, rest] = [random.pick(['Save plan', 'Confirm', 'Apply']), random.pick(['Start pause', 'Pause now'])];
  world.reserve(home, change, pause, resume, open, yes, rest);
  const plan = chooser(world, 'Plan', plans, { chosen: plans[0], kinds: ['radios', 'radios', 'select', 'dropdown'] });
  const billing = chooser(world, 'Billing', BILLINGS, { chosen: BILLINGS[0], kinds: ['segmented', 'radios', 'select'] });
  const months = chooser(world, random.pick(['Pause for', 'Length of the pause']), PAUSES);
  const box = modal(world);
  const acts = rowActsMaker(world);
  const results = dom.element('div');
  let links = new Map<Member, ReturnType<typeof acts>>();
  let at: { member: Member; keys: Record<'change' | 'pause' | 'up', HTMLElement> } | undefined;
  let note = '';
  const found = (): Member[] => members.filter((one) => one.name.toLowerCase().includes(search.value().trim().toLowerCase()));
  const render = (): void => {
    const shown = found().slice(0, limit);
    links = new Map(shown.map((one) => [one, acts([[open, () => world.go(`member ${members.indexOf(one) + 1}`, view(one))]], one.name)]));
    const rest = found().length - shown.length;
    results.replaceChildren(shown.length ? rows(shown, (one) => [links.get(one)!]).root : dom.element('p', 'No member has this name.'));
    if (rest > 0) results.append(dom.element('p', `and ${rest} more`));
  };
  search.control.addEventListener('input', () => render());
  const set = (member: Member, values: Partial<Membership>) => (): void => {
    Object.assign(member, values);
    note = `The membership of ${member.name} was changed.`;
    world.refresh();
  };
  const askPlan = (member: Member) => (): void => {
    plan.set(member.plan);
    billing.set(member.billing);
    box.ask({ title: change, parts: [plan, billing], yes, then: () => set(member, { plan: plan.value(), billing: billing.value() })() });
  };
  const askPause = (member: Member) => (): void => {
    months.clear();
    const problem = (): string | undefined => (PAUSES.includes(months.value()) ? undefined : 'Choose how long.');
    box.ask({ title: `${pause}: ${member.name}`, parts: [months], yes: rest, problem, then: () => set(member, { pause: months.value() })() });
  };
  const view = (member: Member) => (): void => {
    const crumbs = breadcrumbs(world, [home, () => ((note = ''), world.back())], member.name);
    const kind = random.pick(['button', 'anchor', 'input'] as const);
    const keys = { change: dom.button(change, askPlan(member), kind).control, pause: dom.button(member.pause ? resume : pause, member.pause ? set(member, { pause: '' }) : askPause(member), kind).control, up: crumbs.up };
    at = { member, keys };
    dom.add(crumbs, dom.heading(member.name), ...(note ? [message(world, note)] : []));
    dom.add(dom.pairs([['Plan', member.plan], ['Billing', member.billing], ['Status', member.pause ? `Paused for ${member.pause}` : 'Active'], ['City', member.city]]));
    dom.layout([keys.change, keys.pause], { kind: 'line' });
    box.place();
  };
  world.show('members', () => {
    at = undefined;
    render();
    dom.add(dom.heading(home), search, results);
    below();
  });
  const leave = (toList: boolean): OracleStep | undefined => (box.open() ? box.no() : at && toList ? click(at.keys.up) : undefined);
  const seek = (name: string): OracleStep | undefined => leave(true) ?? search.step(name);
  const step = (member: Member, wanted: Membership): OracleStep => {
    if (!at) return links.has(member) ? links.get(member)!.step(open) : search.step(member.name)!;
    if (at.member !== member) return leave(true)!;
    const planned = member.plan === wanted.plan && member.billing === wanted.billing;
    const asked = box.open()?.yes;
    if (asked === undefined) return click(planned ? at.keys.pause : at.keys.change);
    if (asked !== (planned ? rest : yes)) return box.no();
    return (planned ? months.step(wanted.pause) : (plan.step(wanted.plan) ?? billing.step(wanted.billing))) ?? box.yes();
  };
  return { step, leave, seek };
} // prettier-ignore

interface Line {
  product: string;
  count: string;
}

const ASK_CUSTOMER: Phrasings = {
  seen: ['make the quote for {customer}', 'set the customer to {customer}', 'choose {customer} as the customer', 'the quote is for "{customer}"', 'the customer is {customer}', 'pick the customer {customer}', 'fill in {customer} as the customer', 'since {customer} asked for it, take {customer} as the customer'],
  heldOut: ['let {customer} be the customer', '"{customer}" gets the quote', 'it is "{customer}" who wants an offer'],
}; // prettier-ignore
const ASK_LINE: Phrasings = {
  seen: ['add {count} x {product}', 'add a line with {count} pieces of "{product}"', 'put {count} of {product} on it', 'they want {count} {product}', 'offer {count} pieces of {product}', 'include {product}, quantity {count}', 'enter {product} with the quantity {count}', 'add the product {product} ({count} pieces)'],
  heldOut: ['{count} times "{product}" has to be on it', 'let there be a line of {count} {product}', 'a line is missing: {product}, {count}'],
}; // prettier-ignore
const ASK_NO_LINE: Phrasings = {
  seen: ['remove the line with {product}', 'take {product} off', 'delete the {product} line', 'they do not want "{product}", remove it', 'leave out {product}', 'remove "{product}" from the quote'],
  heldOut: ['no {product} any more', 'drop the line of {product}', 'strike out {product}'],
}; // prettier-ignore
const ASK_OFF: Phrasings = {
  seen: ['give a discount of {discount}', 'set the discount to {discount}', 'they get {discount} off', 'choose {discount} as the discount', 'make the discount {discount}', 'with a discount of {discount}', 'take {discount} off the total'],
  heldOut: ['let the discount be {discount}', 'as a discount, {discount} was agreed', 'grant {discount}'],
}; // prettier-ignore
const ASK_VALID: Phrasings = {
  seen: ['make it valid for {days}', 'set the validity to {days}', 'choose {days} for "Valid for"', 'it should be valid for {days}', 'valid for {days}', 'let it be valid for {days}'],
  heldOut: ['they have {days} to accept', 'it expires after {days}', 'keep the offer open for {days}'],
}; // prettier-ignore
const ABOUT: Phrasings = {
  seen: ['Write a quote.', 'I need a quote.', 'A customer asked for an offer.', 'Please prepare the quote below.', 'The draft of a quote is open.', 'Can you finish this quote?'],
  heldOut: ['An offer has to go out.', 'There is a quote to complete.'],
}; // prettier-ignore

/** A quote with a customer, lines that are added and removed, a discount and a validity; it is sent after a question. */
export const quoteLines: Family = {
  name: 'quote-lines',
  skills: ['suggest', 'select', 'type', 'list', 'dialog', 'several', 'validation', 'undo'],
  recoverable: true,
  impossibleShare: 0.06,
  build(world) {
    const { words, random, target } = world;
    const customers = words.distinct(random.integer(4, 8), words.company);
    const products = words.distinct(random.integer(5, 8), words.product);
    const lines = random.sample(products, random.integer(0, 2)).map((product): Line => ({ product, count: String(random.integer(1, 9)) }));
    const label = random.pick(['Send quote', 'Send', 'Send to customer', 'Finish quote']);
    const start = random.chance(0.2) ? random.pick(customers) : '';
    const wanted = { customer: start, lines: lines.map((line) => ({ ...line })), discount: 'None', days: '14 days' };
    const fresh = target.shuffle(products.filter((product) => lines.every((line) => line.product !== product)));
    const kinds = target.sample(['line', 'discount', 'days', ...(lines.length ? ['no line'] : [])], target.integer(1, 2)).concat(lines.length === 0 ? ['line'] : []).filter((kind, i, list) => kind !== 'line' || list.indexOf(kind) === i);
    const wish = (kind: string): { phrase: string } => {
      if (kind === 'customer') wanted.customer = target.pick(customers);
      const line = kind === 'line' ? { product: fresh.pop()!, count: String(target.integer(2, 40)) } : { product: lines[0]?.product, count: '' };
      if (kind === 'line') wanted.lines.push(line);
      if (kind === 'no line') wanted.lines.shift();
      if (kind === 'discount') wanted.discount = target.pick(OFFS.slice(1));
      if (kind === 'days') wanted.days = target.pick(VALID.filter((days) => days !== '14 days'));
      const ask: Record<string, Phrasings> = { customer: ASK_CUSTOMER, line: ASK_LINE, 'no line': ASK_NO_LINE, discount: ASK_OFF, days: ASK_VALID };
      return { phrase: world.phrase(ask[kind], { customer: wanted.customer, product: line.product, count: line.count, discount: wanted.discount, days: wanted.days }) };
    };
    if (target.chance(0.25) && kinds.length < 3 && kinds.includes('line')) kinds.push('line');
    const order = ['customer', ...kinds];
    const goal = joinGoal(world, order.map((kind) => wish(kind)), { submit: label, about: ABOUT });
    const lost = world.impossible ? wanted.customer : undefined;
    const app = quote(world, { customers: customers.filter((one) => one !== lost), products, lines, start: start === lost ? '' : start, label });
    const next = (): OracleStep => {
      if (lost !== undefined) return app.seek(lost) ?? refuse();
      return app.step(wanted, order);
    };
    return { goal, ends: 'page', succeeded: () => app.holds(wanted), next };
  },
}; // prettier-ignore

const OFFS = ['None', '5 %', '10 %', '15 %', '20 %'];
const VALID = ['7 days', '14 days', '30 days', '60 days'];

interface Wanted {
  customer: string;
  lines: Line[];
  discount: string;
  days: string;
}
interface Quote {
  step(wanted: Wanted, order: string[]): OracleStep;
  holds(wanted: Wanted): boolean;
  /** The next step towards knowing that a customer is not there. */
  seek(customer: string): OracleStep | undefined;
}

function quote(world: World, { customers, products, lines, start, label }: { customers: string[]; products: string[]; lines: Line[]; start: string; label: string }): Quote {
  const { dom, random } = world;
  const customer = dom.suggest('Customer', customers);
  if (start) customer.set(start);
  const product = random.chance(0.5) ? dom.select('Product', products, products[0]) : dom.suggest('Product', products);
  const count = dom.field('Quantity', random.chance(0.5) ? { type: 'number' } : {});
  const discount = chooser(world, 'Discount', OFFS, { chosen: 'None' });
  const days = chooser(world, 'Valid for', VALID, { chosen: '14 days' });
  const [add, remove] = [random.pick(['Add line', 'Add', 'Add product']), random.pick(['Remove', 'Delete'])];
  world.reserve(add, remove, label);
  const rows = listingMaker<Line>(world, [{ head: 'Product', text: (line) => line.product }, { head: 'Quantity', text: (line) => line.count }]);
  const acts = rowActsMaker(world);
  const box = modal(world);
  const layout = random.pick(['block', 'grid', 'section'] as const);
  let present = new Map<Line, ReturnType<typeof acts>>();
  let keys: { add?: HTMLElement; send?: HTMLElement } = {};
  let error = '';
  const put = (): void => {
    const right = products.includes(product.value()) && Number(count.value()) > 0;
    error = right ? '' : 'Choose a product and enter a quantity.';
    if (right) lines.push({ product: product.value(), count: count.value() });
    if (right) count.set('');
    world.refresh();
  };
  const drop = (line: Line) => (): void => {
    lines.splice(lines.indexOf(line), 1);
    world.refresh();
  };
  const send = (): void => {
    error = customer.value() === '' ? 'Choose a customer from the list.' : lines.length === 0 ? 'The quote has no lines.' : '';
    if (error) return world.refresh();
    const text = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, discount: ${discount.value()}`;
    box.ask({ title: `Send to ${customer.value()}?`, parts: [dom.element('p', text)], yes: 'Send now', then: () => (world.submit(), world.refresh()) });
  };
  world.show('quote', () => {
    keys = { add: dom.button(add, put).control, send: dom.button(label, send).control };
    dom.add(dom.heading(random.pick(['New quote', 'Quote', 'Offer'])), ...(error ? [message(world, error, 'alert')] : []), customer);
    dom.add(dom.wrap('div', [product, count, keys.add!], 'box'));
    present = new Map(lines.map((line) => [line, acts([[remove, drop(line)]], line.product)]));
    dom.add(lines.length ? rows(lines, (line) => [present.get(line)!]) : dom.element('p', 'No lines yet.'));
    dom.layout([discount, days], { kind: layout });
    dom.add(dom.wrap('p', [keys.send!]));
    box.place();
  });
  const has = (list: Line[], line: Line): boolean => list.some((one) => one.product === line.product && one.count === line.count);
  const lineStep = (wanted: Line[]): OracleStep | undefined => {
    const extra = lines.find((line, i) => !has(wanted, line) || lines.findIndex((one) => one.product === line.product) < i);
    if (extra) return present.get(extra)!.step(remove);
    const missing = wanted.find((line) => !has(lines, line));
    return missing && (product.step(missing.product) ?? count.step(missing.count) ?? click(keys.add!));
  };
  const step = (wanted: Wanted, order: string[]): OracleStep => {
    const parts: Record<string, () => OracleStep | undefined> = { customer: () => customer.step(wanted.customer), line: () => lineStep(wanted.lines), 'no line': () => lineStep(wanted.lines), discount: () => discount.step(wanted.discount), days: () => days.step(wanted.days) };
    const names = [...order, ...Object.keys(parts)];
    const open = names.map((name) => parts[name]()).find((one) => one !== undefined);
    if (open) return box.open() ? box.no() : open;
    return box.open() ? box.yes() : click(keys.send!);
  };
  const holds = (wanted: Wanted): boolean =>
    customer.value() === wanted.customer && discount.value() === wanted.discount && days.value() === wanted.days && lines.length === wanted.lines.length && wanted.lines.every((line) => has(lines, line));
  const seek = (name: string): OracleStep | undefined => (box.open() ? box.no() : customer.control.value === name ? undefined : customer.step(name));
  return { step, holds, seek };
} // prettier-ignore
