import { z } from 'zod';
import { type Action, ActionSchema } from '../../core/action.js';
import type { Outcome } from '../../core/episode.js';
import { isUnchanged, type ObservationDiff, ObservationSchema } from '../../core/observation.js';

/** One step of an oracle: what it saw and what it did. */
export const DemonstrationStepSchema = z.object({
  observation: ObservationSchema,
  action: ActionSchema,
  /** What the oracle would have done, where a policy acted; the action itself where absent. */
  label: ActionSchema.optional(),
  /** What a person would type or answer: the text source of the action, resolved. */
  text: z.string().optional(),
  /** False for a deliberate mistake: part of the history, never something to learn. */
  target: z.boolean(),
});
export type DemonstrationStep = z.infer<typeof DemonstrationStepSchema>;

/**
 * One episode on a practice page with what the oracle would do at each step: played by the oracle itself, and then a success by
 * the family's own evaluator, or by a policy that the oracle corrects.
 */
export const DemonstrationSchema = z.object({
  family: z.string(),
  split: z.string(),
  seed: z.number().int(),
  goal: z.string(),
  impossible: z.boolean(),
  steps: z.array(DemonstrationStepSchema),
});
export type Demonstration = z.infer<typeof DemonstrationSchema>;

/** What the browser session would say of an action that was done inside the page and changed so much. */
export function statusInPage({ kind }: Action, diff: ObservationDiff): Outcome['status'] {
  return isUnchanged(diff) && kind !== 'wait' && kind !== 'hover' ? 'no-effect' : 'ok';
}
