import path from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from './config.js';

const folder = path.resolve('/somewhere');

it('has a default for every setting', () => {
  const config = loadConfig({}, folder);
  expect(config.home).toBe(path.join(folder, '.autodidact'));
  expect(config.database).toBe(path.join(folder, '.autodidact', 'autodidact.db'));
  expect(config.model).toEqual({ spec: 'best', gpu: 'auto' });
  expect(config.evaluation).toEqual({ jobs: 2 });
  expect(config.agent.proposers).toEqual(['model', 'match']);
  expect(config.agent.planner).toBe('greedy');
});

it('reads the environment, and takes an empty variable for an unset one', () => {
  const config = loadConfig(
    { AUTODIDACT_HOME: 'here', AUTODIDACT_THREADS: '3', AUTODIDACT_MODEL: ' ', MINIWOB_DIR: '/wob' },
    folder,
  );
  expect(config.home).toBe(path.join(folder, 'here'));
  expect(config.model.threads).toBe(3);
  expect(config.model.spec).toBe('best');
  expect(config.evaluation.miniwobFolder).toBe('/wob');
});

it('names the variable that makes no sense', () => {
  expect(() => loadConfig({ AUTODIDACT_THREADS: 'many' }, folder)).toThrow(/AUTODIDACT_THREADS is "many"/);
  expect(() => loadConfig({ AUTODIDACT_GPU: 'tpu' }, folder)).toThrow(/AUTODIDACT_GPU is "tpu"/);
});
