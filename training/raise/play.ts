import type { Agent } from '../../agent/index.js';
import type { Action, Decision, Observation } from '../../core/index.js';
import { type Demonstration, requireSplit, type RolloutPage } from '../../tasks/index.js';

export interface PlayOptions {
  signal?: AbortSignal;
  /** Decides in place of the agent where it names an action; steps count from 1. */
  intervene?: (step: number, page: Observation) => Action | undefined;
}

/** An episode that an agent played. */
export interface PlayedRollout {
  /** Its steps, each with what the oracle would have done there. */
  episode: Demonstration;
  /** Of each step. */
  decisions: Decision[];
  /** The evaluator's word. */
  success: boolean;
}

const LIMITS = { steps: 20, tokens: 200_000, timeMs: 60_000 };

/** Lets an agent play one practice page, for training, while the oracle says at every step what would have been right. */
export async function playLabelled(
  agent: Agent,
  page: RolloutPage,
  { family, seed }: { family: string; seed: number },
  { signal, intervene }: PlayOptions = {},
): Promise<PlayedRollout> {
  const session = await page.begin(family, seed);
  const { goal, impossible } = session;
  const steps: Demonstration['steps'] = [];
  const decisions: Decision[] = [];
  const { finish } = await agent.run(
    { goal, startUrl: 'http://127.0.0.1/e', limits: LIMITS },
    {
      ...{ session, purpose: 'train', signal, intervene },
      ended: () => session.ended(),
      onEvent: (event) => {
        const observation = session.current;
        if (event.type !== 'decision' || !observation) return;
        const label = session.labelOf(observation);
        decisions.push(event.decision);
        steps.push({ observation, action: event.decision.action, label, target: label !== undefined });
      },
    },
  );
  const { success } = await session.evaluate(finish);
  return { episode: { family, split: requireSplit(family), seed, goal, impossible, steps }, decisions, success };
}
