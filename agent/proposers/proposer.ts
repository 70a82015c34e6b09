import type { Action } from '../../core/index.js';
import type { PlanContext } from '../prompt-port.js';

/** An action that a proposer puts forward. */
export interface ProposedAction {
  action: Action;
  /** Log-prior of the proposer for this action, up to a constant of the proposer; 0 for its best guess. */
  prior: number;
  /** Log-probability under the model, when the proposer already knows it. */
  logprob?: number;
}

/** Log-priors at or below this are guesses, those above are meant. */
export const SURE = -1.6;

/**
 * A source of candidates: the model, the name matcher, later skills and memory. One proposer's blind spot is another's
 * strength; the planner ranks their union. Proposing nothing is a fair answer.
 */
export interface Proposer {
  readonly name: string;
  /**
   * `gives`: what it puts forward is shown to those that take advice. `takes`: it is asked after them and sees it. A rule that
   * knows why it proposes something is worth more to a model as evidence than as a rival.
   */
  readonly advice?: 'gives' | 'takes';
  propose(context: PlanContext, signal?: AbortSignal): Promise<ProposedAction[]>;
}
