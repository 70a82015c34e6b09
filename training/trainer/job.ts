import { z } from 'zod';
import { LoraSettingsSchema, ModelConfigSchema } from '../graph/index.js';
import { LossSettingsSchema } from '../losses/index.js';

const ShareSchema = z.number().min(0).max(1);

/** Where the weights come from when there is no checkpoint yet. */
const StartSchema = z.discriminatedUnion('kind', [
  z.object({
    /** `structured` writes induction heads into random weights, `plain` does not. */
    kind: z.enum(['structured', 'plain']),
    config: ModelConfigSchema,
    /** JSON file of a {@link Vocabulary}. */
    vocabulary: z.string(),
    /** Tokens by text for heads that point at marked lines: what is pointed at, what marks (0 to 1), what asks. */
    pointing: z
      .object({ targets: z.array(z.string()), marks: z.record(z.string(), z.number()), askers: z.array(z.string()) })
      .optional(),
  }),
  /** A model file of ours, to train further; shape and vocabulary are its own. */
  z.object({
    kind: z.literal('gguf'),
    file: z.string(),
    /** Checkpoint of the run that made it: its exact weights and Adam's moments go on, without a warm-up. */
    checkpoint: z.string().optional(),
  }),
]);

const JobFieldsSchema = z.object({
  /** Folder of checkpoint, events, snapshots and the finished model. A run found there is continued. */
  out: z.string(),
  start: StartSchema,
  /**
   * Train an adapter on a model file and leave the model as it is. The result is the adapter (`adapter.gguf`) and the model with
   * it merged in (`model.gguf`).
   */
  lora: LoraSettingsSchema.optional(),
  /** Dataset files; `repeat` is how often a file's rows count in one pass. */
  train: z.array(z.object({ file: z.string(), repeat: z.number().int().positive().default(1) })).min(1),
  /** Dataset files to measure on; nothing of them is trained on. */
  validation: z.array(z.string()).default([]),
  /** Wall time of training and measuring together, or positions including padding. */
  budget: z.union([z.object({ minutes: z.number().positive() }), z.object({ tokens: z.number().positive() })]),
  /** Of the losses that compare (row kinds `nft-*`, `dpo-*`, `kto-*`). */
  losses: LossSettingsSchema.prefault({}),
  /**
   * Model file that says the reference log-probs of rows which lack them; the model that the run starts from unless given.
   * Same shape and vocabulary.
   */
  reference: z.string().optional(),
  seed: z.number().int().default(1),
  /** Threads busy-wait: never more than free cores. */
  threads: z.number().int().positive().default(1),
  bf16: z.union([z.boolean(), z.literal('auto')]).default('auto'),

  learningRate: z.number().positive().default(1e-3),
  warmupSteps: z.number().int().nonnegative().default(60),
  /** Share of the learning rate left at the end of the cosine. */
  learningRateFloor: ShareSchema.default(0.04),
  optimizer: z
    .object({
      beta1: ShareSchema,
      beta2: ShareSchema,
      eps: z.number().positive(),
      weightDecay: z.number().nonnegative(),
      clip: z.number().nonnegative(),
    })
    .partial()
    .default({}),
  /** Positions of one micro-batch, padding included. */
  batchPositions: z.number().int().min(128).default(2048),
  /** Micro-batches per optimizer step. */
  accumulate: z.number().int().positive().default(1),
  /** Weight of prompt tokens; answer tokens have their row's weight. */
  promptWeight: z.number().nonnegative().default(0.1),
  /** Weight of side targets, for rows that have them. */
  sideWeight: z.number().nonnegative().default(0.2),
  /**
   * Share of both that is left at the end, reached in a straight line: early they build what answers need, late the noise of
   * page words that nobody could predict is all that is left of them.
   */
  auxiliaryFloor: ShareSchema.default(0.15),
  /** Copy rows: share of rows, weight, and the part of the budget in which they appear. */
  copyShare: ShareSchema.default(0.08),
  copyWeight: z.number().nonnegative().default(0.5),
  copyUntil: ShareSchema.default(0.05),
  /** Begin with the three shortest buckets (2 % of the budget), then five (to 5 %). */
  shortFirst: z.boolean().default(true),

  checkpointSeconds: z.number().nonnegative().default(60),
  progressSeconds: z.number().nonnegative().default(5),
  /** Share of the budget between measurements; longer when measuring would take a tenth of the time. */
  evaluateEvery: ShareSchema.default(0.05),
  /** Most validation rows per measurement, spread evenly over the files. */
  evaluateRows: z.number().int().positive().default(1000),
  /**
   * Stop when so many measurements in a row bring no lower held-out loss. The result is then the best weights that were measured,
   * those of the start included.
   */
  earlyStop: z.object({ patience: z.number().int().positive() }).optional(),
  /** Shares of the budget at which the weights are also exported, as `snapshot-025.gguf`. */
  snapshots: z.array(ShareSchema).default([]),

  /** For the model file. */
  card: z.object({
    name: z.string(),
    description: z.string().optional(),
    license: z.string().optional(),
    promptFormat: z.string(),
    foresight: z.boolean().optional(),
    details: z.unknown().optional(),
  }),
  format: z.enum(['F32', 'F16', 'BF16', 'Q8_0']).default('F16'),
});

/** One training run. Everything but `out`, `start`, `train` and `budget` has a default that was measured to work for 3M parameters. */
export const TrainingJobSchema = JobFieldsSchema.refine(
  ({ lora, start }) => !lora || (start.kind === 'gguf' && start.checkpoint === undefined),
  'lora needs a model file to start from, without a checkpoint',
).refine(({ earlyStop, validation }) => !earlyStop || validation.length > 0, 'earlyStop needs validation files');
export type TrainingJob = z.output<typeof TrainingJobSchema>;
/** What a caller writes: defaults may be left out. */
export type TrainingJobInput = z.input<typeof TrainingJobSchema>;
