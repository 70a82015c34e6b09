import { z } from 'zod';

/** Where a skill stands on the admission ladder. Only `live` ones are used; `shadow` ones watch. */
export const SkillStatusSchema = z.enum(['draft', 'shadow', 'live', 'archived']);

/** One version of a skill. Its definition is JSON that `skills` parses and never changes; its place on the ladder does. */
export const SkillVersionSchema = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  /** True for the version that the name stands for. */
  current: z.boolean(),
  status: SkillStatusSchema,
  /** Why it has this status. */
  reason: z.string(),
  definition: z.unknown(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type SkillVersion = z.infer<typeof SkillVersionSchema>;

/**
 * One occasion on which a skill could be used. `with`: it ran; `without`: it was held out on purpose, to see how the goal goes
 * without it; `shadow`: it only watched, and `success` says whether it would have done what succeeded.
 */
export const SkillUseSchema = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  episodeId: z.string().optional(),
  arm: z.enum(['with', 'without', 'shadow']),
  success: z.boolean(),
  /** Actions of the episode, or of the run of the skill where there is no episode. */
  steps: z.number().int().nonnegative(),
  /** Where a run broke, and why. */
  broken: z.string().optional(),
  at: z.number(),
});
export type SkillUse = z.infer<typeof SkillUseSchema>;
export type NewSkillUse = Omit<SkillUse, 'at'>;
