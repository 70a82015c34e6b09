import { z } from 'zod';
import type { Agent } from '../agent/index.js';
import { DecisionSchema, type Purpose, VerdictSchema } from '../core/index.js';
import type { DecidedStep } from '../reflection/index.js';
import { openRollouts, type RolloutPage } from '../tasks/index.js';
import type { BrowserHandle } from '../tools/index.js';

/** An episode with what the agent decided at every step and what became of it. */
export const PlayedEpisodeSchema = z.object({
  /** `family#seed`. */
  key: z.string(),
  steps: z.array(z.object({ decision: DecisionSchema, label: VerdictSchema.shape.label.optional() })),
  success: z.boolean(),
  /** Whether the task could be done at all. */
  feasible: z.boolean(),
});
export type PlayedEpisode = z.infer<typeof PlayedEpisodeSchema>;

export interface ForecastPlan {
  browser: BrowserHandle;
  agent: Agent;
  /** Families by split; the splits take turns, whatever their size, and so do the families of each. */
  splits: readonly (readonly string[])[];
  episodes: number;
  /** Pages that play side by side. */
  pages: number;
  /** First seed of the pages; they count up from there. */
  seed: number;
  purpose: Purpose;
  maxSteps: number;
  /** Where episodes are kept, so that a call which was interrupted goes on; a `ResultFile` is one. */
  results?: { get(key: string): PlayedEpisode | undefined; append(episode: PlayedEpisode): void };
  signal?: AbortSignal;
  onProgress?: (progress: { episodes: number; successes: number }) => void;
}

/**
 * Plays in-page episodes and keeps the decisions beside the evaluator's word: what confidence is fitted on (`train`) and judged by.
 * Families that a model was raised on are no picture of others, so every split counts alike. In the order of the schedule, however the pages overtake one another.
 */
export async function collectForecasts(plan: ForecastPlan): Promise<PlayedEpisode[]> {
  const { episodes, pages, results, signal } = plan;
  const played: PlayedEpisode[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const session = await plan.browser.newSession();
    try {
      const page = await openRollouts(session.page);
      while (next < episodes && !signal?.aborted) {
        const number = next++;
        const { family, seed } = pageOf(plan, number);
        const known = results?.get(keyOf(family, seed));
        const episode = known ?? (await playOne(plan, page, family, seed));
        if (signal?.aborted) return; // it was cut short
        if (!known) results?.append(episode);
        played[number] = episode;
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

function pageOf({ splits, seed }: ForecastPlan, number: number): { family: string; seed: number } {
  const families = splits[number % splits.length];
  const turn = Math.floor(number / splits.length);
  return { family: families[turn % families.length], seed: seed + Math.floor(turn / families.length) };
}

const keyOf = (family: string, seed: number): string => `${family}#${seed}`;

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
  return { key: keyOf(family, seed), steps, success, feasible: !session.impossible };
}
