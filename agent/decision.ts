import { type Action, type Decision, printAction } from '../core/index.js';
import { conditionStates } from './conditions.js';
import { openConditions } from './coverage.js';
import { expectationOf } from './expectation.js';
import { conditionsIn } from './plan-context.js';
import type { Choice } from './planner/planner.js';
import { resolveText } from './resolve-text.js';
import { pageOf, type Run } from './run.js';

/** Who decides where a rollout takes another way. */
export const INTERVENTION = 'intervention';

/** A choice as a decision, with what it should bring about and which conditions of the goal are open. `before`: notes that go first. */
export function decide(
  run: Run,
  choice: Choice,
  { attempt, before, remembers }: { attempt: number; before: readonly string[]; remembers: boolean },
): Decision {
  const { chosen, candidates, notes: own, feasible } = choice;
  const observation = pageOf(run);
  const { action, proposer, logprob, value: success } = chosen;
  const route = run.routes?.noteOf(action);
  const notes = [...before, ...(route === undefined ? [] : [route]), ...own];
  return {
    action,
    proposer,
    expectation: expectationOf(action, observation, literalOf(run, action)),
    candidates,
    ...(logprob === undefined ? {} : { logprob }),
    conditions: conditionsOf(run, remembers),
    ...(feasible === undefined ? {} : { foresight: { feasible, ...(success === undefined ? {} : { success }) } }),
    notes: attempt === 0 ? notes : [...notes, `attempt ${attempt + 1}: ${printAction(action)} was the first not rejected before`],
  };
}

function conditionsOf(run: Run, remembers: boolean): Decision['conditions'] {
  const named = run.spans.length;
  if (!remembers) return { open: openConditions(conditionsIn(run)), named };
  const states = conditionStates(conditionsIn(run));
  return { open: states.filter(({ state }) => state !== 'met').map(({ text }) => text), named, states };
}

/** A decision that was made elsewhere: nothing was weighed. */
export const toldDecision = (run: Run, action: Action): Decision => ({
  action,
  proposer: INTERVENTION,
  expectation: expectationOf(action, pageOf(run), literalOf(run, action)),
  candidates: [],
  notes: [],
});

/** What will be typed; undefined when nothing is, or when it cannot be told. */
export function literalOf(run: Run, action: Action): string | undefined {
  const text = action.kind === 'type' ? resolveText(action.text, run.spans, pageOf(run)) : undefined;
  return text?.ok ? text.text : undefined;
}
