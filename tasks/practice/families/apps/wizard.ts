import { checkAtom, emailAtom, radioAtom, selectAtom, stepperAtom, switchAtom, textAtom } from '../../atoms/index.js';
import type { Atom, Condition, ThemeField } from '../../compose.js';
import { joinGoal } from '../../composing/goal.js';
import { click, type Family, type OracleStep, type Scenario } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { entryOf, field, fullName, oneOf, postcode, someOf, street, town } from '../composed/theme.js';
import { flow, type FlowPage } from './flow.js';
import { goalOf, sameText } from './kit.js';

interface FlowTheme {
  /** Title of each page and what may stand on it. */
  pages: { title: string; fields: ThemeField[] }[];
  finish: string[];
  review: number;
  about?: Phrasings;
  /** Conditions asked on all pages together. */
  count: [number, number];
}

/** Draws fields for each page, asks for some of them, and lets the others stay as they are. */
function buildFlow(world: World, theme: FlowTheme): Scenario {
  const { random, target } = world;
  const finish = random.pick(theme.finish);
  let open = random.integer(...theme.count);
  const asked: Condition[] = [];
  const labels = new Set<string>();
  const pages = theme.pages.map(({ title, fields }, i): FlowPage => {
    const most = Math.min(3, fields.length);
    const chosen = random.sample(fields, random.integer(1, most));
    const conditions = chosen.flatMap(({ labels: names, atom }, j): Condition[] => {
      const free = names.filter((name) => !labels.has(name.toLowerCase()));
      if (free.length === 0) return [];
      const label = random.pick(free);
      labels.add(label.toLowerCase());
      const wanted = open > 0 && (j === 0 || random.chance(0.4));
      const condition = atom.make(world, { label, asked: wanted, already: wanted && asked.length > 0 && random.chance(0.15) });
      if (!wanted) return i === 0 && asked.length === 0 ? [condition] : [{ ...condition, problem: undefined }];
      open--;
      asked.push(condition);
      return [condition];
    });
    return { title, conditions: conditions.map((one) => (asked.includes(one) ? one : { ...one, problem: undefined })) };
  });
  const app = flow(world, { pages, finish, review: random.chance(theme.review) });
  const goal = joinGoal(world, target.chance(0.7) ? asked : target.shuffle(asked), { submit: finish, about: theme.about });
  return { goal, ends: 'page', succeeded: app.met, next: app.step };
}

const anything = (world: World, atoms: Atom[]): ThemeField[] =>
  world.words.distinct(4, world.words.field).map((label) => ({ labels: [label], atom: world.random.pick(atoms) }));

/** Two to four pages of any questions, with or without a summary that leads back. */
export const wizardSteps: Family = {
  name: 'wizard-steps',
  skills: ['wizard', 'type', 'select', 'radio', 'check', 'several', 'navigate', 'error'],
  recoverable: true,
  build: (world) =>
    buildFlow(world, {
      pages: world.words.distinct(world.random.integer(2, 4), world.words.section).map((title) => ({ title, fields: anything(world, [textAtom, selectAtom, radioAtom, checkAtom, stepperAtom, switchAtom]) })), // prettier-ignore
      finish: ['Finish', 'Submit', 'Done', 'Complete', 'Save', 'Confirm'],
      review: 0.4,
      count: [2, 4],
    }),
};

/** From the address to the order, page by page. */
export const shopCheckout: Family = {
  name: 'shop-checkout',
  skills: ['wizard', 'type', 'select', 'several', 'navigate', 'error'],
  recoverable: true,
  build: (world) =>
    buildFlow(world, {
      pages: [
        { title: 'Address', fields: [field('Full name|Name', fullName), field('Street|Address', street), field('City|Town', town), field('Zip code|Postal code', postcode)] },
        { title: 'Delivery', fields: [field('Delivery|Shipping', oneOf('Standard, Express, Pick-up, Overnight', ['radio', 'select'])), field('Gift wrap|Wrap as a gift', checkAtom), field('Note for the driver|Message', entryOf((words) => words.noun()))] },
        { title: 'Payment', fields: [field('Payment|Pay by', oneOf('Card, Invoice, Bank transfer, Voucher', ['radio', 'select'])), field('E-mail|E-mail for the receipt', emailAtom), field('Voucher|Coupon', entryOf((words) => words.code()))] },
      ],
      finish: ['Place order', 'Order now', 'Buy', 'Pay now', 'Complete order'],
      review: 0.6,
      about: { seen: ['I am buying this today.', 'Complete my order.', 'Check out for me.', 'The cart is full, go through the checkout.'], heldOut: ['Let us pay for it.'] },
      count: [2, 4],
    }),
}; // prettier-ignore

/** A trip or a table booked page by page. */
export const wizardBooking: Family = {
  name: 'wizard-booking',
  skills: ['wizard', 'select', 'stepper', 'several', 'navigate'],
  recoverable: true,
  build: (world) =>
    buildFlow(world, {
      pages: [
        { title: 'Where', fields: [field('City|Destination', someOf((words) => words.city(), ['select', 'radio'])), field('District|Part of town', oneOf('Centre, North, South, Harbour', ['radio', 'select']))] },
        { title: 'Who', fields: [field('Guests|Adults', stepperAtom), field('Name|Guest name', fullName), field('Children|Kids come along', checkAtom)] },
        { title: 'Room', fields: [field('Room|Room type', oneOf('Single, Double, Suite, Family', ['radio', 'select'])), field('Breakfast|Breakfast included', switchAtom), field('Bed|Bed size', oneOf('Twin, Queen, King'))] },
      ],
      finish: ['Book', 'Reserve', 'Book now', 'Confirm booking'],
      review: 0.5,
      about: { seen: ['Book a room for me.', 'We want to travel.', 'I need a place to stay.'], heldOut: ['Find us a bed.'] },
      count: [2, 4],
    }),
}; // prettier-ignore

const ASK_NOTICE: Phrasings = {
  seen: [
    '{choice} the cookies, then open {page}.', 'Go to {page}. {choice} cookies when you are asked.', 'Please {choice} the cookies and click on "{page}"', '{choice} all cookies. After that open the {page} page.',
    'Open "{page}", but {choice} the cookies first.', 'If there is a cookie notice, {choice}. Then {page}.',
  ],
  heldOut: ['Cookies: {choice}. Page: {page}.', 'I want to see {page}; {choice} the cookies on the way.', 'Take me to {page} after you {choice} the cookies'],
}; // prettier-ignore

/** A cookie notice lies over the page and has to be answered in a given way first; it can be opened again. */
export const noticeFirst: Family = {
  name: 'notice-first',
  skills: ['dialog', 'click', 'navigate'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const pages = words.distinct(random.integer(3, 6), words.section);
    const [page, accept] = [target.pick(pages), target.chance(0.5)];
    const labels = random.pick([['Accept', 'Decline'], ['Accept all', 'Reject all'], ['Allow', 'Refuse'], ['Agree', 'Disagree'], ['Yes, accept', 'No, reject']]); // prettier-ignore
    const verbs = accept ? ['accept', 'allow', 'agree to'] : ['decline', 'reject', 'refuse'];
    const text = random.pick([
      'We use cookies.',
      'This site would like to store cookies.',
      'Your privacy matters to us. May we use cookies?',
      'Cookies help us to count visitors.',
    ]);
    world.reserve(...labels, 'Cookie settings', ...pages);
    let answer: 'accept' | 'decline' | undefined;
    let keys: HTMLElement[] = [];
    const ask = (): void => {
      const answers = (['accept', 'decline'] as const).map((kind, i) => ({
        label: labels[i],
        onClick: () => ((answer = kind), world.refresh()),
      }));
      const shown = random.chance(0.5) ? answers : [...answers].reverse();
      const made = dom.dialog(random.pick(['Cookies', 'Privacy', '']), [dom.element('p', text)], shown).buttons;
      keys = answers.map(({ label }) => made.find((button) => button.label === label)!.control);
    };
    let links: HTMLElement[] = [];
    let again: HTMLElement;
    let opened = '';
    const open = (name: string): void => {
      opened = name;
      world.submit();
    };
    world.show('start', () => {
      const bar = dom.navigation(pages.map((label) => ({ label, onClick: () => open(label) })));
      links = bar.links;
      again = dom.link('Cookie settings', () => ((answer = undefined), world.refresh())).control;
      dom.add(bar, dom.paragraph(), again);
      if (!answer) ask();
    });
    const wanted = accept ? 'accept' : 'decline';
    const next = (): OracleStep =>
      answer === undefined ? click(keys[accept ? 0 : 1]) : answer === wanted ? click(links[pages.indexOf(page)]) : click(again);
    return {
      goal: goalOf(world, ASK_NOTICE, { choice: target.pick(verbs), page }),
      ends: 'page',
      succeeded: () => answer === wanted && sameText(opened, page),
      next,
    };
  },
};
