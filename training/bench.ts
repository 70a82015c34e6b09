import { createRandom } from '../core/index.js';
import type { Batch, ModelConfig } from './graph/index.js';
import { plainInitialisation } from './init/index.js';
import { Trainer } from './trainer/index.js';

export interface TrainerBenchmark {
  device: string;
  threads: number;
  bf16: boolean;
  parameters: number;
  /** Sequences and positions of a step. */
  batch: number;
  length: number;
  /** Best step: positions per second of wall time. */
  tokensPerSecond: number;
  /** Best step: positions per second of processor time over all threads; robust against other work on the machine. */
  tokensPerCpuSecond: number;
}

/** The model of the reference measurements: 3.4 million parameters. */
const REFERENCE: ModelConfig = { vocab: 4096, d: 192, layers: 6, heads: 6, ffn: 512, context: 512, ropeBase: 10_000, eps: 1e-5 };
const TARGETS = 512;

/** Times whole training steps (forward, backward, clip, AdamW) on random tokens. */
export function benchmarkTrainer(options: {
  threads: number;
  batch?: number;
  length?: number;
  steps?: number;
  bf16?: boolean | 'auto';
}): TrainerBenchmark {
  const { threads, batch = 16, length = 256, steps = 6, bf16 = 'auto' } = options;
  const random = createRandom(7);
  const trainer = new Trainer({ config: REFERENCE, threads, bf16 });
  trainer.setWeights(plainInitialisation(REFERENCE, random));
  const anyToken = (): number => random.integer(0, REFERENCE.vocab - 1);
  const input: Batch = {
    shape: { batch, length, targets: TARGETS },
    tokens: Int32Array.from({ length: batch * length }, anyToken),
    targetRows: Int32Array.from({ length: TARGETS }, (_, i) => Math.floor((i * batch * length) / TARGETS)),
    targetIds: Int32Array.from({ length: TARGETS }, anyToken),
  };
  let wall = Infinity;
  let cpu = Infinity;
  for (let i = 0; i < steps; i++) {
    const began = { wall: performance.now(), cpu: process.cpuUsage() };
    trainer.step(input, 1e-3);
    const used = process.cpuUsage(began.cpu);
    wall = Math.min(wall, (performance.now() - began.wall) / 1000);
    cpu = Math.min(cpu, (used.user + used.system) / 1e6);
  }
  const positions = batch * length;
  const result = { device: trainer.device, threads, bf16: trainer.bf16, parameters: trainer.parameterCount, batch, length };
  trainer.close();
  return { ...result, tokensPerSecond: positions / wall, tokensPerCpuSecond: positions / cpu };
}
