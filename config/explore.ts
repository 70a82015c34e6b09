import { z } from 'zod';

/** Budgets and rules of `autodidact explore`. */
export const ExploreSettingsSchema = z.object({
  /** Most actions of one call, ways between pages included. */
  steps: z.number().int().positive().default(400),
  /** Most wall time of one call. */
  minutes: z.number().positive().default(10),
  /** Most pages of a site. */
  pages: z.number().int().positive().default(150),
  /** How many of a list of things of one kind are looked at, such as rows or turned pages. */
  sampled: z.number().int().positive().default(2),
  /** After three steps that showed nothing new, another page comes first (MobileUse's critic; by rule). */
  critic: z.boolean().default(true),
});
export type ExploreSettings = z.infer<typeof ExploreSettingsSchema>;
