import { isField, mentions, type Observation, type Outcome, type SearchNodeKind, type Verdict } from '../../../core/index.js';
import type { DecidedStep } from '../../../reflection/index.js';
import { openConditions } from '../../coverage.js';
import type { Sureness } from '../../finish-check.js';
import type { PlanContext } from '../../prompt-port.js';

/** One step of a search as critics see it. No evaluator's word is ever in here. */
export interface JudgedStep {
  /** Where the step leads; for a leaf that is not carried out, where it would be taken. */
  context: PlanContext;
  /** All decisions up to and with this one. */
  decided: readonly DecidedStep[];
  kind: SearchNodeKind;
  /** What came of it, where it was carried out, and how that was judged. */
  outcome?: Outcome;
  label?: Verdict['label'];
  /** The page was there before, in the episode or on the path. */
  seenBefore: boolean;
  /** Log-probabilities of the actions of the path, as far as the model gives them. */
  logprobs: readonly number[];
  /** Conditions of the goal that were open where the search began. */
  openAtStart: number;
}

/** An estimate of how well things stand. Higher is better; the scale is its own. */
export interface ValueCritic {
  readonly name: string;
  /** What it counts beside the others. */
  readonly weight: number;
  /** Its least and greatest value; without one what it said in this search is the range. */
  readonly range?: readonly [low: number, high: number];
  /** Undefined where it cannot tell. */
  judge(step: JudgedStep): number | undefined;
}

/** What a rule adds or takes; they sum to at most 1 and at least -1. */
const WORTH = { covered: 0.5, sight: 0.3, form: 0.2, failed: -0.4, quiet: -0.2, complaint: -0.3, loop: -0.3, premature: -0.3 } as const; // prettier-ignore

/**
 * The pre-score by rule (SWE-Search's deterministic part, on pages instead of tests): what of the goal is covered or in sight, what of
 * the forms says what the goal says, against failures, complaints of the page, loops, and committing while something is open.
 */
export function createRuleCritic(weight: number): ValueCritic {
  return {
    name: 'rule',
    weight,
    range: [-1, 1],
    judge: (step) => Object.values(ruleParts(step)).reduce((sum, part) => sum + part, 0),
  };
}

/** Only the parts that speak. */
export function ruleParts(step: JudgedStep): Partial<Record<keyof typeof WORTH, number>> {
  const { context, kind, outcome, label, seenBefore, openAtStart } = step;
  const { observation, goal } = context;
  const open = openConditions(context);
  const left = open.length / Math.max(1, openAtStart, open.length);
  const commits = kind === 'end' || kind === 'decisive';
  const shares: Partial<Record<keyof typeof WORTH, number>> = {
    covered: 1 - left,
    sight: shareInSight(open, observation),
    form: formProgress(observation, goal),
    failed: Number(outcome?.status === 'error'),
    quiet: Number(outcome?.status === 'no-effect'),
    complaint: Number(label === 'B'),
    loop: Number(seenBefore),
    premature: commits ? left : 0,
  };
  const spoken = Object.entries(shares).filter(([, share]) => share !== 0) as [keyof typeof WORTH, number][];
  return Object.fromEntries(spoken.map(([name, share]) => [name, WORTH[name] * share]));
}

/** Of the open conditions, how many something on the page speaks of that can be worked. */
function shareInSight(open: readonly string[], { elements }: Observation): number {
  if (open.length === 0) return 0;
  const names = elements
    .filter(({ verbs }) => verbs.length > 0)
    .flatMap(({ name, context, options = [] }) => [`${name} ${context}`, ...options.map(({ label }) => label)]);
  return open.filter((condition) => names.some((name) => mentions(name, condition))).length / open.length;
}

/** Of the fields that hold something, how many hold what the goal says. */
function formProgress({ elements }: Observation, goal: string): number {
  const values = elements
    .filter(isField)
    .flatMap(({ value, options }) => value ?? options?.find(({ selected }) => selected)?.label ?? []);
  const filled = values.filter((value) => value !== '');
  return filled.length === 0 ? 0 : filled.filter((value) => mentions(goal, value)).length / filled.length;
}

/** The fitted forecast of success, seen from the decision: of the end where the agent would end, of the rest elsewhere. */
export function createForecastCritic(weight: number, sureness: Sureness): ValueCritic {
  return {
    name: 'forecast',
    weight,
    range: [0, 1],
    judge: ({ decided, kind }) => sureness(decided, kind === 'end' ? 'end' : 'ahead'),
  };
}

/** The geometric mean of the probabilities that the model gives the actions of the path; silent for a model that gives none. */
export function createModelCritic(weight: number): ValueCritic {
  return {
    name: 'model',
    weight,
    range: [0, 1],
    judge: ({ logprobs }) =>
      logprobs.length === 0 ? undefined : Math.exp(logprobs.reduce((sum, one) => sum + one, 0) / logprobs.length),
  };
}
