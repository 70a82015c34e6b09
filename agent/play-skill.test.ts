import { describe, expect, it } from 'vitest';
import { induceSkills, type Skill, SkillSchema, type SkillText } from '../skills/index.js';
import { ContactSite, type ContactSiteOptions, contactSession, playScript } from '../tests/fakes/contact-site.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedSession, type Reaction, withElements } from '../tests/fakes/scripted-session.js';
import { describeElement } from '../tools/index.js';
import { playSkill, type SkillPlayStep } from './play-skill.js';

const GOAL = 'Add Dee Roe with the e-mail dee@q.io.';
const ARGS = { name: 'Dee Roe', e_mail: 'dee@q.io' };
const add = (name: string, email: string, id: string) => ({
  ...playScript(
    new ContactSite(),
    `Add ${name} with the e-mail ${email}.`,
    [
      ['click', 'New contact'],
      ['type', 'Name', name],
      ['type', 'E-mail', email],
      ['click', 'Save'],
    ],
    id,
  ),
  success: true,
});
const [ADD] = induceSkills([add('Ann Lee', 'ann@x.org', 'a'), add('Bo Berg', 'bo@y.org', 'b')]);

/** A skill on the contact site, as far as somebody may see it happen. */
function setUp(site: ContactSiteOptions = {}) {
  const contacts = new ContactSite(site);
  const steps: SkillPlayStep[] = [];
  return { contacts, steps, session: contactSession(contacts), onStep: (step: SkillPlayStep) => void steps.push(step) };
}

describe('a skill that is played alone', () => {
  it('does its steps on the page, tells each, and is done when its postcondition holds', async () => {
    const { contacts, steps, session, onStep } = setUp();
    expect(await playSkill(ADD, ARGS, { session, goal: GOAL, onStep })).toEqual({
      ended: 'done',
      heldBefore: false,
      steps: 4,
      pageEnded: false,
    });
    expect(contacts.contacts).toMatchObject([{ name: 'Dee Roe', email: 'dee@q.io' }]);
    expect(steps.map(({ number, id, action, outcome }) => [number, id, action.kind, outcome.text])).toEqual([
      [1, 's1', 'click', undefined],
      [2, 's2', 'type', 'Dee Roe'],
      [3, 's3', 'type', 'dee@q.io'],
      [4, 's4', 'click', undefined],
    ]);
  });

  it('says where and why it broke, and that its postcondition held before', async () => {
    const gone = setUp({ drift: 'removed' });
    expect(await playSkill(ADD, ARGS, { session: gone.session, goal: GOAL })).toMatchObject({
      ended: 'broken',
      steps: 3,
      at: 's4',
      why: expect.stringContaining('"Save"') as string,
    });
    const known = new ContactSite({ contacts: [{ name: 'Dee Roe', email: 'dee@q.io', group: '', copies: 0 }] });
    const shown: Skill = { ...ADD, postcondition: [{ kind: 'text-present', text: '{name}', changed: true }] };
    expect(await playSkill(shown, ARGS, { session: contactSession(known), goal: GOAL })).toMatchObject({
      ended: 'done',
      heldBefore: true,
    });
  });

  it('does nothing where it may not begin, and refuses arguments that it has no use for', async () => {
    const { session } = setUp();
    const elsewhere = { ...ADD, scope: ['https://shop.example'] };
    expect(await playSkill(elsewhere, ARGS, { session, goal: GOAL })).toMatchObject({ ended: 'broken', steps: 0, at: 'scope' });
    await expect(playSkill(ADD, {}, { session, goal: GOAL })).rejects.toMatchObject({ code: 'SKILL_ARGUMENTS' });
  });

  it('takes no more actions than it may', async () => {
    const { session, steps, onStep } = setUp();
    expect(await playSkill(ADD, ARGS, { session, goal: GOAL, maxSteps: 2, onStep })).toMatchObject({
      ended: 'broken',
      steps: 2,
      at: 's3',
      why: 'it wants more than 2 actions',
    });
    expect(steps).toHaveLength(2);
  });

  it('stops where the page ends the episode: done when no step was left, else broken', async () => {
    const play = (skill: Skill, after: number) => {
      const { session } = setUp();
      let asked = 0;
      return playSkill(skill, ARGS, { session, goal: GOAL, ended: () => Promise.resolve(++asked === after) });
    };
    const unseen: Skill = { ...ADD, postcondition: [{ kind: 'text-present', text: 'never said', changed: true }] };
    expect(await play(unseen, 4)).toEqual({ ended: 'done', heldBefore: false, steps: 4, pageEnded: true });
    expect(await play({ ...ADD, postcondition: [] }, 4)).toMatchObject({ ended: 'through', pageEnded: true });
    expect(await play(ADD, 2)).toEqual({
      ended: 'broken',
      heldBefore: false,
      steps: 2,
      pageEnded: true,
      at: 's2',
      why: 'the page ended the episode before the skill was through',
    });
  });

  it('throws the reason of its signal, before anything is done', async () => {
    const { contacts, session } = setUp();
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(playSkill(ADD, ARGS, { session, goal: GOAL, signal })).rejects.toThrow('stopped');
    expect(contacts.observe().elements[0].name).toBe('Your contacts');
  });
});

describe('texts of a skill', () => {
  const page = observation([element('text', 'Total 7'), element('textbox', 'Note'), element('button', 'Send')]);
  const target = (name: string) => describeElement(page, page.elements.find((one) => one.name === name)!.ref);
  const writes = (text: SkillText, answer?: SkillText): Skill =>
    SkillSchema.parse({
      format: 1,
      name: 'write-note',
      purpose: 'Writes a note.',
      goals: [],
      parameters: [],
      scope: ['*'],
      preconditions: { visible: [], texts: [] },
      steps: [
        { id: 's1', kind: 'do', action: { kind: 'type', target: target('Note'), text } },
        { id: 's2', kind: 'do', action: { kind: 'click', target: target('Send') } },
      ],
      answer,
      postcondition: [{ kind: 'text-present', text: 'Sent', changed: true }],
      provenance: { by: 'person', steps: [] },
    });
  const session = () =>
    createScriptedSession({
      page,
      react: (action, _target, now): Reaction =>
        action.kind === 'click' ? withElements(now, [...now.elements, element('text', 'Sent')]) : undefined,
    });

  it.each<[string, SkillText, string]>([
    ['a quote of the goal', { kind: 'goal-span', index: 1 }, 'type 2 "hello"'],
    ['what an element says', { kind: 'element', target: target('Total 7') }, 'type 2 "Total 7"'],
    ['a calculation', { kind: 'calc', expression: '1 + 2', of: [] }, 'type 2 "3"'],
  ])('can be %s', async (_, text, done) => {
    const stage = session();
    expect(await playSkill(writes(text), {}, { session: stage, goal: 'Write "hello".' })).toMatchObject({ ended: 'done' });
    expect(stage.done[0]).toBe(done);
  });

  it('that point at nothing break the skill before anything is typed', async () => {
    const stage = session();
    expect(
      await playSkill(writes({ kind: 'goal-span', index: 2 }), {}, { session: stage, goal: 'Write "hello".' }),
    ).toMatchObject({
      ended: 'broken',
      at: 's1',
      why: expect.stringMatching(/^NO_SUCH_TEXT: the goal has 1/) as string,
    });
    expect(stage.done).toEqual([]);
  });

  it('are its answer, without which it is not done', async () => {
    const hello: SkillText = { kind: 'goal-span', index: 1 };
    const play = (answer: SkillText) => playSkill(writes(hello, answer), {}, { session: session(), goal: 'Write "hello".' });
    expect(await play({ kind: 'element', target: target('Total 7') })).toMatchObject({ ended: 'done', answer: 'Total 7' });
    expect(await play({ kind: 'secret', name: 'pin' })).toMatchObject({ ended: 'broken', at: 'answer' });
  });
});
