import { click, type OracleStep } from '../../family.js';
import type { World } from '../../world.js';
import { actMaker, buttonMaker, message, shortText, type Ending } from './kit.js';

export interface Item {
  text: string;
  done: boolean;
  /** What a renamed item was called at first. */
  from?: string;
}

export interface Todo {
  /** The items now, in order. */
  items: Item[];
  /** Next step towards exactly these texts, each done or not; `undefined` when they are so. Their order does not count. */
  step(wanted: readonly Item[]): OracleStep | undefined;
  holds(wanted: readonly Item[]): boolean;
}

export interface TodoOptions {
  items: Item[];
  title: string;
  /** What one can do besides adding. */
  commands: ('delete' | 'rename' | 'done')[];
  adding: boolean;
  end: Ending;
}

/** A list of tasks: tick, rename, delete (with undo), add. */
export function todo(world: World, { items, title, commands, adding, end }: TodoOptions): Todo {
  const { dom, random } = world;
  const act = actMaker(world, 0.45);
  const names = {
    delete: random.pick(['delete', 'remove', 'trash']),
    rename: random.pick(['edit', 'rename']),
    add: random.pick(['Add', 'Add task', 'Create', '+']),
    save: random.pick(['Save', 'OK', 'Update']),
  };
  const [asBox, wrapped, addFirst] = [random.chance(0.7), random.chance(0.7), random.chance(0.5)];
  const button = buttonMaker(world);
  const newField = adding ? dom.field(random.pick(['New task', 'New item', 'What needs to be done?', 'Add an item'])) : undefined;
  const gone: { item: Item; at: number }[] = [];
  let open: Item | undefined;
  let keys = new Map<string, HTMLElement>();
  let box: ReturnType<typeof dom.field> | undefined;
  const keyOf = (item: Item, name: string): string => `${items.indexOf(item)} ${name}`;
  const change = (work: () => void) => (): void => {
    work();
    world.refresh();
  };
  const remove = (item: Item): void => {
    const at = items.indexOf(item);
    gone.push({ item, at });
    items.splice(at, 1);
  };
  const undo = (): void => {
    const { item, at } = gone.pop()!;
    items.splice(at, 0, item);
  };
  const add = (): void => {
    if (!newField?.value().trim()) return;
    items.push({ text: newField.value().trim(), done: false });
    newField.set('');
  };
  const line = (item: Item): HTMLElement => {
    const make = (name: string, control: HTMLElement): HTMLElement => (keys.set(keyOf(item, name), control), control);
    if (open === item) {
      box = dom.field('Name', { value: item.text, labelled: 'aria' });
      const save = button(
        names.save,
        change(() => ((item.text = box!.value()), (open = undefined))),
      );
      return dom.wrap('div', [box, make('save', save)]);
    }
    const flip = change(() => (item.done = !item.done));
    const parts: HTMLElement[] = [];
    if (commands.includes('done') && asBox) {
      const tick = dom.element('input', '', { type: 'checkbox', ...(wrapped ? {} : { 'aria-label': item.text }) });
      tick.checked = item.done;
      tick.addEventListener('change', flip);
      make('done', tick);
      parts.push(...(wrapped ? [dom.wrap('label', [tick, ` ${item.text}`])] : [tick, dom.element('span', item.text)]));
    } else parts.push(dom.element('span', item.text));
    if (commands.includes('done') && !asBox) parts.push(make('done', act('done', flip, { on: item.done, other: 'not done' })));
    if (commands.includes('rename'))
      parts.push(
        make(
          'rename',
          act(
            names.rename,
            change(() => (open = item)),
          ),
        ),
      );
    if (commands.includes('delete'))
      parts.push(
        make(
          'delete',
          act(
            names.delete,
            change(() => remove(item)),
          ),
        ),
      );
    return dom.wrap('div', parts, 'line');
  };
  const view = (): void => {
    keys = new Map();
    box = undefined;
    const adder = newField
      ? dom.wrap('div', [newField, dom.wrap('span', [(keys.set('add', button(names.add, change(add))), keys.get('add')!)])])
      : undefined;
    const rows = dom.list(items.map(line));
    dom.add(dom.heading(title), ...(adder ? (addFirst ? [adder, rows] : [rows, adder]) : [rows]));
    if (gone.length > 0) {
      keys.set('undo', button('Undo', change(undo)));
      dom.layout([message(world, `"${gone[gone.length - 1].item.text}" was deleted.`), keys.get('undo')!], { kind: 'line' });
    }
    end.place();
  };
  world.show('tasks', view);
  const press = (item: Item | undefined, name: string): OracleStep => click(keys.get(item ? keyOf(item, name) : name)!);
  const step = (wanted: readonly Item[]): OracleStep | undefined => {
    const has = (list: readonly Item[], text: string | undefined): boolean => list.some((one) => one.text === text);
    const missing = wanted.filter((one) => !has(items, one.text));
    const lost = (one: Item): boolean => !has(items, one.from); // no item waits to be renamed to it
    if (open) {
      const text = open.text;
      const target = has(wanted, text) ? text : (missing.find((one) => one.from === text) ?? missing.find(lost))?.text;
      return box!.step(target ?? text) ?? press(open, 'save');
    }
    if (missing.some((one) => gone.some(({ item }) => item.text === one.text || item.text === one.from)))
      return press(undefined, 'undo');
    const extra = items.find((item) => !has(wanted, item.text));
    if (
      extra &&
      commands.includes('rename') &&
      missing.some((one) => one.from === extra.text || (lost(one) && items.length >= wanted.length))
    )
      return press(extra, 'rename');
    const twice = items.find((item, i) => items.findIndex((one) => one.text === item.text) < i);
    if (extra ?? twice) return press(extra ?? twice, commands.includes('delete') ? 'delete' : 'rename');
    if (missing.length > 0) return newField!.step(missing[0].text) ?? press(undefined, 'add');
    const other = items.find((item) => item.done !== wanted.find((one) => one.text === item.text)!.done);
    return other && press(other, 'done');
  };
  const holds = (wanted: readonly Item[]): boolean =>
    items.length === wanted.length &&
    wanted.every((one) => items.some((item) => item.text === one.text && item.done === one.done));
  return { items, step, holds };
}

/** Items with different texts, some of them done. */
export function makeItems(world: World, count: number, doneShare = 0.25): Item[] {
  return world.words.distinct(count, () => shortText(world)).map((text) => ({ text, done: world.random.chance(doneShare) }));
}

export const TITLES = ['Tasks', 'To do', 'My list', 'Shopping list', 'Errands', 'Today', 'Notes', 'Packing list'];
