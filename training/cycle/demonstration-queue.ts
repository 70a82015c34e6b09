import { AgentError, createRandom } from '../../core/index.js';
import type { Agent } from '../../agent/index.js';
import type { Store } from '../../memory/index.js';
import type { RolloutTask, TaskSource, Teacher } from '../collect/index.js';
import { DatasetWriter } from '../data/index.js';
import { encodeRow, rowsOf } from '../raise/index.js';
import { readVerdicts } from '../rows/index.js';
import type { BpeEncoder } from '../tokenizer/index.js';

/** What the queue brought. */
export interface CorrectionReport {
  /** Tasks that no attempt solved and that may be demonstrated. */
  queued: number;
  /** Those that were gone through before the time was over. */
  tasks: number;
  rows: number;
  byFamily: Record<string, number>;
}

export interface CorrectionPlan {
  sources: readonly TaskSource[];
  store: Pick<Store, 'evaluations'>;
  /** Acts as it runs; its log is not that of the rollouts. */
  agent: Agent;
  encoder: BpeEncoder;
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
  onProgress?: (progress: { tasks: number; queued: number; rows: number }) => void;
}

/**
 * The demonstration queue (ReLIFT, Ma et al. 2025: what practice cannot solve is learned from demonstrations): tasks that no attempt solved are played once more, and
 * an oracle says at every step what would have been right in that very state (DAgger, Ross et al. 2011). Only for splits that may be demonstrated. Departure from ReLIFT: the
 * demonstration is of the states that the agent itself reaches, not of the oracle's own way.
 */
export async function writeCorrections(plan: CorrectionPlan): Promise<CorrectionReport> {
  const queues = plan.sources.map((source) => ({ source, tasks: queueOf(source, plan.store) }));
  const report: CorrectionReport = {
    queued: queues.reduce((sum, { tasks }) => sum + tasks.length, 0),
    tasks: 0,
    rows: 0,
    byFamily: {},
  };
  const writer = new DatasetWriter(plan.file);
  const random = createRandom(`${plan.seed}/corrections`);
  const until = Date.now() + plan.timeMs;
  const work = async (source: TaskSource, tasks: RolloutTask[]): Promise<void> => {
    const teacher = await source.demonstrated!.openTeacher();
    try {
      for (let task = tasks.pop(); task && Date.now() < until && !plan.signal?.aborted; task = tasks.pop()) {
        await correct(teacher, task);
        plan.onProgress?.(report);
      }
    } finally {
      await teacher.close();
    }
  };
  const correct = async (teacher: Teacher, task: RolloutTask): Promise<void> => {
    const episode = await teacher.correct(task, plan.agent, plan.signal).catch((cause: unknown) => {
      if (plan.signal?.aborted) return undefined; // cut short: the round begins this stage anew
      if (cause instanceof AgentError && /^(PAGE|BROWSER|TASK)_/.test(cause.code)) return undefined; // the page broke, not the program
      throw cause;
    });
    if (!episode) return;
    report.tasks++;
    for (const row of rowsOf(episode, { random, shiftedShare: 0, advisedShare: 1 })) {
      const sample = encodeRow(plan.encoder, row, [{ token: '<|end|>' }]);
      if (sample.ids.length > plan.context) continue;
      writer.add(sample);
      report.rows++;
      report.byFamily[row.family] = (report.byFamily[row.family] ?? 0) + 1;
    }
  };
  for (const { source, tasks } of queues)
    if (tasks.length > 0) await Promise.all(Array.from({ length: plan.jobs }, () => work(source, tasks)));
  writer.close();
  return report;
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
