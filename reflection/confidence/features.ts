import { type Decision, printAction, type Verdict } from '../../core/index.js';
import { logit } from './calibrators.js';
import type { Features } from './boosted-trees.js';

/** A step as far as it tells how well an episode goes. */
export interface DecidedStep {
  decision: Decision;
  /** The action reflector's word, once it was said. */
  label?: Verdict['label'];
}

/** Further apart than this is just far apart, in nats. */
const FAR = 20;
/** Less likely than this is not what the model would have said by itself, in nats. */
const UNSURE = -1;

/**
 * What is known about an episode after its latest decision, without any word of an evaluator: log-odds that the model foretells
 * (P(True), P(IK)), log-probabilities of what was said, margins over the alternatives, whether rules and model were of one mind,
 * and how the actions went. What a model does not give is missing, never 0.
 */
export function confidenceFeatures(steps: readonly DecidedStep[]): Features {
  const last = steps.at(-1)?.decision;
  if (!last) return {};
  const told = steps.flatMap(({ decision }) => decision.foresight?.success ?? []).map(logit);
  const logprobs = steps.flatMap(({ decision }) => decision.logprob ?? []);
  const margins = steps.flatMap(({ decision }) => marginOf(decision) ?? []);
  const regrets = steps.map(({ decision }) => regretOf(decision));
  const failures = steps.filter(({ label }) => label === 'B' || label === 'C').length;
  return {
    success: optional(last.foresight?.success, logit),
    leastSuccess: least(told),
    feasible: optional(last.foresight?.feasible, logit),
    logprob: optional(last.logprob, (value) => Math.max(-FAR, value)),
    leastLogprob: optional(least(logprobs), (value) => Math.max(-FAR, value)),
    margin: marginOf(last),
    leastMargin: least(margins),
    meanLogprob: meanOf(logprobs.map((value) => Math.max(-FAR, value))),
    unsure: logprobs.filter((value) => value < UNSURE).length,
    prior: priorOf(last),
    leastPrior: least(steps.flatMap(({ decision }) => priorOf(decision) ?? [])),
    agreed: Number(last.proposer.includes('+')),
    byModel: share(steps, ({ decision }) => decision.proposer === 'model'),
    byRules: share(steps, ({ decision }) => decision.proposer !== 'model' && !decision.proposer.includes('+')),
    objections: notes(steps, 'critic:'),
    questions: notes(steps, 'coverage:'),
    attempts: notes(steps, 'attempt '),
    open: last.conditions?.open.length,
    openShare: last.conditions && last.conditions.open.length / Math.max(1, last.conditions.named),
    named: last.conditions && Math.log(1 + last.conditions.named),
    moved: distinct(steps.map(({ decision }) => printAction(decision.action))) / steps.length,
    answers: Number(last.action.kind === 'stop' && last.action.answer !== undefined),
    failures,
    steps: Math.log(steps.length),
    stops: Number(last.action.kind === 'stop'),
    refusal: refusalOf(last),
    refuses: Number(last.action.kind === 'refuse'),
    regret: regrets.reduce((sum, one) => sum + one, 0),
    mostRegret: Math.max(...regrets),
  };
}

/** How far a decision was ahead of the best alternative; undefined where there was none. */
function marginOf({ candidates, action }: Decision): number | undefined {
  const own = candidates.find((one) => printAction(one.action) === printAction(action)) ?? candidates[0];
  const others = candidates.filter((one) => one !== own).map(({ score }) => score);
  return own && others.length > 0 ? Math.max(-FAR, Math.min(FAR, own.score - Math.max(...others))) : undefined;
}

/** How far the chosen action was behind the best, in nats; 0 where the planner took the best, or nothing was weighed. */
function regretOf({ candidates, action }: Decision): number {
  const own = candidates.find((one) => printAction(one.action) === printAction(action));
  return own ? Math.min(FAR, Math.max(...candidates.map(({ score }) => score)) - own.score) : 0;
}

/** How far giving up is behind the best other action, in nats; undefined where nobody thought of it. */
function refusalOf({ candidates }: Decision): number | undefined {
  const refusal = candidates.find(({ action }) => action.kind === 'refuse');
  const others = candidates.filter(({ action }) => action.kind !== 'refuse').map(({ score }) => score);
  return refusal && Math.max(-FAR, Math.min(FAR, refusal.score - Math.max(-FAR, ...others)));
}

/** What its proposers gave the chosen action. */
const priorOf = ({ candidates, action }: Decision): number | undefined => {
  const own = candidates.find((one) => printAction(one.action) === printAction(action));
  return own && Math.max(-FAR, Math.min(FAR, own.prior));
};

const share = (steps: readonly DecidedStep[], holds: (step: DecidedStep) => boolean): number =>
  steps.filter(holds).length / steps.length;
const notes = (steps: readonly DecidedStep[], start: string): number =>
  steps.flatMap(({ decision }) => decision.notes).filter((note) => note.startsWith(start)).length;
const meanOf = (values: readonly number[]): number | undefined =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
const distinct = (texts: readonly string[]): number => new Set(texts).size;
const least = (values: readonly number[]): number | undefined => (values.length > 0 ? Math.min(...values) : undefined);
const optional = (value: number | undefined, of: (value: number) => number): number | undefined =>
  value === undefined ? undefined : of(value);
