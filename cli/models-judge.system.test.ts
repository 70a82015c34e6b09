import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { runCli } from './cli.js';

let home: string;
beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-judge-'));
});
afterAll(() => fs.rmSync(home, { recursive: true }));

async function judge(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(['models', 'judge', ...args, '--json'], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

it('plays pairs of the gate in the browser, promotes nothing that is no better, and plays none twice', async () => {
  const first = await judge('seed', '--pairs', '6', '--promote', 'twin');
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    ...{ models: { candidate: 'seed', against: 'best' }, suite: 'practice', promoted: null },
    ...{ verdict: 'no significant change', pairs: 6, difference: 0 },
  });
  const [file] = fs.readdirSync(path.join(home, 'cycles', 'judged'));
  const played = fs.readFileSync(path.join(home, 'cycles', 'judged', file), 'utf8');
  expect(await judge('seed', '--pairs', '6', '--promote', 'twin')).toMatchObject({ code: 0, stdout: first.stdout });
  expect(fs.readFileSync(path.join(home, 'cycles', 'judged', file), 'utf8')).toBe(played);
});

it('names a model that is not there, and a suite that decides nothing', async () => {
  expect(await judge('seed', '--suite', 'miniwob')).toMatchObject({
    stderr: expect.stringContaining('decides nothing') as string,
  });
  expect(await judge('nothing.gguf')).toMatchObject({ code: 1, stderr: expect.stringContaining('models list') as string });
});
