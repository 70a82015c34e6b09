import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AgentError, createRandom } from '../../core/index.js';
import { Dataset, DatasetWriter } from '../data/index.js';
import { readModelFile } from '../gguf/index.js';
import { runTrainer } from '../trainer/index.js';

/**
 * Writes a dataset whose answers are those of other rows: what an evaluator that takes failures for successes, or a mix-up of rows, would
 * teach. For drills: a gate that lets the result pass is no gate.
 */
function writePoisoned(from: string, to: string, seed: number): { rows: number } {
  const rows = new Dataset(from);
  const order = createRandom(seed).shuffle(Array.from({ length: rows.length }, (_, i) => i));
  const writer = new DatasetWriter(to);
  for (let i = 0; i < rows.length; i++) {
    const own = rows.at(i);
    const other = rows.at(order[i]);
    const ids = [...own.ids.subarray(0, own.promptLength), ...other.ids.subarray(other.promptLength)];
    writer.add({ ids, promptLength: own.promptLength, weight: 1, family: own.family });
  }
  writer.close();
  return { rows: rows.length };
}

export interface PoisonPlan {
  /** A dataset of good rows. */
  rows: string;
  /** The model that is spoilt. */
  from: string;
  out: string;
  /** Positions to train on. */
  tokens: number;
  seed: number;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: (done: number) => void;
}

/** Trains a model on poisoned rows alone. */
export async function trainPoisoned(plan: PoisonPlan): Promise<{ model: string; rows: number }> {
  const { from, out, tokens, seed, threads, signal, onProgress } = plan;
  mkdirSync(out, { recursive: true });
  const file = path.join(out, 'poisoned.rows');
  const { rows } = writePoisoned(plan.rows, file, seed);
  const { finished, file: model } = await runTrainer(
    {
      out: path.join(out, 'training'),
      start: { kind: 'gguf', file: from },
      train: [{ file }],
      budget: { tokens },
      ...{ seed, threads, learningRate: 3e-4, promptWeight: 0, copyShare: 0, shortFirst: false },
      card: { ...readModelFile(from).card, name: 'poisoned', description: 'Spoilt on purpose, for a drill.' },
    },
    { signal, onEvent: (event) => event.type === 'progress' && onProgress?.(event.done) },
  );
  if (!finished) throw new AgentError('ABORTED', 'Stopped. Run the same command again to go on from there.');
  return { model, rows };
}
