import { describe, expect, it } from 'vitest';
import type { Observation } from '../core/index.js';
import { ContactSite, type ContactSiteOptions, type Move, playScript, withText } from '../tests/fakes/contact-site.js';
import { element, observation } from '../tests/fakes/observations.js';
import { describeElement } from '../tools/index.js';
import { induceSkills } from './induce.js';
import { createSkillRun, type SkillMove, type SkillRun } from './run.js';
import { type Skill, type SkillStep, SkillSchema } from './schema.js';

const PAGE = observation([
  element('textbox', 'City'),
  element('button', 'More'),
  element('text', 'Count 0'),
  element('button', 'Send'),
]);
const at = (name: string, page = PAGE): ReturnType<typeof describeElement> =>
  describeElement(page, page.elements.find((one) => one.name === name)!.ref);
const click = (id: string, name: string): Extract<SkillStep, { kind: 'do' }> => ({
  id,
  kind: 'do',
  action: { kind: 'click', target: at(name) },
});
const skillOf = (more: Partial<Skill>): Skill =>
  SkillSchema.parse({
    format: 1,
    name: 'test-skill',
    purpose: 'A test.',
    goals: [],
    parameters: [{ name: 'city', type: 'text', example: 'Oslo', read: 'caller' }],
    scope: ['http://127.0.0.1:*'],
    preconditions: { visible: [], texts: [] },
    steps: [
      { id: 's1', kind: 'do', action: { kind: 'type', target: at('City'), text: { kind: 'parameter', name: 'city' } } },
      click('s2', 'Send'),
    ],
    postcondition: [{ kind: 'text-present', text: 'Sent to {city}', changed: true }],
    provenance: { by: 'person', steps: [] },
    ...more,
  });
const withTexts = (...names: string[]): Observation =>
  observation([...PAGE.elements, ...names.map((name) => element('text', name))]);
const OK = { status: 'ok', message: '' } as const;

describe('a skill run', () => {
  it('gives one action after the other for the page as it is, and is done when the postcondition holds', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    expect(run.next(PAGE)).toEqual({
      kind: 'act',
      step: 's1',
      action: { kind: 'type', ref: 1, text: { kind: 'literal', text: 'Oslo' } },
    });
    const moved = observation(PAGE.elements.toReversed());
    expect(run.next(moved, OK)).toEqual({ kind: 'act', step: 's2', action: { kind: 'click', ref: 1 } });
    expect(run.next(withTexts('Sent to Oslo.'), OK)).toEqual({ kind: 'done' });
    expect(run.next(PAGE, OK)).toEqual({ kind: 'done' });
    expect(run.heldBefore).toBe(false);
  });

  it('is broken, never done, when the postcondition does not hold', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    run.next(PAGE);
    run.next(PAGE, OK);
    expect(run.next(withTexts('Sent to Rome.'), OK)).toMatchObject({ kind: 'broken', at: 'postcondition' });
    expect(run.next(withTexts('Sent to Oslo.'), OK)).toMatchObject({ kind: 'broken' });
  });

  it('tells when the postcondition held before', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    run.next(withTexts('Sent to Oslo.'));
    expect(run.heldBefore).toBe(true);
  });

  it('breaks at the step whose target is gone, disabled or failed', () => {
    const gone = createSkillRun(skillOf({}), { city: 'Oslo' });
    gone.next(PAGE);
    expect(gone.next(observation(PAGE.elements.slice(0, 3)), OK)).toMatchObject({ kind: 'broken', at: 's2' });
    const disabled = createSkillRun(skillOf({}), { city: 'Oslo' });
    disabled.next(PAGE);
    const off = observation(
      PAGE.elements.map((one) => (one.name === 'Send' ? { ...one, verbs: [], states: ['disabled'] } : one)),
    );
    expect(disabled.next(off, OK)).toMatchObject({
      kind: 'broken',
      at: 's2',
      why: expect.stringContaining('cannot be used') as string,
    });
    const failed = createSkillRun(skillOf({}), { city: 'Oslo' });
    failed.next(PAGE);
    expect(failed.next(PAGE, { status: 'error', code: 'COVERED', message: 'x' })).toEqual({
      kind: 'broken',
      at: 's1',
      why: 'COVERED: x',
    });
    const missed = createSkillRun(
      skillOf({ steps: [click('s1', 'More'), click('s2', 'Send')], parameters: [], postcondition: [] }),
      {},
    );
    missed.next(PAGE);
    expect(missed.next(PAGE, { status: 'no-effect', message: '' })).toMatchObject({ kind: 'broken', at: 's1' });
  });

  it('does not begin outside of its scope, without its preconditions, or without its arguments', () => {
    const elsewhere = { ...PAGE, url: 'https://evil.example/' };
    expect(createSkillRun(skillOf({}), { city: 'Oslo' }).next(elsewhere)).toMatchObject({ kind: 'broken', at: 'scope' });
    const needs = skillOf({ preconditions: { visible: [at('Send')], texts: ['Count 0'] } });
    expect(createSkillRun(needs, { city: 'Oslo' }).next(observation([element('button', 'Help')]))).toMatchObject({
      at: 'precondition',
    });
    expect(createSkillRun(needs, { city: 'Oslo' }).next(PAGE)).toMatchObject({ kind: 'act' });
    expect(() => createSkillRun(skillOf({}), {})).toThrow(/"city" is missing.*city \(text, e.g. "Oslo"\)/);
    expect(() => createSkillRun(skillOf({}), { city: 'Oslo', town: 'x' })).toThrow(/no parameter "town"/);
  });

  it('leaves its site never', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    run.next(PAGE);
    expect(run.next({ ...PAGE, url: 'https://evil.example/' }, OK)).toMatchObject({ kind: 'broken', at: 'scope' });
  });

  it('stops before an open dialog', () => {
    const page = { ...PAGE, dialog: { kind: 'confirm', message: 'Sure?', defaultValue: '' } as const };
    expect(createSkillRun(skillOf({}), { city: 'Oslo' }).next(page)).toMatchObject({ kind: 'broken', at: 's1' });
  });
});

describe('control flow', () => {
  const counted = (n: number): Observation =>
    observation(PAGE.elements.map((one) => (one.role === 'text' ? { ...one, name: `Count ${n}` } : one)));
  const loop = (max: number): Skill =>
    skillOf({
      parameters: [{ name: 'n', type: 'number', example: '2', read: 'caller' }],
      steps: [
        {
          id: 'r',
          kind: 'repeat',
          max,
          until: [{ kind: 'text-present', text: 'Count {n}', changed: true }],
          steps: [click('r1', 'More')],
        },
      ],
      postcondition: [{ kind: 'text-present', text: 'Count {n}', changed: true }],
    });

  it('repeats until the condition holds, zero times where it holds already', () => {
    const run = createSkillRun(loop(9), { n: '2' });
    expect(run.next(counted(0))).toMatchObject({ kind: 'act', step: 'r1' });
    expect(run.next(counted(1), OK)).toMatchObject({ kind: 'act', step: 'r1' });
    expect(run.next(counted(2), OK)).toEqual({ kind: 'done' });
    expect(createSkillRun(loop(9), { n: '0' }).next(counted(0))).toEqual({ kind: 'done' });
  });

  it('is bounded', () => {
    const run = createSkillRun(loop(2), { n: '9' });
    run.next(counted(0));
    run.next(counted(1), OK);
    expect(run.next(counted(2), OK)).toMatchObject({
      kind: 'broken',
      at: 'r',
      why: expect.stringContaining('after 2 times') as string,
    });
  });

  it('takes steps of if-visible only where the target is', () => {
    const banner = observation([element('button', 'Accept'), ...PAGE.elements]);
    const skill = skillOf({
      parameters: [],
      steps: [
        {
          id: 'i',
          kind: 'if-visible',
          target: at('Accept', banner),
          steps: [{ id: 'i1', kind: 'do', action: { kind: 'click', target: at('Accept', banner) } }],
        },
        click('s2', 'Send'),
      ],
      postcondition: [{ kind: 'text-present', text: 'Sent', changed: true }],
    });
    expect(createSkillRun(skill, {}).next(PAGE)).toMatchObject({ step: 's2' });
    const run = createSkillRun(skill, {});
    expect(run.next(banner)).toMatchObject({ step: 'i1' });
    expect(run.next(PAGE, OK)).toMatchObject({ step: 's2' });
  });

  it('leaves a box alone that is ticked already', () => {
    const box = (state: string): Observation =>
      observation([element('checkbox', 'News', { states: [state] }), element('button', 'Send')]);
    const skill = skillOf({
      parameters: [],
      steps: [{ id: 's1', kind: 'do', action: { kind: 'click', target: at('News', box('checked')), becomes: 'checked' } }],
      postcondition: [{ kind: 'state', target: at('News', box('checked')), state: 'checked', changed: true }],
    });
    expect(createSkillRun(skill, {}).next(box('checked'))).toEqual({ kind: 'done' });
    expect(createSkillRun(skill, {}).next(box('unchecked'))).toMatchObject({ kind: 'act' });
  });
});

describe('a notice that stands in the way', () => {
  const notice = (title: string, ...names: string[]): Observation =>
    observation([...names.map((name) => element('button', name, { region: `dialog "${title}"` })), ...PAGE.elements]);
  const begin = (page: Observation, skill = skillOf({})): SkillMove => createSkillRun(skill, { city: 'Oslo' }).next(page);

  it('is closed before anything else, once, without agreeing where that can be helped', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    const page = notice('We use cookies', 'Manage cookies', 'Accept all', 'Reject all');
    expect(run.next(page)).toEqual({ kind: 'act', step: 'notice', action: { kind: 'click', ref: 3 } });
    expect(run.next(page, OK)).toMatchObject({ step: 's1' });
    expect(begin(notice('Join our newsletter', 'Sign me up', 'No thanks'))).toMatchObject({ step: 'notice', action: { ref: 2 } });
    expect(begin(notice('We use cookies', 'Accept cookies'))).toMatchObject({ step: 'notice', action: { ref: 1 } });
  });

  it('is left alone when it asks for a decision, or nothing in it plainly dismisses it', () => {
    expect(begin(notice('Delete all contacts?', 'Close'))).toMatchObject({ step: 's1' });
    expect(begin(notice('Unsaved changes', 'Leave', 'Not now'))).toMatchObject({ step: 's1' });
    expect(begin(notice('Terms', 'Accept', 'Decline'))).toMatchObject({ step: 's1' });
    expect(begin(notice('News', 'OK', 'Read on'))).toMatchObject({ step: 's1' });
  });

  it('is left alone when it came after a step, or belongs to the skill', () => {
    const run = createSkillRun(skillOf({}), { city: 'Oslo' });
    run.next(PAGE);
    const answered = observation([...PAGE.elements, element('button', 'Close', { region: 'dialog "Did you mean Bergen"' })]);
    expect(run.next(answered, OK)).toMatchObject({ step: 's2' });
    const page = notice('Welcome', 'Close');
    const own = skillOf({
      steps: [{ id: 'c1', kind: 'do', action: { kind: 'click', target: at('Close', page) } }],
    });
    expect(begin(page, own)).toMatchObject({ step: 'c1' });
  });
});

describe('texts', () => {
  it('come from arguments, goal spans, elements and expressions', () => {
    const texts: [Skill['answer'], unknown][] = [
      [
        { kind: 'literal', text: 'To {city}!' },
        { kind: 'literal', text: 'To Oslo!' },
      ],
      [
        { kind: 'goal-span', index: 2 },
        { kind: 'quote', index: 2 },
      ],
      [
        { kind: 'element', target: at('Count 0') },
        { kind: 'from', ref: 3 },
      ],
      [
        { kind: 'calc', expression: 'join(upper({city}), text($1))', of: [at('Count 0')] },
        { kind: 'calc', expression: 'join(upper("Oslo"), text(3))' },
      ],
      [
        { kind: 'secret', name: 'shop' },
        { kind: 'secret', name: 'shop' },
      ],
    ];
    for (const [answer, expected] of texts) {
      const skill = skillOf({ steps: [], answer, postcondition: [{ kind: 'text-present', text: 'Count 0', changed: false }] });
      expect(createSkillRun(skill, { city: 'Oslo' }).next(PAGE)).toEqual({ kind: 'done', answer: expected });
    }
  });
});

describe('an induced skill on a site that drifted', () => {
  const who = { name: 'Ann Lee', email: 'ann@x.org', group: 'Work' };
  const goal = `Add ${who.name} with the e-mail ${who.email} to the group ${who.group}.`;
  const moves: Move[] = [['click', 'New contact'], ['type', 'Name', who.name], ['type', 'E-mail', who.email], ['select', 'Group', who.group], ['click', 'Save']]; // prettier-ignore
  const [skill] = induceSkills([{ ...playScript(new ContactSite(), goal, moves), success: true }]);
  const args = { name: 'Bo', e_mail: 'bo@y.net', group: 'Family' };

  function replay(run: SkillRun, site: ContactSite): Exclude<SkillMove, { kind: 'act' }> {
    let move = run.next(site.observe());
    for (let i = 0; i < 30 && move.kind === 'act'; i++) {
      const outcome = site.act(withText(move.action, goal));
      move = run.next(site.observe(), outcome);
    }
    if (move.kind === 'act') throw new Error('it does not end');
    return move;
  }

  it.each(['renamed', 'reordered', undefined] as const)('finds its targets again: %s', (drift) => {
    const site = new ContactSite({ drift });
    expect(replay(createSkillRun(skill, args), site)).toEqual({ kind: 'done' });
    expect(site.contacts).toEqual([{ name: 'Bo', email: 'bo@y.net', group: 'Family', copies: 0 }]);
  });

  it('breaks and says where, when a target is gone', () => {
    const options: ContactSiteOptions = { drift: 'removed' };
    expect(replay(createSkillRun(skill, args), new ContactSite(options))).toMatchObject({ kind: 'broken', at: 's5' });
  });
});
