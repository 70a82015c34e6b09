// Widgets and skills that no family for demonstrations trains: for the far split only.
import { enumerate } from '../../atoms/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';

const STARS: Phrasings = {
  seen: ['Rate {what} with {n} stars and press {done}.', 'Give {what} {n} stars, then {done}.', '{what}: {n} of 5 stars. {done}.', '{n} stars for {what}, please. Click "{done}".', 'I liked {what}: {n} stars. Send it with {done}.', 'Set the rating of {what} to {n} and hit {done}'],
  heldOut: ['{what} deserves {n} stars; finish with {done}.', 'How good was {what}? {n} out of 5. Then {done}.', 'Let {what} have {n} stars and use {done}.'],
}; // prettier-ignore

/** Rows of five stars. */
export const starRating: Family = {
  name: 'star-rating',
  skills: ['click', 'rating'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const named = random.chance(0.5);
    const rows = words.distinct(random.integer(1, 3), words.product).map((what) => {
      let value = random.pick([0, 0, random.integer(1, 5)]);
      const stars = [1, 2, 3, 4, 5].map((n) => {
        const star = dom.element('span', '', { class: 'clickable', ...(named ? { title: `${n} star${n > 1 ? 's' : ''}` } : {}) });
        star.addEventListener('click', () => set(n));
        return star;
      });
      const note = dom.element('small');
      const set = (n: number): void => {
        value = n;
        stars.forEach((star, i) => (star.textContent = i < n ? '★' : '☆'));
        note.textContent = ` ${n} of 5`;
      };
      set(value);
      return { what, stars, root: dom.wrap('div', [`${what} `, dom.wrap('span', stars), note]), value: () => value };
    });
    const [one, n] = [target.pick(rows), target.integer(1, 5)];
    const aims = rows.map((row) => (row === one ? n : row.value()));
    const finish = dom.button(done, () => world.submit());
    dom.layout([...rows, finish], { kind: 'block' });
    const wrong = () => rows.find((row, i) => aims[i] > 0 && row.value() !== aims[i]);
    const next = (): OracleStep => click(wrong() ? wrong()!.stars[aims[rows.indexOf(wrong()!)] - 1] : finish.control);
    return { goal: world.phrase(STARS, { what: one.what, n, done }), ends: 'page', succeeded: () => !wrong(), next };
  },
};

const MOVE: Phrasings = {
  seen: ['Drag {item} to the {end} of the list and press {done}.', 'Move {item} to the {end}, then {done}.', '{item} should be at the {end} of the list. {done}.', 'Put "{item}" at the {end} by dragging and click {done}.', 'Please drag {item} to the {end} and hit {done}', 'Reorder: {item} at the {end}. Then "{done}".'],
  heldOut: ['{item} belongs at the {end}; confirm with {done}.', 'Bring {item} to the {end} of the order, {done}.', 'Let {item} stand at the {end} and use {done}.'],
}; // prettier-ignore

/** A list that is put in order by dragging. What is dropped takes the place of what it is dropped on. */
export const dragReorder: Family = {
  name: 'drag-reorder',
  skills: ['drag', 'list'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const names = words.distinct(random.integer(3, 6), random.pick([words.noun, words.thing, words.firstName]));
    const list = dom.element('ul');
    const items = names.map((name) => dom.element('li', name, { draggable: 'true' }));
    list.append(...items);
    let held: HTMLElement | undefined;
    for (const item of items) {
      item.addEventListener('dragstart', () => (held = item));
      item.addEventListener('dragover', (event) => event.preventDefault());
      item.addEventListener('drop', (event) => {
        event.preventDefault();
        const order = [...list.children];
        if (held && held !== item) list.insertBefore(held, order.indexOf(held) < order.indexOf(item) ? item.nextSibling : item);
      });
    }
    const finish = dom.button(done, () => world.submit());
    dom.add(list, dom.wrap('div', [finish]));
    const end = target.pick(['top', 'bottom'] as const);
    const wanted = target.pick(end === 'top' ? items.slice(1) : items.slice(0, -1));
    const place = () => (end === 'top' ? list.firstElementChild! : list.lastElementChild!);
    const next = (): OracleStep => (place() === wanted ? click(finish.control) : { do: 'drag', on: wanted, to: place() });
    return {
      goal: world.phrase(MOVE, { item: wanted.textContent, end, done }),
      ends: 'page',
      succeeded: () => place() === wanted,
      next,
    };
  },
};

const LEAF: Phrasings = {
  seen: ['Open {path} in the tree and click it.', 'Find {leaf} in the tree ({path}).', 'Tree: {path}', 'Expand the tree down to {leaf} and click it; it is in {parent}.', 'Go to {path}', 'Please select {leaf} under {parent}.', 'Click {leaf}, which is inside {parent}.'],
  heldOut: ['Where {parent} is, unfold it and choose {leaf}.', 'Walk down {path}.', 'I am looking for {leaf} in {parent}: click it.'],
}; // prettier-ignore

/** Branches that open and close, two levels deep. */
export const treeOpen: Family = {
  name: 'tree-open',
  skills: ['click', 'tree'],
  recoverable: false,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const [tops, perTop, perBranch] = [random.integer(2, 3), random.integer(1, 2), random.integer(2, 3)];
    const names = words.distinct(tops * (1 + perTop * (1 + perBranch)), random.pick([words.noun, words.thing, words.section]));
    let clicked: HTMLElement | undefined;
    const branch = (name: string, children: HTMLElement[]) => {
      const key = dom.element('span', name, { class: 'clickable', 'aria-expanded': 'false', role: 'treeitem' });
      const body = dom.wrap('ul', children);
      body.hidden = true;
      key.addEventListener('click', () => {
        body.hidden = !body.hidden;
        key.setAttribute('aria-expanded', String(!body.hidden));
      });
      return { key, body, root: dom.wrap('li', [key, body]) };
    };
    const leaf = (name: string): HTMLElement => {
      const made = dom.element('li', name, { role: 'treeitem' });
      made.addEventListener('click', () => {
        clicked = made;
        world.submit();
      });
      return made;
    };
    const paths: { top: ReturnType<typeof branch>; middle: ReturnType<typeof branch>; leaf: HTMLElement; names: string[] }[] = [];
    const roots = Array.from({ length: tops }, () => {
      const topName = names.pop()!;
      const middles = Array.from({ length: perTop }, () => {
        const name = names.pop()!;
        const leaves = Array.from({ length: perBranch }, () => leaf(names.pop()!));
        return { name, leaves, ...branch(name, leaves) };
      });
      const top = branch(topName, middles.map((middle) => middle.root)); // prettier-ignore
      for (const middle of middles)
        for (const one of middle.leaves) paths.push({ top, middle, leaf: one, names: [topName, middle.name, one.textContent] });
      return top.root;
    });
    const root = dom.wrap('ul', roots);
    root.setAttribute('role', 'tree');
    dom.add(root);
    const wanted = target.pick(paths);
    const goal = world.phrase(LEAF, {
      path: wanted.names.join(' > '),
      parent: `${wanted.names[0]}, ${wanted.names[1]}`,
      leaf: wanted.names[2],
    });
    if (world.impossible) wanted.leaf.remove();
    const next = (): OracleStep => {
      const closed = [wanted.top, wanted.middle].find((one) => one.body.hidden);
      return closed ? click(closed.key) : world.impossible ? refuse() : click(wanted.leaf);
    };
    return { goal, ends: 'page', succeeded: () => clicked === wanted.leaf, next };
  },
};

const TRANSFER: Phrasings = {
  seen: ['Move {all} to {right} and press {done}.', 'Put {all} into {right}, then {done}.', '{right} should be exactly {all}. {done}.', 'Only {all} belong into {right}. Click "{done}".', 'Please bring {all} over to {right}, nothing else, and hit {done}', 'In {right} I want {all}. Then {done}.'],
  heldOut: ['Fill {right} with just {all} and use {done}.', 'Choose {all} for {right}; confirm with {done}.', '{right} must hold {all} and no more; {done}.'],
}; // prettier-ignore

/** Two lists; what is selected moves to the other side. */
export const transferList: Family = {
  name: 'transfer-list',
  skills: ['click', 'transfer', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const [left, right] = random.pick([['Available', 'Selected'], ['All members', 'Team'], ['Store', 'Cart'], ['Off', 'On duty']]); // prettier-ignore
    const done = words.submit();
    const names = words.distinct(random.integer(3, 6), random.pick([words.firstName, words.noun, words.product]));
    const inRight = new Set(names.filter(() => random.chance(0.2)));
    const selected = new Set<string>();
    const lists = [
      dom.element('ul', '', { role: 'listbox', 'aria-label': left }),
      dom.element('ul', '', { role: 'listbox', 'aria-label': right }),
    ];
    const items = names.map((name) => {
      const item = dom.element('li', name, { role: 'option', 'aria-selected': 'false' });
      item.addEventListener('click', () => {
        if (!selected.delete(name)) selected.add(name);
        render();
      });
      return item;
    });
    const render = (): void => {
      names.forEach((name, i) => {
        items[i].setAttribute('aria-selected', String(selected.has(name)));
        lists[inRight.has(name) ? 1 : 0].append(items[i]);
      });
    };
    const move = (toRight: boolean) => (): void => {
      for (const name of [...selected].filter((one) => inRight.has(one) !== toRight)) {
        if (toRight) inRight.add(name);
        else inRight.delete(name);
        selected.delete(name);
      }
      render();
    };
    const [over, back] = [
      dom.button(random.pick(['→', 'Add >', '>>']), move(true), 'button'),
      dom.button(random.pick(['←', '< Remove', '<<']), move(false), 'button'),
    ];
    const finish = dom.button(done, () => world.submit());
    render();
    dom.add(
      dom.element('h4', left),
      lists[0],
      dom.wrap('div', [over, back]),
      dom.element('h4', right),
      lists[1],
      dom.wrap('div', [finish]),
    );
    const wanted = new Set(target.sample(names, target.integer(1, Math.min(3, names.length))));
    const wrong = (): string[] => names.filter((name) => inRight.has(name) !== wanted.has(name));
    const next = (): OracleStep => {
      const stray = [...selected].find((name) => !wrong().includes(name));
      if (stray) return click(items[names.indexOf(stray)]);
      const todo = wrong()[0];
      if (!todo) return click(finish.control);
      return click(selected.has(todo) ? (inRight.has(todo) ? back.control : over.control) : items[names.indexOf(todo)]);
    };
    return {
      goal: world.phrase(TRANSFER, { all: enumerate(world, [...wanted]), right, done }),
      ends: 'page',
      succeeded: () => wrong().length === 0,
      next,
    };
  },
};

const TAGS: Phrasings = {
  seen: ['Set the tags to {all} and press {done}.', 'The tags should be {all}. {done}.', 'Tag it with {all} only, then {done}.', 'Tags: {all}. Click "{done}".', 'Please make the tags exactly {all} and hit {done}', 'I want the tags {all} and no others. Then {done}.'],
  heldOut: ['Label it {all}, remove the rest, and use {done}.', 'Nothing but {all} as tags; confirm with {done}.', 'Let the tags read {all}. {done}.'],
}; // prettier-ignore

/** Tags that come by typing and Enter, and go by their cross. */
export const tagEditor: Family = {
  name: 'tag-editor',
  skills: ['type', 'press', 'tags', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const pool = words.distinct(6, words.noun);
    let tags = pool.slice(0, random.integer(0, 3));
    const wanted = target.sample(pool, target.integer(1, 3));
    const crosses = new Map<string, HTMLElement>();
    const chips = dom.element('div');
    const field = dom.field(random.pick(['Add a tag', 'New tag', 'Tag']));
    const render = (): void => {
      crosses.clear();
      chips.replaceChildren(
        ...tags.map((tag) => {
          const cross = dom.element('button', '✕', { type: 'button', 'aria-label': `Remove ${tag}` });
          cross.addEventListener('click', () => {
            tags = tags.filter((one) => one !== tag);
            render();
          });
          crosses.set(tag, cross);
          return dom.wrap('span', [dom.element('span', tag), cross]);
        }),
      );
    };
    field.control.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key !== 'Enter' || !field.value()) return;
      event.preventDefault();
      tags = [...new Set([...tags, field.value()])];
      field.set('');
      render();
    });
    render();
    const finish = dom.button(done, () => world.submit());
    dom.add(chips, field.root, dom.paragraph('Press Enter after each tag.'), dom.wrap('div', [finish]));
    const next = (): OracleStep => {
      const extra = tags.find((tag) => !wanted.includes(tag));
      if (extra) return click(crosses.get(extra)!);
      const missing = wanted.find((tag) => !tags.includes(tag));
      if (!missing) return field.step('') ?? click(finish.control);
      if (field.value() !== missing) return field.step(missing)!;
      return field.control === field.control.ownerDocument.activeElement ? { do: 'press', key: 'Enter' } : click(field.control);
    };
    const succeeded = (): boolean => tags.length === wanted.length && wanted.every((tag) => tags.includes(tag));
    return { goal: world.phrase(TAGS, { all: enumerate(world, wanted), done }), ends: 'page', succeeded, next };
  },
};

const SQUARE: Phrasings = {
  seen: ['Click the square {at}.', 'Click on {at}.', 'Choose field {at} on the board.', '{at}', 'Press column {letter}, row {row}.', 'Please click the field in row {row}, column {letter}.', 'Shoot at {at}'],
  heldOut: ['Take {at} on the grid.', 'The place is row {row} and column {letter}: click there.', 'Put a mark at {at}.'],
}; // prettier-ignore

/** A board with letters above and numbers at the side; the fields themselves are blank or hold a sign. */
export const coordinateGrid: Family = {
  name: 'coordinate-grid',
  skills: ['click', 'grid', 'coordinates'],
  recoverable: false,
  build(world) {
    const { dom, random, target } = world;
    const [columns, rows] = [random.integer(3, 6), random.integer(3, 6)];
    const letters = 'ABCDEF'.slice(0, columns).split('');
    const sign = random.pick(['·', '○', '~', '?']);
    const wanted = { column: target.integer(0, columns - 1), row: target.integer(0, rows - 1) };
    let clicked = '';
    const keys = Array.from({ length: rows }, (_, row) =>
      letters.map((_, column) => {
        const key = dom.element('button', sign, { type: 'button' });
        key.addEventListener('click', () => {
          clicked = `${column},${row}`;
          world.submit();
        });
        return key;
      }),
    );
    dom.add(dom.table(['', ...letters], keys.map((line, row) => [String(row + 1), ...line])).root); // prettier-ignore
    const [letter, row] = [letters[wanted.column], wanted.row + 1];
    const goal = world.phrase(SQUARE, { at: `${letter}${row}`, letter, row });
    return {
      goal,
      ends: 'page',
      succeeded: () => clicked === `${wanted.column},${wanted.row}`,
      next: () => click(keys[wanted.row][wanted.column]),
    };
  },
};
