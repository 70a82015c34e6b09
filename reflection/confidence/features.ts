import { type Decision, printAction, type Verdict } from '../../core/index.js';
import { logit } from './calibrators.js';
import type { Features } from './logistic.js';

/** A step as far as it tells how well an episode goes. */
export interface DecidedStep {
  decision: Decision;
  /** The action reflector's word, once it was said. */
  label?: Verdict['label'];
}

/** Further apart than this is just far apart, in nats. */
const FAR = 20;

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
  const failures = steps.filter(({ label }) => label === 'B' || label === 'C').length;
  return {
    success: optional(last.foresight?.success, logit),
    leastSuccess: least(told),
    feasible: optional(last.foresight?.feasible, logit),
    logprob: optional(last.logprob, (value) => Math.max(-FAR, value)),
    leastLogprob: optional(least(logprobs), (value) => Math.max(-FAR, value)),
    margin: marginOf(last),
    leastMargin: least(margins),
    agreed: Number(last.proposer.includes('+')),
    disagreed: steps.filter(({ decision }) => !decision.proposer.includes('+')).length / steps.length,
    questioned: steps.filter(({ decision }) => decision.notes.length > 0).length,
    open: last.conditions?.open.length,
    openShare: last.conditions && last.conditions.open.length / Math.max(1, last.conditions.named),
    named: last.conditions && Math.log(1 + last.conditions.named),
    moved: distinct(steps.map(({ decision }) => printAction(decision.action))) / steps.length,
    answers: Number(last.action.kind === 'stop' && last.action.answer !== undefined),
    failures,
    steps: Math.log(steps.length),
    stops: Number(last.action.kind === 'stop'),
    refuses: Number(last.action.kind === 'refuse'),
  };
}

/** How far a decision was ahead of the best alternative; undefined where there was none. */
function marginOf({ candidates, action }: Decision): number | undefined {
  const own = candidates.find((one) => printAction(one.action) === printAction(action)) ?? candidates[0];
  const others = candidates.filter((one) => one !== own).map(({ score }) => score);
  return own && others.length > 0 ? Math.max(-FAR, Math.min(FAR, own.score - Math.max(...others))) : undefined;
}

const distinct = (texts: readonly string[]): number => new Set(texts).size;
const least = (values: readonly number[]): number | undefined => (values.length > 0 ? Math.min(...values) : undefined);
const optional = (value: number | undefined, of: (value: number) => number): number | undefined =>
  value === undefined ? undefined : of(value);
