import { describe, expect, it } from 'vitest';
import type { PageElement } from '../../../core/index.js';
import { all, best, matchContext as context, pressed, typed } from '../../../tests/fakes/match-context.js';
import { element } from '../../../tests/fakes/observations.js';
import { createLookout } from './look-first.js';
import { createCritic } from './objections.js';

/* What a goal demands and pages answer: one test for each rule, on pages that no practice family shows. */

const critic = createCritic();
const objection = (goal: string, action: Parameters<typeof critic>[0], page: PageElement[], history = [pressed('tab', 'x')]) =>
  critic(action, context(goal, page, history));
const literal = (text: string) => ({ kind: 'literal', text }) as const;

describe('values', () => {
  it('are given to quoted labels as to plain ones', () => {
    const page = [element('button', 'Decrease Seats'), element('text', '2', { verbs: [] }), element('button', 'Increase Seats')];
    expect(best('Set "Seats" to 4 and press Send.', page)).toBe('click 3');
  });

  it('are what comes after "LABEL of THING to", without what they are called', () => {
    const page = [element('textbox', 'Keeper'), element('button', 'Save')];
    expect(best('Set the Keeper of Zebra House to Ulla.', page)).toMatch(/quote 2|"Ulla"/);
    const date = [element('textbox', 'Harbour'), element('textbox', 'Note')];
    expect(best('Type the date March 5, 2024 into Harbour, then Save', date)).toBe('type 1 quote 1');
  });

  it('are whole names', () => {
    const page = [element('textbox', 'Title'), element('button', 'Add')];
    expect(best('Please enter Zagreb tasting (noon) as a new event', page)).toBe('type 1 "Zagreb tasting"');
    expect(all('Clear the News checkbox. Then stop.', [element('textbox', 'From')])).not.toContain('type 1 "News checkbox"');
  });

  it('go to whom they are addressed', () => {
    const page = [element('textbox', 'Send to'), element('textbox', 'Subject'), element('button', 'Send')];
    expect(best('Write a letter to Ulla with the subject "Boats".', page)).toBe('type 1 quote 1');
  });

  it('of a field that asks again are those of the first', () => {
    const page = [element('textbox', 'Pass phrase', { value: 'owl' }), element('textbox', 'Confirm pass phrase')];
    expect(best('Pass phrase: owl. Login name: bee@x.org', page)).toBe('type 2 "owl"');
    const type = { kind: 'type', ref: 2, text: literal('bee@x.org') } as const;
    expect(objection('Pass phrase: owl. Login name: bee@x.org', type, page)).toContain('should be owl');
  });
});

describe('objections', () => {
  it('keep what is to be pressed out of fields', () => {
    const page = [element('textbox', 'Remarks'), element('button', 'Dispatch')];
    expect(objection('Tick News and press "Dispatch"', { kind: 'type', ref: 1, text: literal('Dispatch') }, page)).toContain(
      'pressed',
    );
    expect(objection('Write "Dispatch" in Remarks', { kind: 'type', ref: 1, text: literal('Dispatch') }, page)).toBeUndefined();
  });

  it('tell a name from the longer one that the goal means', () => {
    const page = [element('slider', 'Bell volume', { verbs: ['type'] }), element('slider', 'Volume', { verbs: ['type'] })];
    expect(objection('Bell volume: 30', { kind: 'type', ref: 2, text: literal('30') }, page)).toContain('Bell volume');
    expect(objection('Bell volume: 30', { kind: 'type', ref: 1, text: literal('30') }, page)).toBeUndefined();
  });

  it('leave the other buttons of a row alone once the right one is on', () => {
    const row = ['Draft', 'Public'].map((name, i) =>
      element('button', name, { region: 'group "State"', states: [i === 0 ? 'checked' : 'unchecked'] }),
    );
    expect(objection('Make it a Draft. Then save', { kind: 'click', ref: 2 }, row)).toContain('Draft');
  });
});

describe('objections to one of several, and to fields', () => {
  it('keep what was pressed for the goal where another fits no better', () => {
    const slots = ['Sunday 9:00', 'Sunday 8:00'].map((name, i) =>
      element('button', name, { region: 'group "Slot"', states: [i === 0 ? 'checked' : 'unchecked'] }),
    );
    const click = { kind: 'click', ref: 2 } as const;
    const history = [pressed('button', 'Sunday 9:00')];
    expect(objection('Reserve Ulla on Sunday at 9:00', click, slots, history)).toContain('Sunday 9:00');
    expect(objection('Reserve Ulla on Sunday at 8:00', click, slots, history)).toBeUndefined();
  });

  it('want an address where an e-mail is asked for', () => {
    const page = [element('textbox', 'E-mail'), element('textbox', 'Your name')];
    const goal = 'Apply as "Cook". Enter e-mail eva@post.org, name Eva Koch.';
    expect(objection(goal, { kind: 'type', ref: 1, text: literal('Cook') }, page)).toContain('address');
    expect(all(goal, page)).toContain('type 1 quote 2');
  });
});

describe('looking for what is not in sight', () => {
  const page = [element('textbox', 'Ghost'), element('button', 'Files'), element('button', 'Done')];
  it('opens parts, and neither one of several buttons nor what does something', () => {
    const lookout = createLookout()(context('Set Harbour to 4, then press Done.', page));
    expect(lookout?.names).toEqual(['Harbour']);
    expect(lookout?.isWay({ kind: 'click', ref: 2 })).toBe(true);
    const others = [page[0], element('button', 'Archive'), element('button', 'Blue', { states: ['unchecked'] }), page[2]];
    const none = createLookout()(context('Set Harbour to 4, then press Done.', others));
    expect([1, 2, 3, 4].some((ref) => none!.isWay({ kind: 'click', ref }))).toBe(false);
  });

  it('forgets nothing that was in sight once', () => {
    const lookout = createLookout();
    const goal = 'Set Harbour to 4, then press Done.';
    expect(lookout(context(goal, [element('textbox', 'Harbour'), page[2]]))).toBeUndefined();
    expect(lookout(context(goal, page))).toBeUndefined();
  });

  it('stops at links where one did nothing', () => {
    const links = ['Jobs', 'Press'].map((name) => element('link', name));
    const idle = { ...pressed('link', 'Jobs'), status: 'no-effect' as const };
    const isWay = (history = [pressed('tab', 'x')]) =>
      createLookout()(context('Set Harbour to 4, then press Done.', [...links, page[2]], history))!.isWay({
        kind: 'click',
        ref: 2,
      });
    expect(isWay()).toBe(true);
    expect(isWay([idle])).toBe(false);
  });
});

describe('giving up', () => {
  it('is proposed where a box that should change does not move, also beside what sends the form', () => {
    const box = element('checkbox', 'Lantern', { states: ['unchecked', 'disabled'], verbs: [] });
    expect(all('"Lantern" should be checked, then press "Send".', [box, element('button', 'Send')])[0]).toMatch(/^refuse/);
    const on = element('checkbox', 'Lantern', { states: ['checked', 'disabled'], verbs: [] });
    expect(all('"Lantern" should be checked, then press "Send".', [on, element('button', 'Send')])[0]).toBe('click 2');
  });

  it('is proposed where a question is about a row that is not there', () => {
    const cells = [1, 2, 3].flatMap((row) =>
      ['Order', 'Price'].map((column) =>
        element('cell', `${column[0]}A-${row}`, { verbs: [], cell: { row: `r${row}`, column, rowIndex: row } }),
      ),
    );
    expect(best('ZZ-77: which Price?', cells)).toMatch(/^refuse/);
  });
});

describe('what code counts and adds up', () => {
  const shapes = [['circle', 'large red'], ['square', 'small red'], ['circle', 'small blue']].map(([role, name]) => element(role, name)); // prettier-ignore
  it('answers how many', () => {
    expect(best('How many circles are there?', shapes)).toBe('stop "2"');
    expect(best('Count the red shapes.', shapes)).toBe('stop "2"');
    expect(best('Tell me the number of small blue circles', shapes)).toBe('stop "1"');
    expect(all('How many letters are there?', shapes).some((one) => one.startsWith('stop "'))).toBe(false);
  });

  it('answers sums and differences of two named amounts', () => {
    const rows = [['Lamp', '$4.00'], ['Stove', '$66.15']].flatMap(([name, price], i) =>
      [['Thing', name], ['Price', price]].map(([column, text]) => element('cell', text, { verbs: [], cell: { row: '', column, rowIndex: i + 1 } })),
    ); // prettier-ignore
    expect(best('What is the price of "Stove" plus "Lamp"?', rows)).toContain('text(4) + text(2)');
    expect(best('How much do I save with Lamp instead of Stove?', rows)).toContain('text(4) - text(2)');
    expect(all('Save "Lamp" and "Stove".', rows).some((one) => one.includes('calc'))).toBe(false);
  });
});

it('does not stop at what is typed and not sent', () => {
  const page = [element('textbox', 'New entry', { value: 'owl' }), element('button', 'Add')];
  expect(best('Put owl on the list. That is all.', page, [typed('New entry', 'owl')])).toBe('click 2');
});
