import type { AgentSettings } from '../config/index.js';
import { conditionStates, type ConditionContext, doneSoFar } from './conditions.js';
import type { PlanContext } from './prompt-port.js';
import { pageKey, pageOf, type Run } from './run.js';

/** What the policy is told when it plans the next step; `attempt` counts from 0. */
export function contextOf(
  run: Run,
  step: number,
  attempt: number,
  { workingMemory }: Pick<AgentSettings, 'workingMemory'>,
): PlanContext {
  const observation = pageOf(run);
  const lessons = run.memory?.lessons(observation) ?? [];
  return {
    goal: run.assignment.goal,
    spans: run.spans,
    observation,
    history: run.history,
    rejected: run.rejected.on(pageKey(observation)),
    reasons: run.rejected.reasons(pageKey(observation)),
    ...(lessons.length > 0 ? { lessons } : {}),
    notes: run.notes,
    stepsLeft: run.assignment.limits.steps - step,
    attempt,
    ...(workingMemory.enabled ? { progress: progressOf(run) } : {}),
  };
}

const progressOf = (run: Run): PlanContext['progress'] => ({
  done: doneSoFar(run.history),
  conditions: conditionStates(conditionsIn(run)),
  ...(run.replan === undefined ? {} : { replan: run.replan }),
});

/** What the conditions of the goal are read from. */
export const conditionsIn = (run: Run): ConditionContext => ({ goal: run.assignment.goal, spans: run.spans, observation: pageOf(run), history: run.history }); // prettier-ignore
