import type { Page } from 'playwright';
import type { Action } from '../../core/action.js';
import type { Finish, Outcome } from '../../core/episode.js';
import { NO_DIFF, type Observation } from '../../core/observation.js';
import { completeObservation, diffObservations } from '../../tools/index.js';
import type { EpisodeRequest } from './page/episode.js';
import type { RolloutLook } from './page/rollout.js';
import { statusInPage } from './demonstration.js';
import { pageSeed } from './seeds.js';
import { practiceScript } from './server.js';
import { requireSplit } from './splits.js';
import { practiceFinish } from './suite.js';

/** One blank page in which policies play episodes, one after another, many times faster than on served pages. */
export interface RolloutPage {
  /** Builds the page of an episode of a family and seed; the last one is gone. */
  begin(family: string, seed: number, site?: SiteVersion): Promise<RolloutEpisode>;
}

/** Which page of the site that a family and a seed make: a numbered visit with other data, and what changed about the site. */
export type SiteVersion = Pick<EpisodeRequest, 'visit' | 'drift'>;

/** An episode as the agent's session, with the oracle looking on. Everything happens inside the page: no network, no hit test. */
export interface RolloutEpisode {
  readonly goal: string;
  readonly impossible: boolean;
  readonly current: Observation | undefined;
  readonly isClosed: boolean;
  observe(): Promise<Observation>;
  act(action: Action): Promise<Outcome>;
  open(url: string): Promise<Outcome>;
  /** What the oracle would do on a page that was observed; undefined where it knows no way on. */
  labelOf(observation: Observation): Action | undefined;
  ended(): Promise<boolean>;
  evaluate(finish: Finish): Promise<{ success: boolean; detail: string }>;
}

/** Prepares a page for rollouts; do not browse with it afterwards. */
export async function openRollouts(page: Page): Promise<RolloutPage> {
  await page.goto('about:blank');
  await page.evaluate(practiceScript());
  return {
    begin: async (family, seed, site) => {
      const request = { family, seed: pageSeed(requireSplit(family), family, 'demonstration', seed), ...site };
      const { goal, impossible } = await page.evaluate((one) => window.__practice!.begin(one), request);
      return createEpisode(page, goal, impossible);
    },
  };
}

function createEpisode(page: Page, goal: string, impossible: boolean): RolloutEpisode {
  const labels = new WeakMap<Observation, Action>();
  let current: Observation | undefined;
  let ended = false;
  const take = (text: string): Observation => {
    const look = JSON.parse(text) as RolloutLook;
    ended = look.ended;
    current = completeObservation(look.observation, current);
    if (look.label) labels.set(current, look.label.action);
    return current;
  };
  const play = async (action?: Action, text?: string): Promise<Observation> =>
    take(await page.evaluate(([one, words]) => window.__practice!.play(one, words), [action, text] as const));
  return {
    goal,
    impossible,
    get current() {
      return current;
    },
    isClosed: false,
    observe: () => play(),
    act: async (action) => {
      const before = current ?? (await play());
      const text = action.kind === 'type' && action.text.kind === 'literal' ? action.text.text : undefined;
      const diff = diffObservations(before, await play(action, text));
      return { status: statusInPage(action, diff), message: '', diff, ms: 0 };
    },
    open: () => Promise.resolve({ status: 'ok', message: '', diff: NO_DIFF, ms: 0 }),
    labelOf: (observation) => labels.get(observation),
    ended: () => Promise.resolve(ended),
    evaluate: (finish) => page.evaluate((given) => window.__practice!.judge(given), practiceFinish(finish)),
  };
}
