import { type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { fromGoal } from '../shared.js';
import { createKeys, rowsMaker, ENDS } from './kit.js';

const CATEGORIES = ['Food', 'Rent', 'Clothes', 'Transport', 'Pets', 'Garden', 'Hobbies', 'Eating out', 'Gifts', 'Insurance', 'Phone', 'Repairs', 'Sport', 'Books', 'Holidays', 'Toys', 'Cosmetics', 'Savings']; // prettier-ignore
const ASK: Record<string, Phrasings> = {
  set: {
    seen: ['Set the limit of {a} to {n}.', 'Change the budget for {a} to {n}', '{a} should have a limit of {n}.', 'Please make the limit for {a} {n}.', 'Give {a} a limit of {n}', 'We want to spend no more than {n} on {a}; set that.', 'Can you change the limit of "{a}" to {n}?', 'Make sure that the limit of {a} is {n}.'],
    heldOut: ['From next month {n} must do for {a}.', 'Let {a} be capped at {n}.', 'More than {n} is not in it for {a}; have the budget say so.', 'What {a} may cost: {n}. Write that into the plan.'],
  },
  raise: {
    seen: ['Raise the limit of {a} by {n}.', 'Increase the budget for {a} by {n}', 'Add {n} to the limit of {a}.', 'Please put {n} on top of the limit for {a}.', '{a} needs {n} more: change its limit.', 'Give {a} another {n}', 'Prices went up, so raise {a} by {n}.', 'The limit of "{a}" should go up by {n}.'],
    heldOut: ['Let {a} have {n} beyond what it has.', 'What is planned for {a} is {n} too little; correct it.', 'Could {a} get an extra {n}?', 'Next month {a} costs {n} more than the limit allows for now, so lift it by that.'],
  },
  lower: {
    seen: ['Lower the limit of {a} by {n}.', 'Reduce the budget for {a} by {n}', 'Take {n} off the limit of {a}.', 'Cut {a} by {n}.', 'Please decrease the limit for {a} by {n}.', '{a} can do with {n} less: change its limit', 'To save money, bring the limit of {a} down by {n}.', 'The limit of "{a}" should go down by {n}.'],
    heldOut: ['{n} less will do for {a}.', 'We plan {n} too much for {a}; correct it.', 'Let {a} have {n} below what it has.', 'Could you shorten what {a} may cost by {n}?'],
  },
  move: {
    seen: ['Move {n} from the limit of {a} to {b}.', 'Take {n} off {a} and add it to {b}', 'Lower {a} by {n} and raise {b} by the same.', 'Shift {n} of the budget from {a} to {b}.', 'Please give {b} {n} more and {a} {n} less.', 'Reduce {a} by {n}; {b} gets it.', 'Let {b} have {n} that are planned for {a} now.', 'Can you move {n} from {a} over to {b}?'],
    heldOut: ['{b} is {n} short and {a} has too much: even that out.', 'What {b} gains, {a} loses, namely {n}.', '{n} planned for {a} should be for {b} instead.', 'Without changing the sum, hand {n} of {a} on to {b}.'],
  },
  over: {
    seen: ['Set the limit of every category that is over its limit to what was spent.', 'Raise each exceeded limit to the amount spent.', 'Wherever more was spent than allowed, make the limit equal to the amount spent.', 'For all categories over budget, change the limit to the spent amount.', 'Find the categories where spending is above the limit and set the limit to the spending.', 'Please adapt the limits that were exceeded: they should equal what was spent.', 'If a category is over its limit, the limit should be what was spent.', 'Every limit that was too low should become the amount that was spent'],
    heldOut: ['No category may be over budget: lift the limit to the spending where one is.', 'Let the plan follow reality where we spent too much.', 'Overspent somewhere? Then that spending is the new limit.', 'Look for limits that did not hold, and let them match the money that went out.'],
  },
  top: {
    seen: ['Lower the limit of the category with the {most} limit by {n}.', 'Take {n} off the {most} limit.', 'Which category has the {most} limit? Reduce it by {n}.', 'Cut the {most} limit by {n}.', 'The {most} of the limits should be {n} less.', 'Find the {most} limit and bring it down by {n}', 'Please reduce the category whose limit is {most} by {n}.', 'Change the {most} limit: {n} less.'],
    heldOut: ['{n} can go from wherever the limit is {most}.', 'Compare the limits and shorten the {most} by {n}.', 'The category with the {most} limit has to make do with {n} less.', 'Let us save {n} where the limit is {most}.'],
  },
}; // prettier-ignore

interface Category {
  name: string;
  limit: string;
  spent: number;
}

/** How a new limit comes about: given, from the old one, or from another cell. */
interface Change {
  category: Category;
  after: string;
  kind: 'set' | 'plus' | 'minus' | 'spent';
  by: string;
}

/** Changes limits of a household budget in place: to a number, by a number, by what was spent; an undo takes a change back. */
export const budgetLimits: Family = {
  name: 'budget-limits',
  skills: ['table', 'inline-edit', 'type', 'calc', 'compare', 'several', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, random } = world;
    const names = random.sample(CATEGORIES, random.integer(4, 7));
    const limits = world.words.distinct(names.length, () => random.integer(6, 90) * 10);
    const categories = names.map((name, i): Category => ({ name, limit: String(limits[i]), spent: Math.max(5, limits[i] + random.pick([-1, -1, -1, 1]) * random.integer(1, 59)) })); // prettier-ignore
    const { ask, slots, changes } = drawChanges(world, categories);
    const wanted = new Map(categories.map((one) => [one, changes.find((change) => change.category === one)?.after ?? one.limit]));
    const first = new Map(categories.map((one) => [one, one.limit]));
    const end = ending(world, 0.4, ENDS);
    const goal = goalOf(world, ask, slots, end);

    const keys = createKeys();
    const [button, act] = [buttonMaker(world), actMaker(world, 0.5)];
    const [edit, limit, spentName, title] = [random.pick(['edit', 'change', 'adjust']), random.pick(['Limit', 'Budget', 'Limit per month']), random.pick(['Spent', 'Spent so far', 'This month']), random.pick(['Budget', 'Household', 'Spending plan'])]; // prettier-ignore
    const show = rowsMaker(world, 'Category', [limit, spentName]);
    const history: { category: Category; limit: string }[] = [];
    let open: Category | undefined;
    let field: ReturnType<typeof dom.field> | undefined;
    let error = '';
    const spent = new Map<Category, HTMLElement>();
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const store = (): void => {
      error = /^\d+$/.test(field!.value()) ? '' : 'Enter a whole number.';
      if (error) return;
      history.push({ category: open!, limit: open!.limit });
      open!.limit = field!.value();
      open = undefined;
    };
    const undo = (): void => {
      const { category, limit: before } = history.pop()!;
      category.limit = before;
    };
    const rowOf = (one: Category) => {
      spent.set(one, dom.element('span', String(one.spent)));
      if (open !== one) return { name: one.name, facts: [dom.element('span', one.limit), spent.get(one)!], keys: [keys.put(one.name, act(edit, set(() => ((open = one), (error = '')))))] }; // prettier-ignore
      field = dom.field(limit, { value: one.limit, labelled: 'aria' });
      return { name: one.name, facts: [field.root, spent.get(one)!], keys: [keys.put('save', button('Save', set(store))), keys.put('cancel', button('Cancel', set(() => (open = undefined))))] }; // prettier-ignore
    };
    world.show('budget', () => {
      keys.clear();
      dom.add(dom.heading(title), show(categories.map(rowOf)));
      if (error && open) dom.add(message(world, error, 'alert'));
      if (history.length > 0) dom.add(dom.wrap('p', [message(world, `${history.at(-1)!.category.name} was changed.`), keys.put('undo', button('Undo', set(undo)))])); // prettier-ignore
      end.place();
    });
    /** By reference where the page still shows what the new limit is made of. */
    const viaOf = ({ category, kind, by }: Change): Via | undefined => {
      if (kind === 'spent') return { from: spent.get(category)! };
      if (kind === 'set' || field!.value() !== first.get(category)) return undefined;
      return { calc: `$1 ${kind === 'plus' ? '+' : '-'} ${fromGoal(goal, by)}`, of: [field!.control] };
    };
    const next = (): OracleStep => {
      if (open) {
        const change = changes.find((one) => one.category === open);
        if (open.limit === wanted.get(open)) return keys.press('cancel');
        return field!.step(wanted.get(open)!, change && viaOf(change)) ?? keys.press('save');
      }
      const wrong = [...changes.map((change) => change.category), ...categories].find((one) => one.limit !== wanted.get(one));
      const last = history.at(-1)?.category;
      if (last && last.limit !== wanted.get(last)) return keys.press('undo');
      return wrong ? keys.press(wrong.name) : end.last();
    };
    return { goal, ends: end.ends, succeeded: () => !open && categories.every((one) => one.limit === wanted.get(one)), next };
  },
};

function drawChanges(
  { target }: World,
  categories: readonly Category[],
): { ask: Phrasings; slots: Record<string, string>; changes: Change[] } {
  // prettier-ignore
  const over = categories.filter((one) => one.spent > Number(one.limit));
  const kind = target.pick(['set', 'raise', 'lower', 'move', 'move', 'top', ...(over.length > 0 && over.length < 4 ? ['over', 'over', 'over'] : [])]); // prettier-ignore
  const [a, b] = target.sample(categories, 2);
  const n = target.integer(1, 11) * 5;
  const by = (category: Category, sign: 1 | -1): Change => ({ category, after: String(Number(category.limit) + sign * n), kind: sign > 0 ? 'plus' : 'minus', by: String(n) }); // prettier-ignore
  const slots = { a: a.name, b: b.name, n: String(n), most: '' };
  const ask = ASK[kind];
  if (kind === 'over') return { ask, slots, changes: over.map((category) => ({ category, after: String(category.spent), kind: 'spent', by: '' })) }; // prettier-ignore
  if (kind === 'move') return { ask, slots, changes: [by(a, -1), by(b, 1)] };
  if (kind === 'raise') return { ask, slots, changes: [by(a, 1)] };
  if (kind === 'lower') return { ask, slots, changes: [by(a, -1)] };
  if (kind === 'top') {
    const high = target.chance(0.7);
    const [first] = [...categories].sort((x, y) => (high ? -1 : 1) * (Number(x.limit) - Number(y.limit)));
    return { ask, slots: { ...slots, most: target.pick(high ? ['highest', 'largest', 'biggest'] : ['lowest', 'smallest']) }, changes: [by(first, -1)] }; // prettier-ignore
  }
  const value = String(target.integer(6, 95) * 10 + 5);
  return { ask, slots: { ...slots, n: value }, changes: [{ category: a, after: value, kind: 'set', by: '' }] };
}
