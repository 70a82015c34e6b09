import { z } from 'zod';
import { ActionSchema } from './action.js';
import { ObservationDiffSchema } from './observation.js';

/** What the agent is asked to do: all it ever learns about a task. Evaluator, family and seed stay with the runner. */
export const AssignmentSchema = z.object({
  goal: z.string().min(1),
  startUrl: z.string(),
  limits: z.object({
    /** Most actions of the episode. */
    steps: z.number().int().positive(),
    /** Most tokens, prompts and output together. */
    tokens: z.number().int().positive(),
    /** Most wall time. */
    timeMs: z.number().int().positive(),
  }),
});
export type Assignment = z.infer<typeof AssignmentSchema>;

/** Why an action failed, as the policy and the log see it. Codes never change; each has a heading in `docs/errors.md`. */
export const OutcomeCodeSchema = z.enum([
  'STALE_REF', // the element is no longer there
  'COVERED', // something else lies over every point of it
  'DISABLED',
  'READONLY',
  'NOT_VISIBLE',
  'NOT_EDITABLE',
  'NO_SUCH_OPTION',
  'NO_SUCH_TEXT', // a text source points at nothing
  'BAD_EXPRESSION', // `calc` could not be computed
  'TIMEOUT',
  'NAVIGATION_FAILED',
  'BLOCKED_BY_POLICY',
  'DIALOG_OPEN',
  'PAGE_CRASHED', // page or browser went away
  'UNSUPPORTED', // the session cannot do this verb
]);
export type OutcomeCode = z.infer<typeof OutcomeCodeSchema>;

/** What an action did. A failed action is data, not an exception. */
export const OutcomeSchema = z.object({
  status: z.enum(['ok', 'no-effect', 'error']),
  code: OutcomeCodeSchema.optional(),
  /** For a person and the policy: what happened and, for an error, the next move. */
  message: z.string(),
  diff: ObservationDiffSchema,
  /** The text that was typed or given as the answer, after its source was resolved; secrets masked. */
  text: z.string().optional(),
  ms: z.number(),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

/** What a step expected to see, stated by the model or derived from verb and role. */
export const ExpectationSchema = z.object({
  effect: z.enum(['value', 'state', 'page', 'scroll', 'any', 'none']),
  /** Printed element that should change, when one is known. */
  element: z.string().optional(),
  /** Value or state it should have then. */
  becomes: z.string().optional(),
  /** Key of an earlier page that should be there again. */
  restores: z.string().optional(),
});
export type Expectation = z.infer<typeof ExpectationSchema>;

/** A reflector's judgement (MobileUse, action reflector): A as expected, B wrong page, C no change, D cannot tell. */
export const VerdictSchema = z.object({
  level: z.enum(['action', 'trajectory', 'global']),
  label: z.enum(['A', 'B', 'C', 'D']),
  /** Name of the rule or model that judged. */
  source: z.string(),
  reason: z.string(),
});
export type Verdict = z.infer<typeof VerdictSchema>;

/** One action that a proposer put forward. */
export const CandidateSchema = z.object({
  action: ActionSchema,
  proposer: z.string(),
  /** Log-prior of the proposer for this action, up to a constant of the proposer. */
  prior: z.number(),
  /** Log-probability under the model, sum over the tokens of the action; absent without a model that scores. */
  logprob: z.number().optional(),
  /** Probability that the task succeeds with this action, as the model foretells; absent for a model without foresight. */
  value: z.number().optional(),
  /** What the planner ranked by. */
  score: z.number(),
});
export type Candidate = z.infer<typeof CandidateSchema>;

/** A condition that the goal names: `unknown` where neither the page nor the past tells. */
export const ConditionSchema = z.object({
  text: z.string(),
  state: z.enum(['met', 'unmet', 'unknown']),
  /** What tells its state; empty for an unknown one. */
  evidence: z.string(),
});
export type Condition = z.infer<typeof ConditionSchema>;

/** What the planner settled on, with everything it weighed. */
export const DecisionSchema = z.object({
  action: ActionSchema,
  proposer: z.string(),
  expectation: ExpectationSchema,
  candidates: z.array(CandidateSchema),
  /** Log-probability of the chosen action under the model, when known. */
  logprob: z.number().optional(),
  /** What the model foretells, each a probability: that the task succeeds with the chosen action, and that it can be done at all. */
  foresight: z.object({ success: z.number().optional(), feasible: z.number() }).optional(),
  /**
   * Conditions that the goal names and that neither the page nor the past showed as met at this point, how many it names, and
   * with a working memory the state of each.
   */
  conditions: z.object({ open: z.array(z.string()), named: z.number().int(), states: z.array(ConditionSchema).optional() }).optional(), // prettier-ignore
  /** How longer thought came about, and what it cost in tokens; absent for a step that was not worth it. */
  deliberation: z
    .object({
      ...{ mode: z.string(), trigger: z.string(), rounds: z.number().int(), tokens: z.number() },
      /** All voices were for what was taken; and whether it is another action than the planner's. */
      ...{ agreed: z.boolean(), changed: z.boolean() },
    })
    .optional(),
  /** Calibrated probability that the episode ends in success, seen from here; absent without a fitted confidence model. */
  confidence: z.number().optional(),
  /** Why a better-ranked candidate was passed over (rejected before, coverage question, ...). */
  notes: z.array(z.string()),
});
export type Decision = z.infer<typeof DecisionSchema>;

/** How an episode ended. `done` is the agent's own word; whether it is true is the evaluator's. */
export const FinishSchema = z.object({
  kind: z.enum([
    'done',
    'refused',
    'asked',
    'gave-up',
    'step-limit',
    'token-limit',
    'time-limit',
    'page-ended',
    'aborted',
    'crashed',
  ]),
  /** Resolved answer text, refusal reason, question or cause. */
  text: z.string(),
  /** Calibrated probability that the task was done, where there is a fitted confidence model. */
  confidence: z.number().optional(),
  /** The agent ends like this and does not vouch for it: what was found speaks against it. */
  contested: z.boolean().optional(),
});
export type Finish = z.infer<typeof FinishSchema>;

/** What an episode may be used for; fitters refuse all but `train`. `use` is real work on a live site. */
export const PurposeSchema = z.enum(['train', 'gate', 'report', 'use']);
export type Purpose = z.infer<typeof PurposeSchema>;

/** One past step as the policy is told of it. */
export const HistoryEntrySchema = z.object({
  action: ActionSchema,
  /** Role and name of the element acted on, as they were then; absent for actions without one. */
  target: z.object({ role: z.string(), name: z.string(), context: z.string().optional() }).optional(),
  /** Text that was typed, chosen or answered, after its source was resolved. */
  text: z.string().optional(),
  status: OutcomeSchema.shape.status,
  code: OutcomeCodeSchema.optional(),
  verdict: VerdictSchema.shape.label.optional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntrySchema>;
