import { z } from 'zod';
import { type EpisodeRow, EpisodeRowSchema } from './report.js';
import { bootstrapInterval, type Interval, mean, wilsonInterval } from './statistics.js';

/** One chain in both arms, as the result file keeps it. */
export const ChainRowSchema = z.object({
  /** `family#index`. */
  key: z.string(),
  family: z.string(),
  /** Seed of the site. */
  seed: z.number().int(),
  /** Nothing learned; in the order of the chain. */
  control: z.array(EpisodeRowSchema),
  /** The library grows from task to task. */
  learning: z.array(EpisodeRowSchema),
  /** What each task of `learning` added to the library. */
  learned: z.array(z.object({ drafts: z.array(z.object({ name: z.string(), verdict: z.string(), reason: z.string() })) })),
});
export type ChainRow = z.infer<typeof ChainRowSchema>;

export const ChainTermsSchema = z.object({
  suite: z.string(),
  suiteVersion: z.string(),
  split: z.string(),
  purpose: z.enum(['train', 'gate', 'report']),
  /** Tasks of a chain. */
  length: z.number().int(),
  seed: z.number().int(),
  maxSteps: z.number().int(),
  configuration: z.object({ model: z.string(), planner: z.string(), proposers: z.array(z.string()).readonly() }),
});
export type ChainTerms = z.infer<typeof ChainTermsSchema>;

/** Means over the chains. */
export interface ChainArm {
  rate: number;
  interval: Interval;
  steps: number;
  /** Tokens of prompts and answers. */
  tokens: number;
  /** Episodes that said done and were not. */
  falseDone: number;
}

export interface ChainPosition {
  /** Counted from 1. */
  position: number;
  control: ChainArm;
  learning: ChainArm;
  /** Success, learning less control, with the 95 % interval of the paired bootstrap. */
  success: { difference: number; interval: Interval };
  /** How much less, as a share of the control's; 0.4 is 40 % less. Paired bootstrap over chains. */
  stepsSaved: { share: number; interval: Interval };
  tokensSaved: { share: number; interval: Interval };
  /** Steps of the policy, and one for each skill that it called (a call is one action of SAGE's agent, whatever it does). */
  decisionsSaved: { share: number; interval: Interval };
  /** Episodes that a skill served: `alone` without any step of the policy; `false`: it said done and the evaluator denied it. */
  skills: { used: number; alone: number; broken: number; false: number };
}

export interface ChainReport extends ChainTerms {
  chains: number;
  positions: ChainPosition[];
  /** Drafts and what became of them on the ladder. */
  drafts: { made: number; admitted: number; rejected: number };
}

/** Adds the chains up. */
export function summarizeChains(terms: ChainTerms, rows: readonly ChainRow[]): ChainReport {
  const drafts = rows.flatMap(({ learned }) => learned.flatMap((one) => one.drafts));
  const admitted = drafts.filter(({ verdict }) => verdict === 'shadow').length;
  return {
    ...terms,
    chains: rows.length,
    positions: Array.from({ length: terms.length }, (_, at) => positionOf(rows, at)),
    drafts: { made: drafts.length, admitted, rejected: drafts.length - admitted },
  };
}

function positionOf(rows: readonly ChainRow[], at: number): ChainPosition {
  const pairs = rows.map(({ control, learning }) => ({ control: control[at], learning: learning[at] }));
  const differences = pairs.map(({ control, learning }) => Number(learning.success) - Number(control.success));
  const outcomes = pairs.flatMap(({ learning }) => (learning.skills ?? []).filter(({ arm }) => arm === 'with').map((one) => ({ ...one, row: learning }))); // prettier-ignore
  const served = outcomes.filter(({ ended }) => ended !== 'broken');
  return {
    position: at + 1,
    control: armOf(pairs.map(({ control }) => control)),
    learning: armOf(pairs.map(({ learning }) => learning)),
    success: { difference: round(mean(differences)), interval: rounded(bootstrapInterval(differences)) },
    stepsSaved: saved(pairs, ({ steps }) => steps),
    tokensSaved: saved(pairs, tokensOf),
    decisionsSaved: saved(pairs, decisionsOf),
    skills: {
      used: outcomes.length,
      alone: served.filter(({ row }) => tokensOf(row) === 0).length,
      broken: outcomes.length - served.length,
      false: served.filter(({ ended, row }) => ended === 'done' && !row.success).length,
    },
  };
}

function armOf(rows: readonly EpisodeRow[]): ChainArm {
  const successes = rows.filter(({ success }) => success).length;
  return {
    rate: round(successes / Math.max(1, rows.length)),
    interval: rounded(wilsonInterval(successes, rows.length)),
    steps: round(mean(rows.map(({ steps }) => steps))),
    tokens: Math.round(mean(rows.map(tokensOf))),
    falseDone: rows.filter(({ finish, success }) => finish.kind === 'done' && !success).length,
  };
}

interface Pair {
  control: EpisodeRow;
  learning: EpisodeRow;
}

/** A ratio of sums; chains are resampled in pairs. */
function saved(pairs: readonly Pair[], value: (row: EpisodeRow) => number): { share: number; interval: Interval } {
  const before = mean(pairs.map(({ control }) => value(control)));
  if (before === 0) return { share: 0, interval: [0, 0] };
  const savings = pairs.map(({ control, learning }) => (value(control) - value(learning)) / before);
  return { share: round(mean(savings)), interval: rounded(bootstrapInterval(savings)) };
}

const decisionsOf = ({ steps, skills = [] }: EpisodeRow): number =>
  skills.reduce((left, skill) => (skill.arm === 'with' ? left - skill.steps + 1 : left), steps);
const tokensOf = ({ tokens }: EpisodeRow): number => tokens.prompt + tokens.generated;
const round = (value: number): number => Number(value.toFixed(4));
const rounded = ([low, high]: Interval): Interval => [round(low), round(high)];
