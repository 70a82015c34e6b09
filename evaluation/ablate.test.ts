import { expect, it } from 'vitest';
import { type AgentSettings, AgentSettingsSchema } from '../config/index.js';
import { ablate, switchable } from './ablate.js';
import { MECHANISMS } from './mechanisms.js';
import type { EpisodeRow } from './report.js';

const DEFAULTS = AgentSettingsSchema.parse({});

const rows = (successes: readonly boolean[], steps: number): EpisodeRow[] =>
  successes.map((success, i) => ({
    ...{ key: `a#${i}`, family: 'a', seed: i, episodeId: '', success, reward: 0, detail: '', impossible: false },
    ...{ finish: { kind: 'done', text: '' }, steps, tokens: { prompt: 10, evaluated: 0, generated: 1 } },
    ...{ modelCalls: steps, stepMs: [], ms: 0 },
  }));

/** Tasks of which the last needs the critic, and that take a step more without it. */
function setUp(settings: AgentSettings = DEFAULTS) {
  const played: string[] = [];
  const stage = (kind: string) => ({
    settings,
    play: ({ critic }: AgentSettings, label: string) => {
      played.push(`${kind} ${label}`);
      return Promise.resolve(rows([true, false, critic.enabled], critic.enabled ? 3 : 4));
    },
  });
  return { played, stages: { episode: stage('episode'), chain: stage('chain') } };
}

it('knows every switch of the settings', () => {
  const switches = (part: object, path = ''): string[] =>
    Object.entries(part).flatMap(([key, value]) =>
      key === 'enabled' ? [path] : value !== null && typeof value === 'object' ? switches(value as object, `${path}.${key}`) : [],
    );
  const turned = (settings: object): string[] => switches(settings).filter((path) => isOnAt(settings, path) !== isOnAt(DEFAULTS, path)); // prettier-ignore
  const covered = MECHANISMS.flatMap((one) => turned(one.turn(DEFAULTS, !one.isOn(DEFAULTS))!));
  expect(covered.sort()).toEqual(switches(DEFAULTS).sort()); // each by one mechanism, which changes no other switch
});

function isOnAt(settings: object, path: string): boolean {
  const part = path.split('.').slice(1).reduce((inner, key) => inner[key] as Record<string, unknown>, settings as Record<string, unknown>); // prettier-ignore
  return part.enabled === true;
}

it('gives each mechanism back as it was, and has no name twice', () => {
  expect(new Set(MECHANISMS.map(({ name }) => name)).size).toBe(MECHANISMS.length);
  for (const one of MECHANISMS) {
    const changed = one.turn(DEFAULTS, !one.isOn(DEFAULTS))!;
    expect(changed).not.toEqual(DEFAULTS);
    expect(one.isOn(changed)).toBe(!one.isOn(DEFAULTS));
    expect(one.turn(changed, one.isOn(DEFAULTS))).toEqual(DEFAULTS);
  }
});

it('pairs each mechanism with one shared arm of its kind', async () => {
  const { played, stages } = setUp();
  const effects = await ablate(['critic', 'loops', 'skills', 'memory'], stages);
  expect(played).toEqual(['episode all', 'episode without critic', 'episode without loops', 'chain all', 'chain without skills', 'chain without memory']); // prettier-ignore
  expect(effects.critic).toMatchObject({
    ...{ acts: 'episode', pairs: 3, on: 0.6667, off: 0.3333, delta: 0.3333, onlyOn: 1, onlyOff: 0, p: 1 },
    ...{ steps: { on: 3, off: 4 }, modelCalls: { on: 3, off: 4 }, tokens: { on: 11, off: 11 } },
  });
  expect(effects.skills).toMatchObject({ acts: 'chain', delta: 0, steps: { on: 3, off: 3 } });
});

it('switches on what the shared arm has off', async () => {
  const { played, stages } = setUp({ ...DEFAULTS, critic: { ...DEFAULTS.critic, enabled: false } });
  expect(await ablate(['critic'], stages)).toMatchObject({ critic: { on: 0.6667, off: 0.3333, delta: 0.3333 } });
  expect(played).toEqual(['episode all', 'episode with critic']);
});

it('plays nothing when a name is wrong, or an agent would have no proposer', async () => {
  const { played, stages } = setUp({ ...DEFAULTS, proposers: ['match'] });
  await expect(ablate(['critic', 'telepathy'], stages)).rejects.toMatchObject({ code: 'MECHANISM_UNKNOWN' });
  await expect(ablate(['critic', 'match'], stages)).rejects.toMatchObject({ code: 'MECHANISM_ALONE' });
  expect(played).toEqual([]);
  expect(switchable(DEFAULTS)).toContain('match');
  expect(switchable(stages.episode.settings)).not.toContain('match');
});
