import type { Agent } from '../../agent/index.js';
import { type Demonstration, openRollouts } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { playLabelled } from './play.js';

export interface OnPolicyPlan {
  browser: BrowserHandle;
  /** The policy: the whole agent, so that the states are those that it reaches, mechanisms and all. */
  agent: Agent;
  families: readonly string[];
  /** Steps to gather. */
  steps: number;
  /** Pages that gather side by side. */
  pages: number;
  /** First seed; they count up from there. Pages of demonstrations have others. */
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: { steps: number; episodes: number; successes: number }) => void;
}

/**
 * Episodes that the agent plays while the oracle says at every step what would have been right (DAgger, Ross et al. 2011): a
 * policy raised on the oracle's own states never sees what its own mistakes lead to. Departure from the paper: the policy acts
 * alone from the start, there is no mixing with the oracle, because demonstrations with mistakes came first.
 */
export async function collectOnPolicy(plan: OnPolicyPlan, onEpisode: (episode: Demonstration) => void): Promise<void> {
  const count = { steps: 0, episodes: 0, successes: 0 };
  let next = 0;
  const work = async (): Promise<void> => {
    const session = await plan.browser.newSession();
    try {
      const page = await openRollouts(session.page);
      while (count.steps < plan.steps && !plan.signal?.aborted) {
        const number = next++;
        const family = plan.families[number % plan.families.length];
        const seed = plan.seed + Math.floor(number / plan.families.length);
        const { episode, success } = await playLabelled(plan.agent, page, { family, seed }, { signal: plan.signal });
        count.steps += episode.steps.length;
        count.episodes++;
        if (success) count.successes++;
        onEpisode(episode);
        plan.onProgress?.({ ...count });
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all(Array.from({ length: plan.pages }, work));
}
