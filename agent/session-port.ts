import type { Action, Observation, Outcome } from '../core/index.js';

/** What the agent needs of a browser session; `BrowserSession` of `tools` has it. */
export interface AgentSession {
  /** The page as it is now. */
  observe(): Promise<Observation>;
  /** What was seen last; after `act` the page as it was left. */
  readonly current: Observation | undefined;
  /** Performs an action whose text sources are literal already. A failure is an outcome, not an exception. */
  act(action: Action, signal?: AbortSignal): Promise<Outcome>;
  open(url: string): Promise<Outcome>;
  readonly isClosed: boolean;
  /** Where its time went so far, in milliseconds: `computeMs` is our own work, not the browser's. */
  readonly timings?: { readonly computeMs: number };
}
