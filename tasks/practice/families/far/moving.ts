import { click, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, sameText, shortTitle } from '../apps/kit.js';

const ASK_ORDER: Phrasings = {
  seen: ['Move {name} to {place}.', '{name} should be {place}.', 'Put "{name}" {place}', 'Please change the order: {name} {place}, the others stay in their order.', 'I want to see {name} {place} in the list.', 'Can you bring {name} to be {place}?'],
  heldOut: ['Let {name} stand {place}.', 'Reorder the list so that {name} is {place}.', '{place}: that is where {name} belongs.'],
}; // prettier-ignore

/** A list whose lines go up and down by small arrows. */
export const reorderList: Family = {
  name: 'reorder-list',
  skills: ['reorder', 'repeat', 'ordinal'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    let order = words.distinct(random.integer(3, 6), random.pick([() => shortTitle(world), words.firstName, words.product]));
    const name = target.pick(order);
    const rest = order.filter((one) => one !== name);
    const to = target.pick(order.map((_, i) => i).filter((i) => i !== order.indexOf(name)));
    const aim = [...rest.slice(0, to), name, ...rest.slice(to)];
    const relative = to > 0 ? `directly below ${rest[to - 1]}` : `directly above ${rest[0]}`;
    const place = target.pick([
      relative,
      `at position ${to + 1}`,
      to === 0 ? 'at the very top' : to === rest.length ? 'at the very end' : relative,
    ]);
    const end = ending(world, 0.6, ['Save order', 'Done', 'Save']);
    const [up, down] = random.pick([['▲', '▼'], ['↑', '↓'], ['Up', 'Down'], ['Move up', 'Move down']]); // prettier-ignore
    const keys = new Map<string, HTMLElement>();
    world.show('list', () => {
      const lines = order.map((one, i) => {
        const swap = (a: number, b: number) => (): void => {
          order = order.map((name, at) => (at === a ? order[b] : at === b ? order[a] : name));
          world.refresh();
        };
        const made = [
          i > 0 ? dom.button(up, swap(i - 1, i), 'button') : undefined,
          i < order.length - 1 ? dom.button(down, swap(i, i + 1), 'button') : undefined,
        ];
        if (made[0]) keys.set(`${one} up`, made[0].control);
        if (made[1]) keys.set(`${one} down`, made[1].control);
        return dom.wrap('li', [`${one} `, ...made.filter((key) => key !== undefined)]);
      });
      dom.add(dom.list(lines, true));
      end.place();
    });
    const next = (): OracleStep => {
      if (order.join('\n') === aim.join('\n')) return end.last();
      if (order.filter((one) => one !== name).join('\n') === rest.join('\n'))
        return click(keys.get(`${name} ${order.indexOf(name) > to ? 'up' : 'down'}`)!);
      return click(keys.get(`${aim.find((one, i) => order[i] !== one)!} up`)!);
    };
    return {
      goal: goalOf(world, ASK_ORDER, { name, place }, end),
      ends: end.ends,
      succeeded: () => order.join('\n') === aim.join('\n'),
      next,
    };
  },
};

const ASK_PATH: Phrasings = {
  seen: ['How large is {file} in {path}?', 'Size of {file} in the folder {path}?', 'Go to {path} and tell me the size of {file}.', 'I need the size of the file {file}; it is in {path}.', 'Look into {path}: what size does {file} have?', '{path}, {file}: which size?'],
  heldOut: ['What size is shown for {file} when you are in {path}?', 'There is a {file} in {path}. How big is it?', 'Tell me how much room {file} takes, the one in {path}.'],
}; // prettier-ignore

/** Folders in folders with a path on top that leads up again; the same file name stands in several of them. */
export const folderPath: Family = {
  name: 'folder-path',
  skills: ['breadcrumb', 'tree', 'near-duplicates', 'read', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(6, words.noun);
    const top = random.integer(2, 3);
    const folders = names.map((name, i) => ({ name, parent: i < top ? -1 : random.integer(0, i - 1) }));
    const ends = words.distinct(3, () => `${words.noun()}.${random.pick(['txt', 'pdf', 'png', 'csv'])}`);
    const sizes = folders.map(() => words.distinct(3, () => `${words.number(2, 990)} ${random.pick(['KB', 'MB'])}`));
    const pathOf = (folder: number): number[] => (folder < 0 ? [] : [...pathOf(folders[folder].parent), folder]);
    const wanted = target.integer(0, folders.length - 1);
    const file = target.integer(0, 2);
    let at = target.chance(0.7) ? -1 : target.integer(0, folders.length - 1);
    let links = new Map<number, HTMLElement>();
    let cells: HTMLElement[][] = [];
    const open = (folder: number, label: string): HTMLElement => {
      const { control } = dom.link(label, () => ((at = folder), world.refresh()));
      links.set(folder, control);
      return control;
    };
    world.show('files', () => {
      links = new Map();
      const crumbs = [-1, ...pathOf(at)].map((one) =>
        one === at ? dom.element('b', folders[one]?.name ?? 'Home') : open(one, folders[one]?.name ?? 'Home'),
      );
      dom.add(
        dom.wrap(
          'nav',
          crumbs.flatMap((one, i) => (i ? [' / ', one] : [one])),
        ),
      );
      const inside = folders.map((_, i) => i).filter((i) => folders[i].parent === at);
      const table = dom.table(
        ['Name', 'Size'],
        [
          ...inside.map((i) => [open(i, folders[i].name), 'folder']),
          ...ends.map((name, i) => [name, at < 0 ? '1 KB' : sizes[at][i]]),
        ],
      );
      cells = table.cells.slice(inside.length);
      dom.add(table.root);
    });
    const next = (): OracleStep => {
      if (at === wanted) return stop(sizes[wanted][file], { from: cells[file][1] });
      const way = [-1, ...pathOf(wanted)];
      return click(links.get(way.includes(at) ? way[way.indexOf(at) + 1] : way.filter((one) => links.has(one)).at(-1)!)!);
    };
    const path = pathOf(wanted).map((one) => folders[one].name).join(world.wording.pick(['/', ' / ', ' > '])); // prettier-ignore
    return {
      goal: goalOf(world, ASK_PATH, { path, file: ends[file] }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, sizes[wanted][file]),
      next,
    };
  },
};
