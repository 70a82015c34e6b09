import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { induceSkills, type Skill, SkillLibrary } from '../skills/index.js';
import { ContactSite, type Move, playScript } from '../tests/fakes/contact-site.js';
import { runCli } from './cli.js';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-skills-cli-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

/** `autodidact skills ...` on the database of this test. */
async function skills(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(['skills', ...args], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await skills(...args, '--json');
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const database = (): string => path.join(home, 'autodidact.db');
const NAME = 'add-contact-called-name';
const made = (name: string): Skill => {
  const moves: Move[] = [
    ['click', 'New contact'],
    ['type', 'Name', name],
    ['click', 'Save'],
  ];
  return induceSkills([{ ...playScript(new ContactSite(), `Add a contact called ${name}.`, moves), success: true }])[0];
};
const ADD = made('Ann');

/** Puts something into the library as runs would. */
function fill(work: (library: SkillLibrary) => void): void {
  const store = openStore(database());
  work(new SkillLibrary(store.skills));
  store.close();
}

const live = (): void =>
  fill((library) => {
    library.add(ADD, 'induced');
    library.promote(NAME);
  });
const use = (success: boolean, arm: 'with' | 'without' = 'with') => ({ name: NAME, version: 1, arm, success, steps: 3 });

const COMMANDS = 'list show test run promote archive rollback remove export import'.split(' ');

describe('skills', () => {
  it.each(COMMANDS)('explains "%s" with an example', async (name) => {
    const { code, stdout } = await skills(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\n {2}autodidact skills ${name}`));
    if (name === 'test' || name === 'run') expect(stdout).toMatch(/acts on the page for real/);
  });

  it('says what makes skills where there are none, and makes no file', async () => {
    expect(await skills('list')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No skills yet\..*eval --chain.*\n$/) as string }); // prettier-ignore
    expect(await json('list')).toEqual({ skills: [] });
    expect((await skills('export', '--out', path.join(home, 'out'))).stdout).toMatch(/^No skills yet\..*Nothing was written/);
    for (const command of ['show', 'promote', 'archive', 'rollback', 'remove', 'export'])
      expect((await skills(command, 'nope', ...(command === 'export' ? ['--out', 'x'] : []))).stderr).toMatch(
        /^error SKILL_UNKNOWN: There is no skill "nope".*skills list/,
      );
    expect((await skills('test', 'nope', '--url', 'http://127.0.0.1/')).stderr).toMatch(/^error SKILL_UNKNOWN/);
    expect(fs.readdirSync(home)).toEqual([]);
  });

  it('lists what each name stands for, and every version on a rung', async () => {
    live();
    fill((library) => library.add(made('Bo'), 'induced again'));
    expect((await skills('list')).stdout).toMatch(
      new RegExp(`^name +version +status +site +succeeded +effect, points +reason\n-.*\n${NAME} +1 of 2 +live +http://127\\.0\\.0\\.1:\\* +0 of 0 +- +promoted by hand\n$`), // prettier-ignore
    );
    expect((await skills('list', '--status', 'draft')).stdout).toMatch(/2 of 2 +draft .*induced again/);
    expect(await json('list', '--status', 'draft')).toMatchObject({ skills: [{ version: 2, versions: 2, current: false }] });
    expect((await skills('list', '--status', 'archived')).stdout).toMatch(/^No version of a skill is archived/);
  });

  it('shows the effect once both arms have runs', async () => {
    live();
    fill((library) => {
      for (const success of [true, true, true]) library.recordUse(use(success));
    });
    expect((await json('list')).skills).toMatchObject([{ uses: 3, successes: 3 }]);
    expect((await json('list')).skills).not.toMatchObject([{ effect: {} }]);
    fill((library) => library.recordUse(use(false, 'without')));
    expect((await skills('list')).stdout).toMatch(/3 of 3 +\+46\.7 \(-?\+?\d+\.\d to \+\d+\.\d\)/);
    expect((await skills('show', NAME)).stdout).toMatch(
      /with it 3 of 3 succeeded; held out 0 of 1 succeeded\n {2}effect \+46\.7 \(.*\) points, 0\.0 steps/,
    );
  });

  it('shows the program, where it comes from and what came of it', async () => {
    live();
    fill((library) => library.recordUse({ ...use(true), goal: 'Please add Zoe.' }));
    const { stdout } = await skills('show', NAME);
    expect(stdout).toMatch(new RegExp(`^${NAME}\\(name\\) {2}version 1, live: promoted by hand\n`));
    for (const part of [
      'asked for by\n  Add a contact called {name}.\n',
      'parameters\n  name  text, read from the goal, e.g. "Ann"\n',
      'begins\n  on http://127.0.0.1:*\n  where link "New contact" is there\n',
      'does\n  - click link "New contact"\n  - type {name} into textbox "Name"\n  - click button "Save"\n',
      ', which was not so before\n',
      'made of\n  induced\n  run e1, steps 1, 2, 3\n',
      '  1 of 1 uses succeeded: rate 66.7% (',
      'past requests\n  Please add Zoe.\n',
      'versions\n  1  live, current: promoted by hand\n',
    ])
      expect(stdout).toContain(part);
    expect(await json('show', NAME, '--version', '1')).toMatchObject({
      skill: { name: NAME, provenance: { steps: [{ episodeId: 'e1' }, {}, {}] } },
      arms: { having: { runs: 1 }, without: { runs: 0 } },
      requests: ['Please add Zoe.'],
    });
  });
});

describe('moving a skill', () => {
  it('says what the state is then', async () => {
    live();
    fill((library) => library.add(made('Bo'), 'induced again'));
    expect((await skills('promote', NAME, '--version', '2')).stdout).toBe(
      `${NAME} version 2 is live: promoted by hand.\nversions\n  1  archived: version 2 took its place\n  2  live, current: promoted by hand\n`,
    );
    expect((await skills('rollback', NAME)).stdout).toMatch(/version 1 is live: rolled back from version 2\.\n/);
    expect(await json('archive', NAME, '--reason', 'new form')).toEqual({
      ...{ name: NAME, version: 1, status: 'archived', current: true, reason: 'new form' },
      versions: [
        { version: 1, status: 'archived', current: true, reason: 'new form' },
        { version: 2, status: 'archived', current: false, reason: 'rolled back to version 1' },
      ],
    });
    expect(await skills('promote', NAME, '--version', '7')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error SKILL_VERSION: .*it has 1, 2/) as string,
    });
  });

  it('promotes what is badly written only with a word about it', async () => {
    fill((library) => library.add({ ...ADD, postcondition: [{ kind: 'text-present', text: 'x', changed: false }] }));
    expect((await skills('promote', NAME)).stderr).toMatch(/^Promoted as you wish, but no check of the postcondition/);
  });

  it('removes only with --yes, and names before what would be lost', async () => {
    live();
    fill((library) => library.recordUse({ ...use(true), goal: 'Please add Zoe.' }));
    expect(await skills('remove', NAME)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^error CONFIRMATION_MISSING: .*1 version, 1 recorded use and 1 past request\. Add --yes/) as string, // prettier-ignore
    });
    expect((await json('list')).skills).toHaveLength(1);
    expect((await skills('remove', NAME, '--yes')).stdout).toMatch(/was removed for good: 1 version/);
    expect((await json('list')).skills).toEqual([]);
  });
});

describe('export and import', () => {
  const file = (name: string): string => path.join(home, name);
  const elsewhere = (): string[] => ['--db', file('new/other.db')];

  it.each(['skills', 'skills/skills.json'])('carry skills over as drafts by %s, once', async (name) => {
    live();
    fill((library) => library.recordUse(use(true)));
    expect((await skills('export', '--out', file(name))).stdout).toBe(`1 skill written to ${file(name)}\n`);
    expect((await skills('import', file(name), ...elsewhere())).stdout).toMatch(
      new RegExp(`^${NAME} came in as version 1, draft\n {2}try it: autodidact skills test ${NAME} --version 1 `),
    );
    expect(await json('show', NAME, ...elsewhere())).toMatchObject({
      status: 'draft',
      reason: `imported from ${file(name)}`,
      skill: { evidence: { uses: 0 }, provenance: { by: 'imported' } },
    });
    expect((await skills('import', file(name), ...elsewhere())).stdout).toBe(`${NAME} is here already, as version 1, draft\n`);
    expect((await json('show', NAME, ...elsewhere())).versions).toHaveLength(1);
  });

  it('take the folder of one skill, and say what is wrong with it as it is written', async () => {
    live();
    expect(await json('export', NAME, '--out', file('out'))).toEqual({ out: file('out'), skills: [{ name: NAME, version: 1 }] });
    expect(fs.readFileSync(file(`out/${NAME}/SKILL.md`), 'utf8')).toContain('Add a contact called {name}.');
    const own = file(`out/${NAME}/skill.json`);
    fs.writeFileSync(own, fs.readFileSync(own, 'utf8').replaceAll('{name}', '{nome}'));
    expect(await json('import', path.dirname(own), ...elsewhere())).toMatchObject({
      skills: [{ status: 'draft', known: false, problems: [expect.stringContaining('{nome}'), expect.anything()] }],
    });
  });

  it('import nothing where one of several is broken', async () => {
    live();
    await skills('export', '--out', file('out'));
    fs.cpSync(file(`out/${NAME}`), file('out/z-broken'), { recursive: true });
    fs.writeFileSync(file('out/z-broken/skill.json'), '{"format":1,');
    expect((await skills('import', file('out'), ...elsewhere())).stderr).toMatch(/^error SKILL_INVALID: .*z-broken.*is no JSON/);
    fs.rmSync(file('out/z-broken/skill.json'));
    expect((await skills('import', file('out'), ...elsewhere())).stderr).toMatch(/^error SKILL_INVALID: .*has no skill\.json/);
    expect(fs.existsSync(file('new'))).toBe(false);
  });
});

describe('test and run', () => {
  const url = ['--url', 'http://127.0.0.1:9/'];

  it('do not begin where the arguments are not clear', async () => {
    live();
    expect((await skills('test', NAME, ...url, '--goal', 'Delete all contacts.')).stderr).toMatch(
      /^error SKILL_GOAL: .*serves goals such as "Add a contact called \{name\}\.".*--arg name="Ann"/,
    );
    expect((await skills('run', NAME, ...url)).stderr).toMatch(/^error SKILL_ARGUMENTS: .*"name" is missing/);
    expect((await skills('run', NAME, ...url, '--arg', 'town=Oslo')).stderr).toMatch(
      /^error SKILL_ARGUMENTS: .*no parameter "town"/,
    );
  });
});

describe('a command line that makes no sense', () => {
  it.each([
    [['show'], /missing required argument 'name'/],
    [['show', 'x', '--version', '0'], /whole number above 0/],
    [['list', '--status', 'good'], /draft, shadow, live, archived/],
    [['test', 'x'], /required option '--url <url>'/],
    [['test', 'x', '--url', 'http://127.0.0.1/', '--record', 'success'], /unknown option '--record'/],
    [['run', 'x', '--url', 'http://127.0.0.1/', '--arg', 'Ann'], /as name=value/],
    [['run', 'x', '--url', 'http://127.0.0.1/', '--record', 'maybe'], /success, failure/],
    [['export'], /required option '--out <path>'/],
  ])('%j is answered with one line that names the mistake', async (args, message) => {
    const { code, stdout, stderr } = await skills(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error USAGE: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });

  it.each([
    [['list', '--db', 'none.db'], /^error DATABASE_MISSING: /],
    [['import', 'none'], /^error FILE_READ: "none" cannot be read.*skills export/],
    [['export', '--out', 'package.json/skills.json'], /^error FILE_WRITE: /],
  ])('names what %j could not find', async (args, message) => {
    live();
    const { code, stderr } = await skills(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
