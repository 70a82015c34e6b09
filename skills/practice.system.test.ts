import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Action, goalSpans, NO_DIFF, type Observation, type Outcome, type TextSource } from '../core/index.js';
import type { StepRecord } from '../memory/index.js';
import { openRollouts, type RolloutEpisode, type RolloutPage } from '../tasks/practice/index.js';
import { type BrowserHandle, launchBrowser } from '../tools/index.js';
import { ADMISSION_DEFAULTS, admitSkill, bindGoal, createSkillRun, induceSkills } from './index.js';
import type { Replay, ReplaySituation, Skill, VerifiedEpisode } from './index.js';

const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
const MOST_STEPS = 30;

let browser: BrowserHandle;
let rollouts: RolloutPage;
beforeAll(async () => {
  browser = await launchBrowser({});
  rollouts = await openRollouts((await browser.newSession({})).page);
});
afterAll(() => browser?.close());

/** The oracle plays; what it did is written down as the trajectory log would. */
async function demonstrate(family: string, seed: number): Promise<VerifiedEpisode> {
  const id = `${family}/${seed}`;
  const episode = await rollouts.begin(family, seed);
  const steps: StepRecord[] = [];
  let finish: Parameters<RolloutEpisode['evaluate']>[0] = { kind: 'gave-up', text: '' };
  let page = await episode.observe();
  for (let action = episode.labelOf(page); action && steps.length < MOST_STEPS; action = episode.labelOf(page)) {
    const isStop = action.kind === 'stop';
    const outcome: Outcome = isStop
      ? { status: 'ok', message: '', diff: NO_DIFF, ms: 0 }
      : await episode.act(literal(action, episode, page));
    steps.push(recordOf(id, steps.length + 1, page, action, outcome));
    if (action.kind === 'stop') finish = { kind: 'done', text: action.answer ? textOf(action.answer, episode, page) : '' };
    page = episode.current!;
    if (await episode.ended()) finish = { kind: 'page-ended', text: '' };
    if (finish.kind !== 'gave-up') break;
  }
  const { success } = await episode.evaluate(finish);
  return { id, goal: episode.goal, purpose: 'train', success, steps, last: page };
}

function recordOf(episodeId: string, number: number, observation: Observation, action: Action, outcome: Outcome): StepRecord {
  const decision: StepRecord['decision'] = {
    action,
    proposer: 'oracle',
    expectation: { effect: 'any' },
    candidates: [],
    notes: [],
  };
  const usage = { prompt: 0, evaluated: 0, generated: 0 };
  return { episodeId, number, state: 'done', at: 0, observation, decision, calls: [], outcome, verdicts: [], usage, ms: { model: 0, browser: 0, runtime: 0 } }; // prettier-ignore
}

function literal(action: Action, episode: RolloutEpisode, page: Observation): Action {
  return action.kind === 'type' ? { ...action, text: { kind: 'literal', text: textOf(action.text, episode, page) } } : action;
}

function textOf(source: TextSource, { goal }: RolloutEpisode, page: Observation): string {
  if (source.kind === 'literal') return source.text;
  if (source.kind === 'quote') return goalSpans(goal)[source.index - 1].text;
  const element = source.kind === 'from' ? page.elements[source.ref - 1] : undefined;
  return element?.value || element?.name || '';
}

/** A family and a seed, opened afresh: the skill plays, the family judges. */
const replay: Replay = async (skill, args, { id }) => {
  const [family, seed] = id.split('/');
  const episode = await rollouts.begin(family, Number(seed));
  const run = createSkillRun(skill, args);
  let move = run.next(await episode.observe());
  for (let i = 0; i < MOST_STEPS && move.kind === 'act'; i++) {
    const outcome = await episode.act(literal(move.action, episode, episode.current!));
    move = run.next(episode.current!, outcome);
  }
  const text = move.kind === 'done' && move.answer ? textOf(move.answer, episode, episode.current!) : '';
  const { success } = await episode.evaluate({ kind: (await episode.ended()) ? 'page-ended' : 'done', text });
  const why = move.kind === 'broken' ? { at: move.at, why: move.why } : {};
  return { ended: move.kind === 'done' ? 'done' : 'broken', success, heldBefore: run.heldBefore === true, ...why };
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
    for (const seed of seeds(0, 8)) episodes.push(await demonstrate(family, seed));
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
