import type { Field } from '../../dom/index.js';
import { refuse, type Family, type OracleStep, type Via } from '../../family.js';
import { fromGoal } from '../shared.js';
import type { Phrasings, World } from '../../world.js';
import { ending, message } from '../apps/kit.js';
import { joinGoal } from '../../composing/goal.js';
import { createDesk, createPager, named, recordList } from './kit.js';

const MORE: Phrasings = {
  seen: [
    'add {n} to the stock of {item}', 'raise the stock of {item} by {n}', '{n} more of {item} came in, correct the stock', 'book {n} new pieces of {item}', 'increase {item} by {n}', 'put {n} more on the count of {item}', 'we received {n} of {item}, so update the stock', 'the stock of {item} has grown by {n}, change it',
  ],
  heldOut: ['for {item}, {n} arrived on top of what was there: enter the new count', 'let {item} go up by {n}', 'a box with {n} of {item} was found, count it in', 'take the present stock of {item} and {n} more'],
}; // prettier-ignore
const LESS: Phrasings = {
  seen: ['take {n} off the stock of {item}', 'lower the stock of {item} by {n}', '{n} of {item} were sold, correct the stock', 'reduce {item} by {n}', 'book out {n} of {item}', 'we used up {n} of {item}, so update the count'],
  heldOut: ['for {item}, {n} broke: enter what is left', 'let {item} go down by {n}'],
}; // prettier-ignore
const EXACT: Phrasings = {
  seen: ['set the stock of {item} to {n}', 'we counted {n} of {item}, enter that', 'the stock of {item} should be {n}', 'correct {item} to {n} pieces'],
  heldOut: ['there are really {n} of {item}, put that in', 'let {item} stand at {n}'],
}; // prettier-ignore

type Kind = 'more' | 'less' | 'exact';
interface Wish {
  item: string;
  kind: Kind;
  n: number;
  phrase: string;
}

function makeWishes(world: World, items: string[], stock: number[], chosen: number[]): Map<number, Wish> {
  const { target } = world;
  return new Map(
    chosen.map((at): [number, Wish] => {
      const kind = target.pick<Kind>(['more', 'more', 'less', 'less', 'exact']);
      const n =
        kind === 'less'
          ? target.integer(1, stock[at])
          : kind === 'more'
            ? target.integer(2, 60)
            : stock[at] + target.integer(1, 9);
      const phrase = world.phrase({ more: MORE, less: LESS, exact: EXACT }[kind], { n, item: named(world, items[at]) });
      return [at, { item: items[at], kind, n, phrase }];
    }),
  );
}

/** Reads what is in stock and enters the new count, in a row that opens for editing. */
export const stockAdjust: Family = {
  name: 'stock-adjust',
  skills: ['read', 'calc', 'type', 'table', 'inline-edit', 'paging'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, random, target, words } = world;
    const all = words.distinct(random.integer(6, 9), words.product);
    const items = world.impossible ? all.slice(1) : all;
    const stock = all.map(() => random.integer(3, 90));
    const limits = all.map(() => random.integer(1, 6) * 5);
    const chosen = world.impossible ? [0] : target.sample(all.map((_, i) => i), target.integer(1, 2)); // prettier-ignore
    const wishes = makeWishes(world, all, stock, chosen);
    const now = world.impossible ? stock.slice(1) : [...stock];
    const before = [...now];
    const wish = (i: number): Wish | undefined => (world.impossible ? undefined : wishes.get(i));
    const right = (i: number): number => {
      const { kind = 'exact', n = before[i] } = wish(i) ?? {};
      return kind === 'more' ? before[i] + n : kind === 'less' ? before[i] - n : n;
    };

    const desk = createDesk(world);
    const end = ending(world, 0.35);
    const pager = createPager(world, desk, () => items.length, random.integer(4, 5));
    const list = recordList(world, ['Item', random.pick(['In stock', 'Stock', 'On hand']), 'Reorder at']);
    const [edit, save, cancel] = [random.pick(['Edit', 'Adjust', 'Change', 'Correct']), random.pick(['Save', 'OK', 'Apply']), random.pick(['Cancel', 'Discard'])]; // prettier-ignore
    const [title, label] = [
      random.pick(['Stock', 'Inventory', 'Warehouse', 'Supplies']),
      random.pick(['New count', 'New stock', 'Counted']),
    ];
    const type = random.pick(['number', 'text'] as const);
    world.reserve(edit, save, cancel, label);
    let [open, error, note] = [-1, '', ''];
    let field: Field | undefined;
    let shown: HTMLElement | undefined;
    const set =
      (row: number, text = '') =>
      (): void => {
        [open, error, note] = [row, '', text];
        world.refresh();
      };
    const keep = (i: number) => (): void => {
      const count = Number(field!.value().trim() || NaN);
      if (Number.isInteger(count) && count >= 0) {
        now[i] = count;
        return set(-1, `${items[i]}: ${count} in stock now.`)();
      }
      error = 'Please enter a whole number.';
      world.refresh();
    };
    world.show('stock', () => {
      desk.enter('stock');
      field = undefined;
      dom.add(dom.heading(title), ...(note ? [message(world, note)] : []), ...(error ? [message(world, error, 'alert')] : []));
      const rows = items.flatMap((item, i) => {
        if (!pager.shows(i)) return [];
        const count = dom.element('span', String(now[i]));
        const limit = now[i] < limits[i] ? `${limits[i]} (low)` : String(limits[i]);
        if (i !== open) return [{ cells: [item, count, limit], acts: [desk.button(`edit ${i}`, edit, set(i))] }];
        shown = count;
        field = dom.field(label, { labelled: 'aria', type });
        return [{ cells: [item, count, limit], acts: [field, desk.button('save', save, keep(i)), desk.button('cancel', cancel, set(-1))] }]; // prettier-ignore
      });
      dom.add(list(rows));
      pager.place();
      end.place();
    });
    const goal = joinGoal(world, [...wishes.values()], { submit: end.ends === 'page' ? end.label : undefined });
    const via = (i: number): Via | undefined => {
      const asked = wish(i);
      if (!asked || asked.kind === 'exact' || now[i] !== before[i]) return undefined;
      return { calc: `$1 ${asked.kind === 'more' ? '+' : '-'} ${fromGoal(goal, String(asked.n))}`, of: [shown!] };
    };
    const next = (): OracleStep => {
      if (field && !pager.shows(open)) return desk.press('cancel');
      if (field) return now[open] === right(open) ? desk.press('cancel') : (field.step(String(right(open)), via(open)) ?? desk.press('save')); // prettier-ignore
      const wrong = items.findIndex((_, i) => now[i] !== right(i));
      if (wrong >= 0) return pager.step(wrong) ?? desk.press(`edit ${wrong}`);
      return world.impossible ? (pager.unseen() ?? refuse()) : end.last();
    };
    return { goal, ends: end.ends, succeeded: () => items.every((_, i) => now[i] === right(i)), next };
  },
};
