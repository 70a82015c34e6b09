import type { AgentSettings } from '../../config/index.js';
import { type Decision, printAction } from '../../core/index.js';
import { expectationOf } from '../expectation.js';
import type { Choice, Planner, Proposal } from '../planner/planner.js';
import type { PlanContext } from '../prompt-port.js';
import type { Proposer } from '../proposers/proposer.js';
import { resolveText } from '../resolve-text.js';
import { finished, pageKey, pageOf, type Run } from '../run.js';
import type { AgentState } from '../state.js';

export interface PlanParts {
  proposers: readonly Proposer[];
  planner: Planner;
  /** Asked on the last attempt, when nothing else is left. */
  lastResort?: Proposer;
  settings: Pick<AgentSettings, 'retry'>;
}

/** Collects candidates, lets the planner choose, and states what the choice should bring about. */
export function createPlanNode(run: Run, { proposers, planner, lastResort, settings }: PlanParts) {
  const { attempts } = settings.retry;
  return async function plan({ step }: AgentState): Promise<Partial<AgentState>> {
    for (let attempt = 0; attempt <= attempts; attempt++) {
      const context = contextOf(run, step, attempt);
      const asked = attempt === attempts && lastResort ? [...proposers, lastResort] : proposers;
      const choice = await planner.choose(context, await collect(asked, context, run.signal), run.signal);
      if (run.signal?.aborted) return finished('aborted', 'stopped by the caller');
      if (!choice) continue;
      run.decision = decide(run, choice, attempt);
      run.emit({ type: 'decision', step: step + 1, decision: run.decision });
      return {};
    }
    return finished('gave-up', 'every action that came to mind had failed on this page before');
  };
}

function contextOf(run: Run, step: number, attempt: number): PlanContext {
  const observation = pageOf(run);
  return {
    goal: run.assignment.goal,
    spans: run.spans,
    observation,
    history: run.history,
    rejected: run.rejected.on(pageKey(observation)),
    notes: run.notes,
    stepsLeft: run.assignment.limits.steps - step,
    attempt,
  };
}

function collect(proposers: readonly Proposer[], context: PlanContext, signal?: AbortSignal): Promise<Proposal[]> {
  return Promise.all(
    proposers.map(async (proposer) => ({ proposer: proposer.name, actions: await proposer.propose(context, signal) })),
  );
}

function decide(run: Run, { chosen, candidates, notes }: Choice, attempt: number): Decision {
  const observation = pageOf(run);
  const { action, proposer, logprob } = chosen;
  const text = action.kind === 'type' ? resolveText(action.text, run.spans, observation) : undefined;
  return {
    action,
    proposer,
    expectation: expectationOf(action, observation, text?.ok ? text.text : undefined),
    candidates,
    ...(logprob === undefined ? {} : { logprob }),
    notes: attempt === 0 ? notes : [...notes, `attempt ${attempt + 1}: ${printAction(action)} was the first not rejected before`],
  };
}
