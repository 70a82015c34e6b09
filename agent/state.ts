import type { Finish, Verdict } from '../core/index.js';

/** All that LangGraph keeps and checkpoints: small on purpose. Everything large is in the trajectory log. */
export interface AgentState {
  episodeId: string;
  /** Steps carried out so far. */
  step: number;
  /** How the last step was judged. */
  verdict: Verdict['label'] | null;
  /** Set once the episode is over. */
  ending: Finish | null;
}

/** What every node is: reads the state, returns what changed. */
export type AgentNode = (state: AgentState) => Promise<Partial<AgentState>>;
