import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { registeredModels } from '../agent/index.js';
import { packageRoot } from '../core/index.js';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-calibrate-'));
const seed = registeredModels(path.join(packageRoot, 'models')).seed;
const model = path.join(home, path.basename(seed));
const fitted = model.replace('.gguf', '.confidence.json');
fs.copyFileSync(seed, model);
afterAll(() => fs.rmSync(home, { recursive: true }));

function autodidact(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, AUTODIDACT_HOME: home, AUTODIDACT_GPU: 'off' };
  return spawnSync(process.execPath, [path.join(packageRoot, 'dist/cli/main.js'), ...args], { env, encoding: 'utf8' });
}
const evaluate = () =>
  autodidact('eval', '--split', 'seen', '--model', model, '--families', 'click-button', '--episodes', '2', '--json');

it('fits on what the model did, keeps it beside the model, and the agent says how sure it is from then on', () => {
  expect(JSON.parse(evaluate().stdout)).not.toHaveProperty('contested');
  const small = ['calibrate', '--model', model, '--episodes', '24', '--held', '12', '--searched', '12', '--seed', '5', '--json'];
  const first = JSON.parse(autodidact(...small).stdout) as Record<string, unknown>;
  expect(first).toMatchObject({
    model: path.basename(seed, '.gguf'),
    fitted: { episodes: 24 },
    held: { episodes: 12 },
    end: { forecasts: 12 },
    searched: { tasks: 12 },
  });
  const again = autodidact(...small);
  expect(JSON.parse(again.stdout)).toEqual(first); // from the episodes that it kept
  expect(JSON.parse(evaluate().stdout)).toHaveProperty('contested');
  const page = pathToFileURL(path.join(packageRoot, 'examples/pages/contact.html')).href;
  const run = autodidact('run', 'Enter "Rosa" as Your name', '--url', page, '--model', model, '--max-steps', '1');
  expect(run.stdout).toMatch(/does .*sure 0\.\d\d/);

  fs.writeFileSync(fitted, '{"format":1');
  expect(evaluate()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/CONFIDENCE_FILE.*autodidact calibrate/) as string,
  });
  expect(autodidact(...small).status).toBe(0); // the way out that the error names
  expect(evaluate().status).toBe(0);
});

it.each([
  [['--splits', 'near'], /PRACTICE_SPLIT: Nothing may be fitted on "near"/],
  [['--report', 'nowhere'], /NO_SUCH_SPLIT: There is no split "nowhere"/],
  [['--episodes', '0'], /USAGE/],
])('refuses %j before anything is played', (args, message) => {
  const { status, stderr } = autodidact('calibrate', '--model', model, ...args);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(message);
});

it('teaches a model to foretell, which its file says', () => {
  const out = path.join(home, 'taught');
  const taught = autodidact(
    'foresee',
    '--from',
    model,
    '--out',
    out,
    '--episodes',
    '10',
    '--tokens',
    '4000',
    '--threads',
    '1',
    '--json',
  );
  expect(JSON.parse(taught.stdout)).toMatchObject({ finished: true, model: path.join(out, 'model.gguf') });
  expect(fs.readFileSync(path.join(out, 'model.gguf')).includes('autodidact.foresight')).toBe(true);
  expect(autodidact('foresee', '--from', 'nobody', '--out', out).stderr).toMatch(/MODEL_UNKNOWN/);
});
