import { joinGoal } from '../../composing/goal.js';
import { click, refuse, stop, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { capital } from '../../words/words.js';
import { ending, goalOf, message, sameText } from '../apps/kit.js';
import { reveal } from '../shared.js';
import { listingMaker, segmented, type Listing } from './desk.js';

interface Price {
  /** As it stands in the list, such as `12.50`. */
  price: string;
  discount: string;
}
interface Article extends Price {
  name: string;
  category: string;
}

const CATEGORIES = ['Kitchen', 'Garden', 'Office', 'Toys', 'Bath', 'Lighting', 'Tools', 'Sports', 'Pets', 'Travel'];
const DISCOUNTS = ['None', '5 %', '10 %', '15 %', '20 %', '25 %', '30 %', '50 %'];

const ASK_PRICE: Phrasings = {
  seen: ['set the price of {name} to {price}', 'change the price of "{name}" to {price}', '{name} costs {price} from now on', 'make {name} {price}', 'the new price of {name} is {price}', 'enter {price} as the price of {name}', 'for {name}, write the price {price}', 'since {name} got dearer to buy, set its price to {price}', 'make sure that {name} is sold for {price}'],
  heldOut: ['let "{name}" be {price}', '{price} is what {name} has to cost', 'the tag of {name} must read {price}', 'in future we ask {price} for {name}'],
}; // prettier-ignore
const ASK_SAME: Phrasings = {
  seen: ['set the price of {name} to that of {other}', 'give {name} the same price as {other}', '{name} should cost as much as {other}', 'make the price of "{name}" equal to that of "{other}"', 'look up the price of {other} and use it for {name}', 'copy the price of {other} to {name}', 'let the price of {name} be the one that {other} has', 'check what {other} costs and set {name} to the same price'],
  heldOut: ['whatever {other} costs, {name} has to cost too', 'no difference in price between {other} and {name}: take that of {other}', 'bring {name} to the price at which {other} stands'],
}; // prettier-ignore
const ASK_DISCOUNT: Phrasings = {
  seen: ['give {name} a discount of {discount}', 'set the discount of {name} to {discount}', '{name} is on sale: discount {discount}', 'put "{name}" on a discount of {discount}', 'change the discount on {name} to {discount}', 'for {name} choose the discount {discount}', 'make sure that {name} has a discount of {discount}', 'because it sells badly, {name} gets {discount} off'],
  heldOut: ['let {name} have {discount} off', 'a discount of {discount} belongs on "{name}"', 'buyers of {name} should get {discount} off'],
}; // prettier-ignore
const ASK_EXTREME: Phrasings = {
  seen: ['give the {most} article in {category} a discount of {discount}', 'in {category}, set the discount of the {most} article to {discount}', 'put the {most} thing under {category} on a discount of {discount}', 'find what is {most} in "{category}" and give it a discount of {discount}', 'the {most} article of {category} gets {discount} off', 'for the {most} one in {category} choose the discount {discount}', 'make sure that the {most} {category} article has a discount of {discount}', 'look through {category} and give whatever is {most} a discount of {discount}'],
  heldOut: ['let the {most} of the {category} articles have {discount} off', 'which {category} article is {most}? It should get a discount of {discount}', 'a discount of {discount} goes to the {most} article that {category} has'],
}; // prettier-ignore

/** A price list in which prices and discounts are edited in the row: named ones, the dearest of a category, or as much as another costs. */
export const priceList: Family = {
  name: 'price-list',
  skills: ['read', 'compare', 'filter', 'type', 'select', 'inline-edit', 'several', 'undo'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { words, random, target } = world;
    const categories = random.sample(CATEGORIES, random.integer(2, 3));
    const names = words.distinct(categories.length * random.integer(2, 3), words.product);
    const cents = words.distinct(names.length, () => words.number(200, 30000));
    const all = names.map((name, i): Article => ({ name, category: categories[i % categories.length], price: (cents[i] / 100).toFixed(2), discount: random.chance(0.25) ? random.pick(DISCOUNTS) : 'None' }));
    const [first, second, third] = target.sample(all, 3);
    const articles = world.impossible ? all.filter((one) => one !== first) : all;
    const before = new Map(all.map((one) => [one, { price: one.price, discount: one.discount }]));
    const wanted = new Map(all.map((one) => [one, { price: one.price, discount: one.discount }]));
    const vias = new Map<Article, Article>();
    const asked: Article[] = [];
    const wish = (article: Article, kinds: ('price' | 'same' | 'discount' | 'extreme')[]): { phrase: string } => {
      const kind = target.pick(kinds);
      const price = kind === 'same' ? before.get(third)!.price : (target.integer(200, 30000) / 100).toFixed(2);
      const cheap = target.chance(0.5);
      const group = all.filter((one) => one.category === article.category);
      const extreme = group.reduce((a, b) => (Number(a.price) < Number(b.price) === cheap ? a : b));
      const chosen = kind === 'extreme' ? extreme : article;
      const discount = target.pick(DISCOUNTS.filter((one) => one !== chosen.discount));
      Object.assign(wanted.get(chosen)!, kind === 'price' || kind === 'same' ? { price } : { discount });
      asked.push(chosen);
      if (kind === 'same') vias.set(chosen, third);
      const ask = { price: ASK_PRICE, same: ASK_SAME, discount: ASK_DISCOUNT, extreme: ASK_EXTREME }[kind];
      const most = target.pick(cheap ? ['cheapest', 'lowest-priced'] : ['dearest', 'most expensive']);
      return { phrase: world.phrase(ask, { name: article.name, other: third.name, price, discount, category: article.category, most }) };
    };
    const wishes = world.impossible ? [wish(first, ['price', 'discount'])] : [wish(first, ['price', 'same', 'discount', 'extreme', 'extreme'])];
    if (target.chance(0.45) && !vias.size && [...wanted].filter(([one, state]) => !same(one, state)).every(([one]) => one !== second)) wishes.push(wish(second, ['price', 'discount']));
    const end = ending(world, 0.5, ['Publish prices', 'Done', 'Save list', 'Apply prices']);
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    const app = priceTable(world, articles, categories, end.place);
    const queue = [...asked, ...articles];
    const next = (): OracleStep => {
      const wrong = queue.find((one) => articles.includes(one) && !same(one, wanted.get(one)!));
      if (world.impossible) return app.leave() ?? app.explore() ?? refuse();
      if (!wrong) return app.leave() ?? end.last();
      const source = vias.get(wrong);
      const read = source && wanted.get(wrong)!.price !== wrong.price ? app.read(source) : undefined;
      return read && 'do' in read ? read : app.step(wrong, wanted.get(wrong)!, read);
    };
    return { goal, ends: end.ends, succeeded: () => articles.every((one) => same(one, wanted.get(one)!)), next };
  },
}; // prettier-ignore

const same = (a: Price, b: Price): boolean => a.price === b.price && a.discount === b.discount;

interface PriceTable {
  step(article: Article, wanted: Price, via?: Via): OracleStep;
  /** Where the price of an article stands, or the step that brings it into sight. */
  read(article: Article): Via | OracleStep | undefined;
  leave(): OracleStep | undefined;
  explore(): OracleStep | undefined;
}

/** The list, filtered by category; one row at a time is open for editing. */
function priceTable(world: World, articles: Article[], categories: string[], below: () => void): PriceTable {
  const { dom, random } = world;
  const tabs = ['All', ...categories];
  const filter = random.pick([() => segmented(world, 'Category', tabs, 'All'), () => dom.select('Category', tabs, 'All')])();
  const [edit, save, cancel] = [random.pick(['Edit', 'Change', 'Edit price']), random.pick(['Save', 'OK', '✓']), random.pick(['Cancel', '✕'])];
  const aria = (key: HTMLElement, name: string): HTMLElement => (key.setAttribute('aria-label', name), key);
  world.reserve(edit, save, cancel, ...categories);
  const kind = random.pick(['button', 'link', 'anchor'] as const);
  const price = dom.field('Price', { labelled: 'aria' });
  const discount = dom.select('Discount', DISCOUNTS, 'None');
  const show = random.chance(0.7);
  let open: Article | undefined;
  let error = '';
  let keys: { edits: Map<Article, HTMLElement>; prices: Map<Article, HTMLElement>; save?: HTMLElement; cancel?: HTMLElement };
  const toggle = (article?: Article): void => {
    open = article;
    error = '';
    if (article) price.set(article.price);
    if (article) discount.set(article.discount);
    world.refresh();
  };
  const store = (): void => {
    if (/^\d+\.\d\d$/.test(price.value())) Object.assign(open!, { price: price.value(), discount: discount.value() });
    else error = 'Enter a price such as 9.50.';
    error ? world.refresh() : toggle();
  };
  filter.root.addEventListener('change', () => toggle());
  const row = (article: Article): (HTMLElement | { root: HTMLElement })[] => {
    const facts = [dom.element('span', article.name), ...(show ? [dom.element('span', article.category)] : [])];
    if (article === open) {
      keys.save = save.length === 1 ? aria(dom.button(save, store, kind).control, 'Save') : dom.button(save, store, kind).control;
      keys.cancel = cancel.length === 1 ? aria(dom.button(cancel, () => toggle(), kind).control, 'Cancel') : dom.button(cancel, () => toggle(), kind).control;
      return [...facts, price, discount, dom.wrap('div', [keys.save, keys.cancel], 'line')];
    }
    keys.edits.set(article, dom.button(edit, () => toggle(article), kind).control);
    keys.prices.set(article, dom.element('span', article.price));
    return [...facts, keys.prices.get(article)!, dom.element('span', article.discount), keys.edits.get(article)!];
  };
  world.show('prices', () => {
    keys = { edits: new Map(), prices: new Map() };
    const shown = articles.filter((one) => filter.value() === 'All' || one.category === filter.value());
    dom.add(dom.heading(random.pick(['Price list', 'Articles and prices', 'Catalogue'])), filter, ...(error ? [message(world, error, 'alert')] : []));
    dom.add(dom.table(['Article', ...(show ? ['Category'] : []), 'Price', 'Discount', ''], shown.map(row)));
    below();
  });
  const leave = (): OracleStep | undefined => (open ? click(keys.cancel!) : undefined);
  const into = (article: Article): OracleStep | undefined => (filter.value() === 'All' || filter.value() === article.category ? undefined : filter.step('All'));
  const read = (article: Article): Via | OracleStep | undefined => {
    if (open === article) return leave();
    const from = keys.prices.get(article);
    return from ? { from } : into(article);
  };
  const step = (article: Article, wanted: Price, via?: Via): OracleStep => {
    if (open && open !== article) return leave()!;
    if (!open) return into(article) ?? click(keys.edits.get(article)!);
    return price.step(wanted.price, via) ?? discount.step(wanted.discount) ?? click(keys.save!);
  };
  return { step, read, leave, explore: () => filter.step('All') };
} // prettier-ignore

interface Variant {
  color: string;
  size: string;
  stock: number;
}

const SIZES = ['Extra small', 'Small', 'Medium', 'Large', 'Extra large'];
const ASK_STOCK: Phrasings = {
  seen: ['How many {size} {color} {product} are in stock?', 'What is the stock of {product} in {color}, size {size}?', 'Tell me how many {product} we have in {size}, {color}.', 'Open {product}: how many are there in {color} and {size}?', 'Stock of "{product}", {color}, {size}?', 'A customer wants {product} in {color}, {size}. How many are left?', 'Please look up the stock of {product} ({color}, {size}).', 'If someone orders {product} in {size} and {color}, how many do we have?'],
  heldOut: ['For {product}, what does the stock say at {color} and {size}?', 'Of {product} in the color {color}, how many pieces of size {size} lie in the store?', 'Number of pieces: {product} / {color} / {size}', 'The stock of the {color} {product} in {size}, please.'],
}; // prettier-ignore
const ASK_TOTAL: Phrasings = {
  seen: ['How many {color} {product} are in stock altogether?', 'Add up the stock of {product} in {color} over all sizes.', 'What is the total stock of {product} in the color {color}?', 'Tell me how many pieces of {product} in {color} there are in all sizes together.', 'Open {product} and sum up what is in stock in {color}.', 'Total of {color} "{product}" in stock?', 'I want to know how many {product} in {color} we have in total.', 'All sizes together: how many {product} in {color} are there?'],
  heldOut: ['Whatever the size, how many {product} in {color} lie in the store?', 'Sum of the stock: {product}, {color}.', 'Counting every size, what stock do we have of {product} in {color}?', 'Give me one number for all the {color} {product} in stock.'],
}; // prettier-ignore
const ASK_OUT: Phrasings = {
  seen: ['Which size of {product} in {color} is out of stock?', 'What size is missing from {product} in {color}?', 'In {color}, {product} is sold out in one size. Which one?', 'Tell me the size of {product} that has no stock in {color}.', 'Open {product}: which {color} size has a stock of 0?', 'Sold out size of "{product}" in {color}?', 'We have to order more {color} {product}. Which size has run out?', 'Please find the size of {product} in {color} with nothing left.'],
  heldOut: ['Which size can nobody buy of {product} in {color}?', 'Name the empty size: {product}, {color}.', 'For {product} in {color}, one size stands at zero. Which is it?', 'No stock is left of {product} in {color} in which size?'],
}; // prettier-ignore
const ASK_MOST: Phrasings = {
  seen: ['Which size of {product} in {color} do we have most of?', 'Of {product} in {color}, which size has the highest stock?', 'What is the size with the most pieces of {product} in {color}?', 'Open {product} and tell me the {color} size with the largest stock.', 'Highest stock of "{product}" in {color}: which size?', 'For a sale I need the size of {product} in {color} that we have most of.', 'Compare the sizes of {product} in {color}. Which has the largest stock?', 'Please name the size of {color} {product} with the most pieces.'],
  heldOut: ['In {color}, what size of {product} fills the shelves most?', 'Name the size that leads in stock for {product}, {color}.', 'The largest number of {color} {product} is in which size?', 'Where is the stock of {product} in {color} at its highest, by size?'],
}; // prettier-ignore

/** Questions about the stock of a product's sizes and colours, which stand on its own page in tabs or sections. */
export const variantStock: Family = {
  name: 'variant-stock',
  skills: ['read', 'navigate', 'tabs', 'calculate', 'compare', 'answer'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random, target } = world;
    const products = words.distinct(random.integer(2, 5), words.product);
    const colors = words.distinct(random.integer(2, 4), () => capital(words.color()));
    const sizes = SIZES.slice(random.integer(0, 1), random.integer(4, 5));
    const stocks = products.map(() => colors.map((color) => makeStock(world, color, sizes)));
    const at = target.integer(0, products.length - 1);
    const tab = target.integer(0, colors.length - 1);
    const variants = stocks[at][tab];
    const hasEmpty = variants.some((one) => one.stock === 0);
    const kind = world.impossible ? 'stock' : target.pick(['stock', 'total', 'most', ...(hasEmpty ? (['out', 'out'] as const) : [])] as const);
    const variant = kind === 'out' ? variants.find((one) => one.stock === 0)! : kind === 'most' ? variants.reduce((a, b) => (a.stock > b.stock ? a : b)) : target.pick(variants);
    const answer = kind === 'total' ? String(variants.reduce((sum, one) => sum + one.stock, 0)) : kind === 'stock' ? String(variant.stock) : variant.size;
    const make = listingMaker<Variant>(world, [{ head: 'Size', text: (one) => one.size }, ...(random.chance(0.3) ? [{ head: 'Color', text: (one: Variant) => one.color }] : []), { head: 'Stock', text: (one) => String(one.stock) }]);
    const home = random.pick(['Products', 'Inventory', 'Stock']);
    const folded = random.chance(0.5);
    let here: { links?: HTMLElement[]; product?: number; panels?: ReturnType<typeof dom.tabs>; lists?: Listing<Variant>[]; up?: HTMLElement };
    const view = (product: number) => (): void => {
      const up = dom.link(home, () => world.back()).control;
      const lists = stocks[product].map((list) => make(list.filter((one) => !world.impossible || product !== at || one !== variant)));
      const panels = (folded ? dom.accordion : dom.tabs)(colors, lists.map((list) => [list.root]));
      here = { product, panels, lists, up };
      dom.add(dom.wrap('nav', [up]), dom.heading(products[product]), panels);
    };
    world.show('products', () => {
      const links = products.map((name, i) => dom.link(name, () => world.go(`product ${i + 1}`, view(i))).control);
      here = { links };
      const totals = stocks.map((list) => `${list.length} colors`);
      dom.add(dom.heading(home), random.chance(0.5) ? dom.list(links) : dom.table(['Product', 'Variants'], links.map((link, i) => [link, totals[i]])));
    });
    const next = (): OracleStep => {
      if (here.links) return click(here.links[at]);
      if (here.product !== at) return click(here.up!);
      const look = world.impossible ? reveal(here.panels!, tab) : here.panels!.step(tab);
      if (look) return look;
      if (world.impossible) return refuse();
      const cell = (one: Variant, head: string): HTMLElement => here.lists![tab].cell(one, head);
      if (kind !== 'total') return stop(answer, { from: cell(variant, kind === 'stock' ? 'Stock' : 'Size') });
      const calc = variants.map((_, i) => `number($${i + 1})`).join(' + ');
      return stop(answer, { calc, of: variants.map((one) => cell(one, 'Stock')) });
    };
    const goal = goalOf(world, { stock: ASK_STOCK, total: ASK_TOTAL, out: ASK_OUT, most: ASK_MOST }[kind], { product: products[at], color: colors[tab], size: variant.size });
    return { goal, ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
}; // prettier-ignore

/** Different numbers for the sizes of one colour; now and then one of them is 0. */
function makeStock({ words, random }: World, color: string, sizes: string[]): Variant[] {
  const numbers = words.distinct(sizes.length, () => words.number(1, 60));
  if (random.chance(0.6)) numbers[random.integer(0, sizes.length - 1)] = 0;
  return sizes.map((size, i) => ({ color, size, stock: numbers[i] }));
}
