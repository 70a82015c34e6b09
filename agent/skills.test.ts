import { describe, expect, it } from 'vitest';
import type { AgentSettingsInput } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { induceSkills, SkillLibrary } from '../skills/index.js';
import { ContactSite, type ContactSiteOptions, contactSession, type Move, playScript } from '../tests/fakes/contact-site.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createAgent } from './create-agent.js';

const GOAL = 'Add Dee Roe with the e-mail dee@q.io to the group Friends.';
const assignment = { goal: GOAL, startUrl: 'http://127.0.0.1:4000/list', limits: { steps: 9, tokens: 1e6, timeMs: 60_000 } };

const add = (name: string, email: string, group: string): Move[] => [
  ['click', 'New contact'],
  ['type', 'Name', name],
  ['type', 'E-mail', email],
  ['select', 'Group', group],
  ['click', 'Save'],
];
const success = (id: string, name: string, email: string, group: string) => ({
  ...playScript(new ContactSite(), `Add ${name} with the e-mail ${email} to the group ${group}.`, add(name, email, group), id),
  success: true,
});

/** An agent whose library holds one skill, whose model always asks to stop, on the contact site. */
function setUp(settings: AgentSettingsInput = {}, site: ContactSiteOptions = {}, status: 'live' | 'shadow' = 'live') {
  const store = openStore(':memory:');
  const library = new SkillLibrary(store.skills);
  const [skill] = induceSkills([success('a', 'Ann Lee', 'ann@x.org', 'Work'), success('b', 'Bo Berg', 'bo@y.org', 'Family')]);
  const entry = library.add(skill);
  if (status === 'live') library.promote(entry.skill.name);
  else library.admit(entry, { verdict: 'shadow', rung: 'passed', reason: '', replays: [] });
  const model = createScriptedModel(() => JSON.stringify({ think: '', action: 'stop' }));
  const contacts = new ContactSite(site);
  const agent = createAgent({
    model,
    log: store.log,
    skills: library,
    settings: { proposers: ['model'], ...settings, skills: { holdOut: 0, ...settings.skills } },
  });
  const run = () => agent.run(assignment, { session: contactSession(contacts), purpose: 'train' });
  return { run, contacts, model, store, name: entry.skill.name };
}

describe('an agent with a skill for the goal', () => {
  it('does it without asking the model, step by step through the loop', async () => {
    const { run, contacts, store, name } = setUp();
    const result = await run();
    expect(contacts.contacts).toEqual([{ name: 'Dee Roe', email: 'dee@q.io', group: 'Friends', copies: 0 }]);
    expect(result).toMatchObject({ finish: { kind: 'done' }, usage: { prompt: 0, generated: 0 } });
    expect(result.skills).toEqual([{ name, version: 1, arm: 'with', ended: 'done', steps: 4 }]); // "Friends" is chosen already
    const steps = store.log.steps(result.episodeId);
    expect(steps.map(({ decision }) => decision.proposer)).toEqual(Array(5).fill(`skill:${name}`));
    expect(steps[1]).toMatchObject({ verdicts: [{ label: 'A' }], calls: [] });
    expect(steps[1].decision.notes[0]).toContain(`skill ${name}(name: "Dee Roe", e_mail: "dee@q.io", group: "Friends"), step s2`);
  });

  it.each([true, false])('tells the library whether past requests count: %s', async (byRequests) => {
    const asked: unknown[] = [];
    const skills = { forGoal: (...args: unknown[]) => (asked.push(args), []) };
    const model = createScriptedModel(() => JSON.stringify({ think: '', action: 'stop' }));
    const agent = createAgent({ model, log: openStore(':memory:').log, skills, settings: { skills: { byRequests } } });
    await agent.run(assignment, { session: contactSession(new ContactSite()), purpose: 'train' });
    expect(asked).toEqual([[GOAL, 'live', byRequests]]);
  });

  it.each<[string, AgentSettingsInput, 'live' | 'shadow']>([
    ['switched off', { skills: { enabled: false } }, 'live'],
    ['not yet proven in use', {}, 'shadow'],
  ])('asks the model when skills are %s', async (_, settings, status) => {
    const { run, contacts } = setUp(settings, {}, status);
    const result = await run();
    expect(result.skills).toEqual([]);
    expect(result.usage.prompt).toBeGreaterThan(0);
    expect(contacts.contacts).toEqual([]);
  });

  it('uses what only replays have proven when it is told to', async () => {
    const { run } = setUp({ skills: { trust: 'shadow' } }, {}, 'shadow');
    expect((await run()).skills).toMatchObject([{ ended: 'done' }]);
  });

  it('does without when it is held out, and says so', async () => {
    const { run, contacts, name } = setUp({ skills: { holdOut: 1 } });
    expect((await run()).skills).toEqual([{ name, version: 1, arm: 'without', ended: 'open', steps: 0 }]);
    expect(contacts.contacts).toEqual([]);
  });

  it('leaves the page to the model where the skill breaks', async () => {
    const { run, store } = setUp({}, { drift: 'removed' });
    const result = await run();
    expect(result.skills).toMatchObject([{ ended: 'broken', steps: 3, broken: expect.stringContaining('"Save"') as string }]);
    const last = store.log.steps(result.episodeId).at(-1)!;
    expect(last.decision).toMatchObject({ action: { kind: 'stop' }, proposer: 'model' });
    expect(last.decision.notes[0]).toContain('broke at');
  });
});
