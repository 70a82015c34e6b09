import type { Agent } from '../../agent/index.js';
import type { Store } from '../../memory/index.js';
import { isBrokenPage, type RolloutTask, type TaskSource, type Teacher } from '../collect/index.js';
import { DatasetBuilder, type DatasetCounts } from '../raise/index.js';
import { readVerdicts } from '../rows/index.js';
import type { Vocabulary } from '../tokenizer/index.js';

/** What the queue brought; its episodes are the tasks that were gone through before the time was over. */
export interface CorrectionReport extends DatasetCounts {
  /** Tasks that no attempt solved and that may be demonstrated. */
  queued: number;
}

export interface CorrectionPlan {
  sources: readonly TaskSource[];
  store: Pick<Store, 'evaluations'>;
  /** Acts as it runs; its log is not that of the rollouts. */
  agent: Agent;
  vocabulary: Vocabulary;
  /** The dataset that is written. */
  file: string;
  /** Longest row in tokens. */
  context: number;
  seed: number;
  /** Teachers side by side. */
  jobs: number;
  /** No further task is begun after so much wall time, in milliseconds. */
  timeMs: number;
  signal?: AbortSignal;
  onProgress?: (progress: { episodes: number; queued: number; rows: number }) => void;
}

/**
 * The demonstration queue (ReLIFT, Ma et al. 2025: what practice cannot solve is learned from demonstrations): tasks that no attempt solved are played once more, and
 * an oracle says at every step what would have been right in that very state (DAgger, Ross et al. 2011). Only for splits that may be demonstrated. Departure from ReLIFT: the
 * demonstration is of the states that the agent itself reaches, not of the oracle's own way.
 */
export async function writeCorrections(plan: CorrectionPlan): Promise<CorrectionReport> {
  const { store, agent, vocabulary, file, timeMs, signal, onProgress } = plan;
  const queues = plan.sources.map((source) => ({ source, tasks: queueOf(source, store) }));
  const queued = queues.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const builder = new DatasetBuilder(
    { ...plan, onProgress: ({ episodes, rows }) => onProgress?.({ episodes, rows, queued }) },
    vocabulary,
    file,
  );
  const until = Date.now() + timeMs;
  const work = async ({ demonstrated }: TaskSource, tasks: RolloutTask[]): Promise<void> => {
    const teacher = await demonstrated!.openTeacher();
    try {
      for (let task = tasks.pop(); task && Date.now() < until && !signal?.aborted; task = tasks.pop()) {
        const episode = await corrected(teacher, task, agent, signal);
        if (episode) builder.add({ demonstrations: [episode], failures: 0 });
      }
    } finally {
      await teacher.close();
    }
  };
  for (const { source, tasks } of queues)
    if (tasks.length > 0) await Promise.all(Array.from({ length: plan.jobs }, () => work(source, tasks)));
  return { ...builder.finish(`${file}.json`), queued };
}

/** Undefined for a page that broke, and for what was cut short: a stopped round begins this stage anew. */
async function corrected(teacher: Teacher, task: RolloutTask, agent: Agent, signal?: AbortSignal) {
  try {
    return await teacher.correct(task, agent, signal);
  } catch (cause) {
    if (signal?.aborted || isBrokenPage(cause)) return undefined;
    throw cause;
  }
}

/** Tasks of a source that may be demonstrated and that no attempt solved; families in turn, so that a short time covers all. */
export function queueOf({ suite, demonstrated }: TaskSource, store: Pick<Store, 'evaluations'>): RolloutTask[] {
  if (!demonstrated) return [];
  const failed = readVerdicts(store).flatMap(({ verdicts }) => {
    const [{ suite: own, split, family, seed }] = verdicts;
    const unsolved = verdicts.every(({ success }) => !success);
    return own === suite && demonstrated.splits.includes(split) && unsolved ? [{ split, family, seed }] : [];
  });
  const turns = new Map<string, number>();
  const turned = failed.map((task) => {
    const turn = turns.get(task.family) ?? 0;
    turns.set(task.family, turn + 1);
    return { task, turn };
  });
  return turned.sort((a, b) => b.turn - a.turn).map(({ task }) => task); // taken from the end
}
