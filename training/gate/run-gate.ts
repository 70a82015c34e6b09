import type { Agent } from '../../agent/index.js';
import { hash32 } from '../../core/index.js';
import type { Player, RolloutTask } from '../collect/index.js';
import { GATE_RULES, type GateOutcome, type GatePair, type GateReport, type GateRules, judgeLook } from './sequential.js';

export interface GatePlan {
  incumbent: Agent;
  candidate: Agent;
  /** The first `n` tasks of the gate; the same ones for both sides. */
  tasks: (n: number) => readonly RolloutTask[];
  openPlayer: () => Promise<Player>;
  maxSteps: number;
  jobs: number;
  /** Pairs that were played before; what is played is added. */
  kept: { get(key: string): GatePair | undefined; append(pair: GatePair): void };
  rules?: GateRules;
  signal?: AbortSignal;
  onProgress?: (progress: { pairs: number; wanted: number; gained: number; lost: number }) => void;
}

/** Plays pairs until the gate has its verdict; undefined when it was stopped. Goes on from the pairs that are kept. */
export async function runGate(plan: GatePlan): Promise<GateReport | undefined> {
  const { looks } = plan.rules ?? GATE_RULES;
  for (const [look, size] of looks.entries()) {
    const pairs = await playPairs(plan, size);
    if (!pairs) return undefined;
    const report = judgeLook(pairs, look, plan.rules);
    if (report) return report;
  }
  throw new Error('the last look has always a verdict');
}

async function playPairs(plan: GatePlan, size: number): Promise<GatePair[] | undefined> {
  const tasks = plan.tasks(size);
  const missing = tasks.filter((task) => !plan.kept.get(keyOf(task)));
  let next = 0;
  const work = async (): Promise<void> => {
    const player = await plan.openPlayer();
    try {
      while (next < missing.length && !plan.signal?.aborted) {
        const pair = await playPair(plan, player, missing[next++]).catch((cause: unknown) => {
          if (plan.signal?.aborted) return undefined; // an episode that is stopped may throw
          throw cause;
        });
        if (!pair || plan.signal?.aborted) return;
        plan.kept.append(pair);
        report(plan, tasks);
      }
    } finally {
      await player.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(plan.jobs, missing.length) }, work));
  return plan.signal?.aborted ? undefined : tasks.map((task) => plan.kept.get(keyOf(task))!);
}

async function playPair(plan: GatePlan, player: Player, task: RolloutTask): Promise<GatePair> {
  const key = keyOf(task);
  const play = async (side: 'incumbent' | 'candidate'): Promise<GateOutcome> => {
    const options = { episodeId: `gate/${key}/${side}`, seed: hash32(key), maxSteps: plan.maxSteps, signal: plan.signal };
    const { success, claimed } = await player.play(task, plan[side], options);
    return { success, falseWord: claimed && !success };
  };
  return { key, family: task.family, incumbent: await play('incumbent'), candidate: await play('candidate') };
}

const keyOf = ({ split, family, seed }: RolloutTask): string => `${split}/${family}/${seed}`;

function report({ kept, onProgress }: GatePlan, tasks: readonly RolloutTask[]): void {
  const pairs = tasks.map((task) => kept.get(keyOf(task))).filter((pair) => pair !== undefined);
  const count = (better: 'incumbent' | 'candidate', worse: 'incumbent' | 'candidate'): number =>
    pairs.filter((pair) => pair[better].success && !pair[worse].success).length;
  onProgress?.({
    pairs: pairs.length,
    wanted: tasks.length,
    gained: count('candidate', 'incumbent'),
    lost: count('incumbent', 'candidate'),
  });
}
