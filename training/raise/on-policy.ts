import type { Agent } from '../../agent/index.js';
import { openRollouts, requireSplit, type Demonstration, type RolloutPage } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';

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

const MOST_STEPS = 20;
const LIMITS = { steps: MOST_STEPS, tokens: 200_000, timeMs: 60_000 };

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
        const { episode, success } = await playOne(plan, page, family, seed);
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

async function playOne(
  { agent, signal }: OnPolicyPlan,
  page: RolloutPage,
  family: string,
  seed: number,
): Promise<{ episode: Demonstration; success: boolean }> {
  const session = await page.begin(family, seed);
  const steps: Demonstration['steps'] = [];
  const { finish } = await agent.run(
    { goal: session.goal, startUrl: 'http://127.0.0.1/e', limits: LIMITS },
    {
      session,
      purpose: 'train',
      signal,
      ended: () => session.ended(),
      onEvent: (event) => {
        const observation = session.current;
        if (event.type !== 'decision' || !observation) return;
        const label = session.labelOf(observation);
        steps.push({ observation, action: event.decision.action, label, target: label !== undefined });
      },
    },
  );
  const { success } = await session.evaluate(finish);
  const { goal, impossible } = session;
  return { episode: { family, split: requireSplit(family), seed, goal, impossible, steps }, success };
}
