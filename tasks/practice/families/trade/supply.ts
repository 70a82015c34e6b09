import type { Field } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { goalOf, message } from '../apps/kit.js';
import { chooser, listingMaker, modal, rowActsMaker, sentences } from './desk.js';

type Head = 'Price' | 'Category' | 'Stock';

interface Entry {
  line: number;
  name: string;
  values: Record<Head, string>;
  /** The column that was wrong when the file was read, and what the shop proposes for it; '' where it does not know. */
  fault?: { head: Head; proposal: string };
  skipped: boolean;
}

const CATEGORIES = ['Shoes', 'Books', 'Garden', 'Kitchen', 'Toys', 'Office', 'Lamps'];

const ASK_PROPOSALS: Phrasings = {
  seen: ['Correct the import errors with the suggested values and press {label}.', 'Fix every faulty row as suggested, then {label}.', 'Take the suggestion for each error and click "{label}".', 'The import has errors. Please correct them all by the suggestions and finish with {label}.', 'Can you repair the rows with errors, using what is suggested, and then press {label}?', 'Use {label} once all errors are replaced by the suggested values.', 'Make sure that no row has an error: enter the suggestions, then {label}', 'As the suggestions are right, put them into the rows with errors and press {label}.'],
  heldOut: ['What the shop suggests is right everywhere; let the rows have it and go on with {label}.', 'No error may be left. Suggestions tell the right values. End with {label}.', 'Turn each error into its suggested value, after that it is "{label}".', 'Before {label}, bring every bad cell to the suggested value.'],
}; // prettier-ignore
const ASK_MIXED: Phrasings = {
  seen: ['Fix the rows that have a suggestion, {skip} those without one and press {label}.', 'If an error has a suggestion, take it; if not, {skip} the row. Then {label}.', 'Correct what can be corrected by the suggestions. Rows with errors but no suggestion: {skip}. {label} at the end.', 'Please use the suggestions where there are any and {skip} the other faulty rows, then click {label}.', 'Rows with an error but no suggestion should be left out ({skip}), all other errors take the suggestion. Press "{label}".', 'Can you {skip} every faulty row without a suggestion, fix the others as suggested, and press {label}?', 'Make sure that errors are fixed as suggested, or the row is left out by "{skip}" when nothing is suggested. {label}.', 'We import only what is certain: enter the suggestions, {skip} faulty rows without any, and {label}.'],
  heldOut: ['Where nothing is suggested, {skip}; where something is, enter it. {label} when no error is left.', 'Let faulty rows take their suggestion, or {skip} them for lack of one, and end with {label}.', 'Is there a suggestion for an error? Then use it. Is there none? {skip}. After that, {label}.', 'With {label} as the last step: suggestions into the bad cells, and {skip} for hopeless rows.'],
}; // prettier-ignore
const ASK_VALUES: Phrasings = {
  seen: ['Correct the import: {values}. Then press {label}.', 'These are the right values for the faulty rows: {values}. Enter them and click "{label}".', 'Please fix the errors and {label}. {values}.', 'Fix the rows with errors. {values}. Finish with {label}.', 'I asked the supplier: {values}. Correct that and press {label}.', 'Can you correct the errors ({values}) and then {label}?', 'The file has errors. It should be: {values}. {label} when it is right.', 'Make sure that the import is right before you press {label}: {values}'],
  heldOut: ['Before {label}, replace what is wrong: {values}.', 'What belongs in the bad rows is this: {values}. Go on with {label}.', 'The true values are {values}; let the import have them and {label}.', '{label} the file after its mistakes are mended, namely: {values}.'],
}; // prettier-ignore

const makeValue = ({ words, random }: World, head: Head): string =>
  head === 'Price' ? (words.number(100, 20000) / 100).toFixed(2) : head === 'Stock' ? String(words.number(1, 300)) : random.pick(CATEGORIES); // prettier-ignore

/** What stands in a faulty cell. */
function spoil({ random }: World, head: Head, value: string): string {
  if (head === 'Category') return value.slice(0, -2) + value.slice(-1) + value.slice(-2, -1) + random.pick(['', 's', 'e']);
  return random.pick(['', 'n/a', `${value.slice(0, 1)}O${value.slice(1)}`, '???', 'unknown']);
}

const isRight = (head: Head, value: string): boolean =>
  head === 'Category' ? CATEGORIES.includes(value) : head === 'Stock' ? /^\d+$/.test(value) : /^\d+\.\d\d$/.test(value);

/** A product file with errors in some rows: they are corrected as suggested or told, or left out, before the import goes on. */
export const importErrors: Family = {
  name: 'import-errors',
  skills: ['read', 'table', 'dialog', 'type', 'copy', 'rule', 'several', 'validation'],
  recoverable: true,
  build(world) {
    const { words, random, target } = world;
    const names = words.distinct(random.integer(3, 4), words.product);
    const kind = target.pick(['proposals', 'mixed', 'values'] as const);
    const faults = random.sample(names, random.integer(1, Math.min(3, names.length - 1)));
    const truth = new Map<Entry, string>();
    const entries = names.map((name, i): Entry => {
      const values = { Price: makeValue(world, 'Price'), Category: makeValue(world, 'Category'), Stock: makeValue(world, 'Stock') };
      const entry: Entry = { line: i + 2, name, values, skipped: false };
      if (!faults.includes(name)) return entry;
      const head = random.pick<Head>(['Price', 'Category', 'Stock']);
      const proposal = kind === 'values' || (kind === 'mixed' && random.chance(0.4)) ? '' : values[head];
      truth.set(entry, values[head]);
      values[head] = spoil(world, head, values[head]);
      return Object.assign(entry, { fault: { head, proposal } });
    });
    const label = random.pick(['Import', 'Start import', 'Import products', 'Continue import']);
    const skip = random.pick(['Skip', 'Leave out', 'Ignore']);
    const before = new Map(entries.map((entry) => [entry, { ...entry.values }]));
    const skips = (entry: Entry): boolean => kind === 'mixed' && entry.fault?.proposal === '';
    const asked = target.shuffle([...truth.keys()]);
    const tell = (entry: Entry): string => world.wording.pick(['{head} of "{name}" is {value}', 'the {head} in row {line} is {value}', '{name}: {head} {value}', 'row {line} has the {head} {value}']).replace('{head}', entry.fault!.head.toLowerCase()).replace('{name}', entry.name).replace('{line}', String(entry.line)).replace('{value}', truth.get(entry)!);
    const goal = sentences(goalOf(world, { proposals: ASK_PROPOSALS, mixed: ASK_MIXED, values: ASK_VALUES }[kind], { label, skip: skip.toLowerCase(), values: asked.map(tell).join(world.wording.pick([', ', '; ', ' and '])) }));
    const app = importTable(world, entries, label, skip);
    const right = (entry: Entry): boolean => {
      const { fault } = entry;
      if (skips(entry)) return entry.skipped;
      const heads: Head[] = ['Price', 'Category', 'Stock'];
      return !entry.skipped && heads.every((head) => entry.values[head] === (fault?.head === head ? truth.get(entry) : before.get(entry)![head]));
    };
    const next = (): OracleStep => {
      const wrong = [...(kind === 'values' ? asked : []), ...entries].find((entry) => !right(entry));
      if (!wrong) return app.finish();
      return wrong.skipped !== skips(wrong) ? app.toggle(wrong) : app.fix(wrong, truth.get(wrong)!);
    };
    return { goal, ends: 'page', succeeded: () => entries.every(right), next };
  },
}; // prettier-ignore

interface ImportTable {
  toggle(entry: Entry): OracleStep;
  fix(entry: Entry, value: string): OracleStep;
  finish(): OracleStep;
}

/** The rows of the file; a dialog corrects the faulty cell of one. The import does not start while a row has an error. */
function importTable(world: World, entries: Entry[], label: string, skip: string): ImportTable {
  const { dom, random } = world;
  const [fix, keep, yes] = [random.pick(['Fix', 'Correct', 'Edit']), random.pick(['Include', 'Use again', 'Do not skip']), random.pick(['Apply', 'OK', 'Save'])]; // prettier-ignore
  world.reserve(fix, keep, yes, skip, label);
  const isWrong = (entry: Entry): boolean =>
    entry.fault !== undefined && !isRight(entry.fault.head, entry.values[entry.fault.head]);
  const state = (entry: Entry): string => {
    if (entry.skipped) return 'Left out';
    if (!isWrong(entry)) return 'OK';
    const { head } = entry.fault!;
    return entry.values[head] === '' ? `${head} is missing` : `${head} is not valid`;
  };
  const rows = listingMaker<Entry>(world, [{ head: 'Product', text: (entry) => entry.name }, { head: 'Row', text: (entry) => String(entry.line) }, ...(['Price', 'Category', 'Stock'] as Head[]).map((head) => ({ head, text: (entry: Entry) => entry.values[head] || '-' })), { head: 'Check', text: state }, { head: 'Suggestion', text: (entry) => entry.fault?.proposal || '-' }]); // prettier-ignore
  const acts = rowActsMaker(world);
  const box = modal(world);
  const fields = { Price: dom.field('Price'), Category: random.chance(0.5) ? dom.field('Category') : dom.select('Category', CATEGORIES, CATEGORIES[0]), Stock: dom.field('Stock') }; // prettier-ignore
  let present = new Map<Entry, ReturnType<typeof acts>>();
  let keys: { start?: HTMLElement; proposal?: HTMLElement; asking?: Entry } = {};
  let error = '';
  const ask = (entry: Entry) => (): void => {
    const { head, proposal } = entry.fault!;
    const field = fields[head];
    field.set(entry.values[head]);
    keys = { ...keys, asking: entry, proposal: dom.element('span', proposal || 'none') };
    const problem = (): string | undefined => (isRight(head, field.value()) ? undefined : `${head} is not valid.`);
    const hint = dom.wrap('div', [dom.element('span', 'Suggestion:'), ' ', keys.proposal!]);
    box.ask({ title: `${head} of ${entry.name}`, parts: [hint, field], yes, problem, then: () => ((entry.values[head] = field.value()), world.refresh()) }); // prettier-ignore
  };
  const start = (): void => {
    const left = entries.filter((entry) => !entry.skipped && isWrong(entry)).length;
    error = left > 0 ? `${left} of ${entries.length} rows still have errors.` : '';
    left > 0 ? world.refresh() : world.submit();
  };
  const flip = (entry: Entry) => (): void => {
    entry.skipped = !entry.skipped;
    world.refresh();
  };
  world.show('import', () => {
    present = new Map(entries.map((entry) => [entry, acts([...(entry.fault ? [[fix, ask(entry)] as [string, () => void]] : []), [entry.skipped ? keep : skip, flip(entry)]], entry.name)])); // prettier-ignore
    keys.start = dom.button(label, start).control;
    dom.add(dom.heading(random.pick(['Product import', 'Check your file', 'Import preview'])), ...(error ? [message(world, error, 'alert')] : [])); // prettier-ignore
    dom.add(
      rows(entries, (entry) => [present.get(entry)!]),
      dom.wrap('p', [keys.start]),
    );
    box.place();
  });
  const fixing = (entry: Entry, value: string): OracleStep => {
    if (!box.open()) return present.get(entry)!.step(fix);
    if (keys.asking !== entry) return box.no();
    const via: Via | undefined = entry.fault!.proposal ? { from: keys.proposal! } : undefined;
    return (fields[entry.fault!.head] as Field).step(value, via) ?? box.yes();
  };
  return {
    toggle: (entry) => (box.open() ? box.no() : present.get(entry)!.step(entry.skipped ? keep : skip)),
    fix: fixing,
    finish: () => (box.open() ? box.no() : click(keys.start!)),
  };
}

interface Supply {
  name: string;
  stock: number;
  level: number;
  least: number;
  /** What stands in the field for the quantity. */
  amount: string;
}

const ASK_BELOW: Phrasings = {
  seen: ['From {supplier}, order the minimum quantity of every article whose stock is below its reorder level, nothing else. Then {label}.', 'Order from {supplier} what has run low (stock under the reorder level), each in the minimum quantity. {label} at the end.', 'Please order only the articles of {supplier} that are below the reorder level, in the smallest quantity allowed, and press {label}.', 'If the stock of a {supplier} article is below its reorder level, order the minimum quantity of it. Press {label}.', 'Go through the articles of {supplier}: where the stock is lower than the reorder level, enter the minimum quantity. Finish with "{label}".', 'Can you reorder from {supplier} whatever is below its reorder level, just the minimum of each, and click {label}?', 'Make sure that all {supplier} articles below the reorder level are ordered at the minimum quantity. {label}.', 'Supplier {supplier}: minimum quantity for each article with too little stock (below reorder level), then {label}.'],
  heldOut: ['Which articles of {supplier} have less stock than the reorder level? Of these, and only these, order the minimum and use {label}.', 'What is not below its reorder level need not be ordered; of the rest that {supplier} delivers, take the minimum quantity. End with {label}.', 'For {supplier}, let the order hold the minimum of everything under its reorder level, and send it by {label}.', 'Low stock at {supplier}, that is less than the reorder level, calls for the minimum quantity; order so and {label}.'],
}; // prettier-ignore
const ASK_NAMED: Phrasings = {
  seen: ['Order {count} of {name} from {supplier}, or the minimum quantity if that is more. Then {label}.', 'From {supplier} we need {count} pieces of "{name}"; if the minimum is higher, order the minimum. Press {label}.', 'Please order {name} from {supplier}: {count} pieces, but at least the minimum quantity. Finish with {label}.', 'Supplier {supplier}, article {name}, quantity {count}. Should the minimum quantity be higher, take that. {label}.', 'Can you order {count} x {name} from {supplier}? If fewer than the minimum, make it the minimum. Click {label} at the end.', 'If {supplier} sells {count} pieces of {name}, order these, otherwise order its minimum quantity. {label} after that.', 'We want {count} "{name}" by {supplier}, unless the minimum quantity is larger, in which case we want that. Press "{label}".', 'Make sure that {count} of {name} (or the minimum, if larger) are ordered from {supplier}, then {label}.'],
  heldOut: ['{supplier} should send {count} of {name}, though never less than its minimum quantity. Use {label}.', 'Take the larger of {count} and the minimum quantity of {name} at {supplier} and order it by {label}.', 'An order to {supplier}: {name}. {count} would do, but mind the minimum. End with {label}.', 'Is {count} enough for the minimum of {name} at {supplier}? Then order that, else the minimum. {label}.'],
}; // prettier-ignore
const ASK_FILL: Phrasings = {
  seen: ['Order as many {name} from {supplier} as bring the stock to {count}. Then {label}.', 'From {supplier}, order so much of "{name}" that we have {count} in stock, and press {label}.', 'Please fill up {name} to {count} pieces with an order to {supplier}. Finish with {label}.', 'We want {count} of {name} in stock. Order the difference from {supplier} and click {label}.', 'Supplier {supplier}: {name} should reach a stock of {count}. Order what is missing, {label}.', 'Can you order the missing pieces of {name} from {supplier}, so that the stock is {count}? Press "{label}".', 'If {name} must have a stock of {count}, how many are missing? Order these from {supplier} and {label}.', 'Make sure that the stock of {name} will be {count} after an order to {supplier}. {label} at the end.'],
  heldOut: ['{count} pieces of {name} is the goal; let {supplier} deliver the rest by {label}.', 'Complete the stock of {name} to {count}, the supplier is {supplier}, and use {label}.', 'What {name} lacks to {count} is to be ordered from {supplier}; end with {label}.', 'Subtract the stock of {name} from {count} and order the result from {supplier} with {label}.'],
}; // prettier-ignore

/** An order to a supplier: which articles and how many follows from stock, reorder level and minimum quantity. */
export const supplierOrder: Family = {
  name: 'supplier-order',
  skills: ['read', 'compare', 'calculate', 'type', 'select', 'rule', 'several', 'validation'],
  recoverable: true,
  impossibleShare: 0.06,
  build(world) {
    const { words, random, target } = world;
    const suppliers = words.distinct(random.integer(2, 4), words.company);
    const names = words.distinct(suppliers.length * 5, words.product);
    const lists = suppliers.map((_, i) =>
      names.slice(i * 5, i * 5 + random.integer(3, 5)).map((name): Supply => {
        const level = random.integer(2, 12) * 5;
        const low = random.chance(0.4);
        return { name, level, stock: low ? words.number(0, level - 1) : words.number(level, level + 40), least: random.pick([5, 6, 10, 12, 20, 24, 25, 50]), amount: '' };
      }),
    );
    const at = target.integer(0, suppliers.length - 1);
    const list = lists[at];
    const low = list.filter((one) => one.stock < one.level);
    const kind = world.impossible ? 'named' : target.pick(low.length > 0 ? (['below', 'below', 'named', 'fill'] as const) : (['named', 'fill'] as const));
    const article = target.pick(list);
    const count = kind === 'fill' ? article.stock + article.least + target.integer(0, 30) : target.integer(3, 60);
    const wanted = new Map<Supply, string>();
    if (kind === 'below') for (const one of low) wanted.set(one, String(one.least));
    else wanted.set(article, String(kind === 'fill' ? count - article.stock : Math.max(count, article.least)));
    for (const one of wanted.keys()) if (random.chance(0.15)) one.amount = String(random.integer(1, 4));
    if (world.impossible) list.splice(list.indexOf(article), 1);
    const label = random.pick(['Send order', 'Place order', 'Submit order']);
    const app = supplyPage(world, suppliers, lists, label);
    const goal = goalOf(world, { below: ASK_BELOW, named: ASK_NAMED, fill: ASK_FILL }[kind], { supplier: suppliers[at], name: article.name, count, label });
    const all = lists.flat();
    const right = (one: Supply): boolean => one.amount === (wanted.get(one) ?? '');
    const viaFor = (one: Supply): Via | undefined => {
      if (kind === 'fill') return { calc: `number("${count}") - number($1)`, of: [app.cell(one, 'Stock')] };
      return kind === 'below' || count < one.least ? { from: app.cell(one, 'Minimum') } : undefined;
    };
    const next = (): OracleStep => {
      if (world.impossible) return app.show(at) ?? refuse();
      const wrong = [...wanted.keys(), ...all].find((one) => !right(one));
      if (!wrong) return app.finish(at);
      const text = wanted.get(wrong) ?? '';
      return app.show(lists.findIndex((one) => one.includes(wrong))) ?? app.type(wrong, text, text ? viaFor(wrong) : undefined);
    };
    return { goal, ends: 'page', succeeded: () => all.every(right), next };
  },
}; // prettier-ignore

interface SupplyPage {
  cell(article: Supply, head: string): HTMLElement;
  /** The next step towards seeing the articles of a supplier. */
  show(supplier: number): OracleStep | undefined;
  type(article: Supply, text: string, via?: Via): OracleStep;
  finish(supplier: number): OracleStep;
}

/** Articles of one supplier with fields for quantities, and a page that sums up before the order is sent. */
function supplyPage(world: World, suppliers: string[], lists: Supply[][], label: string): SupplyPage {
  const { dom, random } = world;
  const [review, change] = [random.pick(['Review order', 'Check order', 'Continue']), random.pick(['Change', 'Back', 'Edit order'])]; // prettier-ignore
  world.reserve(label, review, change);
  const supplier = chooser(world, 'Supplier', suppliers, { chosen: random.pick(suppliers), kinds: ['select', 'dropdown', 'segmented', 'radios'] }); // prettier-ignore
  const rows = listingMaker<Supply>(world, [{ head: 'Article', text: (one) => one.name }, { head: 'Stock', text: (one) => String(one.stock) }, { head: 'Reorder level', text: (one) => String(one.level) }, { head: 'Minimum', text: (one) => String(one.least) }], 'Quantity'); // prettier-ignore
  const numeric = random.chance(0.5);
  const fields = new Map(lists.flat().map((one) => [one, dom.field(`Quantity of ${one.name}`, { labelled: 'aria', value: one.amount, ...(numeric ? { type: 'number' as const } : {}) })])); // prettier-ignore
  for (const [one, field] of fields) field.root.addEventListener('input', () => void (one.amount = field.value()));
  let keys: { review?: HTMLElement; send?: HTMLElement; change?: HTMLElement } = {};
  let listing: ReturnType<typeof rows>;
  let error = '';
  supplier.root.addEventListener('change', () => world.refresh());
  const bad = (one: Supply): boolean => one.amount !== '' && !(Number(one.amount) >= one.least);
  const summary = (): void => {
    const ordered = lists.flat().filter((one) => one.amount !== '');
    keys = { send: dom.button(label, () => world.submit()).control, change: dom.button(change, () => world.back()).control };
    dom.add(dom.heading('Your order'), dom.table(['Article', 'Quantity'], ordered.map((one) => [one.name, one.amount]))); // prettier-ignore
    dom.layout([keys.send!, keys.change!], { kind: 'line' });
  };
  const check = (): void => {
    const wrong = lists.flat().find(bad);
    error = wrong ? `${wrong.name}: the minimum quantity is ${wrong.least}.` : lists.flat().every((one) => one.amount === '') ? 'Nothing was entered.' : ''; // prettier-ignore
    error ? world.refresh() : world.go('review', summary);
  };
  world.show('articles', () => {
    const shown = lists[suppliers.indexOf(supplier.value())];
    listing = rows(shown, (one) => [fields.get(one)!]);
    keys = { review: dom.button(review, check).control };
    dom.add(dom.heading('New order'), supplier, ...(error ? [message(world, error, 'alert')] : []), listing, dom.wrap('p', [keys.review!])); // prettier-ignore
  });
  const onList = (): OracleStep | undefined => (keys.change ? click(keys.change) : undefined);
  const show = (at: number): OracleStep | undefined => onList() ?? supplier.step(suppliers[at]);
  return {
    cell: (article, head) => listing.cell(article, head),
    show,
    type: (article, text, via) => fields.get(article)!.step(text, via)!,
    finish: () => click(keys.send ?? keys.review!),
  };
}
