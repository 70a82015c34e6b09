import { z } from 'zod';
import {
  type Assignment,
  AssignmentSchema,
  DecisionSchema,
  FinishSchema,
  type GeneratedToken,
  ObservationSchema,
  OutcomeSchema,
  type Prompt,
  PurposeSchema,
  type SearchTree,
  SearchTreeSchema,
  type TokenUsage,
  VerdictSchema,
} from '../core/index.js';

/** Version of one exported row; goes up when a reader of older rows would misread a new one. */
export const EXPORT_FORMAT = 1;

const TokenUsageSchema: z.ZodType<TokenUsage> = z.object({ prompt: z.number(), evaluated: z.number(), generated: z.number() });

/** Where the time of one step went. `runtime` is everything but waiting for the model and the browser. */
export const StepMsSchema = z.object({ model: z.number(), browser: z.number(), runtime: z.number() });
export type StepMs = z.infer<typeof StepMsSchema>;

const PromptPartSchema = z.union([z.string(), z.object({ token: z.string() })]);

const PromptSchema: z.ZodType<Prompt> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('parts'), parts: z.array(PromptPartSchema) }),
  z.object({
    kind: z.literal('chat'),
    messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  }),
]);

const GeneratedTokenSchema: z.ZodType<GeneratedToken> = z.object({
  text: z.string(),
  logprob: z.number(),
  legalLogprob: z.number(),
});

/** One call of the model during a step, with all that a training row needs: what was asked, what came back, how likely it was. */
export const ModelCallSchema = z.object({
  kind: z.enum(['generate', 'score']),
  prompt: PromptSchema,
  /** `generate` only. */
  temperature: z.number().optional(),
  /** `generate`: what the model said. */
  text: z.string().optional(),
  tokens: z.array(GeneratedTokenSchema).optional(),
  /** `score`: the given texts and the log-probability of each of their tokens. */
  continuations: z.array(z.array(PromptPartSchema)).optional(),
  logprobs: z.array(z.array(z.number())).optional(),
  usage: TokenUsageSchema,
  ms: z.number(),
});
export type ModelCall = z.infer<typeof ModelCallSchema>;

export interface NewEpisode {
  /** Default: a new random id. */
  id?: string;
  assignment: Assignment;
  purpose: z.infer<typeof PurposeSchema>;
  /** Id of the language model; absent when none is used. */
  model?: string;
  planner: string;
  /** Every setting of the run, so that it can be repeated. */
  settings: unknown;
}

/** One attempt at a task. */
export const EpisodeRecordSchema = z.object({
  id: z.string(),
  assignment: AssignmentSchema,
  purpose: PurposeSchema,
  model: z.string().optional(),
  planner: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number().optional(),
  finish: FinishSchema.optional(),
  steps: z.number(),
  usage: TokenUsageSchema,
});
export type EpisodeRecord = z.infer<typeof EpisodeRecordSchema>;

/** What is written before an action is carried out. */
export interface StepIntent {
  observation: z.infer<typeof ObservationSchema>;
  decision: z.infer<typeof DecisionSchema>;
  calls: readonly ModelCall[];
  /** The search behind the decision, where there was one. */
  tree?: SearchTree;
}

/**
 * One observation, decision and outcome. `intended`: written before the act, outcome not known yet; `done`; `unknown`: the
 * process died in between, so the action may or may not have happened.
 */
export const StepRecordSchema = z.object({
  episodeId: z.string(),
  /** Counted from 1. */
  number: z.number().int().positive(),
  state: z.enum(['intended', 'done', 'unknown']),
  at: z.number(),
  observation: ObservationSchema,
  decision: DecisionSchema,
  calls: z.array(ModelCallSchema),
  outcome: OutcomeSchema.optional(),
  verdicts: z.array(VerdictSchema),
  usage: TokenUsageSchema,
  ms: StepMsSchema,
});
export type StepRecord = z.infer<typeof StepRecordSchema>;

/** The search behind one step. */
export const TreeRecordSchema = z.object({
  episodeId: z.string(),
  number: z.number().int().positive(),
  tree: SearchTreeSchema,
  /** How far what was foretold of the chosen action was from what came, 0 to 1; only of a world model's predictions. */
  error: z.number().optional(),
});
export type TreeRecord = z.infer<typeof TreeRecordSchema>;

/** What the runner found out about an episode. Kept apart from the log that the agent holds: it never sees one. */
export const EvaluationRecordSchema = z.object({
  episodeId: z.string(),
  suite: z.string(),
  suiteVersion: z.string(),
  split: z.string(),
  family: z.string(),
  seed: z.number().int(),
  success: z.boolean(),
  /** As the evaluator gave it. */
  reward: z.number(),
  detail: z.string(),
});
export type EvaluationRecord = z.infer<typeof EvaluationRecordSchema>;

/** One registered model file. */
export const ModelRecordSchema = z.object({
  name: z.string().min(1),
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  /** Absent for general chat models. */
  promptFormat: z.string().optional(),
  /** Name of the model it was trained from. */
  parent: z.string().optional(),
  /** How it was made and how good it is: command, seed, data counts, evaluation. */
  card: z.record(z.string(), z.unknown()),
  createdAt: z.number(),
});
export type ModelRecord = z.infer<typeof ModelRecordSchema>;

/** One line of an export. Ids are those of the log, so that every row made from it can be traced back. */
export const ExportRowSchema = z.discriminatedUnion('kind', [
  EpisodeRecordSchema.extend({ format: z.literal(EXPORT_FORMAT), kind: z.literal('episode'), settings: z.unknown() }),
  StepRecordSchema.extend({ format: z.literal(EXPORT_FORMAT), kind: z.literal('step') }),
  z.object({
    format: z.literal(EXPORT_FORMAT),
    kind: z.literal('last-observation'),
    episodeId: z.string(),
    observation: ObservationSchema,
  }),
  TreeRecordSchema.extend({ format: z.literal(EXPORT_FORMAT), kind: z.literal('tree') }),
  EvaluationRecordSchema.extend({ format: z.literal(EXPORT_FORMAT), kind: z.literal('evaluation') }),
]);
export type ExportRow = z.infer<typeof ExportRowSchema>;
