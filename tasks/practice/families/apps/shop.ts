import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { joinGoal } from '../../composing/goal.js';
import { buttonMaker, ending, goalOf, message, sameText } from './kit.js';
import { makeProducts, priceOf, shop, type Line, type Product } from './shop-cart.js';

const ORDER = ['Checkout', 'Place order', 'Buy now', 'Order', 'Pay', 'Complete order'];

const ASK_ADD: Phrasings = {
  seen: ['Add {what} to the cart.', 'Put {what} in my basket', 'I want to buy {what}', 'Please put {what} into the cart.', 'Cart: {what}', 'Could you add {what} to the basket?', '{what} should be in my cart.'],
  heldOut: ['Get me {what}.', 'My basket needs {what}', 'Take {what} along in the cart.'],
}; // prettier-ignore

/** Puts one or two products of a list into the cart, nothing else. */
export const shopAdd: Family = {
  name: 'shop-add',
  skills: ['click', 'navigate', 'several', 'undo'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { random, target } = world;
    const all = makeProducts(world, random.integer(5, 9));
    const products = all.slice(0, -1);
    const chosen = target.sample(products, target.integer(1, 2));
    if (world.impossible) chosen[0] = all[all.length - 1];
    const end = ending(world, 0.6, ORDER);
    const wanted: Line[] = chosen.map((product) => ({ product, quantity: 1, choices: {} }));
    const app = shop(world, { products, ending: end });
    const quote = world.wording.pick(['', '', '"']);
    const what = chosen.map((product) => `${quote}${product.name}${quote}`).join(' and ');
    const next = (): OracleStep => (world.impossible ? refuse() : app.step(wanted));
    return { goal: goalOf(world, ASK_ADD, { what }, end), ends: end.ends, succeeded: () => app.holds(wanted), next };
  },
};

const ASK_OPTIONS: Phrasings = {
  seen: [
    'Add {count} {name} to the cart. {options}', 'Put {count} x {name} in the basket. {options}', 'Order the "{name}". {options} Number: {count}.', 'I want {count} of "{name}" in my cart. {options}',
    '{name}, {count} of them. {options}', 'Please add {name} ({count}) to the cart. {options}', '{options} Product: {name}. Quantity: {count}.',
  ],
  heldOut: ['My basket should have {count} pieces of {name}. {options}', '{count} times "{name}", please. {options}', 'Get {name} into the cart, {count} of it. {options}'],
}; // prettier-ignore
const ASK_CHOICE: Phrasings = {
  seen: [
    '{label}: {choice}.',
    '{label} {choice}.',
    '{label} should be {choice}.',
    'Choose "{choice}" as {label}.',
    'Take {label} {choice}.',
    'With {label} "{choice}".',
  ],
  heldOut: ['The {label} is {choice}.', 'I like {choice} as {label}.', 'In {label} {choice}.'],
};

/** Adds some pieces of a product with size, colour and the like, which are chosen on its own page. */
export const shopOptions: Family = {
  name: 'shop-options',
  skills: ['click', 'navigate', 'select', 'radio', 'stepper', 'several'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { words, random, target } = world;
    const kinds: Record<string, () => string[]> = {
      Size: () => random.sample(['Small', 'Medium', 'Large', 'Extra large', 'Extra small', 'One size'], random.integer(3, 5)),
      Color: () => words.distinct(random.integer(3, 5), () => capital(words.color())),
      Material: () => random.sample(['Cotton', 'Wool', 'Steel', 'Wood', 'Glass', 'Leather'], random.integer(2, 4)),
      Wrapping: () => random.sample(['None', 'Plain paper', 'Gift paper', 'Box'], random.integer(2, 4)),
    };
    const labels = random.sample(Object.keys(kinds), random.integer(1, 2));
    const all = Object.fromEntries(labels.map((label) => [label, kinds[label]()]));
    const picked = Object.fromEntries(labels.map((label) => [label, target.pick(all[label])]));
    const lost = world.impossible ? labels[0] : '';
    const choices = Object.fromEntries(
      labels.map((label) => [label, all[label].filter((choice) => label !== lost || choice !== picked[label])]),
    );
    const products = makeProducts(world, random.integer(3, 6));
    const end = ending(world, 0.6, ORDER);
    const line: Line = { product: target.pick(products), quantity: target.integer(1, 4), choices: picked };
    const app = shop(world, { products, choices, quantity: true, ending: end });
    const options = target.shuffle(labels).map((label) => world.phrase(ASK_CHOICE, { label, choice: picked[label] })).join(' '); // prettier-ignore
    const next = (): OracleStep => (world.impossible && app.opened() === line.product ? refuse() : app.step([line]));
    const goal = goalOf(world, ASK_OPTIONS, { name: line.product.name, count: line.quantity, options }, end);
    return { goal, ends: end.ends, succeeded: () => app.holds([line]), next };
  },
};

interface Amount {
  root: HTMLElement;
  read(): number;
  step(wanted: number): OracleStep | undefined;
}

/** A number of pieces in one of the forms that carts have. */
function amount({ dom }: World, kind: 'stepper' | 'field' | 'select', value: number): Amount {
  if (kind === 'stepper') {
    const control = dom.stepper('Qty', { min: 1, max: 9, value });
    return { root: control.root, read: control.value, step: control.step };
  }
  const control = kind === 'select' ? dom.select('Qty', ['1', '2', '3', '4', '5', '6'], String(value)) : dom.field('Qty', { type: 'number', value: String(value), labelled: 'aria' }); // prettier-ignore
  return { root: control.root, read: () => Number(control.value()), step: (wanted) => control.step(String(wanted)) };
}

interface CartLine {
  product: Product;
  amount: Amount;
  /** 0: it is to be removed. */
  wanted: number;
  remove?: HTMLElement;
}

const ASK_REMOVE = { seen: ['remove {name} from the cart', 'take "{name}" out of the basket', 'delete {name}', 'remove "{name}"', 'I do not want {name} any more', 'throw out {name}'], heldOut: ['drop {name}', 'leave "{name}" out', 'no {name}'] }; // prettier-ignore
const ASK_CHANGE = { seen: ['change the quantity of {name} to {count}', 'set {name} to {count}', 'I need {count} of "{name}"', 'make it {count} x {name}', 'order {count} pieces of {name}', '{name}: {count} pieces'], heldOut: ['let there be {count} of {name}', '{count} times "{name}"', 'bring {name} to {count}'] }; // prettier-ignore

/** A full cart in which lines are to be removed and quantities changed before it is ordered. */
export const shopCart: Family = {
  name: 'shop-cart',
  skills: ['click', 'type', 'stepper', 'several', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const kind = random.pick(['stepper', 'field', 'select'] as const);
    const removing = random.pick(['Remove', 'Remove', 'Delete']);
    const button = buttonMaker(world);
    const gone: CartLine[] = [];
    let undo: HTMLElement | undefined;
    const lines = makeProducts(world, random.integer(3, 5)).map((product): CartLine => {
      const wanted = random.integer(1, 5);
      return { product, amount: amount(world, kind, wanted), wanted };
    });
    const touched = target.sample(lines, Math.min(lines.length - 1, target.integer(1, 3)));
    const wishes = touched.map((line) => {
      line.wanted = target.chance(0.45) ? 0 : target.pick([1, 2, 3, 4, 5, 6].filter((n) => n !== line.amount.read()));
      return { phrase: world.phrase(line.wanted ? ASK_CHANGE : ASK_REMOVE, { name: line.product.name, count: line.wanted }) };
    });
    const end = ending(world, 0.75, [...ORDER, 'Update cart']);
    world.show('cart', () => {
      dom.add(dom.heading('Your cart'));
      for (const line of lines.filter((one) => !gone.includes(one))) {
        line.remove = button(removing, () => (gone.push(line), world.refresh()));
        dom.add(
          dom.wrap(
            'div',
            [dom.element('h4', line.product.name), dom.element('span', priceOf(line.product)), line.amount.root, line.remove],
            'box',
          ),
        );
      }
      undo = gone.length > 0 ? button('Undo', () => (gone.pop(), world.refresh())) : undefined;
      if (undo) dom.layout([message(world, `${gone[gone.length - 1].product.name} was removed.`), undo], { kind: 'line' });
      end.place();
    });
    const open = (line: CartLine): OracleStep | undefined =>
      line.wanted === 0
        ? gone.includes(line)
          ? undefined
          : click(line.remove!)
        : gone.includes(line)
          ? click(undo!)
          : line.amount.step(line.wanted);
    const met = (line: CartLine): boolean =>
      line.wanted === 0 ? gone.includes(line) : !gone.includes(line) && line.amount.read() === line.wanted;
    const next = (): OracleStep => {
      const back = lines.find((line) => line.wanted > 0 && gone.includes(line));
      const other = back ?? [...touched, ...lines].find((line) => !met(line)); // in the order of the goal
      return (other && open(other)) ?? end.last();
    };
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    return { goal, ends: end.ends, succeeded: () => lines.every(met), next };
  },
};

const CATEGORIES = [
  'Kitchen',
  'Garden',
  'Sports',
  'Office',
  'Toys',
  'Music',
  'Travel',
  'Bath',
  'Books',
  'Lighting',
  'Pets',
  'Tools',
  'Shoes',
  'Games',
];
const ASK_EXTREME: Phrasings = {
  seen: [
    'Add the {extreme} product in {category} to the cart.', 'Put the {extreme} item of the category {category} in my basket', 'From {category} buy the {extreme} one.', 'In "{category}", find the {extreme} product and add it to the cart',
    'Which is the {extreme} in {category}? Put it in the cart.', 'Category: {category}. Add whatever is {extreme}.',
  ],
  heldOut: ['I want the {extreme} thing under {category} in my cart.', 'Look through {category} and take the {extreme}.', '{category}: the {extreme} one goes into the basket'],
}; // prettier-ignore
const CHEAP = ['cheapest', 'cheapest', 'least expensive', 'lowest-priced'];
const DEAR = ['most expensive', 'highest-priced', 'most costly'];

const byPrice = (list: readonly Product[], cheap: boolean): Product =>
  [...list].sort((a, b) => (cheap ? a.cents - b.cents : b.cents - a.cents))[0];

/** Filters a shop by category, then adds the cheapest or the most expensive product of it. */
export const shopExtreme: Family = {
  name: 'shop-extreme',
  skills: ['click', 'select', 'compare', 'filter'],
  recoverable: true,
  build(world) {
    const { random, target } = world;
    const categories = random.sample(CATEGORIES, random.integer(2, 4));
    const products = makeProducts(world, categories.length * random.integer(2, 4), categories);
    const [category, cheap] = [target.pick(categories), target.chance(0.65)];
    const end = ending(world, 0.5, ORDER);
    const product = byPrice(products.filter((one) => one.category === category), cheap); // prettier-ignore
    const wanted: Line[] = [{ product, quantity: 1, choices: {} }];
    const app = shop(world, { products, categories, ending: end });
    const goal = goalOf(world, ASK_EXTREME, { extreme: target.pick(cheap ? CHEAP : DEAR), category }, end);
    return { goal, ends: end.ends, succeeded: () => app.holds(wanted), next: () => app.step(wanted) };
  },
};

const ASK_WHICH: Phrasings = {
  seen: ['Which product in {category} is the {extreme}?', 'Name the {extreme} product of {category}.', 'What is the {extreme} thing in "{category}"?', '{category}: which one is {extreme}?', 'Find the {extreme} item in the category {category} and tell me its name.', 'I look for the {extreme} product under {category}. What is it called?'],
  heldOut: ['Under {category}, what is {extreme}?', 'Tell me what the {extreme} article in {category} is.', 'The {extreme} of all {category} products is which?'],
}; // prettier-ignore

/** Names the cheapest or most expensive product of a category. */
export const shopExtremeName: Family = {
  name: 'shop-extreme-name',
  skills: ['read', 'compare', 'filter', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const categories = random.sample(CATEGORIES, random.integer(2, 4));
    const products = makeProducts(world, categories.length * random.integer(2, 4), categories);
    const cheap = target.chance(0.65);
    const wantedCategory = target.pick(categories);
    const wanted = byPrice(products.filter((one) => one.category === wantedCategory), cheap); // prettier-ignore
    let present = random.pick(categories);
    let names = new Map<Product, HTMLElement>();
    let toCategory: (category: string) => OracleStep | undefined;
    const kind = random.pick(['select', 'links', 'radios'] as const);
    const asTable = random.chance(0.4);
    const show = (category: string): void => {
      present = category;
      world.refresh();
    };
    world.show('shop', () => {
      if (kind === 'links') {
        const bar = dom.navigation(categories.map((label) => ({ label, onClick: () => show(label) })));
        toCategory = (category) => (category === present ? undefined : click(bar.links[categories.indexOf(category)]));
        dom.add(bar, dom.heading(present));
      } else {
        const control =
          kind === 'select' ? dom.select('Category', categories, present) : dom.radios('Category', categories, present);
        control.root.addEventListener('change', () => show(control.value()));
        toCategory = control.step;
        dom.add(control);
      }
      names = new Map(products.filter((one) => one.category === present).map((one) => [one, dom.element('span', one.name)]));
      const rows = [...names].map(([one, name]) => [name, dom.element('span', priceOf(one))]);
      dom.add(asTable ? dom.table(['Name', 'Price'], rows) : dom.list(rows.map((row) => dom.wrap('div', row)))); // prettier-ignore
    });
    const next = (): OracleStep => toCategory(wantedCategory) ?? stop(wanted.name, { from: names.get(wanted)! });
    const goal = goalOf(world, ASK_WHICH, { category: wantedCategory, extreme: target.pick(cheap ? CHEAP : DEAR) });
    return { goal, ends: 'stop', succeeded: (answer) => sameText(answer, wanted.name), next };
  },
};

const ASK_PRICE: Phrasings = {
  seen: ['How much is {name}?', 'What does the {name} cost?', 'Price of {name}?', 'Tell me the price of "{name}".', 'What is the price of {name}', 'I would like to know how much "{name}" costs.'],
  heldOut: ['{name} - what do they want for it?', 'How many dollars is the {name}?', 'Look up what "{name}" is sold for.'],
}; // prettier-ignore

/** The price of one product; on its own page there are other amounts too. */
export const shopPrice: Family = {
  name: 'shop-price',
  skills: ['read', 'navigate', 'answer'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const all = makeProducts(world, random.integer(4, 8));
    const products = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(products);
    const inList = random.chance(0.4);
    const extra = random.sample(['Shipping', 'Deposit', 'Old price', 'Tax', 'Gift wrap'], random.integer(0, 2));
    let open: Product | undefined;
    let place = new Map<Product, HTMLElement>();
    const view = (product: Product): void => {
      open = product;
      const rows = random.shuffle([['Price', priceOf(product)], ...extra.map((label) => [label, words.price(1, 60)])] as [
        string,
        string,
      ][]);
      const { root, values } = dom.pairs(rows);
      place = new Map([[product, values[rows.findIndex(([label]) => label === 'Price')]]]);
      dom.add(dom.heading(product.name), root, dom.paragraph(words.sentence()));
    };
    world.show('shop', () => {
      open = undefined;
      const links = products.map(
        (product) => dom.link(product.name, () => world.go(`product ${product.name}`, () => view(product))).control,
      );
      const prices = products.map((product) => dom.element('span', priceOf(product)));
      place = new Map(products.map((product, i) => [product, inList ? prices[i] : links[i]]));
      dom.layout(links.map((link, i) => dom.wrap('div', inList ? [link, prices[i]] : [link])));
    });
    const next = (): OracleStep => {
      if (open && open !== wanted) return { do: 'back' };
      if (world.impossible) return refuse();
      return open || inList ? stop(priceOf(wanted), { from: place.get(wanted)! }) : click(place.get(wanted)!);
    };
    return {
      goal: goalOf(world, ASK_PRICE, { name: wanted.name }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, priceOf(wanted)),
      next,
    };
  },
};

const ASK_COMPARE: Phrasings = {
  seen: ['Which is {word}, {a} or {b}?', 'Is {a} or {b} {word}? Answer with the name.', 'Compare {a} with {b}: which one is {word}?', 'Tell me which of "{a}" and "{b}" is {word}.', '{a} or {b}: the {word} one?', 'Of {a} and {b}, name the {word} one.'],
  heldOut: ['Between "{a}" and "{b}", what is {word}?', 'I can take {a} or {b}. Which is {word}?', 'Name the {word} of the two: {a}, {b}'],
}; // prettier-ignore

/** Which of two products of a list is cheaper or dearer. */
export const shopCompare: Family = {
  name: 'shop-compare',
  skills: ['read', 'compare', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const products = makeProducts(world, random.integer(3, 8));
    const [a, b] = target.sample(products, 2);
    const cheap = target.chance(0.6);
    const wanted = byPrice([a, b], cheap);
    const names = new Map(products.map((product) => [product, dom.element('span', product.name)]));
    const rows = products.map((product) => [names.get(product)!, dom.element('span', priceOf(product))]);
    if (random.chance(0.5)) dom.add(dom.table(['Product', 'Price'], rows));
    else dom.layout(rows.map((row) => dom.wrap('div', row)));
    const goal = goalOf(world, ASK_COMPARE, { a: a.name, b: b.name, word: cheap ? 'cheaper' : 'more expensive' });
    return {
      goal,
      ends: 'stop',
      succeeded: (answer) => sameText(answer, wanted.name),
      next: () => stop(wanted.name, { from: names.get(wanted)! }),
    };
  },
};

const ASK_COUPON: Phrasings = {
  seen: ['Use the coupon {code} and press {label}.', 'Apply the code "{code}", then {label}.', 'I have a voucher: {code}. Apply it and then click {label}', '{label} with the coupon code {code} applied.', 'Enter {code} as coupon, apply it and finish with "{label}".', 'Before you press {label}, redeem {code}.'],
  heldOut: ['Pay less with {code}, then "{label}".', 'My discount code is {code}. Redeem it, afterwards {label}.', '{label}, but not without the voucher "{code}".'],
}; // prettier-ignore

/** Redeems a coupon in the cart before ordering; a code that is not valid brings an error message. */
export const shopCoupon: Family = {
  name: 'shop-coupon',
  skills: ['type', 'click', 'error'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, words, random } = world;
    const code = random.pick([words.code(), words.letters(6).toUpperCase(), `${words.noun().toUpperCase()}${words.digits(2)}`]);
    const products = makeProducts(world, random.integer(1, 4));
    const label = random.pick(ORDER);
    const field = dom.field(random.pick(['Coupon', 'Coupon code', 'Voucher', 'Discount code', 'Promo code']));
    const total = `Total: ${words.price(20, 400)}`;
    let state: 'none' | 'wrong' | 'applied' = 'none';
    let parts: { apply: HTMLElement; order: HTMLElement };
    const apply = (): void => {
      state = field.value().trim().toLowerCase() === code.toLowerCase() ? 'applied' : 'wrong';
      world.refresh();
    };
    world.show('cart', () => {
      dom.add(dom.heading('Your cart'), dom.list(products.map((product) => `${product.name} ${priceOf(product)}`)));
      parts = { apply: dom.button('Apply', apply).control, order: dom.button(label, () => world.submit()).control };
      const note =
        state === 'none'
          ? []
          : [
              message(
                world,
                state === 'wrong' ? 'This code is not valid.' : `Coupon ${code} applied.`,
                state === 'wrong' ? 'alert' : 'status',
              ),
            ];
      const form = world.impossible ? [] : [dom.wrap('div', [field, ' ', parts.apply]), ...note];
      dom.add(...form, dom.element('p', total), parts.order);
    });
    const next = (): OracleStep =>
      world.impossible ? refuse() : state === 'applied' ? click(parts.order) : (field.step(code) ?? click(parts.apply));
    return { goal: goalOf(world, ASK_COUPON, { code, label }), ends: 'page', succeeded: () => state === 'applied', next };
  },
};
