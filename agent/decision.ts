import { type Action, type Decision, printAction } from '../core/index.js';
import { conditionStates } from './conditions.js';
import { openConditions } from './coverage.js';
import { expectationOf } from './expectation.js';
import { conditionsIn } from './plan-context.js';
import type { Choice } from './planner/planner.js';
import type { PlanContext } from './prompt-port.js';
import { resolveText } from './resolve-text.js';
import { pageOf, type Run } from './run.js';

/** Who decides where a rollout takes another way. */
export const INTERVENTION = 'intervention';

type Where = Pick<PlanContext, 'goal' | 'spans' | 'observation' | 'history'>;

/**
 * What was chosen as a decision of its own: with what it should bring about, and what of the goal was open then; with `states`, of
 * every condition of the goal what is known of it.
 */
export function decisionOf(
  where: Where,
  { chosen, candidates, notes, feasible }: Choice,
  { states = false }: { states?: boolean } = {},
): Decision {
  const { action, proposer, logprob, value: success } = chosen;
  return {
    action,
    proposer,
    expectation: expectationOf(action, where.observation, literalOf(action, where)),
    candidates,
    ...(logprob === undefined ? {} : { logprob }),
    conditions: conditionsOf(where, states),
    ...(feasible === undefined ? {} : { foresight: { feasible, ...(success === undefined ? {} : { success }) } }),
    notes,
  };
}

/** {@link decisionOf} in the running episode. `before`: notes that go first. */
export function decide(
  run: Run,
  choice: Choice,
  { attempt, before, remembers }: { attempt: number; before: readonly string[]; remembers: boolean },
): Decision {
  const { action } = choice.chosen;
  const route = run.routes?.noteOf(action);
  const notes = [...before, ...(route === undefined ? [] : [route]), ...choice.notes];
  const retried = attempt === 0 ? [] : [`attempt ${attempt + 1}: ${printAction(action)} was the first not rejected before`];
  return decisionOf(conditionsIn(run), { ...choice, notes: [...notes, ...retried] }, { states: remembers });
}

function conditionsOf(where: Where, withStates: boolean): Decision['conditions'] {
  const named = where.spans.length;
  if (!withStates) return { open: openConditions(where), named };
  const states = conditionStates(where);
  return { open: states.filter(({ state }) => state !== 'met').map(({ text }) => text), named, states };
}

/** A decision that was made elsewhere: nothing was weighed. */
export const toldDecision = (run: Run, action: Action): Decision => ({
  action,
  proposer: INTERVENTION,
  expectation: expectationOf(action, pageOf(run), literalOf(action, conditionsIn(run))),
  candidates: [],
  notes: [],
});

/** What will be typed; undefined when nothing is, or when it cannot be told. */
export function literalOf(action: Action, { spans, observation }: Pick<Where, 'spans' | 'observation'>): string | undefined {
  const text = action.kind === 'type' ? resolveText(action.text, spans, observation) : undefined;
  return text?.ok ? text.text : undefined;
}
