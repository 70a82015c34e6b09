import type { Finish } from '../../core/index.js';
import type { EvaluationRecord, StepRecord, Store, TreeRecord } from '../../memory/index.js';

/** A recorded attempt with the evaluator's word: all that rows are made from. */
export interface Trajectory {
  episodeId: string;
  suite: string;
  split: string;
  family: string;
  seed: number;
  success: boolean;
  detail: string;
  goal: string;
  /** How the attempt ended by its own account. */
  finish: Finish;
  steps: StepRecord[];
  /** The searches behind its decisions, where there were any. */
  trees: TreeRecord[];
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

/** The verdicts on a task, in the order of its attempts. */
export interface TaskVerdicts {
  /** `split/family/seed`. */
  key: string;
  family: string;
  verdicts: EvaluationRecord[];
}

/** Every task that was judged, without what was done: a night's steps do not fit in memory at once. */
export function readVerdicts({ evaluations }: Pick<Store, 'evaluations'>): TaskVerdicts[] {
  const tasks = new Map<string, TaskVerdicts>();
  for (const verdict of evaluations.list()) {
    const { split, family, seed } = verdict;
    const key = `${split}/${family}/${seed}`;
    const task = tasks.get(key) ?? { key, family, verdicts: [] };
    task.verdicts.push(verdict);
    tasks.set(key, task);
  }
  return [...tasks.values()];
}

/**
 * Judged attempts from a store, one task at a time. What was not played for training is refused, whatever is said of it (`DESIGN.md`, section 5);
 * what a killed process left half written, or a row that this version cannot read, is counted and left out.
 */
export function* readAttempts(
  store: Pick<Store, 'log' | 'evaluations'>,
  onUnfit: (why: Unfit) => void = () => undefined,
): Generator<TaskAttempts> {
  for (const { key, family, verdicts } of readVerdicts(store)) {
    const attempts: Trajectory[] = [];
    for (const verdict of verdicts) {
      const trajectory = readOne(store, verdict);
      if (typeof trajectory === 'string') onUnfit(trajectory);
      else attempts.push(trajectory);
    }
    if (attempts.length === 0) continue;
    yield { key, family, attempts, rate: attempts.filter(({ success }) => success).length / attempts.length };
  }
}

function readOne({ log }: Pick<Store, 'log'>, evaluation: EvaluationRecord): Trajectory | Unfit {
  const { episodeId, suite, split, family, seed, success, detail } = evaluation;
  const episode = log.episode(episodeId);
  if (!episode?.finish) return 'half written';
  if (episode.purpose !== 'train') return 'not for training';
  try {
    const { assignment, finish } = episode;
    const recorded = { goal: assignment.goal, finish, steps: log.steps(episodeId), trees: log.trees(episodeId) };
    return { episodeId, suite, split, family, seed, success, detail, ...recorded };
  } catch {
    return 'unreadable'; // a row of another format: one attempt less, not a cycle lost
  }
}
