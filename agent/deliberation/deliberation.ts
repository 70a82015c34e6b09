import type { AgentSettings } from '../../config/index.js';
import { type Action, AgentError, type Decision, type LanguageModel, printAction } from '../../core/index.js';
import { isDecisive } from '../decisive.js';
import type { Choice } from '../planner/planner.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';

/** Why a step is worth more thought. */
export type Trigger = AgentSettings['deliberation']['triggers'][number];

/** What more thought came to. */
export interface Deliberated {
  action: Action;
  rounds: number;
  /** All voices were for it. */
  agreed: boolean;
  /** Prompts and answers together. */
  tokens: number;
}

/** A way of thinking longer about one step; undefined when nothing usable came of it. */
export interface Deliberator {
  readonly mode: AgentSettings['deliberation']['mode'];
  deliberate(context: PlanContext, choice: Choice, signal?: AbortSignal): Promise<Deliberated | undefined>;
}

/** A model with the prompt it is talked to with. */
export interface Speaker {
  model: LanguageModel;
  build(context: PlanContext): BuiltPrompt;
}

/** What is known of a choice before more is thought about it. */
export interface Situation {
  /** Loops or a boundary without gain were just found, or all that came to mind first had failed here before. */
  isStuck: boolean;
  /** Calibrated probability of success; undefined without a fitted confidence model. */
  sureness?: number;
}

/** The first reason to think longer that holds; undefined for a step that is not worth it (MachineSoM: most are not). */
export function triggerOf(
  { chosen }: Choice,
  { observation }: PlanContext,
  { isStuck, sureness = chosen.logprob === undefined ? undefined : Math.exp(chosen.logprob) }: Situation,
  { triggers, confidence }: AgentSettings['deliberation'],
): Trigger | undefined {
  const holds: Record<Trigger, boolean> = {
    stuck: isStuck,
    'high-stakes': isDecisive(chosen.action, observation),
    'low-confidence': sureness !== undefined && sureness < confidence,
  };
  return triggers.find((trigger) => holds[trigger]);
}

/** The choice after more thought, and what it cost. An action that failed on this page before is never taken. */
export async function thinkLonger(
  deliberator: Deliberator,
  trigger: Trigger,
  context: PlanContext,
  choice: Choice,
  signal?: AbortSignal,
): Promise<{ choice: Choice; record: Decision['deliberation'] }> {
  const result = await deliberator.deliberate(context, choice, signal).catch(unlessUnusable);
  const { mode } = deliberator;
  if (!result) return { choice, record: { mode, trigger, rounds: 0, agreed: false, changed: false, tokens: 0 } };
  const { action, rounds, agreed, tokens } = result;
  const line = printAction(action);
  const changed = line !== printAction(choice.chosen.action) && !context.rejected.some((one) => printAction(one) === line);
  const record = { mode, trigger, rounds, agreed, changed, tokens };
  return { choice: changed ? changedTo(action, choice, `${mode}, ${trigger}`) : choice, record };
}

/** Voices that do not keep to the form are not heard: the choice stands as it was. */
function unlessUnusable(thrown: unknown): undefined {
  if (thrown instanceof AgentError && thrown.code === 'MODEL_OUTPUT_INVALID') return;
  throw thrown;
}

function changedTo(action: Action, { chosen, candidates, notes, feasible }: Choice, why: string): Choice {
  const line = printAction(action);
  const known = candidates.find((candidate) => printAction(candidate.action) === line);
  const other = known ?? { action, proposer: 'deliberation', prior: 0, score: chosen.score };
  const note = `deliberation (${why}): ${line} instead of ${printAction(chosen.action)}`;
  const all = known ? candidates : [...candidates, other];
  return { chosen: other, candidates: all, notes: [...notes, note], ...(feasible === undefined ? {} : { feasible }) };
}
