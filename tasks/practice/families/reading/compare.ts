import type { Phrasings, World } from '../../world.js';
import { ordinal } from '../shared.js';
import { asking } from './question.js';

const EXTREME: Phrasings = {
  seen: ['Which has the {most} {key}?', 'Who or what has the {most} {key}?', 'Find the entry with the {most} {key}.', '{most} {key}: which one?', 'Name the one with the {most} {key}.', 'Tell me which entry has the {most} {key}.', 'Please answer with the name that has the {most} {key}'],
  heldOut: ['By {key}, which one is {most}?', 'I look for the {most} {key}; what is its name?', 'Compare the {key} and name the {most}.'],
}; // prettier-ignore

/** Names with numbers, as a table or a list. */
function numbered(world: World): { key: string; names: HTMLElement[]; numbers: number[]; shown: HTMLElement[] } {
  const { dom, random, words } = world;
  const key = random.pick(['price', 'weight', 'score', 'height', 'number of points', 'distance', 'age']);
  const count = random.integer(3, 7);
  const names = words
    .distinct(count, random.pick([words.firstName, words.product, words.city, words.noun]))
    .map((name) => dom.element('span', name));
  const numbers = words.distinct(count, () => words.number(1, random.pick([20, 99, 900])));
  const shown = numbers.map((number) => dom.element('span', key === 'price' ? `$${number}.00` : String(number)));
  if (random.chance(0.5))
    dom.add(dom.table([random.pick(['Name', 'Entry']), key[0].toUpperCase() + key.slice(1)], names.map((name, i) => [name, shown[i]])).root); // prettier-ignore
  else
    dom.add(
      dom.list(names.map((name, i) => dom.wrap('div', [name, ' ', shown[i]]))),
      dom.paragraph(`The numbers tell the ${key}.`),
    );
  return { key, names, numbers, shown };
}

/** The name that goes with the largest or smallest number. */
export const extremeName = asking('extreme-name', ['compare', 'relation'], (world) => {
  const { key, names, numbers } = numbered(world);
  const up = world.target.chance(0.6);
  const from = names[numbers.indexOf(up ? Math.max(...numbers) : Math.min(...numbers))];
  const most = up ? world.target.pick(['highest', 'largest', 'greatest']) : world.target.pick(['lowest', 'smallest']);
  return { goal: world.phrase(EXTREME, { key, most }), answer: from.textContent, via: { from } };
});

const LARGEST: Phrasings = {
  seen: ['What is the {most} {key}?', '{most} {key}?', 'Tell me the {most} {key} on the page.', 'Find the {most} {key}.', 'Which is the {most} {key}?', 'Please answer with the {most} {key}.'],
  heldOut: ['How much is the {most} {key}?', 'Report the {most} {key} that there is.', 'Among all, what is the {most} {key}?'],
}; // prettier-ignore

/** The largest or smallest number itself. */
export const extremeNumber = asking('extreme-number', ['compare'], (world) => {
  const { key, numbers, shown } = numbered(world);
  const up = world.target.chance(0.6);
  const wanted = up ? Math.max(...numbers) : Math.min(...numbers);
  const from = shown[numbers.indexOf(wanted)];
  const goal = world.phrase(LARGEST, {
    key,
    most: up ? world.target.pick(['highest', 'largest']) : world.target.pick(['lowest', 'smallest']),
  });
  return {
    goal,
    answer: from.textContent,
    via: { from },
    accepts: (answer) => answer.trim() !== '' && Number(answer.replace('$', '')) === wanted,
  };
});

const HAS: Phrasings = {
  seen: ['Who has {value} as {key}?', 'Which entry has the {key} {value}?', 'Find the name with {key} {value}.', '{key} {value}: who is it?', 'Tell me whose {key} is "{value}".', 'Which one has {value} under {key}?', 'Please name the one with the {key} {value}'],
  heldOut: ['To whom does the {key} {value} belong?', '{value} is the {key} of whom?', 'Go from the {key} {value} to the name.'],
}; // prettier-ignore

/** From a value back to the name in its row. */
export const whichHas = asking('which-has', ['table', 'relation'], (world) => {
  const { dom, random, target, words } = world;
  const keys = words.distinct(random.integer(1, 3), words.field);
  const names = words.distinct(random.integer(3, 6), random.pick([words.firstName, words.fullName, words.product, words.city]));
  const columns = keys.map(() => words.distinct(names.length, random.pick([words.noun, words.code, words.country, words.email, words.price])));
  const [row, column] = [target.integer(0, names.length - 1), target.integer(0, keys.length - 1)];
  const rows = names.map((name, i) => [name, ...columns.map((values) => values[i])]);
  const { root, cells } = dom.table(['Name', ...keys], rows.filter((_, i) => !world.impossible || i !== row)); // prettier-ignore
  dom.add(root);
  return { goal: world.phrase(HAS, { key: keys[column], value: columns[column][row] }), answer: names[row], via: world.impossible ? undefined : { from: cells[row][0] } };
}, 0.08); // prettier-ignore

const PLACE: Phrasings = {
  seen: ['What is the {nth} item of the list?', 'Which is the {nth} in the list?', 'Tell me the {nth} entry.', 'Name the {nth} item.', '{nth} item?', 'Please answer with the {nth} one in the list.'],
  heldOut: ['What comes {nth} in the list?', 'Read me the {nth} line of the list.', 'Count to the {nth} entry and say what it is.'],
}; // prettier-ignore

/** What stands at a place of a list. */
export const listPlace = asking('list-place', ['ordinal', 'list'], (world) => {
  const { dom, random, target, words } = world;
  const items = words
    .distinct(random.integer(3, 8), random.pick([words.noun, words.thing, words.fullName, words.city]))
    .map((text) => dom.element('li', text));
  if (random.chance(0.5)) dom.add(dom.heading(words.section()));
  dom.add(dom.list(items, random.chance(0.4)));
  const at = target.pick([0, items.length - 1, target.integer(0, items.length - 1)]);
  return {
    goal: world.phrase(PLACE, { nth: ordinal(at, items.length, target.chance(0.7)) }),
    answer: items[at].textContent,
    via: { from: items[at] },
  };
});

const TOTAL: Phrasings = {
  seen: ['What do {a} and {b} cost together?', 'How much are {a} and {b} in total?', 'Add the prices of {a} and {b}.', 'Total for {a} and {b}?', 'I buy {a} and {b}. What is the sum?', 'Tell me the price of "{a}" plus "{b}".', 'Sum of {a} and {b}'],
  heldOut: ['{a} with {b}: how much altogether?', 'What would I pay for both {a} and {b}?', 'Work out the total of {a} and {b}.'],
}; // prettier-ignore
const GAP: Phrasings = {
  seen: ['How much more is {a} than {b}?', 'What is the price difference between {a} and {b}?', 'By how much is {a} dearer than {b}?', 'Subtract the price of {b} from that of {a}.', '{a} minus {b}: what is the difference?', 'How much do I save with {b} instead of {a}?'],
  heldOut: ['{a} costs more than {b}. By how much?', 'Tell me the gap between the prices of {a} and {b}.', 'What is left when you take the price of {b} off that of {a}?'],
}; // prettier-ignore

/** The sum or the difference of two prices. */
export const priceSum = asking('price-sum', ['calc', 'arithmetic', 'relation'], (world) => {
  const { dom, random, target, words } = world;
  const names = words.distinct(random.integer(2, 5), words.product);
  const numbers = words.distinct(names.length, () => (random.chance(0.4) ? words.number(1, 99) : words.number(100, 9999) / 100));
  const prices = numbers.map((number) => dom.element('span', `$${number.toFixed(2)}`));
  if (random.chance(0.5)) dom.add(dom.table(['Product', 'Price'], names.map((name, i) => [name, prices[i]])).root); // prettier-ignore
  else dom.layout(names.map((name, i) => dom.card(name, [prices[i]])), { kind: 'block' }); // prettier-ignore
  const [one, two] = target.sample(names.map((_, i) => i), 2).sort((a, b) => numbers[b] - numbers[a]); // prettier-ignore
  const add = target.chance(0.65);
  const text = String(Number((add ? numbers[one] + numbers[two] : numbers[one] - numbers[two]).toPrecision(10)));
  const goal = world.phrase(add ? TOTAL : GAP, { a: names[one], b: names[two] });
  const accepts = (answer: string): boolean => Math.abs(Number(answer.replace(/[$\s]/g, '') || NaN) - Number(text)) < 0.005;
  return { goal, answer: text, via: { calc: add ? '$1 + $2' : '$1 - $2', of: [prices[one], prices[two]] }, accepts };
});
