import type { TaskAttempts, Trajectory } from '../rows/trajectory.js';

/** A step of an attempt, among all attempts at its task. */
export interface RewardedStep {
  attempts: TaskAttempts['attempts'];
  attempt: Trajectory;
  /** Counted from 0. */
  index: number;
}

/** What one step earned; about -1 to 1. */
export type Reward = (step: RewardedStep) => number;
