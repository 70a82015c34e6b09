import type { AgentSettings } from '../../config/index.js';
import type { Observation } from '../../core/index.js';
import { isFailure } from '../rejected-actions.js';
import type { PlanContext } from '../prompt-port.js';
import type { Choice, Planner, Proposal } from './planner.js';

/** A planner that starts from what the greedy one would do. */
export interface Deliberation {
  readonly name: string;
  /** The greedy choice, or a better one. */
  improve(context: PlanContext, proposals: readonly Proposal[], first: Choice, signal?: AbortSignal): Promise<Choice>;
}

export interface TriggerParts {
  greedy: Planner;
  deliberation: Deliberation;
  settings: AgentSettings['search']['trigger'];
  /** Probability of success with a choice, where that is fitted. */
  sure(context: PlanContext, choice: Choice): number | undefined;
  /** The episode was on this page before. */
  wasHere(page: Observation): boolean;
}

/** Takes the greedy choice where that is clear, and thinks longer where it is not. */
export function createTriggeredPlanner({ greedy, deliberation, settings, sure, wasHere }: TriggerParts): Planner {
  return {
    name: deliberation.name,
    async choose(context, proposals, signal) {
      const first = await greedy.choose(context, proposals, signal);
      if (!first || signal?.aborted) return first;
      const known = { sureness: sure(context, first), wasHere: wasHere(context.observation) };
      const why = reasonToThink(context, first, known, settings);
      if (why === undefined) return first;
      const better = await deliberation.improve(context, proposals, first, signal);
      return { ...better, notes: [...better.notes, `${deliberation.name}: thought about it, because ${why}`] };
    },
  };
}

/** Why a step is worth a search: doubtful or stuck; undefined where it is not. */
function reasonToThink(
  { history }: PlanContext,
  { chosen, candidates }: Choice,
  { sureness, wasHere }: { sureness: number | undefined; wasHere: boolean },
  { when, margin, confidence }: TriggerParts['settings'],
): string | undefined {
  if (when === 'always') return 'every step is';
  const last = history[history.length - 1];
  if (last && isFailure(last)) return 'the last step came to nothing';
  if (wasHere) return 'the episode is back where it was';
  if (sureness !== undefined && sureness < confidence) return `success is ${sureness.toFixed(2)} likely only`;
  const others = candidates.filter((one) => one !== chosen).map(({ score }) => score);
  const lead = chosen.score - Math.max(...others);
  return lead < margin ? `the best is ${lead.toFixed(2)} nats ahead only` : undefined;
}
