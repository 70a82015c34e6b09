import type { Agent, OnAgentEvent } from '../agent/index.js';
import type { Purpose } from '../core/index.js';
import type { Task } from '../tasks/index.js';
import { type BrowserSession, createCloneSource } from '../tools/index.js';
import type { EpisodeRow } from './report.js';

export interface EpisodeDeps {
  agent: Agent;
  newSession: () => Promise<BrowserSession>;
  purpose: Purpose;
  /** Most actions, whatever the task would allow. */
  maxSteps: number;
  /** The pages may be opened and spoiled as often as one likes, so a planner may try things out in clones of them. */
  sandbox?: boolean;
  signal?: AbortSignal;
  onEvent?: OnAgentEvent;
}

/**
 * One attempt at one task in a session of its own: no cookie, page or memory is shared with another episode. The agent gets
 * the assignment only; the evaluator speaks after it has finished.
 */
export async function runEpisode(key: string, task: Task, deps: EpisodeDeps): Promise<EpisodeRow> {
  const started = performance.now();
  const session = await deps.newSession();
  try {
    const open = await task.open(session);
    try {
      const limits = { ...open.assignment.limits, steps: deps.maxSteps };
      const { startUrl } = open.assignment;
      const clones = deps.sandbox ? createCloneSource({ newSession: deps.newSession, startUrl, sandbox: true }) : undefined;
      const result = await deps.agent.run(
        { ...open.assignment, limits },
        { session, clones, purpose: deps.purpose, signal: deps.signal, onEvent: deps.onEvent, ended: () => open.ended() },
      );
      const evaluation = await open.evaluate(result.finish);
      return {
        key,
        family: task.family,
        seed: task.seed,
        episodeId: result.episodeId,
        success: evaluation.success,
        reward: evaluation.reward,
        detail: evaluation.detail,
        impossible: task.impossible,
        finish: result.finish,
        steps: result.steps,
        tokens: result.usage,
        modelCalls: result.modelCalls,
        ...(result.skills.length > 0 ? { skills: result.skills } : {}),
        stepMs: result.stepMs,
        ms: performance.now() - started,
      };
    } finally {
      await open.close();
    }
  } finally {
    await session.close();
  }
}
