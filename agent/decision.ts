import type { Decision } from '../core/index.js';
import { openConditions } from './coverage.js';
import { expectationOf } from './expectation.js';
import type { Choice } from './planner/planner.js';
import type { PlanContext } from './prompt-port.js';
import { resolveText } from './resolve-text.js';

type Where = Pick<PlanContext, 'goal' | 'spans' | 'observation' | 'history'>;

/** What was chosen as a decision of its own: with what it should bring about, and what of the goal was open then. */
export function decisionOf(where: Where, { chosen, candidates, notes, feasible }: Choice): Decision {
  const { action, proposer, logprob, value: success } = chosen;
  return {
    action,
    proposer,
    expectation: expectationOf(action, where.observation, literalOf(action, where)),
    candidates,
    ...(logprob === undefined ? {} : { logprob }),
    conditions: { open: openConditions(where), named: where.spans.length },
    ...(feasible === undefined ? {} : { foresight: { feasible, ...(success === undefined ? {} : { success }) } }),
    notes,
  };
}

/** What will be typed; undefined when nothing is, or when it cannot be told. */
export function literalOf(
  action: Decision['action'],
  { spans, observation }: Pick<Where, 'spans' | 'observation'>,
): string | undefined {
  const text = action.kind === 'type' ? resolveText(action.text, spans, observation) : undefined;
  return text?.ok ? text.text : undefined;
}
