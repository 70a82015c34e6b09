import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { runCli } from './cli.js';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-memory-cli-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

/** `autodidact memory ...` on the database of this test. */
async function memory(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(['memory', ...args], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await memory(...args, '--json');
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const database = (): string => path.join(home, 'autodidact.db');
const DUE = ['--subject', 'invoices', '--slot', 'due date'];
const invoices = (text: string, ...more: string[]) => memory('add', text, ...DUE, ...more);

const GROUPS = 'search list show stats add edit pin unpin archive restore verify undo forget sweep export import'.split(' ');

describe('memory', () => {
  it.each(GROUPS)('explains "%s" with an example', async (name) => {
    const { code, stdout } = await memory(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\n {2}autodidact memory ${name}`));
  });

  it('reads nothing, and makes no file, where nothing was remembered yet', async () => {
    expect(await memory('list')).toMatchObject({ code: 0, stdout: 'No such memory. Write one: autodidact memory add "TEXT"\n' });
    expect((await memory('search', 'invoice')).stdout).toMatch(/^No hit: nothing in these scopes/);
    expect(await json('list')).toEqual({ memories: [] });
    expect(await json('search', 'invoice')).toMatchObject({ hits: [], none: 'no-candidates' });
    expect(await json('stats')).toMatchObject({ byStatus: {}, bytes: 0, policies: [] });
    expect((await memory('sweep')).stdout).toMatch(/^Looked at 0 memories/);
    expect((await memory('pin', 'm1')).stderr).toMatch(/^error MEMORY_UNKNOWN: There is no memory m1.*autodidact memory list/);
    expect(fs.existsSync(database())).toBe(false);
  });

  it('finds what was added, and says why', async () => {
    expect(await invoices('Invoices are due after 30 days.')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^added m1: New\.\nTake it back: autodidact memory undo 1\n$/) as string }); // prettier-ignore
    await memory('add', 'The shop closes at noon on Saturdays.', '--scope', 'site:https://shop.example');
    const { stdout } = await memory('search', 'when is an invioce due', '--why');
    expect(stdout).toMatch(/searched for the stems .*invioce read as/);
    expect(stdout).toMatch(/1 {2}m1 {2}invoices: Invoices are due after 30 days\.\n.*fact, global, said by user; seen just now, valid since \d{4}-\d\d-\d\d, never verified\n {3}\d\.\d\d = bm25f 2\.00/); // prettier-ignore
    expect((await memory('search', 'when does the shop close')).stdout).toMatch(/^No hit/);
    const found = await json('search', 'when does the shop close', '--scope', 'site:https://shop.example');
    expect(found.hits).toMatchObject([{ label: 'm2' }]);
    expect((await json('search', 'invoice due', '--kind', 'preference')).hits).toEqual([]);
  });

  it('changes nothing by searching', async () => {
    await invoices('Invoices are due after 30 days.');
    await memory('search', 'invoice due');
    expect(await json('stats')).toMatchObject({ requests: 0, byStatus: { active: 1 } });
    expect(await json('show', 'm1')).toMatchObject({ memory: { shown: 0, lastUsedAt: null } });
  });

  it('says when a text is known, disputes another, or is refused', async () => {
    await invoices('Invoices are due after 30 days.');
    expect((await invoices('Invoices are due after 30 days.')).stdout).toMatch(/^unchanged: m1 says this/);
    expect((await invoices('They have to be paid within two weeks.')).stdout).toMatch(
      /^added m2: Disputed: m1 states another.*\nDecide it: /,
    );
    expect((await memory('list', '--status', 'disputed')).stdout).toMatch(/m2 [\s\S]*m1 /);
    expect((await memory('search', 'invoices due')).stdout).toMatch(/disputed with m1, the newer first/);
    expect((await memory('verify', 'm1', '--outdated')).stdout).toMatch(/^m1 is history/);
    expect(await json('show', '2')).toMatchObject({ memory: { status: 'active' } });
    expect(await memory('add', ' ')).toMatchObject({ code: 1, stdout: 'refused: The text is empty.\n' });
  });

  it('shows sources, links in both directions and changes', async () => {
    await invoices('Invoices are due after 30 days.');
    await invoices('They have to be paid within two weeks.', '--supersedes', 'm1', '--reason', 'new contract');
    const { stdout } = await memory('show', 'm1');
    expect(stdout).toMatch(/^m1 {2}fact, superseded, scope global, slot due date\ninvoices: Invoices are due after 30 days\.\n/);
    expect(stdout).toMatch(/comes from\n {2}user, .*: "Invoices are due after 30 days\."/);
    expect(stdout).toMatch(/linked\n {2}m2 supersedes this: named by the writer/);
    expect(stdout).toMatch(/changes\n {2}1 {2}.* add by user\n {2}3 {2}.* by user: .*status.*\(new contract\), together with 2/);
    expect((await memory('show', 'm2')).stdout).toMatch(/linked\n {2}supersedes m1/);
  });

  it('edits, pins, archives, restores and verifies, and takes each back', async () => {
    await invoices('Invoices are due after 30 days.');
    expect((await memory('edit', 'm1', 'Invoices are due after 14 days.')).stdout).toMatch(
      /^m1 was changed\.\nTake it back: .*undo 2\n/,
    );
    expect(await json('undo', '2')).toMatchObject({ done: 'changed' });
    expect(await json('show', 'm1')).toMatchObject({ memory: { body: 'Invoices are due after 30 days.' } });
    for (const [command, expected] of [
      ['pin', { pinned: true }],
      ['unpin', { pinned: false }],
      ['archive', { status: 'archived' }],
      ['restore', { status: 'active' }],
    ] as const) {
      expect(await memory(command, '1')).toMatchObject({ code: 0, stderr: '' });
      expect(await json('show', 'm1')).toMatchObject({ memory: expected });
    }
    expect((await memory('restore', 'm1')).stdout).toMatch(/^unchanged: m1 is like that already/);
    await memory('verify', 'm1');
    expect((await memory('search', 'invoice due')).stdout).toMatch(/verified just now/);
    expect((await memory('undo', '--memory', 'm1')).stdout).toMatch(/^changed: Took back "verify"/);
    expect((await memory('search', 'invoice due')).stdout).toMatch(/never verified/);
  });

  it('forgets only with --yes, for good, and names what else says it', async () => {
    const store = openStore(database());
    const said = { session: 's', seq: 1, role: 'user', speaker: 'Anna', body: 'We agreed on 30 days.', observedAt: 0 } as const;
    const turn = store.memories.addTurn(said).id ?? 0;
    const made = { kind: 'fact', body: 'Invoices are due after 30 days.', sourceType: 'user', observedAt: 0 } as const;
    store.memories.add({ ...made, sources: [{ turnId: turn }] });
    store.close();
    fs.writeFileSync(`${database()}.vectors`, 'left by a process that had an embedder');

    const preview = await memory('forget', 'm2');
    expect(preview.code).toBe(1);
    expect(preview.stdout).toMatch(/^Would remove m2 for good\.\n {2}Invoices are due after 30 days\.\nIt was made from m1, which is kept.*\nNothing was changed\. To do it: autodidact memory forget m2 --yes\n$/); // prettier-ignore
    expect(await json('forget', 'm1')).toMatchObject({ forgotten: false, quotedBy: [2] });
    expect(await json('list')).toMatchObject({ memories: [{ id: 2 }, { id: 1 }] });

    expect(await memory('forget', 'm2', '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(fs.existsSync(`${database()}.vectors`)).toBe(false);
    expect((await memory('show', 'm2')).stderr).toMatch(/^error MEMORY_UNKNOWN/);
    expect(await memory('undo', '--memory', 'm2')).toMatchObject({ code: 1 });
    expect(await memory('add', 'Invoices are due after 30 days.')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^refused: This was forgotten on request/) as string,
    });
  });

  it('sweeps what is of no use, after saying so on a dry run', async () => {
    const clock = { at: 0, now: () => 0 };
    const store = openStore(database(), { clock });
    const source = { outside: 'user', quote: 'said' };
    const old = { kind: 'fact', sourceType: 'user', observedAt: 0, sources: [source] } as const;
    store.memories.add({ ...old, body: 'The printer is on the second floor.', importance: 0.1 });
    store.memories.add({ ...old, body: 'Anna is the accountant.' });
    store.close();
    expect(await json('stats')).toMatchObject({ stale: 2, byKind: { fact: 2 }, byScope: { global: 2 } });
    expect((await memory('sweep', '--dry-run')).stdout).toMatch(
      /would archive 1\n {2}m1: not used for \d+ days\n[\s\S]*kept 1 important/,
    );
    expect(await json('show', 'm1')).toMatchObject({ memory: { status: 'active' } });
    expect((await memory('sweep')).stdout).toMatch(/archived 1\n[\s\S]*Take it back: autodidact memory undo --memory m1/);
    expect(await json('show', 'm1')).toMatchObject({ memory: { status: 'archived' } });
    expect(await memory('undo', '--memory', 'm1')).toMatchObject({ code: 0 });
    expect(await json('sweep', '--dry-run')).toMatchObject({ looked: 2, archived: [{ id: 1 }], dryRun: true });
    expect((await memory('stats')).stdout).toMatch(
      /status {3}active 2\n[\s\S]*2 stale[\s\S]*index {4}complete\nranking {2}the start weights/,
    );
  });

  it('exports to stdout or a file, and imports it elsewhere, once', async () => {
    await invoices('Invoices are due after 30 days.');
    const file = path.join(home, 'memories.jsonl');
    expect((await memory('export', file)).stdout).toBe(`1 lines written to ${file}\n`);
    expect(fs.readFileSync(file, 'utf8')).toBe((await memory('export')).stdout);
    const other = ['--db', path.join(home, 'new', 'other.db')];
    expect(await json('import', file, ...other)).toEqual({ added: 1, known: 0, forgotten: 0, refused: [] });
    expect((await memory('import', file, ...other)).stdout).toMatch(/^added 0, known already 1,/);
    expect((await memory('search', 'invoice due', ...other)).stdout).toMatch(/m1 {2}invoices: Invoices are due/);
    expect(await json('export', file)).toEqual({ file, lines: 1 });
  });

  it('imports nothing when a line is broken', async () => {
    await invoices('Invoices are due after 30 days.');
    const file = path.join(home, 'broken.jsonl');
    fs.writeFileSync(file, `${(await memory('export')).stdout}{"format":1,`);
    const other = ['--db', path.join(home, 'other.db')];
    expect(await memory('import', file, ...other)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error MEMORY_LINE_INVALID: Line 2 .*nothing was imported/) as string,
    });
    expect(await json('list', ...other)).toEqual({ memories: [] });
  });

  it.each([
    [['show', 'mm1'], /argument 'id'.*such as m12/],
    [['show', '0'], /argument 'id'.*such as m12/],
    [['add', 'x', '--kind', 'turn'], /--kind <kind>.*fact, preference, procedure/],
    [['list', '--kind', 'rumour'], /Allowed choices are turn, fact/],
    [['search', 'x', '--scope', 'shop'], /Expected global, user, site:ORIGIN/],
    [['edit', 'm1'], /nothing to change was named/],
    [['edit', 'm1', '--trust', '2'], /number from 0 to 1/],
    [['add', 'x', '--valid-until', 'soon'], /date such as/],
    [['undo'], /either the number of a change or --memory ID/],
    [['undo', '3', '--memory', 'm1'], /either the number of a change or --memory ID/],
    [['export', '--json'], /stdout gets JSON lines/],
  ])('answers %j with one line that names the mistake', async (args, message) => {
    const { code, stdout, stderr } = await memory(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error USAGE: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });

  it.each([
    [['show', 'm99'], /^error MEMORY_UNKNOWN: There is no memory m99/],
    [['edit', 'm99', 'x'], /^error MEMORY_UNKNOWN/],
    [['forget', '99'], /^error MEMORY_UNKNOWN/],
    [['add', 'x y z', '--supersedes', '99'], /^error MEMORY_UNKNOWN/],
    [['undo', '99'], /^error OPERATION_UNKNOWN: .*autodidact memory show ID/],
    [['pin', 'm1', '--db', 'none.db'], /^error DATABASE_MISSING: /],
    [['import', 'none.jsonl'], /^error FILE_READ: "none\.jsonl" cannot be read/],
    [['export', '/none/memories.jsonl'], /^error FILE_WRITE: /],
  ])('names what %j could not find', async (args, message) => {
    await invoices('Invoices are due after 30 days.');
    const { code, stderr } = await memory(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
