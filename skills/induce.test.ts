import { describe, expect, it } from 'vitest';
import { type Contact, ContactSite, type ContactSiteOptions, type Move, playScript } from '../tests/fakes/contact-site.js';
import { bindGoal } from './goal-template.js';
import type { Observation } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { induceSkills } from './induce.js';
import { traceOf, type VerifiedEpisode } from './induce/trace.js';
import { printCheck, printSteps } from './print.js';
import { createSkillRun } from './run.js';
import { checkSkill } from './static-check.js';

const goalOf = ({ name, email, group }: Pick<Contact, 'name' | 'email' | 'group'>): string =>
  `Add ${name} with the e-mail ${email} to the group ${group}.`;
const ANN = { name: 'Ann Lee', email: 'ann@x.org', group: 'Work' };
const BO = { name: 'Bo Berg', email: 'bo@y.net', group: 'Family' };
const CID = { name: 'Cid Roe', email: 'cid@z.com', group: 'Work' };

const addMoves = ({ name, email, group }: typeof ANN): Move[] => [
  ['click', 'New contact'],
  ['type', 'Name', name],
  ['type', 'E-mail', email],
  ['select', 'Group', group],
  ['click', 'Save'],
  ['stop'],
];
const play = (goal: string, moves: Move[], options: ContactSiteOptions = {}, id = goal): VerifiedEpisode => ({
  ...playScript(new ContactSite(options), goal, moves, id),
  success: true,
});
const added = (who: typeof ANN, options?: ContactSiteOptions): VerifiedEpisode => play(goalOf(who), addMoves(who), options);
const actions = (episode: VerifiedEpisode): string[] =>
  traceOf(episode)!.steps.map(
    ({ action, before }) => `${action.kind} ${'ref' in action ? before.elements[action.ref! - 1].name : ''}`,
  );

const priceList = (rows: [item: string, price: string][]): Observation =>
  observation([
    element('columnheader', 'Price', { cell: { row: '', column: '', rowIndex: 0 } }),
    ...rows.flatMap(([row, price], i) => [
      element('rowheader', row, { cell: { row, column: 'Item', rowIndex: i + 1 } }),
      element('cell', price, { cell: { row, column: 'Price', rowIndex: i + 1 } }),
    ]),
  ]);
/** A page was read, and the answer taken from one of its elements. */
function asked(goal: string, rows: [item: string, price: string][], ref: number): VerifiedEpisode {
  const [stopped] = added(ANN).steps.slice(-1);
  const page = priceList(rows);
  const decision = { ...stopped.decision, action: { kind: 'stop', answer: { kind: 'from', ref } } as const };
  return { id: goal, goal, purpose: 'train', success: true, steps: [{ ...stopped, observation: page, decision }], last: page };
}

describe('traceOf', () => {
  const plain = ['click New contact', 'type Name', 'type E-mail', 'select Group', 'click Save'];

  it('leaves out steps that failed, changed nothing, were undone or written over', () => {
    const moves: Move[] = [
      ['click', 'Nowhere'], // fails
      ['click', 'New contact'],
      ['type', 'Name', 'Wrong'], // written over
      ['click', 'Cancel'], // back to the list: a detour
      ['click', 'New contact'],
      ['type', 'Name', 'Wrong again'], // written over
      ['click', 'Favourite'], // undone
      ['click', 'Copies'], // no effect
      ['type', 'Name', ANN.name],
      ['type', 'E-mail', ANN.email],
      ['select', 'Group', 'Family'], // written over
      ['click', 'Favourite'], // undoes it
      ['select', 'Group', ANN.group],
      ['click', 'Save'],
      ['stop'],
    ];
    expect(actions(play(goalOf(ANN), moves))).toEqual(plain);
    expect(actions(added(ANN))).toEqual(plain);
  });

  it('keeps what ended the task, though the page looks again as it did before', () => {
    const moves: Move[] = [
      ['click', 'New contact'],
      ['click', 'Cancel'],
    ];
    expect(actions(play('x', moves))).toEqual(['click New contact', 'click Cancel']);
  });

  it('keeps presses that add up', () => {
    const moves: Move[] = [
      ['click', 'New contact'],
      ['click', 'More'],
      ['click', 'More'],
      ['click', 'Save'],
    ];
    expect(actions(play('x', moves))).toEqual(['click New contact', 'click More', 'click More', 'click Save']);
  });

  it('learns nothing from failures, from refusals, from what was cut off, or from episodes kept for the gate', () => {
    const episode = added(ANN);
    expect(traceOf({ ...episode, success: false })).toBeUndefined();
    expect(traceOf({ ...episode, steps: episode.steps.map((step) => ({ ...step, state: 'unknown' as const })) })).toBeUndefined();
    expect(() => traceOf({ ...episode, purpose: 'gate' })).toThrow(/run for "gate"/);
    expect(traceOf({ ...episode, purpose: 'use' }, ['train', 'use'])).toBeDefined();
  });
});

describe('induceSkills', () => {
  it('makes parameters of what the goal determines, and keeps the rest as it was', () => {
    const [skill] = induceSkills([added(ANN)]);
    expect(skill.goals).toEqual(['Add {name} with the e-mail {e_mail} to the group {group}.']);
    expect(printSteps(skill.steps)).toEqual([
      '- click link "New contact"',
      '- type {name} into textbox "Name"',
      '- type {e_mail} into textbox "E-mail"',
      '- select "{group}" in select "Group"',
      '- click button "Save"',
    ]);
    expect(skill.postcondition.map(printCheck)).toContain('the page says "{name}"');
    expect(skill.postcondition.every(({ changed }) => changed)).toBe(true);
    expect(skill.scope).toEqual(['http://127.0.0.1:*']);
    expect(skill.provenance.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(checkSkill(skill)).toEqual([]);
  });

  it('takes in what the goal asks for and the page had from the start', () => {
    const dee = { name: 'Dee Fox', email: 'dee@q.io', group: 'Friends' };
    const moves = addMoves(dee).filter(([kind]) => kind !== 'select');
    const [skill] = induceSkills([play(goalOf(dee), moves)]);
    expect(printSteps(skill.steps)).toContain('- select "{group}" in select "Group"');
    expect(bindGoal(skill, goalOf(ANN))).toMatchObject({ group: 'Work' });
    expect(skill.provenance.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4]); // each once
    const [plain] = induceSkills([play('Add Dee Fox with the e-mail dee@q.io.', moves)]);
    expect(printSteps(plain.steps).join()).not.toContain('Group'); // nobody asked for it
  });

  it('reads a cell by what it stands for, not by what it says', () => {
    const [skill] = induceSkills([
      asked(
        'What is the price of Rice Cooker?',
        [
          ['Rice Cooker', '$5'],
          ['Tea Set', '$7'],
        ],
        3,
      ),
    ]);
    expect(skill).toMatchObject({ steps: [], answer: { kind: 'cell', row: '{item}', column: '{column}' } });
    const page = priceList([
      ['Tea Set', '$8'],
      ['Mug', '$9'],
    ]);
    const run = createSkillRun(skill, bindGoal(skill, 'What is the price of Mug?')!);
    expect(run.next(page)).toEqual({ kind: 'done', answer: { kind: 'from', ref: 5 } });
    expect(createSkillRun(skill, { item: 'Lamp', column: 'price' }).next(page)).toMatchObject({ kind: 'broken' });
  });

  it('anti-unifies three successes into one program', () => {
    const skills = induceSkills([added(ANN), added(BO), added(CID, { contacts: [{ ...BO, copies: 0 }] })]);
    expect(skills).toHaveLength(1);
    expect(skills[0].parameters.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'name: text',
      'e_mail: text',
      'group: option',
    ]);
    expect(skills[0].parameters[2].options).toEqual(['Friends', 'Work', 'Family']);
    expect(bindGoal(skills[0], 'Please add Dee with the e-mail dee@q.io to the group Friends')).toEqual({
      name: 'Dee',
      e_mail: 'dee@q.io',
      group: 'Friends',
    });
  });

  it('takes what never varies for a part of the wording', () => {
    const [skill] = induceSkills([added(ANN), added(CID)]);
    expect(skill.goals).toEqual(['Add {name} with the e-mail {e_mail} to the group Work.']);
    expect(printSteps(skill.steps)).toContain('- select "Work" in select "Group"');
  });

  it('makes a loop of presses that stop where the goal says', () => {
    const copies = (who: typeof ANN, n: number): VerifiedEpisode =>
      play(`Add ${who.name} with ${n} copies.`, [
        ['click', 'New contact'],
        ['type', 'Name', who.name],
        ...Array.from({ length: n }, (): Move => ['click', 'More']),
        ['click', 'Save'],
      ]);
    const [skill] = induceSkills([copies(ANN, 2), copies(BO, 4), copies(CID, 3)]);
    expect(printSteps(skill.steps)).toContain('- repeat at most 10 times until textbox "Copies" holds "{copies}":');
    expect(skill.parameters).toMatchObject([{ name: 'name' }, { name: 'copies', type: 'number' }]);
    expect(checkSkill(skill)).toEqual([]);
  });

  it('makes "if visible" of what only some pages needed', () => {
    const withBanner = play(goalOf(BO), [['click', 'Accept'], ...addMoves(BO)], { banner: true });
    for (const episodes of [
      [added(ANN), withBanner, added(CID)],
      [withBanner, added(ANN)],
    ]) {
      const [skill] = induceSkills(episodes);
      expect(printSteps(skill.steps).slice(0, 2)).toEqual(['- if button "Accept" is visible:', '  - click button "Accept"']);
    }
  });

  it('names a row by the goal, and asks that it be gone afterwards', () => {
    const contacts = [ANN, BO, CID].map((one) => ({ ...one, copies: 0 }));
    const removed = (who: typeof ANN): VerifiedEpisode =>
      play(`Delete the contact ${who.name}.`, [['click', 'Delete', who.name], ['stop']], { contacts });
    const [skill] = induceSkills([removed(ANN), removed(CID)]);
    expect(printSteps(skill.steps)).toEqual(['- click button "Delete" ({item})']);
    expect(skill.postcondition.map(printCheck)).toContain('the page does not say "{item}"');
  });

  it('makes goals of one skill of different wordings of the same program', () => {
    const other = (who: typeof ANN): VerifiedEpisode =>
      play(`Put a contact called ${who.name}, ${who.email}, into ${who.group}.`, addMoves(who));
    const skills = induceSkills([added(ANN), added(BO), other(ANN), other(BO)]);
    expect(skills).toHaveLength(1);
    expect(skills[0].goals).toHaveLength(2);
  });

  it('finds a part that tasks of different wording share, for callers to ask for', () => {
    const both = (goal: string, who: typeof ANN, end: Move[]): VerifiedEpisode =>
      play(goal, [...addMoves(who).slice(0, -1), ...end]);
    const skills = induceSkills([
      both('Add Ann Lee with ann@x.org under Work, then open the form again.', ANN, [['click', 'New contact']]),
      both('Add Bo Berg, bo@y.net, under Family, then delete it.', BO, [['click', 'Delete']]),
    ]);
    const part = skills.find(({ goals }) => goals.length === 0);
    expect(part?.parameters.every(({ read }) => read === 'caller')).toBe(true);
    expect(printSteps(part!.steps).at(-1)).toBe('- click button "Save"');
    expect(checkSkill(part!)).toEqual([]);
  });

  it('gives a draft that does not pass where nothing that the goal determines changed', () => {
    const [skill] = induceSkills([
      play('Look at the form.', [
        ['click', 'New contact'],
        ['click', 'Favourite'],
      ]),
    ]);
    expect(skill === undefined || checkSkill(skill).length > 0 || skill.postcondition.length > 0).toBe(true);
  });
});
