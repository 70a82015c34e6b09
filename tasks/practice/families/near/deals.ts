import type { Button, Control, Dialog, Field } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, shortText, shortTitle } from '../apps/kit.js';

const ASK_AD: Phrasings = {
  seen: ['Find the cheapest {item} in {city} and write "{text}" to the seller.', 'Send "{text}" to whoever sells the cheapest {item} in {city}.', '{item} in {city}, lowest price: message "{text}".', 'I want a {item} from {city}. Tell the seller with the lowest price: "{text}"', 'Please contact the owner of the cheapest {item} in {city} with the words "{text}"', 'Of the ads for {item} in {city}, answer the one with the lowest price. The message is "{text}".'],
  heldOut: ['Who asks least for a {item} in {city}? Write to them: "{text}".', 'Message to the seller: "{text}". It is about the cheapest {item} that one can get in {city}.', 'Reply "{text}" to the best offer of a {item} in {city}.'],
}; // prettier-ignore

/** The cheapest of the ads that fit, which then gets a message. */
export const classifiedAds: Family = {
  name: 'classified-ads',
  skills: ['compare', 'navigate', 'type'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, words, random, target } = world;
    const [items, cities] = [words.distinct(2, words.product), words.distinct(2, words.city)];
    const prices = words.distinct(random.integer(5, 9), () => words.number(5, 300));
    const ads = prices.map((price, i) => ({
      price,
      item: i < 2 ? items[0] : random.pick(items),
      city: i < 2 ? cities[0] : random.pick(cities),
    }));
    const [item, city] = target.chance(0.6) ? [items[0], cities[0]] : ((one) => [one.item, one.city])(target.pick(ads));
    const fits = (one: { item: string; city: string }): boolean => one.item === item && one.city === city;
    const wanted = ads.filter(fits).sort((a, b) => a.price - b.price)[0];
    const text = shortText(world);
    let open: { ad: object; field: Field; send: Button } | undefined;
    let sent: { ad: object; text: string } | undefined;
    const links = new Map<object, HTMLElement>();
    world.reserve('send', 'message', 'seller');
    world.show('ads', () => {
      open = undefined;
      dom.add(dom.heading('Small ads'));
      for (const ad of random.shuffle(ads.filter((one) => !world.impossible || !fits(one)))) {
        const link = dom.link(ad.item, () => world.go(`ad ${ad.price}`, () => {
          const field = dom.field('Message', { multiline: true });
          const send = dom.button('Send', () => ((sent = { ad, text: field.value() }), world.submit()));
          open = { ad, field, send };
          dom.add(dom.heading(`${ad.item} for $${ad.price}`), dom.wrap('p', [words.sentence()]));
          dom.layout([field, send]);
        })); // prettier-ignore
        links.set(ad, link.control);
        dom.add(dom.wrap('div', [dom.wrap('div', [link]), dom.wrap('div', [`${ad.city}, $${ad.price}`])], 'box'));
      }
    });
    const next = (): OracleStep => {
      if (!open) return world.impossible ? refuse() : click(links.get(wanted)!);
      return open.ad === wanted && !world.impossible ? (open.field.step(text) ?? click(open.send.control)) : { do: 'back' };
    };
    return {
      goal: goalOf(world, ASK_AD, { item, city, text }),
      ends: 'page',
      succeeded: () => sent?.ad === wanted && sent.text === text,
      next,
    };
  },
};

const ASK_SHOW: Phrasings = {
  seen: ['Book {count} for {show} at {time}, category {category}.', '{show}, {time}: {count}, {category}. Book.', 'I would like {count} for "{show}" at {time} ({category}).', 'Please get {count} in {category} for {show}. We come at {time}.', 'At {time} we want to see {show}: {count}, {category}', 'Can you order {count} for the {time} show of {show}? Category: {category}.'],
  heldOut: ['We sit in {category} and see {show} at {time}; that makes {count}.', 'Reserve {count} ({category}) for {show}. Time: {time}.', 'My choice is {show} at {time}. {count}, please, {category}.'],
}; // prettier-ignore

/** A show and time first, then number and category of the tickets; some times are sold out. */
export const showTickets: Family = {
  name: 'show-tickets',
  skills: ['navigate', 'stepper', 'select', 'several-conditions', 'disabled'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, words, random, target } = world;
    const times = random.sample(['14:00', '15:30', '17:00', '18:45', '20:00', '21:15'], 3);
    const shows = words
      .distinct(random.integer(2, 4), () => shortTitle(world))
      .map((name) => ({ name, times: random.sample(times, random.integer(2, 3)) }));
    const wanted = target.pick(shows);
    const time = target.pick(wanted.times);
    const categories = random.sample(['Stalls', 'Balcony', 'Box', 'Gallery', 'Front rows', 'Standing'], random.integer(2, 4));
    const [count, category] = [target.integer(1, 5), target.pick(categories)];
    let open: { key: string; number: Control<number>; kind: Control<string>; book: Button } | undefined;
    const keys = new Map<string, HTMLElement>();
    world.reserve('tickets', 'category', 'book', ...categories);
    const booking = (key: string) => () => {
      const number = dom.stepper('Tickets', { min: 1, max: 8, value: random.integer(1, 3) });
      const kind = random.pick([dom.select, dom.radios, dom.dropdown])('Category', categories, random.pick(categories));
      const book = dom.button(random.pick(['Book', 'Order', 'Buy tickets']), () => world.submit());
      open = { key, number, kind, book };
      dom.add(dom.heading(key));
      dom.layout([number, kind, book]);
    };
    world.show('programme', () => {
      open = undefined;
      for (const show of shows) {
        const made = show.times.map((at) => {
          const key = `${show.name} ${at}`;
          const { control } = dom.button(at, () => world.go(key, booking(key)), 'button');
          keys.set(key, control);
          if (show !== wanted || at !== time ? random.chance(0.15) : world.impossible) control.setAttribute('disabled', '');
          return control;
        });
        dom.add(dom.card(show.name, [dom.wrap('div', made, 'line')]));
      }
    });
    const next = (): OracleStep => {
      const key = `${wanted.name} ${time}`;
      if (!open) return world.impossible ? refuse() : click(keys.get(key)!);
      return open.key === key
        ? (open.number.step(count) ?? open.kind.step(category) ?? click(open.book.control))
        : { do: 'back' };
    };
    const succeeded = (): boolean =>
      open?.key === `${wanted.name} ${time}` && open.number.value() === count && open.kind.value() === category;
    return {
      goal: goalOf(world, ASK_SHOW, { show: wanted.name, time, category, count: `${count} ticket${count > 1 ? 's' : ''}` }),
      ends: 'page',
      succeeded,
      next,
    };
  },
};

const ASK_DESK: Phrasings = {
  seen: ['Set the ticket of {who} to {status} and give it {priority} priority.', 'Ticket from {who}: status {status}, priority {priority}.', 'Open what {who} reported; make it {priority} and {status}', 'The request by {who} is now {status}. Its priority should be {priority}.', 'Please change the priority of the ticket by {who} to {priority} and its status to {status}', 'Could you mark the ticket of {who} as {status} with priority {priority}?'],
  heldOut: ['{who} has a ticket. It should read {status}, {priority}.', 'Priority {priority} and status {status} for the case of {who}.', 'Update the case of {who}: {status}, and {priority} from now on.'],
}; // prettier-ignore
const STATUSES = ['Open', 'Waiting', 'In progress', 'Solved', 'Closed'];
const PRIORITIES = ['Low', 'Normal', 'High', 'Urgent'];

/** Two settings of a support ticket that is found by its customer; what was saved can be changed again. */
export const helpDesk: Family = {
  name: 'help-desk',
  skills: ['table', 'navigate', 'select', 'radio', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const tickets = words.distinct(random.integer(3, 6), words.fullName).map((who) => {
      const now = { status: random.pick(STATUSES), priority: random.pick(PRIORITIES) };
      return { who, number: `#${words.digits(4)}`, subject: shortTitle(world), now, aim: { ...now } };
    });
    const wanted = target.pick(tickets);
    wanted.aim = { status: target.pick(STATUSES.filter((one) => one !== wanted.now.status)), priority: target.pick(PRIORITIES) };
    const end = ending(world, 0.3, ['End shift', 'Done']);
    let open: { ticket: object; status: Control<string>; priority: Control<string>; save: Button } | undefined;
    const links = new Map<object, HTMLElement>();
    world.reserve('save', 'status', 'priority', ...STATUSES, ...PRIORITIES);
    const list = (): void => {
      open = undefined;
      const rows = tickets.map((ticket) => {
        links.set(ticket, dom.link(ticket.number, () => world.go(ticket.number, edit(ticket))).control);
        return [links.get(ticket)!, ticket.subject, ticket.who, ticket.now.status, ticket.now.priority];
      });
      dom.add(dom.heading('Tickets'), dom.table(['Ticket', 'Subject', 'Customer', 'Status', 'Priority'], rows).root);
      end.place();
    };
    const edit = (ticket: (typeof tickets)[number]) => () => {
      const status = dom.select('Status', STATUSES, ticket.now.status);
      const priority = random.pick([dom.select, dom.radios])('Priority', PRIORITIES, ticket.now.priority);
      const save = dom.button(
        'Save',
        () => ((ticket.now = { status: status.value(), priority: priority.value() }), world.go('tickets', list)),
      );
      open = { ticket, status, priority, save };
      dom.add(dom.heading(`${ticket.number} ${ticket.subject}`));
      dom.layout([...random.shuffle([status, priority]), save]);
    };
    world.show('tickets', list);
    const differs = () => tickets.find(({ now, aim }) => now.status !== aim.status || now.priority !== aim.priority);
    const next = (): OracleStep => {
      const ticket = differs();
      if (!open) return ticket ? click(links.get(ticket)!) : end.last();
      if (open.ticket !== ticket) return { do: 'back' };
      return open.status.step(ticket.aim.status) ?? open.priority.step(ticket.aim.priority) ?? click(open.save.control);
    };
    return {
      goal: goalOf(world, ASK_DESK, { who: wanted.who, ...wanted.aim }, end),
      ends: end.ends,
      succeeded: () => !differs(),
      next,
    };
  },
};

const ASK_BANK: Phrasings = {
  seen: ['Transfer {amount} to {who} from my {from} account.', '{who} gets {amount} from {from}.', 'Send {who} {amount}. Take it from the {from} account.', 'From {from}: pay {amount} to {who}', 'Please pay {who} the {amount} that I owe, out of {from}.', 'Could you move {amount} from {from} to the account of {who}?'],
  heldOut: ['I owe {who} {amount}; settle that from {from}.', 'Payment: {who}, {amount}, charged to {from}.', 'Let {who} have {amount} of what is in {from}.'],
}; // prettier-ignore

/** A payment whose account number stands in a list of payees; it is asked once more before it goes out. */
export const bankTransfer: Family = {
  name: 'bank-transfer',
  skills: ['type', 'copy', 'select', 'dialog', 'error-message', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const payees = words.distinct(random.integer(3, 5), words.fullName);
    const numbers = words.distinct(payees.length, () => words.digits(9));
    const chosen = target.integer(0, payees.length - 1);
    const accounts = random.sample(['Checking', 'Savings', 'Household', 'Holiday', 'Business'], random.integer(2, 4));
    const from = target.pick(accounts);
    const amount = target.pick([String(target.integer(5, 900)), (target.integer(500, 90000) / 100).toFixed(2)]);
    const table = dom.table(['Payee', 'Account number'], payees.map((who, i) => [who, numbers[i]])); // prettier-ignore
    const [account, sum] = [dom.field('To account'), dom.field('Amount')];
    const source = random.pick([dom.select, dom.radios, dom.dropdown])('From', accounts, random.pick(accounts));
    const note = dom.element('div');
    let asked: Dialog | undefined;
    world.reserve('confirm', 'cancel');
    const pay = dom.button(random.pick(['Transfer', 'Pay', 'Continue']), () => {
      const problem = !numbers.includes(account.value())
        ? 'Unknown account number'
        : /^\d+(\.\d\d?)?$/.test(sum.value())
          ? ''
          : 'Please enter an amount';
      note.replaceChildren(...(problem ? [dom.toast(problem, 'alert')] : []));
      asked?.close();
      asked = problem
        ? undefined
        : dom.dialog(
            'Check your payment',
            [dom.paragraph(`${sum.value()} to ${account.value()}`)],
            [{ label: 'Confirm', onClick: () => world.submit() }, { label: 'Cancel' }],
          );
    });
    dom.add(dom.heading('Payments'), note);
    dom.layout(
      [...random.shuffle([dom.card('Payees', [table.root]), dom.wrap('div', random.shuffle([account, sum, source]))]), pay],
      { kind: 'block' },
    );
    const fill = (): OracleStep | undefined =>
      source.step(from) ?? account.step(numbers[chosen], { from: table.cells[chosen][1] }) ?? sum.step(amount);
    const next = (): OracleStep =>
      asked?.root.isConnected ? click(asked.buttons[fill() ? 1 : 0].control) : (fill() ?? click(pay.control));
    return {
      goal: goalOf(world, ASK_BANK, {
        amount: amount + world.wording.pick(['', '', ' dollars', ' EUR']),
        who: payees[chosen],
        from,
      }),
      ends: 'page',
      succeeded: () => !fill() && Boolean(asked),
      next,
    };
  },
};
