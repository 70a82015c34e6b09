import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { writeTinyGguf } from '../tests/fakes/tiny-gguf.js';
import { runCli } from './cli.js';
import { BEST, describeModel, modelFile } from './model-files.js';

let home: string;
beforeEach(() => (home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-models-'))));
afterEach(() => fs.rmSync(home, { recursive: true }));
const config = () => loadConfig({ AUTODIDACT_HOME: home }, home);

async function run(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const streams = {
    stdout: { write: (text: string) => (out.stdout += text) },
    stderr: { write: (text: string) => (out.stderr += text) },
  };
  const code = await runCli(args, { ...streams, loadConfig: config, signal: new AbortController().signal });
  return { code, ...out };
}

async function register(name: string): Promise<string> {
  const file = path.join(home, `${name}.gguf`);
  fs.copyFileSync(writeTinyGguf(), file);
  const store = openStore(config().database);
  store.models.register({ ...(await describeModel(file)), name, card: {} });
  store.close();
  return file;
}

it('uses the model that was promoted, and the one before it after a rollback', async () => {
  const shipped = modelFile(config(), BEST);
  const file = await register('mine');
  expect(modelFile(config(), BEST)).toBe(shipped);
  expect(await run('models', 'promote', 'mine')).toMatchObject({ code: 0, stdout: 'mine is used from now on.\n' });
  expect(modelFile(config(), BEST)).toBe(file);
  expect((await run('models', 'history')).stdout).toContain('by hand');
  expect(await run('models', 'rollback')).toMatchObject({ code: 0, stdout: 'seed is used again, in place of mine.\n' });
  expect(modelFile(config(), BEST)).toBe(shipped);
  expect(await run('models', 'rollback')).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing to undo') });
});

it('does not use a promoted file that was changed or removed since', async () => {
  const file = await register('mine');
  await run('models', 'promote', 'mine');
  fs.appendFileSync(file, 'x');
  expect(() => modelFile(config(), BEST)).toThrow(expect.objectContaining({ code: 'MODEL_CHANGED' }));
  fs.rmSync(file);
  expect(() => modelFile(config(), BEST)).toThrow(/missing/);
});

it.each([
  [['models', 'promote', 'nobody'], 1, /MODEL_UNKNOWN/],
  [['cycle', '--suite', 'practice,nonsense'], 2, /practice, miniwob, or a JSON file/],
  [['collect', '--suite', 'nowhere.json', '--out', 'x.db'], 1, /FILE_READ/],
  [['cycle', '--recipe', 'magic'], 2, /Allowed choices/],
  [['cycle', '--minutes', '-1'], 2, /above 0/],
  [['cycle', '--model', 'openai:x'], 1, /MODEL_UNKNOWN: Only a model file/],
  [['collect'], 2, /required option '--out/],
  [['collect', '--out', 'x.db', '--temperatures', 'hot'], 1, /Temperatures are numbers/],
  [['export'], 2, /required option '--out/],
  [['export', '--format', 'csv', '--out', 'x'], 2, /Allowed choices/],
  [['drill', 'gate', '--cycle', 'nowhere'], 1, /CYCLE_FOLDER/],
  [['drill', 'poison', '--cycle', 'nowhere'], 1, /CYCLE_FOLDER/],
])('says what is wrong with %j', async (args, code, message) => {
  const result = await run(...args);
  expect(result.stderr).toMatch(message);
  expect(result.code).toBe(code);
});
