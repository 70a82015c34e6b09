import { describe, expect, it } from 'vitest';
import { goalSpans, type HistoryEntry, type PageElement, printAction } from '../../../core/index.js';
import { element, observation } from '../../../tests/fakes/observations.js';
import type { PlanContext } from '../../prompt-port.js';
import { SURE } from '../proposer.js';
import { matchActions } from './match.js';

function context(goal: string, elements: PageElement[], more: Partial<PlanContext> = {}): PlanContext {
  return {
    goal,
    spans: goalSpans(goal),
    observation: observation(elements),
    history: [],
    rejected: [],
    notes: [],
    stepsLeft: 9,
    attempt: 0,
    ...more,
  };
}
const best = (goal: string, elements: PageElement[], more?: Partial<PlanContext>): string =>
  printAction(matchActions(context(goal, elements, more))[0].action);
const pressed = (role: string, name: string): HistoryEntry => ({
  action: { kind: 'click', ref: 1 },
  target: { role, name },
  status: 'ok',
});
const box = (name: string, on = false): PageElement => element('checkbox', name, { states: [on ? 'checked' : 'unchecked'] });
const select = (name: string, labels: string[], chosen = 0): PageElement =>
  element('select', name, { options: labels.map((label, i) => ({ label, selected: i === chosen })) });

it('proposes nothing twice', () => {
  const proposed = matchActions(context('Press Save.', [element('button', 'Save'), element('button', 'Cancel')]));
  const lines = proposed.map(({ action }) => printAction(action));
  expect(lines).toEqual([...new Set(lines)]);
});

it('takes the select of the row that the goal speaks of', () => {
  const amount = (context_: string): PageElement => ({ ...select('Qty', ['1', '2', '3']), context: context_ });
  expect(best('Order 3 pieces of Kettle.', [amount('Lamp'), amount('Kettle')])).toBe('select 2 "3"');
});

it('is not sure of a button whose row the goal does not speak of, where there is one that it does', () => {
  const edit = (context_: string): PageElement => element('button', 'Change', { context: context_ });
  const proposed = matchActions(context('Change the City of Kettle', [edit('Lamp'), edit('Kettle')]));
  expect(proposed.filter(({ prior }) => prior > SURE).map(({ action }) => printAction(action))).toEqual(['click 2']);
});

it('changes a number that stands behind its label', () => {
  const guests = [element('button', '-'), element('text', 'Guests: 4'), element('button', '+')];
  expect(best('Set Guests to 2', guests)).toBe('click 1');
});

it('is not sure of committing while the goal names something that was never in sight', () => {
  const page = [element('tab', 'More', { states: ['unselected'] }), element('checkbox', 'News'), element('button', 'Save')];
  const save = matchActions(context('Tick Louis Armstrong and save', page)).find(
    ({ action }) => printAction(action) === 'click 3',
  );
  expect(save && save.prior > SURE).toBe(false);
});

describe('fields', () => {
  const login = [element('textbox', 'Password'), element('textbox', 'User name'), element('button', 'Log in')];

  it('gives each value to the field whose label stands nearest in the goal', () => {
    const goal = 'Log in with the user name "ann" and the password "x9k".';
    const typed = matchActions(context(goal, login)).map((p) => printAction(p.action));
    expect(typed.slice(0, 2).sort()).toEqual(['type 1 quote 2', 'type 2 quote 1']);
  });

  it('reads a label after the value too', () => {
    expect(best('Type "ann" into the user name field.', login)).toBe('type 2 quote 1');
  });

  it('leaves a field alone that holds its value, and one whose password has its length', () => {
    const goal = 'Log in with the user name "ann" and the password "x9k".';
    const filled = [{ ...login[0], value: '•••' }, { ...login[1], value: 'ann' }, login[2]];
    expect(best(goal, filled)).toBe('click 3');
  });

  it('types one value into both fields when goal or label says so', () => {
    const twice = [
      element('textbox', 'Password', { value: '•••' }),
      element('textbox', 'Repeat password'),
      element('button', 'OK'),
    ];
    expect(best('Set the password "x9k" and press OK.', twice)).toBe('type 2 quote 1');
  });

  it('fills fields without any label in reading order', () => {
    const bare = [element('textbox', ''), element('textbox', '')];
    expect(best('Write "one" and "two".', bare)).toBe('type 1 quote 1');
  });

  it('computes an expression of the goal', () => {
    expect(best('Type the result of 3 + 4.', [element('textbox', 'Result')])).toBe('type 1 calc "calc(quote(1))"');
  });
});

describe('choices', () => {
  it('selects the option that the goal names, the longer one first', () => {
    expect(
      best('Choose Dark Blue and press Save.', [select('Colour', ['Red', 'Blue', 'Dark Blue']), element('button', 'Save')]),
    ).toBe('select 1 "Dark Blue"');
  });

  it('ticks what is named and not ticked, in the order of the goal', () => {
    expect(best('Tick pears and apples.', [box('apples'), box('pears'), box('plums')])).toBe('click 2');
    expect(best('Tick pears and apples.', [box('apples'), box('pears', true), box('plums')])).toBe('click 1');
  });

  it('unticks only what the goal turns off', () => {
    expect(best('Uncheck "news".', [box('news', true), box('offers', true)])).toBe('click 1');
    expect(best('Uncheck "news", then press Save.', [box('news'), element('button', 'Save')])).toBe('click 2');
  });

  it('tells repeated choices apart by what stands beside them', () => {
    const rows = ['Ann', 'Bob'].map((who) => element('checkbox', 'Done', { context: who, states: ['unchecked'] }));
    expect(best('Mark the task of Bob as done.', rows)).toBe('click 2');
  });
});

describe('things to press', () => {
  it('presses the named link, not a longer one that holds the word', () => {
    expect(best('Open "Prices".', [element('link', 'Prices and offers'), element('link', 'Prices')])).toBe('click 2');
  });

  it('presses the button of the right row', () => {
    const rows = ['Ann', 'Bob'].map((who) => element('button', 'Delete', { context: who }));
    expect(best('Delete the message from Bob.', rows)).toBe('click 2');
  });

  it('presses in the order of the goal, and nothing twice', () => {
    const page = [element('button', 'Two'), element('button', 'One')];
    expect(best('Press "One", then "Two".', page)).toBe('click 2');
    expect(best('Press "One", then "Two".', page, { history: [pressed('button', 'One')] })).toBe('click 1');
  });

  it('picks a suggestion that came up after typing', () => {
    const page = [
      element('textbox', 'City', { value: 'Oslo' }),
      element('option', 'Oslo', { isNew: true }),
      element('button', 'Search'),
    ];
    const history: HistoryEntry[] = [
      {
        action: { kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } },
        target: { role: 'textbox', name: 'City' },
        text: 'Oslo',
        status: 'ok',
      },
    ];
    expect(best('Enter the city "Oslo" and search.', page, { history })).toBe('click 2');
  });
});

describe('committing and stopping', () => {
  it('commits only once everything that is named is done', () => {
    const page = (on: boolean) => [box('apples', on), element('button', 'Submit')];
    expect(best('Tick apples and submit.', page(false))).toBe('click 1');
    expect(best('Tick apples and submit.', page(true))).toBe('click 2');
  });

  it('stops when nothing is left', () => {
    expect(best('Tick apples.', [box('apples', true)], { history: [pressed('checkbox', 'apples')] })).toBe('stop');
  });

  it('answers a question with the cell that row and column name', () => {
    const cell = (name: string, row: string, column: string) => element('cell', name, { cell: { row, column, rowIndex: 1 } });
    const table = [cell('Ann', 'Ann', 'Name'), cell('31', 'Ann', 'Age'), cell('Bob', 'Bob', 'Name'), cell('44', 'Bob', 'Age')];
    expect(best('What is the age of Bob?', table)).toBe('stop from 4');
  });

  it('types what is looked up into an empty field', () => {
    const page = [
      element('text', 'Order number'),
      element('text', 'X-77'),
      element('textbox', 'Your answer'),
      element('button', 'Send'),
    ];
    expect(best('Copy the order number into the answer field.', page)).toBe('type 3 from 2');
  });
});

describe('when what is named is not in sight', () => {
  it('opens closed parts and scrolls', () => {
    const closed = element('button', 'Details', { states: ['closed'] });
    expect(best('Press "Unsubscribe".', [element('text', 'Hello'), closed])).toBe('click 2');
    const long = observation([element('text', 'Hello')], { scroll: { top: 0, max: 900 } });
    expect(best('Press "Unsubscribe".', [], { observation: long })).toBe('scroll page down');
  });
});

it('answers a dialog before anything else', () => {
  const dialog = { kind: 'confirm' as const, message: 'Sure?', defaultValue: '' };
  const open = (goal: string) => best(goal, [], { observation: observation([element('button', 'Go')], { dialog }) });
  expect(open('Delete it.')).toBe('press Enter');
  expect(open('Cancel the dialog.')).toBe('press Escape');
});

it('never proposes what was rejected on this page', () => {
  const page = [element('button', 'One')];
  expect(
    matchActions(context('Press "One".', page, { rejected: [{ kind: 'click', ref: 1 }] })).map((p) => printAction(p.action)),
  ).not.toContain('click 1');
});
