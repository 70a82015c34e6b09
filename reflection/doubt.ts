import type { NewMemory, StepRecord } from '../memory/index.js';
import { type EndedEpisode } from './prospective.js';
import { goalTemplate, stepKey } from './step-key.js';

/** Slot of a decision that is not to be taken again. Steps count from 1. */
export const doubtSlot = (step: number, key: string): string => `doubt at step ${step}: ${key}`;

/**
 * What to do otherwise after an episode that an evaluator called a failure: its least certain decision, where another action was
 * nearly as good. The same weights on the same kind of page would fail in the same way for ever; one other decision a time is the
 * smallest step aside (credit by uncertainty; after Mistake-informed reattempts, across episodes). `except`: slots that were doubted
 * before without success. Undefined where there is nothing left to doubt.
 */
export function doubtOf({ id, goal, scope, steps, at }: EndedEpisode, except: ReadonlySet<string>): NewMemory | undefined {
  const open = steps.flatMap((step) => {
    const { key, margin } = marginOf(step, goal) ?? {};
    const slot = key && doubtSlot(step.number, key);
    return slot && margin !== undefined && !except.has(slot) ? [{ step, slot, margin }] : [];
  });
  const [least] = open.sort((a, b) => a.margin - b.margin);
  if (!least) return undefined;
  const ahead =
    least.margin < NO_ALTERNATIVE / 2 ? `${least.margin.toFixed(1)} nats ahead of another` : 'nothing else came to mind';
  const body = `The task failed, and this was its least certain decision: ${ahead}.`;
  const sources = [{ episodeId: id, step: least.step.number, quote: 'the evaluator says that the task was not done' }];
  return {
    kind: 'failure',
    sourceType: 'tool',
    scope,
    subject: goalTemplate(goal),
    slot: least.slot,
    body,
    observedAt: at,
    sources,
  };
}

/** A decision without an alternative is doubted after all that had one, the least likely first. In nats. */
const NO_ALTERNATIVE = 20;

/** How far a decision was ahead of the best other kind of action, in nats. */
function marginOf({ decision, observation }: StepRecord, goal: string): { key: string; margin: number } | undefined {
  const { action, candidates } = decision;
  const key = stepKey(action, observation, goal);
  const scored = candidates.map((one) => ({ key: stepKey(one.action, observation, goal), score: one.score }));
  const own = scored.find((one) => one.key === key);
  const others = scored.filter((one) => one.key !== undefined && one.key !== key).map(({ score }) => score);
  if (!key || !own) return undefined;
  const margin = others.length > 0 ? own.score - Math.max(...others) : NO_ALTERNATIVE + (decision.logprob ?? 0);
  return { key, margin };
}
