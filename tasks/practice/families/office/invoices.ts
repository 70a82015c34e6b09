import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message } from '../apps/kit.js';
import { createConfirmer, createDesk, createPager, inquiry, named, plain, recordList } from './kit.js';
import { money } from '../shared.js';

interface Invoice {
  number: string;
  customer: string;
  cents: number;
  /** Days beyond the due date; 0 when it is not due yet. */
  late: number;
  paid: boolean;
  reminded: boolean;
}

function makeInvoices({ words, random }: World, count: number, customers: readonly string[]): Invoice[] {
  const prefix = random.pick(['INV-', 'R-', `${random.integer(2023, 2026)}-`, 'No. ']);
  const numbers = words.distinct(count, () => `${prefix}${random.integer(100, 9999)}`);
  const cents = words.distinct(count, () => random.integer(20, 4000) * 100 + random.pick([0, 0, 50, random.integer(1, 99)]));
  const late = words.distinct(count, () => random.integer(1, 120));
  return numbers.map((number, i) => {
    const state = random.pick(['paid', 'open', 'overdue', 'overdue']);
    const customer = i < customers.length ? customers[i] : random.pick(customers);
    return {
      number,
      customer,
      cents: cents[i],
      late: state === 'overdue' ? late[i] : 0,
      paid: state === 'paid',
      reminded: false,
    };
  });
}

const stateOf = ({ paid, late }: Invoice): string => (paid ? 'Paid' : late > 0 ? 'Overdue' : 'Open');

/** Such as `Overdue by 12 days, reminded`. */
function statusOf(invoice: Invoice): string {
  const { late, reminded } = invoice;
  const state = stateOf(invoice);
  return `${state}${state === 'Overdue' ? ` by ${late} ${late === 1 ? 'day' : 'days'}` : ''}${reminded ? ', reminded' : ''}`;
}

const REMIND: Phrasings = {
  seen: [
    'send a reminder for {which}.', 'remind the customer of {which}.', 'for {which}, send a payment reminder.', '{which}: send a reminder', 'please go through the invoices and send a reminder for {which}.',
    'payment reminders should go out for {which}.', 'can you send a reminder for {which}?', 'make sure that a reminder was sent for {which}.', 'the accountant asks for reminders: one for {which}.',
  ],
  heldOut: ['nudge the customer about {which}.', 'what about {which}? Have a reminder go out.', 'I want {which} to be marked as reminded.', 'chase up {which} by a reminder.'],
}; // prettier-ignore
const LATE: Phrasings = {
  seen: ['every invoice that is more than {n} days late', 'all invoices that are overdue by more than {n} days', 'each invoice over {n} days late'],
  heldOut: ['anything that has been late for more than {n} days'],
}; // prettier-ignore
const OF_CUSTOMER: Phrasings = {
  seen: ['every overdue invoice of {customer}', 'all of the overdue invoices of {customer}', 'whatever {customer} has overdue'],
  heldOut: ['each invoice that {customer} failed to pay in time'],
};
const LARGEST: Phrasings = {
  seen: [
    'the largest overdue invoice',
    'the overdue invoice with the highest amount',
    'the most expensive of the overdue invoices',
  ],
  heldOut: ['whichever overdue invoice is over the biggest amount'],
};
const OLDEST: Phrasings = {
  seen: [
    'the invoice that is overdue for longest',
    'the invoice with the most days late',
    'the one invoice that is latest of all',
  ],
  heldOut: ['the invoice that we have been waiting for longest'],
};

/** What the goal names, and the invoices that it means; `overview`: one has to see all invoices before the first step. */
function remindTarget(world: World, invoices: Invoice[], absent: string): { which: string; due: Invoice[]; overview: boolean } {
  const { target } = world;
  const overdue = invoices.filter((one) => stateOf(one) === 'Overdue').sort((a, b) => b.late - a.late);
  if (world.impossible) return { which: world.phrase(OF_CUSTOMER, { customer: named(world, absent) }), due: [], overview: false };
  const ofOne = target.shuffle(overdue).map(({ customer }) => overdue.filter((one) => one.customer === customer)).find((list) => list.length < 4); // prettier-ignore
  const kind = target.pick(['late', 'late', 'largest', 'oldest', ...(ofOne ? ['customer', 'customer'] : [])]);
  if (kind === 'late') {
    const count = target.integer(1, Math.min(3, overdue.length));
    const n = overdue[count]?.late ?? Math.max(0, overdue[count - 1].late - target.integer(1, 5)); // the next one has exactly that many
    return { which: world.phrase(LATE, { n }), due: overdue.slice(0, count), overview: false };
  }
  if (kind === 'customer') {
    const due = ofOne!;
    return { which: world.phrase(OF_CUSTOMER, { customer: named(world, due[0].customer) }), due, overview: false };
  }
  const largest = kind === 'largest';
  const due = largest ? overdue.reduce((a, b) => (b.cents > a.cents ? b : a)) : overdue[0];
  return { which: world.phrase(largest ? LARGEST : OLDEST), due: [due], overview: true };
}

/** Sends reminders, each after a question, for the invoices that meet a condition; some were reminded before. */
export const invoiceRemind: Family = {
  name: 'invoice-remind',
  skills: ['read', 'table', 'dialog', 'several', 'condition', 'paging'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const [absent, ...customers] = words.distinct(random.integer(4, 5), words.company);
    const invoices = makeInvoices(world, random.integer(5, 7), customers);
    if (!invoices.some((one) => stateOf(one) === 'Overdue'))
      Object.assign(invoices[0], { paid: false, late: random.integer(2, 90) });
    const { which, due, overview } = remindTarget(world, invoices, absent);
    due.slice(1).forEach((one) => (one.reminded = target.chance(0.25)));
    const before = invoices.map((one) => ({ ...one }));

    const desk = createDesk(world);
    const pager = createPager(world, desk, () => invoices.length, random.integer(3, 4));
    const list = recordList(world, [random.pick(['Invoice', 'Number', 'No.']), 'Customer', 'Amount', 'Status']);
    const remind = random.pick(['Remind', 'Send reminder', 'Reminder']);
    const withdraw = random.pick(['Withdraw reminder', 'Cancel reminder', 'Undo reminder']);
    const pay = random.chance(0.6) ? random.pick(['Mark as paid', 'Paid', 'Book payment']) : '';
    const confirmer = createConfirmer(world, desk, ['Send', 'Yes, send', 'Confirm', 'OK']);
    const end = ending(world, 0.35);
    const title = random.pick(['Invoices', 'Billing', 'Receivables', 'Sent invoices']);
    world.reserve(remind, withdraw, pay, 'Reopen');
    let note = '';
    const change = (work: () => void, text: string) => (): void => {
      work();
      note = text;
      world.refresh();
    };
    const ask = (one: Invoice) => (): void =>
      confirmer.ask({
        title: `Send a reminder to ${one.customer}?`,
        about: one.number,
        work: change(() => (one.reminded = true), `A reminder for ${one.number} was sent.`),
        body: () => [dom.element('p', `${one.number}, ${money(one.cents)}`)],
      });
    const actsOf = (one: Invoice): HTMLElement[] => {
      const { number } = one;
      if (one.paid)
        return pay ? [desk.button(`reopen ${number}`, 'Reopen', change(() => (one.paid = false), `${number} is open again.`))] : []; // prettier-ignore
      const first = one.reminded
        ? desk.button(
            `withdraw ${number}`,
            withdraw,
            change(() => (one.reminded = false), `No reminder for ${number}.`),
          )
        : desk.button(`remind ${number}`, remind, ask(one));
      return pay
        ? [
            first,
            desk.button(
              `pay ${number}`,
              pay,
              change(() => (one.paid = true), `${number} is paid.`),
            ),
          ]
        : [first];
    };
    world.show('invoices', () => {
      desk.enter('invoices');
      dom.add(dom.heading(title), ...(note ? [message(world, note)] : []));
      note = '';
      const rows = invoices
        .filter((_, i) => pager.shows(i))
        .map((one) => ({
          cells: [one.number, one.customer, money(one.cents), statusOf(one)],
          acts: actsOf(one),
        }));
      dom.add(list(rows));
      pager.place();
      end.place();
      confirmer.place();
    });
    const remindedRight = (i: number): boolean => before[i].reminded || due.includes(invoices[i]);
    const isRight = (one: Invoice, i: number): boolean => one.paid === before[i].paid && one.reminded === remindedRight(i);
    const mend = (i: number): OracleStep => {
      const { number, paid } = invoices[i];
      if (paid !== before[i].paid) return desk.press(`${paid ? 'reopen' : 'pay'} ${number}`);
      return desk.press(`${remindedRight(i) ? 'remind' : 'withdraw'} ${number}`);
    };
    const next = (): OracleStep => {
      const about = confirmer.about();
      if (about) {
        const i = invoices.findIndex((one) => one.number === about);
        return confirmer.answer(remindedRight(i) && !invoices[i].reminded);
      }
      const wrong = invoices.flatMap((one, i) => (isRight(one, i) ? [] : [i]));
      const inSight = wrong.find((i) => pager.shows(i));
      const look = pager.unseen();
      if (overview && look) return look;
      if (inSight !== undefined) return mend(inSight);
      if (look) return look;
      if (wrong.length > 0) return pager.step(wrong[0])!;
      return world.impossible ? refuse() : end.last();
    };
    return {
      goal: goalOf(world, REMIND, { which }, end),
      ends: end.ends,
      succeeded: () => confirmer.about() === undefined && invoices.every(isRight),
      next,
    };
  },
};

const OWES: Phrasings = {
  seen: [
    'How much does {customer} still owe us?', 'What is the total of the unpaid invoices of {customer}?', 'Add up everything that {customer} has not paid yet.', '{customer}: how much is unpaid in all?',
    'Open the account of {customer} and tell me the sum of what is not paid.', 'I need the unpaid total of {customer}.', 'Before I call {customer}: what do they owe in total?', 'Which amount is still to come from {customer}, open and overdue invoices together?',
  ],
  heldOut: ['Work out the debt of {customer}.', 'If {customer} paid all that is not paid, how much would that be?', 'The balance that {customer} has to settle, please.', 'Sum up for me what is outstanding at {customer}.'],
}; // prettier-ignore
const PAID: Phrasings = {
  seen: [
    'How much has {customer} paid in total?', 'Add up the paid invoices of {customer}.', 'What is the sum of the invoices that {customer} has paid?', '{customer}: total of what is paid?',
    'Tell me how much we have received from {customer} so far.', 'Look at the invoices of {customer}. How much of that is paid?',
  ],
  heldOut: ['How much money did {customer} send us, all in all?', 'The paid ones of {customer}: what do they come to?'],
}; // prettier-ignore

/** Opens a customer and adds up the invoices that are unpaid (or paid). */
export const invoiceBalance = inquiry(
  { name: 'invoice-balance', skills: ['navigate', 'calc', 'condition', 'table'], impossibleShare: 0.07 },
  (world) => {
    const { dom, random, target, words } = world;
    const customers = words.distinct(random.integer(4, 6), words.company);
    const wanted = target.pick(customers);
    const paid = target.chance(0.35);
    const files = new Map(customers.map((customer) => [customer, makeInvoices(world, random.integer(3, 5), [customer])]));
    const own = files.get(wanted)!;
    const count = target.integer(2, Math.max(2, Math.min(3, own.length - 1)));
    target.shuffle(own).forEach((one, i) => (one.paid = i < count === paid));

    const desk = createDesk(world);
    const list = recordList(world, [random.pick(['Invoice', 'Number']), 'Amount', 'Status'], ['table', 'table', 'cards']);
    const [title, back] = [
      random.pick(['Customers', 'Accounts', 'Clients']),
      random.pick(['All customers', 'Back', 'Customers list']),
    ];
    const shown = customers.filter((customer) => !world.impossible || customer !== wanted);
    world.reserve(back, 'Paid', 'Open', 'Overdue');
    let opened = '';
    let amounts: HTMLElement[] = [];
    const customerView = (customer: string) => (): void => {
      desk.enter('customer');
      opened = customer;
      dom.add(dom.wrap('nav', [desk.link('back', back, () => world.go('customers', customersView)), ' › ', dom.element('span', customer)])); // prettier-ignore
      dom.add(dom.heading(customer));
      const made = list(files.get(customer)!.map((one) => ({ cells: [one.number, money(one.cents), stateOf(one)] })));
      amounts = made.cells.map((row) => row[1]);
      dom.add(made);
    };
    const customersView = (): void => {
      desk.enter('customers');
      opened = '';
      dom.add(dom.heading(title));
      dom.layout(
        shown.map((customer) => desk.link(customer, customer, () => world.go('customer', customerView(customer)))),
        { kind: 'list' },
      );
    };
    world.show('customers', customersView);
    const counted = own.flatMap((one, i) => (one.paid === paid ? [i] : []));
    const sum = plain(counted.reduce((total, i) => total + own[i].cents, 0) / 100);
    const look = (): OracleStep | undefined => {
      if (opened === wanted || (world.impossible && !opened)) return undefined;
      return desk.press(opened ? 'back' : wanted);
    };
    return {
      goal: goalOf(world, paid ? PAID : OWES, { customer: named(world, wanted) }),
      answer: sum,
      via: () => ({ calc: counted.map((_, i) => `$${i + 1}`).join(' + '), of: counted.map((i) => amounts[i]) }),
      look,
    };
  },
);
