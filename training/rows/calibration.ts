import { ASK_FEASIBLE, YES } from '../../agent/index.js';
import type { ValueRow } from './process-values.js';
import { spokenStep } from './spoken.js';
import type { TaskAttempts } from './trajectory.js';

/** A question with the probability of its answer, which is yes. */
export interface ForecastRow extends ValueRow {
  weight: number;
}

/** Few tasks cannot be done: what says so counts more. */
const IMPOSSIBLE_WEIGHT = 4;

/**
 * Questions about the future, with what became of it (P(True) and P(IK), Kadavath et al. 2022). Will the task succeed with this action: the share of the
 * attempts through state and action that did. Can it be done at all: yes where an attempt did it, no where a refusal was right, and nothing
 * where all failed. In the words of models with foresight (`docs/decisions/0013`).
 */
export const calibrationRows = (task: TaskAttempts): ForecastRow[] => [...willSucceed(task), ...canBeDone(task)];

interface Tried {
  row: Omit<ForecastRow, 'value'>;
  /** By episode, which may come back to a state: whether it succeeded. */
  ends: Map<string, boolean>;
}

function willSucceed({ attempts, family }: TaskAttempts): ForecastRow[] {
  const tried = new Map<string, Tried>();
  for (const { steps, success } of attempts)
    for (const said of steps.map(spokenStep).filter((step) => step !== undefined)) {
      const { episodeId, step, prompt, answer } = said;
      const key = JSON.stringify([prompt, answer]);
      const row = { episodeId, step, family, prompt: [...prompt, ...answer], answer: [YES], weight: 1 };
      const known = tried.get(key) ?? { row, ends: new Map<string, boolean>() };
      known.ends.set(episodeId, success);
      tried.set(key, known);
    }
  return [...tried.values()].map(({ row, ends }) => ({
    ...row,
    value: [...ends.values()].filter((success) => success).length / ends.size,
  }));
}

function canBeDone({ attempts, family }: TaskAttempts): ForecastRow[] {
  const successes = attempts.filter(({ success }) => success);
  const first = attempts.flatMap(({ steps }) => steps.slice(0, 1)).map(spokenStep).find((step) => step !== undefined); // prettier-ignore
  if (!first || successes.length === 0) return [];
  const { episodeId, step, prompt } = first;
  const isImpossible = successes.some(({ finish }) => finish.kind === 'refused');
  const told = isImpossible ? { value: 0, weight: IMPOSSIBLE_WEIGHT } : { value: 1, weight: 1 };
  return [{ episodeId, step, family, prompt: [...prompt, ...ASK_FEASIBLE], answer: [YES], ...told }];
}
