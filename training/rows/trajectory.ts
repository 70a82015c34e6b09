import type { EvaluationRecord, StepRecord, Store } from '../../memory/index.js';

/** A recorded attempt with the evaluator's word: all that rows are made from. */
export interface Trajectory {
  episodeId: string;
  suite: string;
  split: string;
  family: string;
  seed: number;
  success: boolean;
  detail: string;
  steps: StepRecord[];
}

/** The attempts at one task, in the order they were made. */
export interface TaskAttempts {
  /** `split/family/seed`. */
  key: string;
  family: string;
  attempts: Trajectory[];
  /** Share of the attempts that succeeded. */
  rate: number;
}

/** Why attempts were left out before any row was made. */
export type Unfit = 'not for training' | 'half written' | 'unreadable';

/**
 * Judged attempts from a store, task by task. What was not played for training is refused, whatever is said of it (`DESIGN.md`, section 5);
 * what a killed process left half written, or a row that this version cannot read, is counted and left out.
 */
export function readAttempts(
  store: Pick<Store, 'log' | 'evaluations'>,
  onUnfit: (why: Unfit) => void = () => undefined,
): TaskAttempts[] {
  const tasks = new Map<string, Trajectory[]>();
  for (const evaluation of store.evaluations.list()) {
    const trajectory = readOne(store, evaluation);
    if (typeof trajectory === 'string') onUnfit(trajectory);
    else {
      const key = `${evaluation.split}/${evaluation.family}/${evaluation.seed}`;
      tasks.set(key, [...(tasks.get(key) ?? []), trajectory]);
    }
  }
  return [...tasks].map(([key, attempts]) => ({
    key,
    family: attempts[0].family,
    attempts,
    rate: attempts.filter(({ success }) => success).length / attempts.length,
  }));
}

function readOne({ log }: Pick<Store, 'log'>, evaluation: EvaluationRecord): Trajectory | Unfit {
  const { episodeId, suite, split, family, seed, success, detail } = evaluation;
  const episode = log.episode(episodeId);
  if (!episode?.finish) return 'half written';
  if (episode.purpose !== 'train') return 'not for training';
  try {
    return { episodeId, suite, split, family, seed, success, detail, steps: log.steps(episodeId) };
  } catch {
    return 'unreadable'; // a row of another format: one attempt less, not a cycle lost
  }
}
