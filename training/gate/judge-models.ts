import { createAgent, createLlamaModel, openStore } from '../../agent/index.js';
import type { AgentSettings } from '../../config/index.js';
import { AgentError } from '../../core/index.js';
import { ResultFile } from '../../evaluation/index.js';
import type { Player, RolloutTask } from '../collect/index.js';
import { type GatePlan, runGate } from './run-gate.js';
import { type GatePair, GatePairSchema, type GateReport, type GateRules } from './sequential.js';

/** Tasks that choose between models and are used for nothing else. */
export interface GateSource {
  suite: string;
  /** The first `n` tasks from a seed on; every longer list begins with the shorter one. */
  tasks(n: number, seed: number): readonly RolloutTask[];
  openPlayer(): Promise<Player>;
  maxSteps: number;
  /** Number of different tasks, where there is an end to them. */
  size?: number;
}

export interface JudgeOptions {
  /** Model files. */
  incumbent: string;
  candidate: string;
  gate: GateSource;
  /** Of the first task: every decision gets fresh ones. */
  seed: number;
  settings: AgentSettings;
  jobs: number;
  threads?: number;
  /** Pairs are kept here, so that a stopped call goes on. */
  file: string;
  rules?: GateRules;
  signal?: AbortSignal;
  onProgress?: GatePlan['onProgress'];
}

/** Puts two model files through the gate, each driving the same agent. Errors: `ABORTED`, and those of models and browser. */
export async function judgeModels(options: JudgeOptions): Promise<GateReport> {
  const { incumbent, candidate, gate, seed, settings, jobs, threads, file, rules, signal, onProgress } = options;
  const open = (path: string): ReturnType<typeof createLlamaModel> =>
    createLlamaModel({ path, gpu: false, sequences: jobs, threads });
  const models = [await open(incumbent), await open(candidate)];
  const store = openStore(':memory:');
  try {
    const [known, challenger] = models.map((model) => createAgent({ model, log: store.log, settings }));
    const report = await runGate({
      ...{ incumbent: known, candidate: challenger, jobs, signal, rules, onProgress, maxSteps: gate.maxSteps },
      tasks: (n) => gate.tasks(n, seed),
      openPlayer: () => gate.openPlayer(),
      kept: ResultFile.open<GatePair>(file, GatePairSchema, { incumbent, candidate }),
    });
    if (!report) throw new AgentError('ABORTED', 'Stopped. Run the same command again to go on from there.');
    return report;
  } finally {
    store.close();
    for (const model of models) await model.close();
  }
}

/** Seeds of the gate's tasks, far from all others; every decision has a thousand of its own. */
export const gateSeed = (seed: number, number: number): number => 93_000_000 + (seed * 50 + number) * 1_000;
