import { describe, expect, it } from 'vitest';
import { all, best, matchContext as context, pressed, typed } from '../../../tests/fakes/match-context.js';
import { element } from '../../../tests/fakes/observations.js';
import { createCritic } from './objections.js';

/* What the matcher knows of requests: one test for each of its rules, on made-up pages. */

const critic = createCritic();

describe('going into a field', () => {
  const page = [element('textbox', 'Nickname'), element('textbox', 'Motto'), element('button', 'Keep')];
  it('clicks the field that is named, counted to, or the only one', () => {
    expect(best('Put the cursor into the Motto box', page)).toBe('click 2');
    expect(best('Click on the second text field', page)).toBe('click 2');
    expect(best('Focus on the input field', [element('textbox', '')])).toBe('click 1');
  });
  it('leaves it once it is in there, and where something is to be filled in', () => {
    const inside = [element('textbox', 'Motto', { states: ['focused'] })];
    expect(all('Focus the Motto field', inside)).not.toContain('click 1');
    expect(best('Type "hm" into the Motto field', page)).toBe('type 2 quote 1');
  });
});

describe('scrolling to an end', () => {
  const letter = (top: number) =>
    element('textbox', 'Letter', { value: 'Dear', scroll: { top, max: 90 }, verbs: ['click', 'type', 'scroll'] });
  const goal = 'Scroll the letter to the top and press Send';
  it('goes on until it is reached, then presses on', () => {
    expect(best(goal, [letter(40), element('button', 'Send')])).toBe('scroll 1 up');
    expect(best(goal, [letter(0), element('button', 'Send')])).toBe('click 2');
    expect(best('Scroll down to the end', [letter(40)])).toBe('scroll 1 down');
  });
  it('objects to the other way and to sending too early', () => {
    const page = [letter(40), element('button', 'Send')];
    expect(critic({ kind: 'scroll', ref: 1, direction: 'down' }, context(goal, page))).toContain('other way');
    expect(critic({ kind: 'click', ref: 2 }, context(goal, page))).toContain('not reached');
  });
});

describe('what the page shows is entered', () => {
  const cells = ['Home Port', 'Turku', 'Built', '1931'].map((name, i) =>
    element('cell', name, { cell: { row: i < 2 ? 'Home Port' : 'Built', column: '', rowIndex: i < 2 ? 0 : 1 } }),
  );
  const page = [...cells, element('textbox', ''), element('button', 'Send')];
  const goal = 'Enter the value of Home Port into the text field and press Send';
  it('by the name of what is asked for, not that name', () => {
    expect(all(goal, page)[0]).toBe('type 5 from 2');
    expect(all(goal, page)).not.toContain('type 5 quote 1');
  });
  it('and is not told instead', () => {
    expect(critic({ kind: 'stop', answer: { kind: 'from', ref: 2 } }, context(goal, page))).toContain('entered');
    const asked = context('Which is the Home Port?', page);
    expect(critic({ kind: 'stop', answer: { kind: 'from', ref: 2 } }, asked)).toBeUndefined();
  });
  it('from one field into another', () => {
    const fields = [element('textbox', 'Note', { value: 'Sail at six' }), element('textbox', 'Reply'), element('button', 'Send')];
    const copy = 'Copy the text of the note into the reply and press Send';
    expect(best(copy, fields)).toBe('type 2 from 1');
    expect(best(copy, [fields[0], { ...fields[1], value: 'Sail at six' }, fields[2]], [typed('Reply', 'Sail at six')])).toBe(
      'click 3',
    );
    const three = [fields[0], element('textbox', 'Draft', { value: 'Wait' }), fields[1]];
    expect(best('Copy the second text and paste it into the reply', three)).toBe('type 3 from 2');
  });
});

describe('sums', () => {
  it('are worked out where the goal asks for it', () => {
    expect(best('Answer the question, then press Go', [element('textbox', '12 × 3 ='), element('button', 'Go')])).toBe(
      'type 1 calc "calc(text(1))"',
    );
    const apart = [element('text', '8 + 5 = ?'), element('textbox', ''), element('button', 'Go')];
    expect(best('Work out the sum and press Go', apart)).toBe('type 2 calc "calc(text(1))"');
    expect(all('Press Go', apart).join()).not.toContain('calc');
  });
});

describe('names that were pressed', () => {
  it('are not typed as well', () => {
    const page = [element('textbox', 'to'), element('textbox', 'Forward', { value: 'Dear all' }), element('button', 'Go')];
    const done = [pressed('listitem', 'Ingrid'), pressed('button', 'Forward')];
    expect(all('Open the letter of Ingrid and forward it to Osman', page, done)[0]).toBe('type 1 quote 2');
    expect(all('Open the letter of Ingrid and forward it to Osman', page, done)).not.toContain('type 1 quote 1');
  });
});

describe('a quoted link that is not in sight', () => {
  const page = [
    element('link', 'Section 1'),
    element('link', 'Section 2'),
    element('text', 'A word on herons and more', { region: 'tabpanel "Section 1"' }),
    element('link', 'geese', { region: 'tabpanel "Section 1"' }),
  ];
  it('is looked for in other parts before another link is pressed', () => {
    expect(best('Find and click the link "herons"', page)).toBe('click 2');
    expect(critic({ kind: 'click', ref: 4 }, context('Find and click the link "herons"', page))).toContain('not looked at');
    expect(best('Find and click the link "geese"', page)).toBe('click 4');
  });
});

describe('a calendar with the year in an element of its own', () => {
  const page = [element('link', 'Prev'), element('text', 'May'), element('text', '2024'), element('link', '9')];
  it('is turned to the month, and its days wait for that', () => {
    expect(best('Choose 03/09/2024 as the day', page)).toBe('click 1');
    expect(critic({ kind: 'click', ref: 4 }, context('Choose 03/09/2024 as the day', page))).toContain('another month');
    expect(best('Choose 05/09/2024 as the day', page)).toBe('click 4');
  });
});
