import { expect, it } from 'vitest';
import { AgentSettingsSchema } from '../config/index.js';
import { applySettings, changesOf } from './settings.js';

const base = AgentSettingsSchema.parse({});

it('changes settings by their path and leaves the rest alone', () => {
  const changed = applySettings(base, ['coverage.enabled=false', 'proposers=model+match+legal', 'seed=7', 'planner=greedy']);
  expect(changed).toEqual({
    ...base,
    seed: 7,
    proposers: ['model', 'match', 'legal'],
    coverage: { ...base.coverage, enabled: false },
  });
  expect(base.coverage.enabled).toBe(true);
});

it('takes a planner and what it may spend', () => {
  const { planner, search } = applySettings(base, changesOf({ planner: 'mcts', budget: { nodes: 4, ms: 500 } }));
  expect(planner).toBe('mcts');
  expect(search).toEqual({ ...base.search, budget: { ...base.search.budget, nodes: 4, ms: 500 } });
});

it('says which settings there are when one does not exist', () => {
  expect(() => applySettings(base, ['coverage.enable=false'])).toThrow(
    /"coverage.enable=false".*under coverage: enabled, margin/,
  );
  expect(() => applySettings(base, ['nothing.at.all=1'])).toThrow(/There are: proposers/);
  expect(() => applySettings(base, ['coverage.enabled'])).toThrow(/NAME=VALUE/);
});

it('names a setting that got the wrong kind of value', () => {
  expect(() => applySettings(base, ['coverage.enabled=maybe'])).toThrow(/coverage.enabled cannot be "maybe"/);
  expect(() => applySettings(base, ['loops.repeats=1'])).toThrow(/loops.repeats cannot be 1/);
});
