import { bucketOf, bucketShape, type Dataset, DatasetWriter, evaluationBatch, type StoredSample } from '../data/index.js';
import { batchesOf } from './evaluate.js';
import type { Trainer } from './trainer.js';

/** Whether any row's loss compares with log-probs that it does not have. */
export function lacksReference(data: Dataset): boolean {
  for (let row = 0; row < data.length; row++) if (data.kindOf(row) !== 'plain' && !data.at(row).referenceLogProbs) return true;
  return false;
}

/**
 * Copies a dataset to `file`, with the log-probs that the trainer's present model gives to the answers of rows that lack
 * them. Rows that no batch holds stay without; training leaves them out. Raises `DISK_FULL` or `FILE_WRITE`.
 */
export function writeReference(
  trainer: Trainer,
  data: Dataset,
  file: string,
  lengths: readonly number[],
  positions: number,
): void {
  const writer = new DatasetWriter(file);
  for (let first = 0; first < data.length; first += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, data.length - first) }, (_, i) => data.at(first + i));
    const missing = rows.filter((row) => row.kind !== 'plain' && !row.referenceLogProbs);
    const known = logProbsOf(trainer, missing, lengths, positions);
    for (const row of rows) writer.add({ referenceLogProbs: known.get(row), ...row });
  }
  writer.close();
}

/** Rows that are in memory at once. */
const CHUNK = 1024;

/** Log-probs of answer tokens by row; rows that exceed the longest batch have none. */
export function logProbsOf(
  trainer: Trainer,
  rows: readonly StoredSample[],
  lengths: readonly number[],
  positions: number,
): Map<StoredSample, Float32Array> {
  const found = new Map<StoredSample, Float32Array>();
  for (const [bucket, length] of lengths.entries()) {
    const shape = bucketShape(length, positions);
    const members = rows.filter((row) => bucketOf(lengths, row.ids.length) === bucket);
    for (const part of batchesOf(members, shape.batch, shape.targets)) {
      const { batch, owners } = evaluationBatch(part, shape);
      const { nll } = trainer.evaluate(batch);
      part.forEach((row, index) => {
        const own = nll.filter((_, target) => owners[target] === index);
        found.set(
          row,
          Float32Array.from(own, (value) => -value),
        );
      });
    }
  }
  return found;
}
