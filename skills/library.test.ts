import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../memory/index.js';
import { ContactSite, type Move, playScript } from '../tests/fakes/contact-site.js';
import { readSkillFolder, skillsFromJson, skillsToJson, writeSkillFolder } from './files.js';
import { induceSkills } from './induce.js';
import { SkillLibrary } from './library.js';
import { NO_EVIDENCE, type Skill } from './schema.js';

const add = (name: string): Skill => {
  const moves: Move[] = [
    ['click', 'New contact'],
    ['type', 'Name', name],
    ['click', 'Save'],
  ];
  return induceSkills([{ ...playScript(new ContactSite(), `Add a contact called ${name}.`, moves), success: true }])[0];
};
const remove = (name: string): Skill => {
  const site = new ContactSite({ contacts: ['Ann', 'Bo'].map((one) => ({ name: one, email: '', group: '', copies: 0 })) });
  return induceSkills([{ ...playScript(site, `Delete the contact ${name}.`, [['click', 'Delete', name]]), success: true }])[0];
};
const PAGE = new ContactSite().observe();

let folder: string;
let store: Store;
let library: SkillLibrary;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'autodidact-skills-'));
  store = openStore(path.join(folder, 'runs.db'));
  library = new SkillLibrary(store.skills);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});
const use = (success: boolean, arm: 'with' | 'without' | 'shadow' = 'with', version = 1) => ({
  name: 'add-contact-called-name',
  version,
  arm,
  success,
  steps: 3,
});

describe('versions', () => {
  it('are kept, also after the file was closed', () => {
    const { skill, status } = library.add(add('Ann'), 'induced');
    expect([skill.name, skill.version, status]).toEqual(['add-contact-called-name', 1, 'draft']);
    store.close();
    store = openStore(path.join(folder, 'runs.db'));
    library = new SkillLibrary(store.skills);
    expect(library.get(skill.name)).toEqual({ skill, status: 'draft', reason: 'induced', current: true });
  });

  it('of a live skill go on counting until the new one is promoted; rollback goes back', () => {
    const { name } = library.add(add('Ann')).skill;
    library.promote(name);
    expect(library.add(add('Bo')).skill.version).toBe(2);
    expect(library.get(name).skill.version).toBe(1);
    library.promote(name, 2);
    expect(library.versions(name).map(({ status, current }) => `${status} ${current}`)).toEqual(['archived false', 'live true']);
    expect(library.rollback(name).skill.version).toBe(1);
    expect(library.versions(name).map(({ status, current }) => `${status} ${current}`)).toEqual(['live true', 'archived false']);
    expect(() => library.rollback(name)).toThrow(/no version before 1/);
    expect(() => library.get(name, 7)).toThrow(/has no version 7; it has 1, 2/);
    expect(() => library.get('nope')).toThrow(/no skill "nope"/);
  });

  it('of other goals get another name', () => {
    const first = library.add(add('Ann')).skill;
    const second = library.add({ ...remove('Bo'), name: first.name }).skill;
    expect([second.name, second.version]).toEqual([`${first.name}-2`, 1]);
    expect(library.list().map(({ skill }) => skill.name)).toEqual([first.name, second.name]);
  });
});

describe('evidence', () => {
  it('moves a skill up by agreement, down by failure, and out by more', () => {
    const entry = library.add(add('Ann'));
    library.admit(entry, { verdict: 'shadow', rung: 'passed', reason: 'ok', replays: [] });
    expect(library.recordUse(use(true, 'shadow')).status).toBe('shadow');
    expect(library.recordUse(use(true, 'shadow')).status).toBe('live');
    expect(library.recordUse(use(true))).toMatchObject({ status: 'live', skill: { evidence: { uses: 1, successes: 1 } } });
    expect(library.recordUse(use(false))).toMatchObject({
      status: 'shadow',
      reason: expect.stringContaining('failures in a row') as string,
    });
    expect(library.recordUse(use(true, 'shadow')).status).toBe('shadow'); // the agreement of before does not count any more
    expect(library.recordUse(use(true, 'shadow')).status).toBe('live');
    library.recordUse(use(false));
    expect(library.recordUse(use(false)).status).toBe('archived');
    expect(library.retrieve({ goal: 'Add a contact called Eva.', observation: PAGE })).toEqual([]);
  });

  it('compares the arms', () => {
    library.promote(library.add(add('Ann')).skill.name);
    for (const success of [true, true, false]) library.recordUse(use(success, 'without'));
    library.recordUse(use(true));
    expect(library.get(use(true).name).status).toBe('live');
    expect(library.arms(use(true).name, 1)).toEqual({
      having: { runs: 1, successes: 1, steps: 3 },
      without: { runs: 3, successes: 2, steps: 9 },
    });
  });

  it('keeps a rejected draft readable, with the reason', () => {
    const entry = library.add(add('Ann'));
    expect(library.admit(entry, { verdict: 'rejected', rung: 'source', reason: 'it broke', replays: [] })).toMatchObject({
      status: 'archived',
      reason: 'source: it broke',
    });
  });
});

describe('retrieval', () => {
  const goal = 'Please add a contact called "Eva Moor".';

  it('gives live skills of the site whose preconditions are in sight, with the arguments of the goal', () => {
    for (const skill of [add('Ann'), remove('Bo')]) library.promote(library.add(skill).skill.name);
    const found = library.retrieve({ goal, observation: PAGE });
    expect(found.map(({ skill, args }) => [skill.name, args])).toEqual([['add-contact-called-name', { name: 'Eva Moor' }]]);
    expect(library.retrieve({ goal, observation: { ...PAGE, url: 'https://other.test/' } })).toEqual([]);
    expect(library.retrieve({ goal, observation: { ...PAGE, elements: [] } })).toEqual([]);
    expect(library.retrieve({ goal, observation: PAGE }, 'shadow')).toEqual([]);
  });

  it('finds by words of requests that it served before, without arguments', () => {
    const { name } = library.promote(library.add(add('Ann')).skill.name).skill;
    const asked = 'Register the new colleague Eva in our directory';
    expect(library.retrieve({ goal: asked, observation: PAGE })).toEqual([]);
    library.recordUse({ ...use(true), goal: 'Register the new colleague Bo in our directory' });
    expect(library.retrieve({ goal: asked, observation: PAGE })).toMatchObject([{ skill: { name } }]);
    expect(library.retrieve({ goal: asked, observation: PAGE })[0].args).toBeUndefined();
  });

  it('puts the skill first that served such requests, of several that fit', () => {
    const skill = add('Ann');
    const twin = { ...skill, name: 'twin', goals: ['Add a contact named {name}.'] };
    for (const one of [skill, twin]) library.promote(library.add(one).skill.name);
    const asked = 'Add a contact called "Eva Moor".';
    const first = (byRequests: boolean) => library.forGoal(asked, 'live', byRequests)[0].skill.name;
    expect(library.forGoal(asked)).toHaveLength(2);
    expect(first(true)).toBe('add-contact-called-name');
    for (const goal of ['Add a contact called Mia Moor.', 'Add a contact called Tim Moor.'])
      library.recordUse({ ...use(true), name: 'twin', goal });
    library.recordUse({ ...use(true), goal: 'Add a contact called Bo.' });
    library.recordUse({ ...use(true), goal: 'Add a contact called Bo.' });
    expect([first(true), first(false)]).toEqual(['twin', 'add-contact-called-name']);
  });
});

describe('files', () => {
  it('carry a library to another store, where evidence has to be earned again', () => {
    const { name } = library.promote(library.add(add('Ann')).skill.name).skill;
    library.recordUse(use(true));
    const text = skillsToJson(library.list().map(({ skill }) => skill));
    const [skill] = skillsFromJson(text, 'library.json');
    expect(skill).toEqual({
      ...library.get(name).skill,
      evidence: NO_EVIDENCE,
      provenance: { ...skill.provenance, by: 'imported' },
    });
    const other = new SkillLibrary(openStore(':memory:').skills);
    expect(other.add(skill, 'imported').status).toBe('draft');
  });

  it('of a folder are for people and for the machine', () => {
    const { skill } = library.add(add('Ann'));
    const own = writeSkillFolder(skill, folder);
    const text = readFileSync(path.join(own, 'SKILL.md'), 'utf8');
    expect(text).toContain('# add-contact-called-name(name)');
    expect(text).toContain('- type {name} into textbox "Name"');
    expect(text).toContain('## Done when\n\n- the page says "{name}", which was not so before');
    expect(readSkillFolder(own)).toEqual({ ...skill, provenance: { ...skill.provenance, by: 'imported' } });
  });

  it('that were edited wrongly are refused with the place', () => {
    const own = writeSkillFolder(library.add(add('Ann')).skill, folder);
    const file = path.join(own, 'skill.json');
    const written = readFileSync(file, 'utf8');
    const edited = (from: string | RegExp, to: string): (() => Skill) => {
      writeFileSync(file, written.replace(from, to));
      return () => readSkillFolder(own);
    };
    expect(edited('"kind": "type"', '"kind": "tipe"')).toThrow(/skill\.json" is no skill: steps\[1\]\.action\.kind/);
    expect(edited(/"purpose": ".*"/, '"purpose": 3')).toThrow(/purpose: .*string.*Mend that place/);
    expect(edited('"format": 1', '"format": 9')).toThrow(/"format" is 9/);
    expect(edited('{', '{,')).toThrow(/is no JSON/);
    expect(edited(/"name": "add-contact/, '"name": "put-contact')).toThrow(
      /is headed "add-contact.*skill.json beside it is "put-contact/,
    );
    expect(() => readSkillFolder(folder)).toThrow(/has no skill\.json/);
    expect(() => skillsFromJson('{}', 'x.json')).toThrow(/no list of skills/);
  });
});
