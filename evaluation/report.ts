import { FinishSchema, PurposeSchema } from '../core/index.js';
import { z } from 'zod';
import { mean, median, wilsonInterval } from './statistics.js';

const TokensSchema = z.object({ prompt: z.number(), evaluated: z.number(), generated: z.number() });
/** `SkillOutcome` of `skills`. */
const SkillOutcomeSchema = z.object({
  name: z.string(),
  version: z.number().int(),
  arm: z.enum(['with', 'without']),
  ended: z.enum(['done', 'through', 'broken', 'open']),
  steps: z.number().int(),
  broken: z.string().optional(),
});
const StepMsSchema = z.object({ model: z.number(), browser: z.number(), runtime: z.number() });

/** One finished episode, as the result file keeps it. */
export const EpisodeRowSchema = z.object({
  /** `family#index`: pairs the same task between two configurations. */
  key: z.string(),
  family: z.string(),
  /** Seed of the task, derived from purpose, suite, split, evaluation seed, family and index. */
  seed: z.number().int(),
  /** Where to find the trajectory. */
  episodeId: z.string(),
  success: z.boolean(),
  /** The evaluator's own figure and words. */
  reward: z.number(),
  detail: z.string(),
  impossible: z.boolean(),
  finish: FinishSchema,
  steps: z.number().int(),
  tokens: TokensSchema,
  /** How often the model was asked. */
  modelCalls: z.number().int(),
  /** What it did with skills; absent for an agent without any. */
  skills: z.array(SkillOutcomeSchema).optional(),
  /** Milliseconds of every step, split by who spent them. */
  stepMs: z.array(StepMsSchema),
  ms: z.number(),
});
export type EpisodeRow = z.infer<typeof EpisodeRowSchema>;

/** What was measured, on which terms. The keys are a public interface: `eval --json` prints this object. */
export const EvaluationReportSchema = z.object({
  suite: z.string(),
  suiteVersion: z.string(),
  split: z.string(),
  purpose: PurposeSchema,
  /** Registry name or path; `none` when no model took part. */
  model: z.string(),
  planner: z.string(),
  proposers: z.array(z.string()),
  seed: z.number().int(),
  episodes: z.number().int(),
  successes: z.number().int(),
  /** Successes per episode, 0 to 1. */
  rate: z.number(),
  /** Wilson's 95% interval of the rate. */
  interval: z.tuple([z.number(), z.number()]),
  stepsMean: z.number(),
  byFamily: z.record(z.string(), z.object({ episodes: z.number().int(), successes: z.number().int() })),
  /** Median milliseconds a step spent in the model, in the browser, and in everything else. */
  ms: StepMsSchema,
  /** Sums over all episodes. */
  tokens: TokensSchema,
  /** Episodes in which the agent said "done", vouched for it, and the evaluator disagreed. */
  falseDone: z.number().int(),
  /** Ends that the agent does not vouch for; they are no claims, and none of them is a false one. `right`: it was done after all. */
  contested: z.object({ right: z.number().int(), wrong: z.number().int() }).optional(),
  /** Impossible tasks refused, impossible tasks not refused, possible tasks refused. */
  refusals: z.object({ right: z.number().int(), missed: z.number().int(), false: z.number().int() }),
  maxSteps: z.number().int(),
});
export type EvaluationReport = z.infer<typeof EvaluationReportSchema>;

/** The terms of an evaluation: the part of the report that was decided before the first episode. */
export type EvaluationTerms = Pick<
  EvaluationReport,
  'suite' | 'suiteVersion' | 'split' | 'purpose' | 'model' | 'planner' | 'proposers' | 'seed' | 'maxSteps'
>;

/** Adds the rows up. Rows may come in any order; the report is the same. */
export function summarize(terms: EvaluationTerms, rows: readonly EpisodeRow[]): EvaluationReport {
  const successes = count(rows, (row) => row.success);
  return {
    suite: terms.suite,
    suiteVersion: terms.suiteVersion,
    split: terms.split,
    purpose: terms.purpose,
    model: terms.model,
    planner: terms.planner,
    proposers: terms.proposers,
    seed: terms.seed,
    episodes: rows.length,
    successes,
    rate: rows.length === 0 ? 0 : round(successes / rows.length, 4),
    interval: wilsonInterval(successes, rows.length).map((bound) => round(bound, 4)) as [number, number],
    stepsMean: round(mean(rows.map((row) => row.steps)), 2),
    byFamily: byFamily(rows),
    ms: medianStep(rows),
    tokens: {
      prompt: sum(rows, (row) => row.tokens.prompt),
      evaluated: sum(rows, (row) => row.tokens.evaluated),
      generated: sum(rows, (row) => row.tokens.generated),
    },
    falseDone: count(rows, (row) => row.finish.kind === 'done' && !row.finish.contested && !row.success),
    ...(rows.some((row) => row.finish.confidence !== undefined)
      ? {
          contested: {
            right: count(rows, (row) => row.finish.contested === true && row.success),
            wrong: count(rows, (row) => row.finish.contested === true && !row.success),
          },
        }
      : {}),
    refusals: {
      right: count(rows, (row) => row.impossible && row.finish.kind === 'refused'),
      missed: count(rows, (row) => row.impossible && row.finish.kind !== 'refused'),
      false: count(rows, (row) => !row.impossible && row.finish.kind === 'refused'),
    },
    maxSteps: terms.maxSteps,
  };
}

function byFamily(rows: readonly EpisodeRow[]): EvaluationReport['byFamily'] {
  const table: EvaluationReport['byFamily'] = {};
  for (const family of [...new Set(rows.map((row) => row.family))].sort()) {
    const own = rows.filter((row) => row.family === family);
    table[family] = { episodes: own.length, successes: count(own, (row) => row.success) };
  }
  return table;
}

function medianStep(rows: readonly EpisodeRow[]): EvaluationReport['ms'] {
  const steps = rows.flatMap((row) => row.stepMs);
  const middle = (part: 'model' | 'browser' | 'runtime'): number => round(median(steps.map((step) => step[part])), 2);
  return { model: middle('model'), browser: middle('browser'), runtime: middle('runtime') };
}

function count<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.filter(holds).length;
}

function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
