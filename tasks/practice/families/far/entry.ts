import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, sameText } from '../apps/kit.js';

const ASK_SHEET: Phrasings = {
  seen: ['Put {all}.', 'Enter {all} in the sheet.', 'In the sheet, write {all}', 'Please fill in {all}; leave the other cells alone.', 'I need {all}.', 'Can you type {all}?'],
  heldOut: ['The sheet should have {all}.', 'Spreadsheet work: {all}.', 'Have {all}, nothing more.'],
}; // prettier-ignore

/** Cells of a sheet: one marks a cell, writes into the line above and accepts it. */
export const sheetCells: Family = {
  name: 'sheet-cells',
  skills: ['grid', 'row-and-column', 'type', 'accept'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const columns = ['A', 'B', 'C', 'D'].slice(0, random.integer(2, 4));
    const make = random.pick([() => String(words.number(1, 999)), words.noun, words.price]);
    const cells = Array.from({ length: random.integer(3, 5) }, (_, r) =>
      columns.map((column) => ({ name: `${column}${r + 1}`, text: random.chance(0.5) ? make() : '' })),
    );
    const all = cells.flat();
    const aims = new Map(all.map((cell) => [cell, cell.text]));
    const asked = target.sample(all, target.integer(1, 3)).map((cell) => {
      aims.set(cell, make());
      return world.wording.pick(['{t} into {c}', '"{t}" in {c}', '{t} in cell {c}']).replace('{t}', () => aims.get(cell)!).replace('{c}', cell.name);
    }); // prettier-ignore
    let marked = all[0];
    const line = dom.field('Content', { labelled: 'aria' });
    const name = dom.element('b', marked.name);
    const table = dom.table(['', ...columns], cells.map((row, r) => [String(r + 1), ...row.map((cell) => cell.text)])); // prettier-ignore
    const nodes = new Map(cells.flatMap((row, r) => row.map((cell, c) => [cell, table.cells[r][c + 1]])));
    const mark = (cell: (typeof all)[number]): void => {
      marked = cell;
      name.textContent = cell.name;
      line.set(cell.text);
    };
    const write = (text: string): void => void (nodes.get(marked)!.textContent = line.control.value = marked.text = text);
    nodes.forEach((node, cell) => {
      node.style.cssText = 'cursor:pointer;min-width:50px;height:20px';
      node.addEventListener('click', () => mark(cell));
    });
    const accept = dom.button(random.pick(['✓', 'Accept', 'Enter']), () => write(line.value()), 'button');
    const clear = dom.button('Clear cell', () => write(''), 'button');
    const end = ending(world, 0.4, ['Save sheet', 'Close sheet']);
    mark(marked);
    dom.add(dom.wrap('div', [dom.wrap('div', [name]), line, accept, clear], 'flex'), table.root);
    end.place();
    const wrong = () => all.find((cell) => cell.text !== aims.get(cell));
    const next = (): OracleStep => {
      const cell = wrong();
      if (!cell) return end.last();
      if (cell !== marked) return click(nodes.get(cell)!);
      return aims.get(cell) ? (line.step(aims.get(cell)!) ?? click(accept.control)) : click(clear.control);
    };
    return { goal: goalOf(world, ASK_SHEET, { all: asked.join(', ') }, end), ends: end.ends, succeeded: () => !wrong(), next };
  },
};

const COMMANDS: Record<string, string[]> = {
  theme: ['dark', 'light', 'sepia'], zoom: ['80', '100', '125'], sidebar: ['shown', 'hidden'], language: ['english', 'german', 'french'],
  sound: ['on', 'off'], font: ['serif', 'sans', 'mono'], layout: ['wide', 'narrow'], spelling: ['on', 'off'],
}; // prettier-ignore
const ASK_COMMAND: Phrasings = {
  seen: ['Use the command line: {all}.', 'With commands, make it so: {all}', 'Type commands to get {all}.', 'Please set {all} by command.', 'I want {all}. There is a command line for it.', 'Could you enter the commands for {all}?'],
  heldOut: ['Everything goes by command here. Needed: {all}.', 'Run what it takes for {all}.', 'Let the state be {all}, by means of the command line.'],
}; // prettier-ignore

/** A line that takes commands by the Enter key; what they changed stands below. */
export const commandLine: Family = {
  name: 'command-line',
  skills: ['type', 'press-enter', 'command', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const names = random.sample(Object.keys(COMMANDS), random.integer(3, 5));
    const state = Object.fromEntries(names.map((name) => [name, random.pick(COMMANDS[name])]));
    const aims = { ...state };
    const asked = target.sample(names, target.integer(1, 2));
    for (const name of asked) aims[name] = target.pick(COMMANDS[name].filter((value) => value !== state[name]));
    const line = dom.field('Command', {
      placeholder: random.pick(['Type a command', 'Command and value, then Enter', '> ']),
      labelled: 'aria',
    });
    const { root, values } = dom.pairs(names.map((name) => [name, state[name]]));
    const note = dom.element('p', 'Ready');
    line.control.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key !== 'Enter') return;
      const [name, value] = line.value().trim().toLowerCase().split(/\s+/);
      const known = name in state && COMMANDS[name].includes(value);
      note.textContent = known ? `Done: ${name} ${value}` : `Unknown command: ${line.value()}`;
      if (known) values[names.indexOf(name)].textContent = state[name] = value;
      line.set('');
    });
    const help = dom.wrap('ul', names.map((name) => dom.element('li', `${name} ${COMMANDS[name].join(' | ')}`))); // prettier-ignore
    const end = ending(world, 0.3, ['Exit', 'Close']);
    dom.add(line.root, note, ...random.shuffle([root, dom.wrap('div', [dom.element('h4', 'Commands'), help])]));
    end.place();
    const next = (): OracleStep => {
      const name = names.find((one) => state[one] !== aims[one]);
      if (!name) return end.last();
      const typed = line.step(`${name} ${aims[name]}`);
      if (typed) return typed;
      return line.control.ownerDocument.activeElement === line.control ? { do: 'press', key: 'Enter' } : click(line.control);
    };
    const all = asked.map((name) => `${name} ${aims[name]}`).join(world.wording.pick([' and ', ', ']));
    return {
      goal: goalOf(world, ASK_COMMAND, { all }, end),
      ends: end.ends,
      succeeded: () => names.every((name) => state[name] === aims[name]),
      next,
    };
  },
};

const UNITS = ['dollars', 'euros', 'pounds', 'yen', 'crowns', 'pesos', 'francs', 'rupees', 'rand', 'lira'];
const ASK_CONVERT: Phrasings = {
  seen: ['How much is {amount} {from} in {to}?', '{amount} {from} = ? {to}', 'Convert {amount} {from} to {to} and tell me the result.', 'I have {amount} {from}. What do I get in {to}?', 'Please change {amount} {from} into {to}: what comes out?', 'What are {amount} {from} worth in {to}'],
  heldOut: ['Tell me the value in {to} of {amount} {from}.', 'For {amount} {from} one gets how many {to}?', 'Exchange: {amount}, {from} to {to}. The result, please.'],
}; // prettier-ignore

/** A converter with rates of its own, whose result is the answer. */
export const exchangeDesk: Family = {
  name: 'exchange-desk',
  skills: ['converter', 'type', 'select', 'read-result', 'answer'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const units = random.sample(UNITS, random.integer(4, 7));
    const rates = units.map(() => random.integer(20, 900) / 100);
    const [from, to] = target.sample(units, 2);
    const amount = target.integer(2, 500);
    const offered = units.filter((unit) => !world.impossible || unit !== to);
    const field = dom.field('Amount', { value: random.chance(0.5) ? String(words.number(1, 99)) : '' });
    const [source, goal] = [dom.select('From', offered, random.pick(offered)), dom.select('To', offered, random.pick(offered))];
    const shown = dom.element('div');
    let made = '';
    const key = (): string => [field.value(), source.value(), goal.value()].join();
    const value = (count: number, a: string, b: string): string =>
      ((count * rates[units.indexOf(a)]) / rates[units.indexOf(b)]).toFixed(2);
    const clear = (): void => void ((made = ''), shown.replaceChildren());
    for (const control of [field, source, goal])
      for (const type of ['input', 'change']) control.control.addEventListener(type, clear);
    const convert = dom.button(random.pick(['Convert', 'Calculate', '=']), () => {
      const count = Number(field.value());
      made = field.value() && count > 0 ? key() : '';
      shown.replaceChildren(dom.element('p', made ? value(count, source.value(), goal.value()) : 'Please enter an amount'));
    });
    dom.add(dom.heading('Exchange'));
    dom.layout([field, source, goal, convert]);
    dom.add(shown);
    const next = (): OracleStep => {
      if (world.impossible) return refuse();
      const step = field.step(String(amount)) ?? source.step(from) ?? goal.step(to);
      return step ?? (made === key() ? stop(shown.textContent!, { from: shown.firstElementChild! }) : click(convert.control));
    };
    return {
      goal: goalOf(world, ASK_CONVERT, { amount, from, to }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, value(amount, from, to)),
      next,
    };
  },
};

const TOPICS: [string, string[]][] = [
  ['What size?', ['Small', 'Medium', 'Large']], ['Which drink?', ['Tea', 'Coffee', 'Juice', 'Water']], ['Where shall we bring it?', ['Home', 'Office', 'I pick it up']],
  ['How do you pay?', ['Cash', 'Card', 'Voucher']], ['Which soup?', ['Tomato', 'Onion', 'Lentil', 'Carrot']], ['When?', ['Now', 'At noon', 'Tonight']], ['Any dessert?', ['Cake', 'Ice cream', 'None']],
]; // prettier-ignore
const ASK_CHAT: Phrasings = {
  seen: ['Order with the assistant: {all}.', 'Talk to the bot; my choices are {all}.', 'Answer its questions: {all}', 'The chat asks some things. Reply {all} and confirm.', '{all}. Tell the assistant and send the order.', 'Can you place my order in the chat? {all}.'],
  heldOut: ['Let the assistant know: {all}. Then confirm.', 'Chat for me until the order is in: {all}.', 'What I would like: {all}. The bot takes orders.'],
}; // prettier-ignore

/** An assistant that asks one thing after the other; replies are chips, and one can start over. */
export const chatReplies: Family = {
  name: 'chat-replies',
  skills: ['chat', 'click', 'sequence', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const topics = random.sample(TOPICS, random.integer(2, 4));
    const aims = topics.map(([, options]) => target.pick(options));
    const offers = topics.map(([, options]) => random.shuffle(options));
    const [confirm, again] = random.pick([['Confirm', 'Start over'], ['Send order', 'Begin again'], ['Yes, order', 'No, once more']]); // prettier-ignore
    const chip = random.pick(['button', 'span', 'div'] as const);
    let given: string[] = [];
    let chips = new Map<string, HTMLElement>();
    world.reserve(confirm, again, ...topics.flatMap(([, options]) => options));
    world.show('chat', () => {
      chips = new Map();
      const key = (label: string, press: () => void): HTMLElement => {
        chips.set(label, dom.button(label, press, chip).control);
        return chips.get(label)!;
      };
      const reply = (text: string) => () => ((given = [...given, text]), world.refresh());
      const log = given.flatMap((text, i) => [`Assistant: ${topics[i][0]}`, `You: ${text}`]);
      const done = given.length === topics.length;
      const lines = [...log, done ? 'Assistant: Is that right?' : `Assistant: ${topics[given.length][0]}`].map((text) =>
        dom.element('p', text),
      );
      const keys = done ? [key(confirm, () => world.submit())] : offers[given.length].map((option) => key(option, reply(option)));
      if (given.length) keys.push(key(again, () => ((given = []), world.refresh())));
      dom.add(...lines, dom.wrap('div', keys, 'flex'));
    });
    const next = (): OracleStep => {
      if (given.some((text, i) => text !== aims[i])) return click(chips.get(again)!);
      return click(chips.get(given.length === topics.length ? confirm : aims[given.length])!);
    };
    const all = target
      .shuffle(topics.map(([question], i) => `${question.replace('?', ':')} ${aims[i]}`))
      .join(world.wording.pick(['; ', ', ']));
    return { goal: goalOf(world, ASK_CHAT, { all }), ends: 'page', succeeded: () => given.join() === aims.join(), next };
  },
};
