import { type Action, type Candidate, printAction } from '../core/index.js';
import type { NewMemory, StepRecord } from '../memory/index.js';
import { goalTemplate, stepKey } from './step-key.js';

/** The slots' words: two of them for one step contradict each other, and memory disputes both. */
export const HABIT = 'Asking the model changed nothing.';
const NO_HABIT = 'Asking the model changed the decision.';

/** Slot of what failed at a step. */
export const pitfallSlot = (key: string): string => `failed: ${key}`;

export interface EndedEpisode {
  id: string;
  goal: string;
  /** Where it worked: `site:ORIGIN`. */
  scope: string;
  steps: readonly StepRecord[];
  /** When it ended, milliseconds since 1970. */
  at: number;
}

/**
 * What an episode leaves for the next one of its kind on its site (RMM, prospective reflection; by rule, at the grain of a step):
 * where asking the model changed nothing or something, and what did nothing or was turned down. Each names its step as its source.
 * Departure: topics are steps and not dialogue turns, so that what is recalled can be acted on without a model.
 */
export function reflectProspectively({ id, goal, scope, steps, at }: EndedEpisode): NewMemory[] {
  const subject = goalTemplate(goal);
  const base = { sourceType: 'tool', scope, subject, observedAt: at } as const;
  return steps.flatMap((step): NewMemory[] => {
    const sources = [{ episodeId: id, step: step.number, quote: printAction(step.decision.action) }];
    const habit = habitOf(step, goal);
    const pitfall = pitfallOf(step, goal);
    return [
      ...(habit ? [{ ...base, kind: 'procedure', sources, ...habit } as const] : []),
      ...(pitfall ? [{ ...base, kind: 'failure', sources, ...pitfall } as const] : []),
    ];
  });
}

/** Nothing where the model was not asked, or the rules had nothing to say. */
function habitOf({ decision, observation, calls }: StepRecord, goal: string): Pick<NewMemory, 'slot' | 'body'> | undefined {
  const best = bestByRule(decision.candidates);
  const key = best && stepKey(best, observation, goal);
  if (calls.length === 0 || !key) return undefined;
  return { slot: key, body: printAction(best) === printAction(decision.action) ? HABIT : NO_HABIT };
}

/** What would have been done without the model. */
function bestByRule(candidates: readonly Candidate[]): Action | undefined {
  const own = candidates.filter(({ proposer }) => proposer.split('+').includes('match'));
  return own.sort((a, b) => b.prior - a.prior)[0]?.action;
}

function pitfallOf(
  { decision, observation, outcome, verdicts }: StepRecord,
  goal: string,
): Pick<NewMemory, 'slot' | 'body'> | undefined {
  const verdict = verdicts.find(({ level }) => level === 'action');
  const failed = outcome && (outcome.status !== 'ok' || verdict?.label === 'B');
  const key = failed && stepKey(decision.action, observation, goal);
  if (!key || decision.action.kind === 'stop') return undefined;
  return { slot: pitfallSlot(key), body: `It failed: ${verdict?.reason ?? outcome.message}.` };
}
