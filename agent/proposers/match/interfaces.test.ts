import { describe, expect, it } from 'vitest';
import type { PageElement } from '../../../core/index.js';
import { all, best, matchContext as context, pressed, typed } from '../../../tests/fakes/match-context.js';
import { element } from '../../../tests/fakes/observations.js';
import { SURE } from '../proposer.js';
import { matchActions } from './match.js';
import { createCritic } from './objections.js';

/* What the matcher knows of interfaces: one test for each of its rules, on pages that no practice family shows. */

const cell = (name: string, row: number, column: string, more: Partial<PageElement> = {}): PageElement =>
  element('cell', name, { cell: { row: `r${row}`, column, rowIndex: row }, ...more });

describe('fields', () => {
  it('writes a date in the form that the field asks for', () => {
    const page = [element('textbox', 'Arrival'), element('text', 'DD.MM.YYYY')];
    expect(best('Set Arrival to March 5, 2024', page)).toBe('type 1 calc "date(quote(2), \\"DD.MM.YYYY\\")"');
    expect(best('Put March 5, 2024 into Arrival as YYYY-MM-DD', [page[0]])).toContain('YYYY-MM-DD');
  });

  it('writes in the letters that the goal asks for', () => {
    expect(best('Type "Oslo" into Town in capital letters', [element('textbox', 'Town')])).toBe('type 1 calc "upper(quote(1))"');
  });

  it('takes a range for no sum unless a result is asked for', () => {
    expect(best('Pages: 3-9', [element('textbox', 'Pages')])).toBe('type 1 quote 1');
    expect(best('Enter the result of 3-9', [element('textbox', 'Answer')])).toContain('calc');
  });

  it('takes up what the goal just spoke of', () => {
    const page = [element('textbox', 'Company', { value: 'Ulm' }), element('textbox', 'Date'), element('button', 'Save')];
    for (const goal of [
      'In Company it says Ulm; make it simple road and click Save.',
      'Company shows Ulm. Change it to simple road, then press Save',
    ])
      expect(best(goal, page)).toBe('type 1 "simple road"');
    expect(all('Compute 7 + 4, put it into Date, then Save.', page)).not.toContain('type 2 "it"');
  });

  it('knows what a search field is for by any name', () => {
    const page = [element('textbox', 'Search for'), element('button', 'Search')];
    expect(best('Search: axe. Open Noise dog.', page)).toBe('type 1 "axe"');
  });

  it('types nothing that can be chosen, and leaves no sign away', () => {
    const page = [element('textbox', 'Subject'), element('radio', 'Returns'), element('button', 'Send')];
    expect(all('Select "Returns" under Topic and press Send', page)).not.toContain('type 1 quote 1');
    expect(best('+30 130 196827 as Telephone, then Send', [element('textbox', 'Telephone'), page[2]])).toMatch(/\+30 130|quote/);
  });

  it('empties what should hold nothing', () => {
    const page = [
      element('textbox', 'Company', { value: 'Ulm' }),
      element('textbox', 'Town', { value: 'Bern' }),
      element('button', 'Save'),
    ];
    for (const goal of [
      'Clear Company and press Save.',
      'Delete the text in Company, then Save.',
      'Company should be empty. Save.',
    ])
      expect(best(goal, page)).toBe('type 1 ""');
    expect(best('Clear Company and press Save.', [element('textbox', 'Company'), page[1], page[2]])).toBe('click 3');
  });

  it('hears what is asked politely', () => {
    const page = [element('textbox', 'Company'), element('button', 'Next')];
    expect(best('You should enter duis adipiscing for Company and press Next', page)).toBe('type 1 "duis adipiscing"');
  });

  it('knows who logs in', () => {
    const page = [element('textbox', 'User'), element('textbox', 'Password'), element('button', 'Log in')];
    expect(all('Log in as Zita with the password kb77x', page).slice(0, 2).sort()).toEqual(['type 1 quote 1', 'type 2 quote 2']);
  });

  it('leaves a field alone that the goal does not name when the value is for something else', () => {
    const page = [element('textbox', 'Nickname'), element('button', 'Next')];
    expect(all('Set Shoe size to 44 and go on', page)).not.toContain('type 1 quote 1');
  });

  it('goes on to the next value once one was sent off', () => {
    const page = [element('textbox', 'Entry'), element('button', 'Add')];
    expect(best('Add "milk" and "salt"', page, [typed('Entry', 'milk'), pressed('button', 'Add')])).toBe('type 1 quote 2');
  });

  it('reads another word for a label', () => {
    const page = [element('textbox', 'Title'), element('textbox', 'Message')];
    expect(best('Use the subject "Witty lace"', page)).toBe('type 1 quote 1');
  });
});

describe('lists of several', () => {
  const days = (...on: string[]) => ['Monday', 'Tuesday', 'Friday'].map((label) => ({ label, selected: on.includes(label) }));
  const list = (...on: string[]) => element('select', 'Days', { options: days(...on), multiple: true, verbs: ['select'] });
  const page = (...on: string[]) => [list(...on), element('button', 'Save')];

  it.each(['Days: "Tuesday" and "Friday". Save.', 'For Days choose Tuesday and Friday, then Save'])(
    'get all their values and no other: %s',
    (goal) => {
      expect(all(goal, page('Monday')).slice(0, 3).sort()).toEqual([
        'select 1 "Friday"',
        'select 1 "Monday"',
        'select 1 "Tuesday"',
      ]);
      expect(best(goal, page('Tuesday', 'Friday'))).toBe('click 2');
    },
  );

  it('are added to where the goal only names a value', () => {
    expect(all('Choose Friday and press Save', page('Monday'))).not.toContain('select 1 "Monday"');
  });

  it('of boxes may be all but one', () => {
    const box = (name: string, ...states: string[]) => element('checkbox', name, { states });
    const boxes = [box('navy'), box('gray', 'checked'), box('cyan'), box('gold'), element('button', 'Send')];
    expect(all('Check all but "cyan", then Send.', boxes).slice(0, 2).sort()).toEqual(['click 1', 'click 4']);
    expect(best('Check all but "cyan", then Send.', [box('navy', 'checked'), boxes[1], boxes[2], boxes[4]])).toBe('click 4');
  });

  it('of boxes as well', () => {
    const box = (name: string, ...states: string[]) => element('checkbox', name, { states, region: 'group "Days"' });
    const boxes = [box('Monday', 'checked'), box('Tuesday'), box('Friday'), element('button', 'Save')];
    expect(all('Days: Tuesday and Friday. Save.', boxes).slice(0, 3).sort()).toEqual(['click 1', 'click 2', 'click 3']);
    expect(all('Tick Tuesday and press Save', boxes)).not.toContain('click 1');
  });
});

describe('closed parts', () => {
  const page = [element('tab', 'Section #19', { states: ['closed'] }), element('tab', 'Submit', { states: ['closed'] })];
  it('are opened before anything is sent, where the goal says so in general words', () => {
    expect(best('Expand the section below and click submit.', page)).toBe('click 1');
    const open = [element('tab', 'Section #19', { states: ['open'] }), page[1]];
    expect(best('Expand the section below and click submit.', open, [pressed('tab', 'Section #19')])).toBe('click 2');
  });

  it('are left alone where only some other thing is opened', () => {
    expect(best('Open the letter of Zita and click submit.', page)).toBe('click 2');
  });
});

describe('numbers with buttons', () => {
  const page = [
    element('text', 'Rooms'),
    element('button', '-10'),
    element('button', '-1'),
    element('text', '3'),
    element('button', '+1'),
    element('button', '+10'),
  ];
  it('takes the largest step that does not go too far', () => {
    expect(best('Set Rooms to 25', page)).toBe('click 6');
    expect(best('Set Rooms to 5', page)).toBe('click 5');
  });
  it('objects to a step past the number', () => {
    const critic = createCritic();
    expect(critic({ kind: 'click', ref: 5 }, context('Set Rooms to 3', page))).toContain('shows 3');
    expect(critic({ kind: 'click', ref: 5 }, context('Set Rooms to 4', page))).toBeUndefined();
  });
});

describe('calendars', () => {
  const page = [element('button', '‹'), element('text', 'May 2024'), element('button', '›'), element('link', '9')];
  it('turns to the month and presses the day', () => {
    expect(best('Choose July 9, 2024 as the day', page)).toBe('click 3');
    expect(best('Choose 2024-03-09 as the day', page)).toBe('click 1');
    expect(best('Choose 9 May 2024 as the day', page)).toBe('click 4');
  });
  it('objects to turning away', () => {
    expect(createCritic()({ kind: 'click', ref: 1 }, context('Choose July 9, 2024', page))).toContain('away');
  });
});

describe('buttons that show their setting', () => {
  it('presses until the setting is there, then no more', () => {
    expect(best('Set Light to Dim', [element('button', 'Light: Off')])).toBe('click 1');
    const shown = [element('button', 'Light: Dim')];
    expect(all('Set Light to Dim', shown)).not.toContain('click 1');
    expect(createCritic()({ kind: 'click', ref: 1 }, context('Set Light to Dim', shown))).toContain('already');
  });
});

describe('comparing and counting', () => {
  const table = [
    ...['Ada', '12', 'Bo', '7', 'Cy', '31'].map((name, i) => cell(name, Math.floor(i / 2), i % 2 ? 'Score' : 'Player')),
  ];
  it('answers with the extreme, or with what it belongs to', () => {
    expect(best('What is the lowest score?', table)).toBe('stop from 4');
    expect(best('Who has the highest score?', table)).toBe('stop from 5');
  });
  it('presses what is counted to', () => {
    const list = ['Elm', 'Oak', 'Fir'].map((name) => element('link', name));
    expect(best('Click the second link', list)).toBe('click 2');
  });
  it('ticks the rows that have the value', () => {
    const rows = ['High', 'Low', 'High'].flatMap((level, row) => [
      cell('', row, '', { role: 'checkbox', name: `row ${row}`, verbs: ['click'], states: ['unchecked'] }),
      cell(level, row, 'Level'),
    ]);
    expect(all('Select all rows whose Level is "High"', rows).slice(0, 2).sort()).toEqual(['click 1', 'click 5']);
  });
});

describe('dialogs', () => {
  const dialog = (name: string, isNew = false): PageElement => element('button', name, { region: 'dialog "Hm"', isNew });
  const page = [element('button', 'Delete'), dialog('Keep'), dialog('OK')];
  it('takes away what lies over the page', () => {
    expect(best('Press Delete', [element('button', 'Delete'), dialog('Not now'), dialog('Sign up')])).toBe('click 2');
  });
  it('confirms what it has just asked for', () => {
    const fresh = page.map((one) => ({ ...one, isNew: one.region !== '' }));
    expect(best('Press Delete', fresh, [pressed('button', 'Delete')])).toBe('click 3');
  });
  it('answers as the goal says', () => {
    expect(best('Reject the cookies', [dialog('Accept all'), dialog('Reject all')])).toBe('click 2');
    expect(best('Accept the cookies', [dialog('Reject all'), dialog('Accept all')])).toBe('click 2');
  });
});

describe('ways on', () => {
  it('goes through the parts of a form, more than two', () => {
    const page = [element('textbox', 'Town', { value: 'Riga' }), element('button', 'Continue')];
    const before = [pressed('button', 'Continue'), pressed('button', 'Continue')];
    expect(best('Set Town to Riga. Set Colour to red.', page, before)).toBe('click 2');
  });
  it('opens what is to be filled in', () => {
    expect(best('Put "Choir" into my diary', [element('link', 'About'), element('button', '+ Event')])).toBe('click 2');
  });
  it('does not press the same of another row when one was meant and done', () => {
    const page = ['Zoe', 'Max'].map((who) => element('button', 'Mute', { context: who }));
    expect(all('Mute Zoe', page, [pressed('button', 'Mute', 'Zoe')])).not.toContain('click 2');
  });
});

describe('giving up', () => {
  const rows = ['AA-1', 'BB-2'].map((key) => element('button', 'Revoke', { context: key }));
  it('is proposed when what the goal names is nowhere, and the others are left alone', () => {
    expect(best('Revoke the key CC-3', rows)).toMatch(/^refuse/);
    expect(createCritic()({ kind: 'click', ref: 1 }, context('Revoke the key CC-3', rows))).toContain('AA-1');
    expect(best('Revoke the key BB-2', rows)).toBe('click 2');
  });
  it('is not sure where something is left to open', () => {
    const more = [...rows, element('tab', 'Older', { states: ['unselected'] })];
    const refusal = matchActions(context('Revoke the key CC-3', more)).find(({ action }) => action.kind === 'refuse');
    expect(refusal).toBeUndefined();
  });
  it('is proposed when a list lacks the option, or what should change is disabled', () => {
    const options = ['Red', 'Blue'].map((label, i) => ({ label, selected: i === 0 }));
    expect(best('Set Colour to Green', [element('select', 'Colour', { options })])).toMatch(/^refuse/);
    const frozen = element('textbox', 'Seat', { states: ['disabled'], verbs: [] });
    expect(best('Set Seat to 4B', [frozen])).toMatch(/^refuse/);
  });
});

describe('objections', () => {
  const critic = createCritic();
  it('keep what is right: a box, one of several, a list, a field', () => {
    const box = element('checkbox', 'News', { states: ['checked'] });
    expect(critic({ kind: 'click', ref: 1 }, context('Tick News', [box]))).toContain('already');
    const sizes = ['S', 'L'].map((name, i) => element('radio', name, { context: 'Size', states: i ? ['checked'] : [] }));
    expect(critic({ kind: 'click', ref: 1 }, context('Size: L', sizes))).toContain('should be L');
    const list = element('combobox', 'Lake', { value: 'Como' });
    expect(critic({ kind: 'click', ref: 1 }, context('Set Lake to Como', [list]))).toContain('already');
    const field = element('textbox', 'Name', { value: 'Ann' });
    const text = { kind: 'literal', text: 'Bob' } as const;
    expect(critic({ kind: 'type', ref: 1, text }, context('Set Name to Ann. Tell Bob', [field]))).toContain('holds Ann');
  });
  it('keep a value out of a field that is not named when it was used elsewhere', () => {
    const page = [element('textbox', 'Remarks'), element('radio', 'Oslo')];
    const text = { kind: 'literal', text: 'Oslo' } as const;
    expect(critic({ kind: 'type', ref: 1, text }, context('Harbour: Oslo', page, [pressed('radio', 'Oslo')]))).toContain('Oslo');
    expect(critic({ kind: 'type', ref: 1, text }, context('Write "Oslo" in Remarks', page))).toBeUndefined();
  });
  it('keep the matcher from proposing the same', () => {
    const sizes = ['S', 'L'].map((name, i) => element('radio', name, { context: 'Size', states: i ? ['checked'] : [] }));
    const sure = matchActions(context('Size: L, not S', sizes)).filter(({ prior }) => prior > SURE);
    expect(sure).toEqual([]);
  });
});
