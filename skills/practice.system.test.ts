import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstrateByOracle, playSkillAlone } from '../evaluation/index.js';
import { openRollouts, type RolloutPage } from '../tasks/index.js';
import { type BrowserHandle, launchBrowser } from '../tools/index.js';
import { ADMISSION_DEFAULTS, admitSkill, bindGoal, induceSkills } from './index.js';
import type { Replay, ReplaySituation, Skill, VerifiedEpisode } from './index.js';

const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

let browser: BrowserHandle;
let rollouts: RolloutPage;
beforeAll(async () => {
  browser = await launchBrowser({});
  rollouts = await openRollouts((await browser.newSession({})).page);
});
afterAll(() => browser?.close());

/** A family and a seed, opened afresh: the skill plays, the family judges. */
const replay: Replay = async (skill, args, { id }) => {
  const [family, seed] = id.split('/');
  return playSkillAlone(skill, args, await rollouts.begin(family, Number(seed)));
};

const situationsOf = (family: string, of: readonly number[]): Promise<ReplaySituation[]> =>
  of.reduce<Promise<ReplaySituation[]>>(
    async (before, seed) => [...(await before), { id: `${family}/${seed}`, goal: (await rollouts.begin(family, seed)).goal }],
    Promise.resolve([]),
  );

it.each(['mail-open-delete', 'type-text'])(
  'skills made of what the oracle did in %s work on seeds that nobody played',
  async (family) => {
    const source = await situationsOf(family, seeds(0, 8));
    const siblings = await situationsOf(family, seeds(20, 8));
    const fresh = await situationsOf(family, seeds(40, 16));
    const episodes: VerifiedEpisode[] = [];
    for (const seed of seeds(0, 8))
      episodes.push(await demonstrateByOracle(`${family}/${seed}`, await rollouts.begin(family, seed)));
    expect(episodes.every(({ success }) => success)).toBe(true);

    const admitted: Skill[] = [];
    for (const skill of induceSkills(episodes)) {
      const made = new Set(skill.provenance.steps.map(({ episodeId }) => episodeId));
      const request = {
        source: source.filter(({ id }) => made.has(id)),
        siblings,
        replay,
        policy: { ...ADMISSION_DEFAULTS, siblings: 1 },
      };
      if ((await admitSkill(skill, request)).verdict === 'shadow') admitted.push(skill);
    }
    expect(admitted.length).toBeGreaterThan(0);

    let solved = 0;
    for (const situation of fresh) {
      for (const skill of admitted) {
        const args = bindGoal(skill, situation.goal);
        if (!args) continue;
        const { ended, success } = await replay(skill, args, situation);
        expect(ended === 'done' && !success, `${skill.name} on ${situation.goal}`).toBe(false);
        if (success) solved++;
      }
    }
    expect(solved).toBeGreaterThan(0);
  },
);
