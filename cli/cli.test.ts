import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { recordAttempt } from '../tests/fakes/attempts.js';
import { element, observation } from '../tests/fakes/observations.js';
import { runCli } from './cli.js';

let home: string;
beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-cli-'));
});
afterAll(() => fs.rmSync(home, { recursive: true }));

async function run(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(args, {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

const COMMANDS = [
  'demo',
  'run',
  'explore',
  'eval',
  'compare',
  'ablate',
  'bench-memory',
  'drill',
  'practise',
  'raise',
  'foresee',
  'collect',
  'cycle',
  'export',
  'runs',
  'memory',
  'skills',
  'suite',
  'models',
  'doctor',
];

describe('the command line', () => {
  it.each([
    ...COMMANDS.map((name) => [name]),
    ['runs', 'list'],
    ['runs', 'show'],
    ['runs', 'health'],
    ['runs', 'export'],
    ['models', 'show'],
    ['models', 'examine'],
  ])('explains %s %s with an example', async (...words) => {
    const { code, stdout, stderr } = await run(...words.filter((word): word is string => typeof word === 'string'), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (words.length === 2 || (words[0] !== 'runs' && words[0] !== 'models'))
      expect(stdout).toMatch(/Examples?.*:\n {2}autodidact /);
  });

  it('lists its commands and prints its version', async () => {
    expect((await run('--help')).stdout).toMatch(new RegExp(COMMANDS.join('[\\s\\S]*')));
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['eval', '--episode', '5'], /error USAGE: unknown option '--episode'.*--episodes/],
    [['evl'], /error USAGE: unknown command 'evl'.*eval/],
    [['eval', '--episodes', 'many'], /error USAGE: option '--episodes <n>' argument 'many' is invalid.*above 0/],
    [['eval', '--suite', 'webarena'], /error USAGE: .*practice, miniwob/],
    [['run', 'Do it'], /error USAGE: required option '--url <url>' not specified/],
    [['run', '--url', 'http://127.0.0.1/'], /error USAGE: missing required argument 'goal'/],
    [['explore', 'shop'], /error USAGE: .*'shop' is invalid for argument 'url'.*http:/],
    [['explore', 'http://127.0.0.1/', '--minutes', '0'], /error USAGE: .*'0' is invalid.*above 0/],
    [['explore', 'http://127.0.0.1/', '--show', '--forget'], /error USAGE: --show and --forget exclude each other/],
    [['compare', '--a', 'model=seed'], /error USAGE: required option '--b <settings>' not specified/],
    [['practise', '--suite', 'practice', '--split', 'gate'], /error USAGE: option '--split <split>' argument 'gate' is invalid/],
    [['drill', 'drift', '--split', 'gate'], /error USAGE: option '--split <split>' argument 'gate' is invalid/],
    [['bench-memory', '--memories', 'all'], /error USAGE: option '--memories <n>' argument 'all' is invalid/],
    [['raise', '--practice', '1'], /error USAGE: option '--practice <share>' argument '1' is invalid/],
    [['raise', '--rollouts', '-1'], /error USAGE: option '--rollouts <n>' argument '-1' is invalid/],
    [['raise', '--minutes', '-3'], /error USAGE: option '--minutes <n>' argument '-3' is invalid/],
    [['runs', 'list', '--purpose', 'fun'], /error USAGE: .*train, gate, report, use/],
    [['export', '--out', 'x', '--rows', 'success,magic'], /error USAGE: .*"magic" is none of success, revision/],
    [['cycle', '--rows', 'world-model'], /error USAGE: .*"world-model" is none of success, revision/],
    [['cycle', '--rewards', 'outcome=1,progress'], /error USAGE: .*weights such as outcome=1/],
    [['cycle', '--rewards', 'luck=1'], /error USAGE: .*"luck" is none of outcome, progress/],
    [['demo', 'now'], /error USAGE: too many arguments/],
  ])('answers %j with one line that names the mistake', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('tells what is wrong with the second arm of a comparison before the first is measured', async () => {
    const { code, stderr } = await run('compare', '--a', 'model=match', '--b', 'coverage.looks=x');
    expect(code).toBe(1);
    expect(stderr).toContain('SETTING_INVALID');
    expect(stderr).not.toContain('episodes');
  });

  it('takes no arm of a comparison that is not NAME=VALUE', async () => {
    const { code, stderr } = await run('compare', '--a', 'seed', '--b', 'model=match');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error SETTING_UNKNOWN: "seed" is not NAME=VALUE/);
  });
});

describe('ablate', () => {
  it('lists mechanisms, and answers a wrong name with the list', async () => {
    const { code, stdout } = await run('ablate', '--mechanisms', 'list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/critic +episodes[\s\S]*skills +chains/);
    expect(await run('ablate', '--mechanisms', 'critic,telepathy')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error MECHANISM_UNKNOWN: .*"telepathy".*critic.*skills/) as string,
    });
    expect((await run('ablate')).stderr).toMatch(/^error MECHANISM_UNKNOWN: .*--all.*--list/);
  });
});

describe('practise', () => {
  it('asks where, and plays on no page that nobody gave free', async () => {
    expect((await run('practise')).stderr).toMatch(/^error PRACTICE_PLACE: /);
    expect(await run('practise', 'http://127.0.0.1:9/')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error PRACTICE_SANDBOX: .*--sandbox/) as string,
    });
  });
});

describe('export', () => {
  it('writes the rows that are asked for, with where they come from', async () => {
    const db = path.join(home, 'rollouts.db');
    const store = openStore(db);
    const page = observation([element('button', 'Go')]);
    const step = { page, action: { kind: 'click' as const, ref: 1 }, said: [['Go', -0.5] as const] };
    recordAttempt(store, { id: 'a', family: 'f', success: true, steps: [step] });
    store.close();
    const out = path.join(home, 'rows.jsonl');
    const { stdout } = await run('export', '--db', db, '--rows', 'success,world-model', '--sources', '--out', out, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, byBuilder: { success: 1, 'world-model': 1 } });
    const rows = fs.readFileSync(out, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
    expect(rows).toMatchObject([
      { completion: 'Go<|end|>', source: { builder: 'success', episodeId: 'a', step: 1 } },
      { completion: 'Nothing changes.', source: { builder: 'world-model', episodeId: 'a', step: 1 } },
    ]);
    expect((await run('export', '--db', db, '--format', 'dpo', '--rows', 'success', '--out', out)).stderr).toMatch(/^error EXPORT_ROWS: /); // prettier-ignore
  });
});

describe('runs', () => {
  it('says so when nothing was run yet', async () => {
    expect(await run('runs', 'list')).toMatchObject({ code: 0, stdout: 'No runs yet. Try: autodidact demo\n' });
    expect((await run('runs', 'list', '--json')).stdout).toBe('[]\n');
    expect(await run('runs', 'show', 'abc')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error EPISODE_UNKNOWN: /) as string,
    });
  });

  it('lists, shows and exports what the log holds, by the first letters of an id', async () => {
    const file = path.join(home, 'log.db');
    const store = openStore(file);
    const assignment = { goal: 'Press "Go"', startUrl: 'http://127.0.0.1/', limits: { steps: 5, tokens: 10, timeMs: 10 } };
    for (const id of ['aaaa-1', 'aaab-2']) {
      store.log.beginEpisode({ id, assignment, purpose: 'use', planner: 'greedy', settings: {} });
      store.log.endEpisode(id, { kind: 'done', text: 'pressed' });
    }
    store.close();
    expect((await run('runs', 'list', '--db', file)).stdout).toMatch(/aaab-2 .*done.*Press "Go"[\s\S]*aaaa-1/);
    expect((await run('runs', 'show', 'aaaa', '--db', file)).stdout).toMatch(/goal {3}Press "Go"[\s\S]*end {4}done.*pressed/);
    expect((await run('runs', 'show', 'aaa', '--db', file)).stderr).toMatch(
      /^error EPISODE_AMBIGUOUS: 2 episodes begin with "aaa"/,
    );
    const exported = (await run('runs', 'export', '--db', file)).stdout.trim().split('\n');
    expect(exported.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['aaaa-1', 'aaab-2']);
  });

  it('tells the health of reflection from judged episodes, also when there are none', async () => {
    const { stdout } = await run('runs', 'health', '--json');
    expect(JSON.parse(stdout)).toEqual({ reflectors: {}, friction: { retries: 0, repeats: 0 } });
    expect((await run('runs', 'health')).stdout).toContain('autodidact ablate');
  });

  it('names a database that is not there', async () => {
    const { code, stderr } = await run('runs', 'list', '--db', path.join(home, 'none.db'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error DATABASE_MISSING: /);
  });
});
