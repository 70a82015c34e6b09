import type { AgentSettings } from '../../config/index.js';
import { type Action, type Decision, printAction } from '../../core/index.js';
import { expectationOf } from '../expectation.js';
import type { Choice, Planner, Proposal } from '../planner/planner.js';
import type { PlanContext } from '../prompt-port.js';
import type { Proposer } from '../proposers/proposer.js';
import { resolveText } from '../resolve-text.js';
import { finished, pageKey, pageOf, type Run } from '../run.js';
import { skillDecision } from '../skill-use.js';
import type { AgentState } from '../state.js';

export interface PlanParts {
  proposers: readonly Proposer[];
  planner: Planner;
  /** Asked on the last attempt, when nothing else is left. */
  lastResort?: Proposer;
  settings: Pick<AgentSettings, 'retry' | 'advice' | 'relations'>;
}

/** Collects candidates, lets the planner choose, and states what the choice should bring about. */
export function createPlanNode(run: Run, { proposers, planner, lastResort, settings }: PlanParts) {
  const { attempts } = settings.retry;
  const take = (decision: Decision, step: number): Partial<AgentState> => {
    run.decision = decision;
    run.emit({ type: 'decision', step: step + 1, decision });
    return {};
  };
  return async function plan({ step }: AgentState): Promise<Partial<AgentState>> {
    const { decision: known, notes } = askSkills(run);
    if (known) return take(known, step);
    for (let attempt = 0; attempt <= attempts; attempt++) {
      const asked = attempt === attempts && lastResort ? [...proposers, lastResort] : proposers;
      const { context, proposals } = await collect(
        asked,
        { ...contextOf(run, step, attempt), relations: settings.relations.enabled },
        settings.advice.enabled,
        run.signal,
      );
      const choice = await planner.choose(context, proposals, run.signal);
      if (run.signal?.aborted) return finished('aborted', 'stopped by the caller');
      if (!choice) continue;
      return take(decide(run, choice, attempt, notes), step);
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

/** What a skill would do here; one that ends leaves a note, and the page to the next one or to the policy. */
function askSkills(run: Run, notes: string[] = []): { decision?: Decision; notes: string[] } {
  const page = pageOf(run);
  const rejected = new Set(run.rejected.on(pageKey(page)).map(printAction));
  const word = run.skills?.next(page, run.lastOutcome, (action) => rejected.has(printAction(action)));
  if (!word) return { notes };
  if ('ended' in word) return askSkills(run, [...notes, word.ended]);
  const decision = skillDecision(word, expectationOf(word.action, page, literalOf(run, word.action)));
  return { decision: { ...decision, notes: [...notes, ...decision.notes] }, notes };
}

/** First those that need no advice; what the advisers among them say is then part of the context that the rest is asked with. */
async function collect(
  proposers: readonly Proposer[],
  context: PlanContext,
  advised: boolean,
  signal?: AbortSignal,
): Promise<{ context: PlanContext; proposals: Proposal[] }> {
  const ask = (which: readonly Proposer[], about: PlanContext): Promise<Proposal[]> =>
    Promise.all(which.map(async (one) => ({ proposer: one.name, actions: await one.propose(about, signal) })));
  const takers = proposers.filter(({ advice }) => advice === 'takes');
  const others = proposers.filter((proposer) => !takers.includes(proposer));
  const early = await ask(others, context);
  const advice = early.flatMap(({ actions }, i) => (others[i].advice === 'gives' ? actions : []));
  const informed = advised && advice.length > 0 ? { ...context, advice } : context;
  return { context: informed, proposals: [...(await ask(takers, informed)), ...early] };
}

function decide(run: Run, { chosen, candidates, notes: own }: Choice, attempt: number, before: readonly string[]): Decision {
  const observation = pageOf(run);
  const { action, proposer, logprob } = chosen;
  const notes = [...before, ...own];
  return {
    action,
    proposer,
    expectation: expectationOf(action, observation, literalOf(run, action)),
    candidates,
    ...(logprob === undefined ? {} : { logprob }),
    notes: attempt === 0 ? notes : [...notes, `attempt ${attempt + 1}: ${printAction(action)} was the first not rejected before`],
  };
}

/** What will be typed; undefined when nothing is, or when it cannot be told. */
function literalOf(run: Run, action: Action): string | undefined {
  const text = action.kind === 'type' ? resolveText(action.text, run.spans, pageOf(run)) : undefined;
  return text?.ok ? text.text : undefined;
}
