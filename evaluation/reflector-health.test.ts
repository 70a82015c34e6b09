import { expect, it } from 'vitest';
import { AgentSettingsSchema } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { reflectorHealth } from './reflector-health.js';

it('pairs logged episodes of one task whose settings differ by the reflector alone', () => {
  const store = openStore(':memory:');
  const play = (seed: number, enabled: boolean, success: boolean, more: object = {}): void => {
    const settings = AgentSettingsSchema.parse({ loops: { enabled }, ...more });
    const assignment = { goal: 'g', startUrl: 'u', limits: { steps: 1, tokens: 1, timeMs: 1 } };
    const episodeId = store.log.beginEpisode({ assignment, purpose: 'report', planner: 'greedy', settings });
    store.evaluations.record({ ...{ episodeId, suite: 's', suiteVersion: '1', split: 'gate', family: 'f' }, ...{ seed, success, reward: 0, detail: '' } }); // prettier-ignore
  };
  play(1, false, true);
  play(1, true, true);
  play(2, false, false);
  play(2, true, true);
  play(3, true, false); // never played without
  play(4, false, false);
  play(4, true, true, { critic: { enabled: false } }); // differs by more
  expect(reflectorHealth(store)).toEqual({ loops: { items: 2, accuracy: [0.5, 1], confidence: 1, critique: 1, relative: 1.5 } });
});
