import { z } from 'zod';
import { ActionSchema } from '../../core/action.js';
import { ObservationSchema } from '../../core/observation.js';

/** One step of an oracle: what it saw and what it did. */
export const DemonstrationStepSchema = z.object({
  observation: ObservationSchema,
  action: ActionSchema,
  /** What a person would type or answer: the text source of the action, resolved. */
  text: z.string().optional(),
  /** False for a deliberate mistake: part of the history, never something to learn. */
  target: z.boolean(),
});
export type DemonstrationStep = z.infer<typeof DemonstrationStepSchema>;

/** One episode played by an oracle on a practice page; always a success by the family's own evaluator. */
export const DemonstrationSchema = z.object({
  family: z.string(),
  split: z.string(),
  seed: z.number().int(),
  goal: z.string(),
  impossible: z.boolean(),
  steps: z.array(DemonstrationStepSchema),
});
export type Demonstration = z.infer<typeof DemonstrationSchema>;
