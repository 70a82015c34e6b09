import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { registeredModels } from '../agent/index.js';
import { loadConfig } from '../config/index.js';
import { packageRoot } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { createContext } from './context.js';
import { withParts } from './parts.js';
import { keepRollouts } from './raise-rollouts.js';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-rollouts-'));
afterAll(() => fs.rmSync(home, { recursive: true }));

it('lets every checkpoint act and keeps its episodes, with the verdicts of the evaluator, for training', async () => {
  const { seed } = registeredModels(path.join(packageRoot, 'models'));
  fs.mkdirSync(path.join(home, 'training'));
  fs.copyFileSync(seed, path.join(home, 'training/snapshot-025.gguf'));
  const config = loadConfig({ ...process.env, AUTODIDACT_HOME: home, AUTODIDACT_DB: undefined, AUTODIDACT_GPU: 'off' });
  const silent = { write: () => true };
  const context = createContext(config, { stdout: silent, stderr: silent }, new AbortController().signal);
  const rollouts = await withParts(context, (parts) =>
    keepRollouts(context, parts, { out: home, model: seed, episodes: 3, seed: 5 }),
  );
  expect(rollouts.map(({ model, episodes }) => [model, episodes])).toEqual([
    ['snapshot-025', 3],
    [path.basename(seed, '.gguf'), 3],
  ]);
  const store = openStore(config.database, { readOnly: true });
  const kept = store.log.episodes({ purpose: 'train' });
  expect(kept).toHaveLength(6);
  expect(kept.map(({ id }) => store.evaluations.find(id)?.split)).toEqual(kept.map(() => 'seen'));
  expect(kept.filter(({ id }) => store.evaluations.find(id)?.success)).toHaveLength(
    rollouts.reduce((sum, { successes }) => sum + successes, 0),
  );
  store.close();
});
