import type { Decision, Finish, Observation, Outcome, Verdict } from '../core/index.js';
import type { StepMs } from '../memory/index.js';

/** What happens during an episode, as it happens: for the terminal and the inspector. `step` counts from 1. */
export type AgentEvent =
  | { type: 'episode-start'; episodeId: string; goal: string; resumed: boolean }
  | { type: 'step-start'; step: number }
  | { type: 'observation'; step: number; observation: Observation }
  | { type: 'decision'; step: number; decision: Decision }
  | { type: 'outcome'; step: number; outcome: Outcome }
  | { type: 'step-end'; step: number; ms: StepMs }
  /** Judges step `step`; comes after the page was looked at again. */
  | { type: 'verdict'; step: number; verdict: Verdict }
  /** Something did not come as it was anticipated at step `step`: the next one is planned anew. */
  | { type: 'replan'; step: number; reason: string }
  | { type: 'episode-end'; episodeId: string; finish: Finish; steps: number };

export type OnAgentEvent = (event: AgentEvent) => void;
