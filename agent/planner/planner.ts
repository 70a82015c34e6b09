import type { Candidate, SearchTree } from '../../core/index.js';
import type { PlanContext } from '../prompt-port.js';
import type { ProposedAction } from '../proposers/proposer.js';

/** What one proposer put forward for this step. */
export interface Proposal {
  proposer: string;
  actions: readonly ProposedAction[];
}

/** What a planner takes, before the expectation is derived. */
export interface Choice {
  chosen: Candidate;
  /** Everything that was weighed, best first. */
  candidates: Candidate[];
  /** Why a better-ranked candidate was passed over. */
  notes: string[];
  /** Probability that the task can be done at all, where a model foretold it. */
  feasible?: number;
  /** The search behind it, where there was one. */
  tree?: SearchTree;
}

/** The same choice with one more remark. */
export const withNote = (choice: Choice, note: string): Choice => ({ ...choice, notes: [...choice.notes, note] });

/** Picks one of the candidates; undefined when all of them had been rejected on this page. */
export interface Planner {
  readonly name: string;
  choose(context: PlanContext, proposals: readonly Proposal[], signal?: AbortSignal): Promise<Choice | undefined>;
}
