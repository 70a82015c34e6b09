import { z } from 'zod';

/** Settings of the losses that compare; rows choose their loss by their kind. */
export const LossSettingsSchema = z.object({
  /** Negative-aware fine-tuning; the defaults are those of the authors' 7B runs. */
  nft: z
    .object({
      /** Least value inside the logarithm of a wrong answer's loss, relative to that of an unchanged model; the gradient goes on below it. */
      floor: z.number().positive().default(1),
      /** Factor on wrong answers; 0 is rejection fine-tuning. */
      negativeWeight: z.number().nonnegative().default(1),
      /** Factor by the group's success rate r: 1, 1 - r, or sqrt((1 - r) / r). */
      groupWeight: z.enum(['none', 'failure-rate', 'root-odds']).default('failure-rate'),
    })
    .prefault({}),
  /** Direct preference optimisation. */
  dpo: z.object({ beta: z.number().positive().default(0.1) }).prefault({}),
  /** Kahneman-Tversky optimisation. */
  kto: z
    .object({
      beta: z.number().positive().default(0.1),
      desirableWeight: z.number().nonnegative().default(1),
      undesirableWeight: z.number().nonnegative().default(1),
    })
    .prefault({}),
});
export type LossSettings = z.output<typeof LossSettingsSchema>;
