import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ordinal } from '../shared.js';

const NTH: Phrasings = {
  seen: ['Click the {nth} item of the list.', 'Click the {nth} entry.', 'Open the {nth} one in the list', 'Please choose the {nth} item.', 'The {nth} item, please.', 'Which is the {nth} in the list? Click it.', 'Press on the {nth} line of the list.'],
  heldOut: ['Count down to the {nth} item and click it.', 'I mean the {nth} of them.', 'Take the {nth} entry of the list.'],
}; // prettier-ignore

/** An item by its place in a list. */
export const clickNth: Family = {
  name: 'click-nth',
  skills: ['click', 'ordinal'],
  recoverable: false,
  impossibleShare: 0.06,
  build(world) {
    const { dom, random, target, words } = world;
    const count = random.integer(3, 8);
    const names = words.distinct(count, random.pick([words.noun, words.thing, words.product, words.fullName]));
    const wanted = world.impossible ? count + 1 : target.integer(0, count - 1);
    let clicked = -1;
    const kind = random.pick(['link', 'button', 'span'] as const);
    const items = names.map((name, i) => dom.button(name, () => {
      clicked = i;
      world.submit();
    }, kind)); // prettier-ignore
    if (random.chance(0.5)) dom.add(dom.heading(words.section()));
    dom.add(random.chance(0.7) ? dom.list(items, random.chance(0.4)) : dom.wrap('div', items, 'block'));
    const nth = ordinal(wanted, count, world.wording.chance(0.6));
    return {
      goal: world.phrase(NTH, { nth }),
      ends: 'page',
      succeeded: () => clicked === wanted,
      next: () => (world.impossible ? refuse() : click(items[wanted].control)),
    };
  },
};

const PAGED: Phrasings = {
  seen: ['Find {name} in the list and click it.', 'Click {name}. The list has several pages.', 'Open "{name}".', 'Look through the pages for {name} and click on it', 'Where is {name}? Click it.', 'Go through the list until you find {name}; click it.', '{name}: click it'],
  heldOut: ['{name} stands on one of the pages; choose it.', 'Browse to {name} and open it.', 'Turn the pages until {name} appears and select it.'],
}; // prettier-ignore

/** An item on one of the pages of a list. */
export const pagedItem: Family = {
  name: 'paged-item',
  skills: ['click', 'pagination', 'look-around'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target, words } = world;
    const [size, pages] = [random.integer(2, 5), random.integer(2, 4)];
    const names = words.distinct(size * pages, random.pick([words.fullName, words.thing, words.noun, words.product]));
    const wanted = target.integer(0, names.length - 1);
    const seen = new Set<number>();
    let clicked = -1;
    let view: { page: number; rows: Map<number, HTMLElement>; bar: ReturnType<typeof dom.pagination> };
    const show = (page: number): void =>
      world.show(`page ${page + 1}`, () => {
        seen.add(page);
        const rows = new Map<number, HTMLElement>();
        for (let i = page * size; i < (page + 1) * size; i++) {
          if (world.impossible && i === wanted) continue;
          const open = (): void => {
            clicked = i;
            world.submit();
          };
          rows.set(i, dom.link(names[i], open).control);
        }
        view = { page, rows, bar: dom.pagination(page, pages, show) };
        dom.layout([...rows.values()], { kind: 'list' });
        dom.add(view.bar);
      });
    world.reserve(...names);
    show(0);
    const next = (): OracleStep => {
      const here = view.rows.get(wanted);
      if (here && !world.impossible) return click(here);
      const unseen = Array.from({ length: pages }, (_, i) => i).find((page) => !seen.has(page));
      if (unseen === undefined && world.impossible) return refuse();
      const aim = unseen ?? Math.floor(wanted / size);
      return click((aim > view.page ? view.bar.next : view.bar.previous) ?? view.bar.numbers[aim]);
    };
    return { goal: world.phrase(PAGED, { name: names[wanted] }), ends: 'page', succeeded: () => clicked === wanted, next };
  },
};

const ACCEPT: Phrasings = {
  seen: ['Scroll to the end of the text and press {done}.', 'Read the terms to the end, then click {done}.', 'Accept the terms: {done} works after scrolling down.', 'Go to the bottom of the box and click "{done}".', 'Please scroll the text down and hit {done}', 'Scroll down, then {done}.'],
  heldOut: ['Once the text was scrolled to its end, use {done}.', 'Move the text box all the way down and confirm with {done}.', 'Finish reading and press {done}.'],
}; // prettier-ignore

/** A text in a box that has to be scrolled to its end before the button works. */
export const scrollAccept: Family = {
  name: 'scroll-accept',
  skills: ['scroll', 'click', 'disabled'],
  recoverable: true,
  build(world) {
    const { dom, random, words } = world;
    const [done, other] = words.distinct(2, words.submit);
    const box = dom.scrollBox(Array.from({ length: random.integer(6, 12) }, () => dom.paragraph(words.paragraph(4))));
    let read = false;
    const finish = dom.button(done, () => read && world.submit(), 'button');
    const key = finish.control as HTMLButtonElement;
    key.disabled = true;
    box.addEventListener('scroll', () => {
      read ||= box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
      key.disabled = !read;
    });
    const decline = dom.button(random.chance(0.5) ? 'Decline' : other);
    dom.add(dom.heading(words.section()), box, dom.wrap('div', random.shuffle([finish, decline])));
    const next = (): OracleStep => (read ? click(key) : { do: 'scroll', on: box, direction: 'down' });
    return { goal: world.phrase(ACCEPT, { done }), ends: 'page', succeeded: () => read, next };
  },
};
