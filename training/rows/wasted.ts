import type { StepRecord } from '../../memory/index.js';

/** The reflector saw no effect, or the wrong one: part of a success, but no cause of it. The step that ends an episode is judged by its end. */
export const isWasted = ({ verdicts, outcome }: StepRecord): boolean =>
  outcome?.status === 'error' || verdicts.some(({ level, label }) => level === 'action' && (label === 'B' || label === 'C'));

/** A step on the way, wasted. */
export const isSlip = (steps: readonly StepRecord[], index: number): boolean =>
  index < steps.length - 1 && isWasted(steps[index]);

/** A gate held it back. */
export const isBlocked = ({ outcome }: StepRecord): boolean => outcome?.code === 'BLOCKED_BY_POLICY';
