import type { Control } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message, shortTitle } from '../apps/kit.js';
import { choiceMaker, createDesk, named } from './kit.js';
import { listed } from '../shared.js';

type Key = 'status' | 'assignee' | 'priority';
type Card = { title: string } & Record<Key, string>;

const STATUSES = [['To do', 'In progress', 'Review', 'Done'], ['Backlog', 'Ready', 'Doing', 'Shipped'], ['New', 'Planned', 'Testing', 'Closed'], ['Ideas', 'This week', 'Waiting', 'Finished']]; // prettier-ignore
const PRIORITIES = [['Low', 'Medium', 'High'], ['Minor', 'Normal', 'Urgent'], ['P1', 'P2', 'P3']]; // prettier-ignore

const ASK: Phrasings = {
  seen: [
    'find the card {card}, {changes}.', 'open {card}: {changes}', 'card {card}: {changes}.', 'on the board, look for {card} and {changes}.', 'there is a card {card}; {changes}.',
    'please take {card}, {changes} and save it.', 'can you open {card} and {changes}?', 'the card {card} is out of date, so {changes}.', 'since the plan changed, open {card} on the board and {changes}.',
  ],
  heldOut: ['regarding {card} on the board: {changes}.', 'as for {card}, {changes}, please.', 'do this with {card}: {changes}', 'a colleague asked about {card}. Go there, {changes}.'],
}; // prettier-ignore
const CHANGE: Record<Key, Phrasings> = {
  status: {
    seen: ['move it to {value}', 'set its status to "{value}"', 'put it under {value}', 'change the status to {value}'],
    heldOut: ['let it be in {value}', 'bring it over to "{value}"'],
  },
  assignee: {
    seen: ['assign it to {value}', 'give it to {value}', 'make {value} the assignee', 'set the assignee to {value}'],
    heldOut: ['let {value} take care of it', 'hand it over to {value}'],
  },
  priority: {
    seen: [
      'set the priority to {value}',
      'make its priority {value}',
      'change the priority to "{value}"',
      'give it the priority {value}',
    ],
    heldOut: ['let the priority be {value}', 'have it at {value} priority'],
  },
};

function makeCards({ words, random, impossible }: World, titles: string[], options: Record<Key, string[]>): Card[] {
  const cards = titles.map((title) => ({
    title,
    status: random.pick(options.status),
    assignee: random.pick(options.assignee),
    priority: random.pick(options.priority),
  }));
  if (!impossible && random.chance(0.4)) {
    const [one, other] = cards;
    other.title = one.title;
    other.status = words.distinct(1, () => random.pick(options.status), [one.status])[0];
  }
  return random.shuffle(cards);
}

/** Finds a card of a project board, opens it and changes two or three of its fields, of which some may be right already. */
export const boardCard: Family = {
  name: 'board-card',
  skills: ['navigate', 'select', 'dropdown', 'several', 'already-so'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const options: Record<Key, string[]> = {
      status: random.pick(STATUSES).slice(0, random.integer(3, 4)),
      assignee: ['Nobody', ...words.distinct(random.integer(3, 4), words.firstName)],
      priority: random.pick(PRIORITIES),
    };
    const titles = words.distinct(random.integer(5, 8), () => shortTitle(world));
    const all = makeCards(world, titles, options);
    const wanted = target.pick(all);
    const cards = all.filter((card) => !world.impossible || card !== wanted);
    const before = cards.map((card) => ({ ...card }));
    const asked = target.sample<Key>(['status', 'assignee', 'priority'], target.integer(2, 3));
    const goals = asked.map((key, i): [Key, string] => {
      const others = options[key].filter((one) => one !== wanted[key] && one !== 'Nobody');
      return [key, i > 0 && wanted[key] !== 'Nobody' && target.chance(0.3) ? wanted[key] : target.pick(others)];
    });
    const after: Card = { ...wanted, ...Object.fromEntries(goals) };
    const order: Key[] = [...(['status', 'assignee', 'priority'] as const).filter((key) => !asked.includes(key)), ...asked]; // mistakes first
    const twin = all.some((card) => card !== wanted && card.title === wanted.title);
    const card = `${named(world, wanted.title)}${twin ? ` (the one in ${wanted.status})` : ''}`;

    const desk = createDesk(world);
    const end = ending(world, 0.4);
    const labels: Record<Key, string> = {
      status: random.pick(['Status', 'Column', 'State']),
      assignee: random.pick(['Assignee', 'Assigned to', 'Owner']),
      priority: 'Priority',
    };
    const makers = { status: choiceMaker(world), assignee: choiceMaker(world), priority: choiceMaker(world) };
    const [title, save, leave] = [random.pick(['Board', 'Project board', 'Sprint', 'Team tasks']), random.pick(['Save', 'Update', 'Save card']), random.pick(['Cancel', 'Close', 'Discard'])]; // prettier-ignore
    const kind = random.pick(['flex', 'grid', 'block'] as const);
    world.reserve(save, leave, ...Object.values(labels), ...Object.values(options).flat());
    let opened: Card | undefined;
    let controls: Partial<Record<Key, Control<string>>> = {};
    let note = '';
    const board = (): void => {
      desk.enter('board');
      opened = undefined;
      dom.add(dom.heading(title), ...(note ? [message(world, note)] : []));
      note = '';
      const lists = options.status.map((status) => {
        const inside = cards.filter((one) => one.status === status);
        const items = inside.map((one) => {
          const key = desk.link(`card ${cards.indexOf(one)}`, one.title, () => world.go('card', () => detail(one)));
          return dom.wrap('li', [key, ' ', dom.element('small', one.assignee)]);
        });
        return dom.wrap('section', [dom.element('h4', `${status} (${inside.length})`), dom.list(items)]);
      });
      dom.layout(lists, { kind });
      end.place();
    };
    const detail = (one: Card): void => {
      desk.enter('card');
      opened = one;
      const made = (['status', 'assignee', 'priority'] as const).map((key): [Key, Control<string>] => [key, makers[key](labels[key], options[key], one[key])]); // prettier-ignore
      controls = Object.fromEntries(made);
      const keep = (): void => {
        for (const [key, control] of made) one[key] = control.value();
        note = `${one.title} was saved.`;
        world.go('board', board);
      };
      dom.add(dom.heading(one.title), dom.paragraph());
      dom.layout(made.map(([, control]) => control), { kind: 'block' }); // prettier-ignore
      dom.add(dom.wrap('div', [desk.button('save', save, keep), ' ', desk.button('leave', leave, () => world.back())], 'line'));
    };
    world.show('board', board);
    const rightOf = (one: Card): Card => (one === wanted ? after : before[cards.indexOf(one)]);
    const isRight = (one: Card): boolean => order.every((key) => one[key] === rightOf(one)[key]);
    const next = (): OracleStep => {
      if (opened && isRight(opened)) return desk.press('leave');
      if (opened) {
        const right = rightOf(opened);
        for (const key of order) {
          const step = controls[key]!.step(right[key]);
          if (step) return step;
        }
        return desk.press('save');
      }
      const wrong = cards.findIndex((one) => !isRight(one));
      return wrong >= 0 ? desk.press(`card ${wrong}`) : world.impossible ? refuse() : end.last();
    };
    const changes = listed(goals.map(([key, value]) => world.phrase(CHANGE[key], { value })));
    return { goal: goalOf(world, ASK, { card, changes }, end), ends: end.ends, succeeded: () => cards.every(isRight), next };
  },
};
