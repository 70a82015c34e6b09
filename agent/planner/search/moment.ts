import { type Action, type Candidate, type Observation, type Outcome, type Verdict } from '../../../core/index.js';
import { type DecidedStep, judgeAction } from '../../../reflection/index.js';
import { decisionOf, literalOf } from '../../decision.js';
import { historyEntry } from '../../history.js';
import type { PlanContext } from '../../prompt-port.js';

/** Where an episode is, or would be: what the policy is told there, and the decisions that led there. */
export interface Moment {
  context: PlanContext;
  decided: readonly DecidedStep[];
}

/** What was tried out, and what came of it. */
export interface TriedStep {
  candidate: Candidate;
  /** All that were weighed with it, best first. */
  candidates: readonly Candidate[];
  outcome: Outcome;
  /** The page it led to. */
  page: Observation;
}

/** The decision alone, as far as it tells how the episode goes: what is known of a leaf that is not carried out. */
export function decidedAt({ context, decided }: Moment, candidate: Candidate, candidates: readonly Candidate[]): DecidedStep[] {
  const decision = decisionOf(context, { chosen: candidate, candidates: [...candidates], notes: [] });
  return [...decided, { decision }];
}

/** The moment after a step, told as the episode itself would tell it. */
export function momentAfter(
  moment: Moment,
  { candidate, candidates, outcome, page }: TriedStep,
  rejected: readonly Action[],
): { moment: Moment; label: Verdict['label']; reason: string } {
  const { context } = moment;
  const decided = decidedAt(moment, candidate, candidates);
  const last = decided[decided.length - 1];
  const { label, reason } = judgeAction({ expectation: last.decision.expectation, outcome });
  const { action } = candidate;
  const text = literalOf(action, context);
  const seen = text === undefined ? outcome : { ...outcome, text };
  const history = [...context.history, historyEntry({ before: context.observation, action, outcome: seen, verdict: label })];
  const stepsLeft = context.stepsLeft - 1;
  return {
    moment: {
      context: { ...context, observation: page, history, rejected, stepsLeft, attempt: 0, advice: undefined },
      decided: [...decided.slice(0, -1), { ...last, label }],
    },
    label,
    reason,
  };
}
