import { z } from 'zod';

/** Teacher-forced quality on validation rows. */
export const EvaluationSchema = z.object({
  /** Mean loss of answers as training has it; the same as `nll` where every row is plain. */
  loss: z.number(),
  /** Mean negative log-likelihood per token of wanted answers, in nats. */
  nll: z.number(),
  /** Share of answer tokens that were the most likely one. */
  tokenAccuracy: z.number(),
  /** Share of rows whose whole answer was. */
  exact: z.number(),
  samples: z.number().int(),
  byFamily: z.record(z.string(), z.object({ samples: z.number().int(), exact: z.number().int() })),
});
export type Evaluation = z.output<typeof EvaluationSchema>;

const Where = {
  /** Optimizer steps so far. */
  step: z.number().int(),
  /** Positions so far, padding included. */
  tokens: z.number(),
  /** Time spent so far, over all restarts. */
  seconds: z.number(),
};

/** What the trainer process says on standard output, one JSON object a line. */
export const TrainerEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    ...Where,
    /** Continues a checkpoint. */
    resumed: z.boolean(),
    /** Numbers that are trained. */
    parameters: z.number().int(),
    trainRows: z.number().int(),
    /** Training rows left out because they exceed the context. */
    tooLong: z.number().int(),
    validationRows: z.number().int(),
    bf16: z.boolean(),
    threads: z.number().int(),
    device: z.string(),
  }),
  z.object({
    type: z.literal('progress'),
    ...Where,
    /** Moving average over about 30 steps. */
    loss: z.number(),
    learningRate: z.number(),
    gradientNorm: z.number(),
    tokensPerSecond: z.number(),
    /** CPU threads in use: fewer than asked for while other work takes the cores. */
    threads: z.number().int(),
    etaSeconds: z.number(),
    /** Share of the budget spent. */
    done: z.number(),
  }),
  z.object({ type: z.literal('evaluation'), ...Where, ...EvaluationSchema.shape }),
  z.object({ type: z.literal('checkpoint'), ...Where, file: z.string() }),
  z.object({ type: z.literal('snapshot'), ...Where, file: z.string(), share: z.number() }),
  /** The budget is spent and the model written. */
  z.object({
    type: z.literal('done'),
    ...Where,
    file: z.string(),
    /** The adapter alone, where one was trained. */
    adapter: z.string().optional(),
    /** Of the model file. */
    evaluation: EvaluationSchema.optional(),
    /** The step whose weights the model file holds, where the run keeps the best (`earlyStop`). */
    bestStep: z.number().int().optional(),
  }),
  /** Asked to stop; the checkpoint is written and the same job continues it. */
  z.object({ type: z.literal('stopped'), ...Where, file: z.string() }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type TrainerEvent = z.output<typeof TrainerEventSchema>;
