import type { Control } from '../../dom/index.js';
import { click, type OracleStep } from '../../family.js';
import type { World } from '../../world.js';
import { actMaker, message, type Ending } from './kit.js';

export interface Product {
  name: string;
  cents: number;
  category: string;
}

/** What a customer chose of one product. */
export interface Line {
  product: Product;
  quantity: number;
  /** By the name of the choice, e.g. Size. */
  choices: Record<string, string>;
}

export const priceOf = (product: Product): string => `$${(product.cents / 100).toFixed(2)}`;

/** Products with different names and prices; some names differ by a word only. */
export function makeProducts(world: World, count: number, categories: string[] = ['']): Product[] {
  const { words, random } = world;
  const names = words.distinct(count, words.product);
  if (count > 2 && random.chance(0.4)) names[0] = `${names[1]} ${random.pick(['Mini', 'Pro', 'XL', 'Junior', 'Classic'])}`;
  const cents = words.distinct(count, () =>
    random.pick([random.integer(100, 20000), random.integer(1, 150) * 100 + 99, random.integer(2, 90) * 50]),
  );
  return random.shuffle(names.map((name, i) => ({ name, cents: cents[i], category: categories[i % categories.length] })));
}

export interface ShopOptions {
  products: Product[];
  /** What can be chosen on a product's own page; none: products are added from the list. */
  choices?: Record<string, string[]>;
  /** On a product's page one says how many. */
  quantity?: boolean;
  /** Shows the products of one category at a time. */
  categories?: string[];
  ending: Ending;
}

export interface Shop {
  holds(wanted: readonly Line[]): boolean;
  /** The next step towards a cart that holds exactly this, then the end. */
  step(wanted: readonly Line[]): OracleStep;
  /** The product whose own page is in view. */
  opened(): Product | undefined;
}

const sameLine = (a: Line, b: Line): boolean =>
  a.product === b.product &&
  a.quantity === b.quantity &&
  Object.entries(b.choices).every(([name, choice]) => a.choices[name] === choice);

/** A shop of three kinds of views: products, one product, the cart, from which lines can be removed. */
export function shop(world: World, { products, choices, quantity, categories, ending }: ShopOptions): Shop {
  const { dom, random } = world;
  const act = actMaker(world, 0.25);
  const names = { add: random.pick(['Add to cart', 'Add', 'Buy', 'Add to basket']), cart: random.pick(['Cart', 'Basket', 'Bag']), home: random.pick(['Continue shopping', 'All products', 'Shop']), remove: random.pick(['remove', 'delete']) }; // prettier-ignore
  world.reserve(names.add, names.cart, names.home, 'remove', 'delete', ending.label, ...products.map((product) => product.name));
  const detailed = choices !== undefined || quantity === true;
  const asTable = random.chance(0.25);
  const lines: Line[] = [];
  let category = categories?.[0] ?? '';
  let note = '';
  let at: {
    view: 'list' | 'product' | 'cart';
    product?: Product;
    controls: Map<Product | Line | string, HTMLElement>;
    draft: Control<string | number>[];
  };
  let filter: Control<string> | undefined;
  const put = (line: Line): void => {
    const other = lines.find((one) => sameLine({ ...one, quantity: line.quantity }, line));
    if (other) other.quantity += line.quantity;
    else lines.push(line);
    note = `${line.product.name} is in your ${names.cart.toLowerCase()}.`;
  };
  const head = (view: 'list' | 'product' | 'cart', product?: Product): void => {
    at = { view, product, controls: new Map(), draft: [] };
    const count = lines.reduce((sum, line) => sum + line.quantity, 0);
    const toCart = dom.link(`${names.cart} (${count})`, () => world.go('cart', cart)).control;
    const toList = view === 'list' ? [] : [dom.link(names.home, () => world.go('shop', list)).control];
    at.controls.set('cart', toCart);
    if (toList.length) at.controls.set('home', toList[0]);
    dom.add(dom.wrap('div', view === 'cart' ? toList : [...toList, toCart], 'line'));
    if (note && view !== 'cart') dom.add(message(world, note));
    note = '';
  };
  const list = (): void => {
    head('list');
    if (categories) addFilter(categories);
    const cells = products.filter((product) => !categories || product.category === category).map((product) => {
      const go = (): void => world.go(`product ${product.name}`, () => view(product));
      const add = (): void => (put({ product, quantity: 1, choices: {} }), world.refresh());
      const control = detailed ? dom.link(product.name, go).control : act(names.add, add);
      at.controls.set(product, control);
      return detailed ? [control, dom.element('span', priceOf(product))] : [dom.element('span', product.name), dom.element('span', priceOf(product)), control];
    }); // prettier-ignore
    if (asTable) dom.add(dom.table(['Product', 'Price', ...(detailed ? [] : [''])], cells));
    else dom.layout(cells.map((row) => dom.wrap('div', row, 'box')), { kind: random.pick(['block', 'grid', 'list'] as const) }); // prettier-ignore
  };
  const addFilter = (options: string[]): void => {
    filter = random.pick([dom.select, dom.radios])('Category', options, category);
    filter.root.addEventListener('change', () => {
      category = filter!.value();
      world.refresh();
    });
    dom.add(filter);
  };
  const view = (product: Product): void => {
    head('product', product);
    dom.add(dom.heading(product.name), dom.element('p', priceOf(product)));
    const made = Object.entries(choices ?? {}).map(([label, options]) =>
      random.pick([dom.select, dom.select, dom.radios])(label, options),
    );
    const amount = quantity
      ? random.pick([
          () => dom.stepper('Quantity', { min: 1, max: 20, value: 1 }),
          () => dom.select('Quantity', ['1', '2', '3', '4', '5', '6', '7', '8', '9'], '1'),
        ])()
      : undefined;
    at.draft = [...made, ...(amount ? [amount as Control<string | number>] : [])];
    const add = dom.button(names.add, () => {
      const missing = made.find((control) => !choices![control.label].includes(control.value()));
      note = missing ? `Please choose: ${missing.label}.` : '';
      if (missing) return error.replaceChildren(message(world, note, 'alert'));
      put({ product, quantity: Number(amount?.value() ?? 1), choices: Object.fromEntries(made.map((control) => [control.label, control.value()])) });
      world.go('cart', cart);
    }).control; // prettier-ignore
    const error = dom.element('div');
    at.controls.set('add', add);
    dom.layout([...at.draft, error, add], { kind: 'block' });
  };
  const cart = (): void => {
    head('cart');
    dom.add(dom.heading(`Your ${names.cart.toLowerCase()}`));
    for (const line of lines) {
      const control = act(names.remove, () => (lines.splice(lines.indexOf(line), 1), world.refresh()));
      at.controls.set(line, control);
      dom.add(dom.wrap('div', [dom.element('b', line.product.name), ' ', ...Object.entries(line.choices).map(([name, choice]) => dom.element('span', `${name}: ${choice}`)), dom.element('span', `${line.quantity} pcs`), control], 'box')); // prettier-ignore
    }
    if (lines.length === 0) dom.add(dom.paragraph('Nothing here yet.'));
    ending.place();
  };
  world.show('shop', list);
  const press = (key: Product | Line | string): OracleStep => click(at.controls.get(key)!);
  const choose = (line: Line): OracleStep => {
    for (const control of at.draft) {
      const wanted = control.label === 'Quantity' ? line.quantity : line.choices[control.label];
      const next =
        wanted === undefined ? undefined : control.step(typeof control.value() === 'number' ? Number(wanted) : String(wanted));
      if (next) return next;
    }
    return press('add');
  };
  const step = (wanted: readonly Line[]): OracleStep => {
    const wrong = lines.find((line) => !wanted.some((one) => sameLine(line, one)));
    if (wrong) return at.view === 'cart' ? press(wrong) : press('cart');
    const missing = wanted.find((one) => !lines.some((line) => sameLine(line, one)));
    if (!missing) return ending.ends === 'page' && at.view !== 'cart' ? press('cart') : ending.last();
    if (at.view === 'product' && at.product === missing.product) return choose(missing);
    if (at.view !== 'list') return press('home');
    return filter?.step(missing.product.category) ?? press(missing.product);
  };
  const holds = (wanted: readonly Line[]): boolean =>
    lines.length === wanted.length && wanted.every((one) => lines.some((line) => sameLine(line, one)));
  return { holds, step, opened: () => at.product };
}
