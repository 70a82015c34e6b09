import type { Assignment, Finish } from '../core/index.js';
import type { BrowserSession } from '../tools/index.js';

/** Something to do with an evaluator that knows whether it was done. The runner holds it; the agent gets its `Assignment`. */
export interface Task {
  id: string;
  suite: string;
  split: string;
  family: string;
  seed: number;
  /** A wrong step can be repaired. */
  recoverable: boolean;
  /** The right end is to refuse. */
  impossible: boolean;
  /** Opens the start page in the session. */
  open(session: BrowserSession): Promise<OpenTask>;
}

/** A task whose page is open. */
export interface OpenTask {
  assignment: Assignment;
  /** True once the page itself ended the episode. */
  ended(): Promise<boolean>;
  evaluate(finish: Finish): Promise<Evaluation>;
  close(): Promise<void>;
}

export interface Evaluation {
  success: boolean;
  /** 0 to 1, or the suite's own raw reward. */
  reward: number;
  /** Why, for a person. */
  detail: string;
}

/** What pages are for: seeds of different purposes never give the same page. */
export type TaskPurpose = 'train' | 'gate' | 'report';

export interface Suite {
  name: string;
  version: string;
  splits: readonly string[];
  families(split: string): readonly string[];
  /** The same arguments give the same task. `purpose` defaults to `report`. */
  task(split: string, family: string, seed: number, purpose?: TaskPurpose): Task;
  /**
   * A numbered visit of the site that a seed makes: the same interface and wording, other data. Absent for suites that have no such
   * sites.
   */
  visit?(split: string, family: string, seed: number, visit: number, purpose?: TaskPurpose): Task;
  /** How many different tasks a family has in the split; absent where seeds make them without end. */
  size?(split: string, family: string): number;
  /**
   * A page follows from its address and from what was done on it, and may be opened again beside an episode: a search may look ahead
   * in clones, which see what the agent sees and no word of an evaluator.
   */
  sandbox?: boolean;
  /** Most steps of an episode. */
  maxSteps: number;
  close(): Promise<void>;
}
