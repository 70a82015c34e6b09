import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { packageRoot } from '../core/index.js';
import { runCli } from './cli.js';

const EXAMPLE = path.join(packageRoot, 'examples/tasks/tasks.json');
let home: string;
beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-suite-cli-'));
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

describe('suites of a user', () => {
  it('are checked: the example has nothing to mend', async () => {
    const { code, stdout } = await run('suite', 'check', EXAMPLE, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ suite: 'corner-shop', sound: true, tasks: { length: 20 } });
  });

  it('are checked: a check that always holds is named, and the exit code is 1', async () => {
    const file = path.join(home, 'tasks.json');
    fs.writeFileSync(path.join(home, 'page.html'), '<h1>Lamps</h1>');
    fs.writeFileSync(file, JSON.stringify({ name: 'mine', tasks: [{ id: 'lamps', goal: 'Find lamps.', url: './page.html', check: { text: 'Lamps' } }] })); // prettier-ignore
    const { code, stdout } = await run('suite', 'check', file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/lamps +train +yes +yes/);
    expect(stdout).toContain('to mend: lamps: holds before anything was done');
    expect(await run('eval', '--suite', file)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error SUITE_SPLIT_EMPTY: .*"report"/),
    });
  });

  it('are measured like any other, on their reported tasks', async () => {
    const { code, stdout, stderr } = await run('eval', '--suite', EXAMPLE, '--model', 'match', '--episodes', '6', '--families', 'add-two,not-sold', '--json'); // prettier-ignore
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      suite: 'corner-shop',
      split: 'report',
      episodes: 6,
      byFamily: { 'add-two': { successes: 3 } },
    });
    expect(stderr).toContain('report of corner-shop has 2 different tasks: 6 episodes repeat them');
  });
});
