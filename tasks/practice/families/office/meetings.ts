import type { OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { createDesk, inquiry, named, recordList } from './kit.js';

interface Item {
  task: string;
  owner: string;
  iso: string;
  done: boolean;
}
interface Meeting {
  title: string;
  items: Item[];
}

const FIRST: Phrasings = {
  seen: [
    'What does {owner} have to finish first after {meeting}?', 'Open the minutes of {meeting}. Which open action item of {owner} is due {most}?', 'Which action item of {owner} from {meeting} has the {date} due date and is still open?', 'In the minutes of {meeting}, find the open task of {owner} that is due {most}.',
    '{owner} asks what is due {most} from {meeting}, of what is not done.', 'Tell me the task of {owner} from {meeting} that is open and due {most}.', 'From {meeting}: open item of {owner} with the {date} date?', 'I prepare a talk with {owner}. Which of the open items from {meeting} is due {most}?',
  ],
  heldOut: ['Look through {meeting}: among what {owner} has not done yet, what comes due {most}?', 'Of the action items that {meeting} left to {owner}, name the open one with the {date} date.', 'After {meeting}, {owner} still has things to do. Which is due {most}?', 'The open task of {owner} in {meeting} that is due {most}: what is it called?'],
}; // prettier-ignore
const WHEN: Phrasings = {
  seen: [
    'When is "{task}" from {meeting} due?', 'By when must "{task}" be done, as agreed in {meeting}?', 'Open {meeting} and tell me the due date of "{task}".', 'Due date of "{task}" ({meeting})?', 'Which date did {meeting} set for "{task}"?',
  ],
  heldOut: ['Until what date is there time for "{task}", going by {meeting}?', '"{task}" was agreed in {meeting}. For which day?'],
}; // prettier-ignore
const WHO: Phrasings = {
  seen: ['Who has to do "{task}", by the minutes of {meeting}?', 'Who is the owner of "{task}" in {meeting}?', 'Which person took on "{task}" in {meeting}?', 'Open {meeting}: who is responsible for "{task}"?', 'To whom was "{task}" given in {meeting}?'],
  heldOut: ['Whose job is "{task}", according to {meeting}?', 'In {meeting} somebody was given "{task}". Name that person.'],
}; // prettier-ignore

function makeMeetings(world: World): Meeting[] {
  const { words, random } = world;
  const titles = words.distinct(random.integer(3, 5), () => `${random.pick(['Weekly', 'Budget', 'Design', 'Sales', 'Safety', 'Planning', 'Board', 'Launch'])} meeting, ${words.month()} ${random.integer(1, 28)}`); // prettier-ignore
  const people = words.distinct(3, words.firstName);
  return titles.map((title) => {
    const count = random.integer(4, 6);
    const days = words.distinct(count, () => words.date(2025, 2026).iso);
    const tasks = words.distinct(count, () => `${capital(words.verb())} the ${words.adjective()} ${words.noun()}`);
    return { title, items: tasks.map((task, i) => ({ task, owner: i < 3 ? people[i % 2] : random.pick(people), iso: days[i], done: random.chance(0.3) })) }; // prettier-ignore
  });
}

/** Opens the minutes of a meeting and finds the open item of a person that is due first or last, or reads its date or owner. */
export const meetingDue = inquiry(
  { name: 'meeting-due', skills: ['navigate', 'compare', 'date', 'condition', 'table'], impossibleShare: 0.06 },
  (world) => {
    const { dom, random, target } = world;
    const all = makeMeetings(world);
    const at = target.integer(0, all.length - 1);
    const { title, items } = all[at];
    items[0].done = items[2].done = false;
    const owner = items[0].owner;
    const open = items.filter((one) => one.owner === owner && !one.done).sort((a, b) => a.iso.localeCompare(b.iso));
    const early = target.chance(0.65);
    const kind = target.pick(['first', 'first', 'when', 'who']);
    const wanted = kind === 'first' ? (early ? open[0] : open[open.length - 1]) : target.pick(items);
    const meetings = all.filter((_, i) => !world.impossible || i !== at);

    const desk = createDesk(world);
    const asBoxes = random.chance(0.4);
    const list = recordList(world, ['Action item', random.pick(['Owner', 'Responsible', 'Who']), 'Due', ...(asBoxes ? ['Done'] : ['State'])], ['table', 'table', 'cards']); // prettier-ignore
    const [heading, back, intro] = [random.pick(['Minutes', 'Meeting minutes', 'Meetings']), random.pick(['All meetings', 'Back', 'Minutes']), world.words.paragraph(2)]; // prettier-ignore
    world.reserve(back, 'Open', 'Done');
    let opened: Meeting | undefined;
    let cells: HTMLElement[][] = [];
    const state = ({ done, task }: Item): HTMLElement => {
      if (!asBoxes) return dom.element('span', done ? 'Done' : 'Open');
      const box = dom.element('input', '', { type: 'checkbox', 'aria-label': `${task} is done`, disabled: '' });
      box.checked = done;
      return box;
    };
    const minutes = (meeting: Meeting) => (): void => {
      desk.enter('minutes');
      opened = meeting;
      dom.add(dom.wrap('nav', [desk.link('back', back, () => world.go('meetings', meetingsView)), ' / ', dom.element('span', meeting.title)])); // prettier-ignore
      dom.add(dom.heading(meeting.title), dom.element('p', intro));
      const made = list(meeting.items.map((one) => ({ cells: [one.task, one.owner, one.iso, state(one)] })));
      cells = made.cells;
      dom.add(made);
    };
    const meetingsView = (): void => {
      desk.enter('meetings');
      opened = undefined;
      dom.add(dom.heading(heading));
      const links = meetings.map((one) => desk.link(one.title, one.title, () => world.go('minutes', minutes(one))));
      dom.layout(links, { kind: 'list' });
    };
    world.show('meetings', meetingsView);
    const look = (): OracleStep | undefined => {
      if (world.impossible ? !opened : opened?.title === title) return undefined;
      return desk.press(opened ? 'back' : title);
    };
    const slots = { owner, task: wanted.task, meeting: named(world, title), most: early ? 'first' : 'last', date: early ? 'earliest' : 'latest' }; // prettier-ignore
    const column = kind === 'first' ? 0 : kind === 'when' ? 2 : 1;
    const answer = [wanted.task, wanted.owner, wanted.iso][column];
    const ask = kind === 'first' ? FIRST : kind === 'when' ? WHEN : WHO;
    return { goal: world.phrase(ask, slots), answer, via: () => ({ from: cells[items.indexOf(wanted)][column] }), look };
  },
);
