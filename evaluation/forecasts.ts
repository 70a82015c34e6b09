import type { Agent } from '../agent/index.js';
import type { Purpose } from '../core/index.js';
import type { DecidedStep, JudgedEpisode } from '../reflection/index.js';
import { openRollouts, type RolloutPage } from '../tasks/index.js';
import type { BrowserHandle } from '../tools/index.js';

export interface ForecastPlan {
  browser: BrowserHandle;
  agent: Agent;
  families: readonly string[];
  episodes: number;
  /** Pages that play side by side. */
  pages: number;
  /** First seed of the pages; they count up from there. */
  seed: number;
  purpose: Purpose;
  maxSteps: number;
  signal?: AbortSignal;
  onProgress?: (progress: { episodes: number; successes: number }) => void;
}

/** An episode with what the agent forecast at every step and what became of it. */
export interface PlayedEpisode extends JudgedEpisode {
  family: string;
  seed: number;
  finish: string;
}

/**
 * Plays in-page episodes and keeps the decisions beside the evaluator's word: what confidence is fitted on (`train`) and judged by.
 * In the order of the schedule, families in turn, however the pages overtake one another.
 */
export async function collectForecasts(plan: ForecastPlan): Promise<PlayedEpisode[]> {
  const { families, episodes, pages, signal } = plan;
  const played: PlayedEpisode[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const session = await plan.browser.newSession();
    try {
      const page = await openRollouts(session.page);
      while (next < episodes && !signal?.aborted) {
        const number = next++;
        const seed = plan.seed + Math.floor(number / families.length);
        played[number] = await playOne(plan, page, families[number % families.length], seed);
        const done = played.filter(Boolean);
        plan.onProgress?.({ episodes: done.length, successes: done.filter(({ success }) => success).length });
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all(Array.from({ length: pages }, work));
  return played.filter(Boolean);
}

async function playOne(plan: ForecastPlan, page: RolloutPage, family: string, seed: number): Promise<PlayedEpisode> {
  const { agent, purpose, maxSteps, signal } = plan;
  const session = await page.begin(family, seed);
  const steps: DecidedStep[] = [];
  const limits = { steps: maxSteps, tokens: 200_000, timeMs: 120_000 };
  const { finish } = await agent.run(
    { goal: session.goal, startUrl: 'http://127.0.0.1/e', limits },
    {
      ...{ session, purpose, signal },
      ended: () => session.ended(),
      onEvent: (event) => {
        if (event.type === 'decision') steps.push({ decision: event.decision });
        if (event.type === 'verdict' && event.verdict.level === 'action') steps[event.step - 1].label = event.verdict.label;
      },
    },
  );
  const { success } = await session.evaluate(finish);
  return { family, seed, steps, success, feasible: !session.impossible, finish: finish.kind };
}
