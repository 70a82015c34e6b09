import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Part } from '../../dom/index.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, ending, goalOf, sameText } from './kit.js';

/** A table of texts: the first column names the rows. */
interface Grid {
  columns: string[];
  rows: string[][];
}

/** Columns of different kinds under usual headers. */
function makeGrid({ words, random }: World, rowCount: number, columnCount: number): Grid {
  const kinds: [string, () => string][] = [
    ['City', words.city], ['Country', words.country], ['Phone', words.phone], ['E-mail', words.email], ['Color', words.color], ['Code', words.code],
    ['Room', () => String(words.number(1, 300))], ['Team', words.company], ['Day', words.weekday], ['Time', words.time], ['Price', () => words.price()],
    ['Contact', words.fullName], ['Start', () => words.date().iso], [words.thing(), words.noun], [words.field(), words.madeUp],
  ]; // prettier-ignore
  const chosen = random.sample(kinds, columnCount);
  const [head, make] = random.pick<[string, () => string]>([['Name', words.firstName], ['Product', words.product], ['Person', words.fullName], ['Order', words.code], ['Item', words.thing]]); // prettier-ignore
  const names = [head, ...chosen.map(([name]) => name)];
  const columns = names.map((name, i) =>
    names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < i ? `${name} 2` : name,
  );
  return { columns, rows: words.distinct(rowCount, make).map((key) => [key, ...chosen.map(([, one]) => one())]) };
}

const ASK_LOOKUP: Phrasings = {
  seen: ['What is the {column} of {row}?', 'Find {row} in the list and give me the {column}.', 'Go through the pages until you find {row}. What is its {column}?', '{column} of "{row}"?', 'Tell me the {column} that belongs to {row}', '{row}: which {column}?'],
  heldOut: ['Search all pages for {row} and say its {column}.', 'Report the {column} in the line of "{row}".', 'Under {column}, what stands for {row}?'],
}; // prettier-ignore

/** Reads a cell of a table that goes over several pages. */
export const tablePaged: Family = {
  name: 'table-paged',
  skills: ['read', 'table', 'paging', 'answer'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, random, target } = world;
    const per = random.integer(3, 5);
    const pages = random.integer(2, 4);
    const grid = makeGrid(world, per * pages, random.integer(1, 3));
    const row = world.impossible ? 0 : target.integer(0, grid.rows.length - 1);
    const lost = grid.rows[0];
    const rows = world.impossible ? grid.rows.slice(1) : grid.rows;
    const column = target.integer(1, grid.columns.length - 1);
    let at = 0;
    let cells: HTMLElement[][] = [];
    let links: ReturnType<typeof dom.pagination>;
    world.show('rows', () => {
      const made = dom.table(grid.columns, rows.slice(at * per, at * per + per));
      cells = made.cells;
      links = dom.pagination(at, pages, (page) => ((at = page), world.refresh()));
      dom.add(made, links);
    });
    const turn = (to: number): OracleStep =>
      click((to > at ? links.next : links.previous) ?? links.numbers[to > at ? at + 1 : at - 1]);
    const page = world.impossible ? pages - 1 : Math.floor(row / per);
    const answer = grid.rows[row][column];
    const next = (): OracleStep =>
      page !== at ? turn(page) : world.impossible ? refuse() : stop(answer, { from: cells[row % per][column] });
    const goal = goalOf(world, ASK_LOOKUP, { row: world.impossible ? lost[0] : grid.rows[row][0], column: grid.columns[column] });
    return { goal, ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
};

const ASK_ACT: Phrasings = {
  seen: ['{act} the row of {row}.', 'Press {act} for {row}', 'In the line with {column} {value}, click {act}.', 'Click "{act}" where {column} is "{value}".', '{act} {row}', 'Please {act} the entry whose {column} is {value}.', 'Find {row} and press {act}.'],
  heldOut: ['Use {act} on the entry "{row}".', 'The one with {value} as {column}: {act}.', 'For {row}, {act}.'],
}; // prettier-ignore

/** Presses one of the buttons in the row that is told by its name or by another column. */
export const tableRowButton: Family = {
  name: 'table-row-button',
  skills: ['click', 'table'],
  recoverable: false,
  impossibleShare: 0.12,
  build(world) {
    const { dom, random, target } = world;
    const grid = makeGrid(world, random.integer(4, 7), random.integer(1, 3));
    const all = grid.rows;
    const rows = all.slice(0, -1);
    const acts = random.sample(
      ['Edit', 'Delete', 'View', 'Copy', 'Approve', 'Print', 'Open', 'Reject', 'Call'],
      random.integer(1, 3),
    );
    const wanted = world.impossible ? all[all.length - 1] : target.pick(rows);
    const act = target.pick(acts);
    const unique = grid.columns.map((_, i) => i).filter((i) => i > 0 && all.filter((row) => row[i] === wanted[i]).length === 1);
    const by = target.pick(unique.length ? unique : [0]);
    let pressed = '';
    const press = (row: string[], name: string): void => {
      pressed = `${row[0]} ${name}`;
      world.submit();
    };
    const kind = random.pick(['button', 'link', 'span'] as const);
    const keys = new Map(rows.map((row) => [row, acts.map((name) => dom.button(name, () => press(row, name), kind))]));
    const { root } = dom.table([...grid.columns, ...acts.map(() => '')], rows.map((row): Part[] => [...row, ...keys.get(row)!])); // prettier-ignore
    dom.add(root);
    const goal = goalOf(world, ASK_ACT, { act, row: wanted[0], column: grid.columns[by], value: wanted[by] });
    const next = (): OracleStep => (world.impossible ? refuse() : click(keys.get(wanted)![acts.indexOf(act)].control));
    return { goal, ends: 'page', succeeded: () => pressed === `${wanted[0]} ${act}`, next };
  },
};

const ASK_SELECT: Phrasings = {
  seen: ['Select all rows with {column} {value} and press {label}.', 'Tick every line where {column} is "{value}", then {label}', 'All entries with the {column} {value}: {label} them.', '{label} everything whose {column} is {value}.', 'Please mark the rows that have {value} under {column} and click {label}', 'Rows with {column} "{value}" should be selected. Then press "{label}".'],
  heldOut: ['Choose whatever has {value} as its {column} and use {label}.', '{column} {value}: tick them all, then {label}.', 'Apply {label} to the lines of {column} "{value}"'],
}; // prettier-ignore

/** Ticks the rows that have a value in a column, then presses a button below. */
export const tableSelectRows: Family = {
  name: 'table-select-rows',
  skills: ['check', 'table', 'several'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const [column, values] = random.pick<[string, string[]]>([['Status', ['Open', 'Paid', 'Late', 'Closed']], ['Team', ['Red', 'Blue', 'Green']], ['Type', ['Photo', 'Text', 'Video', 'Song']], ['Priority', ['Low', 'High', 'Medium']], ['City', words.distinct(3, words.city)]]); // prettier-ignore
    const keys = words.distinct(random.integer(4, 7), random.pick([words.firstName, words.code, words.product]));
    const rows = keys.map((key, i) => ({ key, value: i < 2 ? values[i] : random.pick(values), other: words.number(1, 99) }));
    const value = target.pick(rows).value;
    const labels = random.sample(['Delete', 'Archive', 'Export', 'Approve', 'Send', 'Print'], random.integer(1, 3));
    const label = target.pick(labels);
    const boxes = rows.map((row) => {
      const box = dom.element('input', '', { type: 'checkbox', 'aria-label': row.key });
      box.checked = random.chance(0.12);
      return box;
    });
    let pressed = '';
    const buttons = labels.map((text) => dom.button(text, () => ((pressed = text), world.submit())));
    const withNumber = random.chance(0.5);
    dom.add(dom.table(['', 'Name', column, ...(withNumber ? ['Count'] : [])], rows.map((row, i): Part[] => [boxes[i], row.key, row.value, ...(withNumber ? [String(row.other)] : [])]))); // prettier-ignore
    dom.layout(buttons, { kind: 'line' });
    const open = (): number => rows.findIndex((row, i) => boxes[i].checked !== (row.value === value));
    const next = (): OracleStep => click(open() < 0 ? buttons[labels.indexOf(label)].control : boxes[open()]);
    return {
      goal: goalOf(world, ASK_SELECT, { column, value, label }),
      ends: 'page',
      succeeded: () => open() < 0 && pressed === label,
      next,
    };
  },
};

const ASK_SORT: Phrasings = {
  seen: ['Sort by {column}, {order}, and tell me the first name.', 'Which entry is first when sorted by {column} ({order})?', 'Sort the table by {column} {order}. Who is on top?', 'Order the list by {column}, {order}, and give me the top entry.', '{column} {order}: what comes first?', 'Please sort the rows by "{column}" {order} and answer with the first one'],
  heldOut: ['With {column} in {order} order, what is the first line?', 'Put the table in {order} order of {column} and name the top row.', 'Top entry by {column}, {order}?'],
}; // prettier-ignore

/** Sorts a table by pressing a header once or twice; the first row answers. */
export const tableSort: Family = {
  name: 'table-sort',
  skills: ['click', 'table', 'sort', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const columns = random.sample(['Price', 'Age', 'Points', 'Weight', 'Stock', 'Size'], random.integer(2, 3));
    const keys = words.distinct(random.integer(4, 7), random.pick([words.firstName, words.product, words.city]));
    const values = columns.map(() => words.distinct(keys.length, () => words.number(1, 500)));
    const rows = keys.map((key, i) => [key, ...columns.map((_, j) => String(values[j][i]))]);
    const [column, rising] = [target.integer(1, columns.length), target.chance(0.5)];
    let sorted = { column: 0, rising: true };
    let heads: HTMLElement[] = [];
    let cells: HTMLElement[][] = [];
    const order = (): string[][] =>
      sorted.column === 0
        ? rows
        : [...rows].sort((a, b) => (Number(a[sorted.column]) - Number(b[sorted.column])) * (sorted.rising ? 1 : -1));
    const press = (at: number): void => {
      sorted = { column: at, rising: sorted.column === at ? !sorted.rising : true };
      world.refresh();
    };
    world.show('table', () => {
      const made = dom.table(['Name', ...columns], order());
      cells = made.cells;
      heads = [...made.root.querySelectorAll<HTMLElement>('thead th')];
      heads.forEach((head, i) => {
        if (i === 0) return;
        const on = sorted.column === i;
        head.setAttribute('aria-sort', on ? (sorted.rising ? 'ascending' : 'descending') : 'none');
        head.textContent = `${columns[i - 1]}${on ? (sorted.rising ? ' ▲' : ' ▼') : ''}`;
        head.classList.add('clickable');
        head.addEventListener('click', () => press(i));
      });
      dom.add(made);
    });
    const ready = (): boolean => sorted.column === column && sorted.rising === rising;
    const next = (): OracleStep => (ready() ? stop(order()[0][0], { from: cells[0][0] }) : click(heads[column]));
    const goal = goalOf(world, ASK_SORT, {
      column: columns[column - 1],
      order: rising ? target.pick(['ascending', 'smallest first']) : target.pick(['descending', 'largest first']),
    });
    return { goal, ends: 'stop', succeeded: (given) => ready() && sameText(given, order()[0][0]), next };
  },
};

const ASK_EXTREME: Phrasings = {
  seen: ['Which row has the {extreme} {column}?', 'Who or what has the {extreme} {column}?', 'Name the entry with the {extreme} {column}.', '{extreme} {column}: which one?', 'Find the {extreme} {column} and tell me whose it is.', 'I want to know what has the {extreme} value under {column}'],
  heldOut: ['Looking at {column}, name the {extreme}.', 'The {extreme} {column} belongs to which entry?', 'By {column}, which is the {extreme} one?'],
}; // prettier-ignore

/** Names the row with the largest or smallest number in a column. */
export const tableExtreme: Family = {
  name: 'table-extreme',
  skills: ['read', 'table', 'compare', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const columns = random.sample(['Price', 'Age', 'Points', 'Weight', 'Stock', 'Visits'], random.integer(1, 3));
    const keys = words.distinct(random.integer(3, 6), random.pick([words.firstName, words.product, words.city, words.company]));
    const high = random.pick([20, 100, 999]);
    const values = columns.map(() => words.distinct(keys.length, () => words.number(1, high)));
    const { root, cells } = dom.table(['Name', ...columns], keys.map((key, i) => [key, ...columns.map((_, j) => String(values[j][i]))])); // prettier-ignore
    dom.add(root);
    const [column, large] = [target.integer(0, columns.length - 1), target.chance(0.5)];
    const at = values[column].indexOf((large ? Math.max : Math.min)(...values[column]));
    const extreme = large ? target.pick(['highest', 'largest', 'biggest']) : target.pick(['lowest', 'smallest', 'least']);
    const goal = goalOf(world, ASK_EXTREME, { extreme, column: columns[column] });
    return {
      goal,
      ends: 'stop',
      succeeded: (given) => sameText(given, keys[at]),
      next: () => stop(keys[at], { from: cells[at][0] }),
    };
  },
};

const ASK_COPY: Phrasings = {
  seen: ['Copy the {column} of {row} into {field} and press {label}.', 'Enter the {column} of "{row}" as {field}, then {label}', 'Fill in {field} with the {column} that {row} has. {label}.', '{field} should hold the {column} of {row}. Press {label}.', 'Look up the {column} of {row}, type it into {field} and click {label}', 'Type the {column} for {row} in the {field} field and finish with "{label}".'],
  heldOut: ['What {row} has as {column} belongs into {field}; then {label}.', 'Transfer {column} ({row}) to {field}, {label}.', 'Put into {field} what stands under {column} for "{row}", and {label}'],
}; // prettier-ignore

/** Fills a field with the text of a cell. */
export const tableCopy: Family = {
  name: 'table-copy',
  skills: ['read', 'table', 'type'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const grid = makeGrid(world, random.integer(3, 5), random.integer(1, 3));
    const [row, column] = [target.integer(0, grid.rows.length - 1), target.integer(1, grid.columns.length - 1)];
    const { root, cells } = dom.table(grid.columns, grid.rows);
    const label = random.pick(['Save', 'Send', 'Submit', 'OK', 'Check']);
    const names = words.distinct(random.integer(1, 2), words.field, grid.columns);
    const fields = names.map((name) => dom.field(name));
    const button = dom.button(label, () => world.submit());
    const form = dom.wrap('div', [...fields.map((field) => dom.wrap('div', [field])), button]);
    dom.add(...random.shuffle([root, form]));
    const wanted = target.integer(0, fields.length - 1);
    const text = grid.rows[row][column];
    const right = (): boolean => fields.every((field, i) => field.value() === (i === wanted ? text : ''));
    const next = (): OracleStep => {
      const wrong = fields.findIndex((field, i) => field.value() !== (i === wanted ? text : ''));
      return (
        (wrong < 0
          ? undefined
          : fields[wrong].step(wrong === wanted ? text : '', wrong === wanted ? { from: cells[row][column] } : undefined)) ??
        click(button.control)
      );
    };
    const goal = goalOf(world, ASK_COPY, { row: grid.rows[row][0], column: grid.columns[column], field: names[wanted], label });
    return { goal, ends: 'page', succeeded: right, next };
  },
};

const ASK_SUM: Phrasings = {
  seen: ['What is the {column} of {a} and {b} together?', 'Add the {column} of {a} to that of {b}. What is the sum?', 'Sum of {column} for "{a}" and "{b}"?', 'How much {column} do {a} and {b} have in total?', '{a} plus {b}: total {column}?', 'Give me the sum of the {column} of {a} and the {column} of {b}.'],
  heldOut: ['Taken together, how much {column} have {a} and {b}?', 'Total up the {column}: {a}, {b}.', 'If you add {column} of "{a}" and "{b}", what comes out?'],
}; // prettier-ignore

/** Adds the numbers of two cells of a column. */
export const tableSum: Family = {
  name: 'table-sum',
  skills: ['read', 'table', 'calculate', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const columns = random.sample(['Points', 'Visits', 'Stock', 'Weight', 'Pages'], random.integer(1, 2));
    const keys = words.distinct(random.integer(3, 6), random.pick([words.firstName, words.product, words.city]));
    const values = columns.map(() => keys.map(() => words.number(1, 99)));
    const { root, cells } = dom.table(['Name', ...columns], keys.map((key, i) => [key, ...columns.map((_, j) => String(values[j][i]))])); // prettier-ignore
    dom.add(root);
    const column = target.integer(0, columns.length - 1);
    const [a, b] = target.sample(keys.map((_, i) => i), 2); // prettier-ignore
    const sum = String(values[column][a] + values[column][b]);
    const goal = goalOf(world, ASK_SUM, { column: columns[column], a: keys[a], b: keys[b] });
    const next = (): OracleStep =>
      stop(sum, { calc: 'number($1) + number($2)', of: [cells[a][column + 1], cells[b][column + 1]] });
    return { goal, ends: 'stop', succeeded: (given) => sameText(given, sum), next };
  },
};

const ASK_EDIT: Phrasings = {
  seen: ['Change the {column} of {row} to "{text}".', 'Edit {row}: {column} should be {text}', 'Set the {column} of {row} to {text}.', 'In the row of {row}, replace the {column} by "{text}"', '{row} has a new {column}: {text}. Correct the table.', 'The {column} of "{row}" is wrong, it should be {text}.', 'Please write {text} as the {column} of {row}'],
  heldOut: ['Let {row} have the {column} {text}.', 'Update {row} ({column}): {text}', 'Correct the {column} for {row}, "{text}" is right.'],
}; // prettier-ignore

/** Changes one cell by opening its row for editing; a row can be edited again or left by Cancel. */
export const tableEdit: Family = {
  name: 'table-edit',
  skills: ['type', 'table', 'click', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const [column, make] = random.pick<[string, () => string]>([['City', words.city], ['Owner', words.firstName], ['Color', words.color], ['Room', () => String(words.number(1, 400))], ['Code', words.code]]); // prettier-ignore
    const keys = words.distinct(random.integer(3, 6), random.pick([words.fullName, words.product, words.noun]));
    const values = keys.map(() => make());
    const at = target.integer(0, keys.length - 1);
    const [text] = words.distinct(1, make, values);
    const before = [...values];
    const edit = random.pick(['Edit', 'Change', 'Rename']);
    const end = ending(world, 0.4);
    const field = dom.field(column, { labelled: 'aria' });
    const button = buttonMaker(world);
    let open = -1;
    let keysOf: HTMLElement[] = [];
    let form: { field: ReturnType<typeof dom.field>; save: HTMLElement; cancel: HTMLElement } | undefined;
    const set = (row: number): void => {
      open = row;
      if (row >= 0) field.set(values[row]);
      world.refresh();
    };
    const view = (): void => {
      form = undefined;
      keysOf = [];
      const rows = keys.map((key, i): Part[] => {
        if (i !== open) return [key, values[i], (keysOf[i] = button(edit, () => set(i)))];
        const save = button('Save', () => ((values[i] = field.value()), set(-1)));
        form = { field, save, cancel: button('Cancel', () => set(-1)) };
        return [key, field, dom.wrap('span', [save, ' ', form.cancel])];
      });
      dom.add(dom.table(['Name', column, ''], rows));
      end.place();
    };
    const wantedAt = (i: number): string => (i === at ? text : before[i]);
    world.show('table', view);
    const next = (): OracleStep => {
      const wrong = keys.findIndex((_, i) => values[i] !== wantedAt(i));
      if (form)
        return values[open] === wantedAt(open) ? click(form.cancel) : (form.field.step(wantedAt(open)) ?? click(form.save));
      return wrong < 0 ? end.last() : click(keysOf[wrong]);
    };
    return {
      goal: goalOf(world, ASK_EDIT, { row: keys[at], column, text }, end),
      ends: end.ends,
      succeeded: () => values.every((value, i) => value === wantedAt(i)),
      next,
    };
  },
};
