import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { runCli } from './cli.js';

let home: string;
beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-ablate-'));
});
afterAll(() => fs.rmSync(home, { recursive: true }));

/** The matcher alone, so that no model is needed; forms that it fills by itself, so that there is something to learn from. */
async function ablate() {
  const out = { stdout: '', stderr: '' };
  const terms = ['--split', 'seen', '--families', 'contact-form,registration', '--episodes', '4', '--seed', '3', '--chain', '2'];
  const code = await runCli(['ablate', '--model', 'match', '--mechanisms', 'coverage,skills', ...terms, '--json'], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

it('measures mechanisms of both kinds in the browser, and plays nothing twice', async () => {
  const first = await ablate();
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    ...{ suite: 'practice', split: 'seen', seed: 3, episodes: 4, chain: 2, model: 'match' },
    mechanisms: { coverage: { acts: 'episode', pairs: 4 }, skills: { acts: 'chain', pairs: 2, modelCalls: { on: 0, off: 0 } } },
  });
  const files = fs.readdirSync(path.join(home, 'evaluations')).filter((name) => name.endsWith('.jsonl'));
  expect(files).toHaveLength(4); // one shared arm and one other for each kind
  const times = (): number[] => files.map((file) => fs.statSync(path.join(home, 'evaluations', file)).mtimeMs);
  const before = times();
  expect(await ablate()).toMatchObject({ code: 0, stdout: first.stdout });
  expect(times()).toEqual(before);
}, 180_000);
