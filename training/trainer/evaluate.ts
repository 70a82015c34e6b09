import {
  bucketOf,
  bucketShape,
  evaluationBatch,
  heldOutBatches,
  isWanted,
  unitAt,
  unitStarts,
  type Dataset,
  type Sample,
  type StoredSample,
} from '../data/index.js';
import type { Evaluation } from './events.js';
import type { Trainer } from './trainer.js';

/** Rows that belong together, or one row. */
type Unit = readonly StoredSample[];

/** An evenly spread part of several datasets, about `limit` rows: the same rows every time. */
export function validationUnits(sources: readonly Dataset[], limit: number): Unit[] {
  const units = sources.flatMap((data) => unitStarts(data).map((first) => ({ data, first })));
  const rows = sources.reduce((sum, data) => sum + data.length, 0);
  const count = Math.ceil(units.length * Math.min(1, limit / Math.max(1, rows)));
  return Array.from({ length: count }, (_, i) => {
    const { data, first } = units[Math.floor((i * units.length) / count)];
    return unitAt(data, first);
  });
}

/**
 * Measures held-out rows: wanted answers token by token with the right tokens before them, and the loss as training has it.
 * Rows that do not fit a bucket are left out.
 */
export function evaluate(trainer: Trainer, units: readonly Unit[], lengths: readonly number[], positions: number): Evaluation {
  const answers = evaluateAnswers(
    trainer,
    units.flat().filter(({ kind }) => isWanted(kind)),
    lengths,
    positions,
  );
  const compares = units.some(([{ kind }]) => kind !== 'plain');
  return { ...answers, loss: compares ? heldOutLoss(trainer, units, lengths, positions) : answers.nll };
}

function heldOutLoss(trainer: Trainer, units: readonly Unit[], lengths: readonly number[], positions: number): number {
  let loss = 0;
  let total = 0;
  for (const [bucket, length] of lengths.entries()) {
    const members = units.filter((unit) => bucketOf(lengths, Math.max(...unit.map(({ ids }) => ids.length))) === bucket);
    for (const batch of heldOutBatches(members, bucketShape(length, positions))) {
      const measured = trainer.loss(batch);
      loss += measured.loss * measured.total;
      total += measured.total;
    }
  }
  return total > 0 ? loss / total : 0;
}

function evaluateAnswers(
  trainer: Trainer,
  rows: readonly Sample[],
  lengths: readonly number[],
  positions: number,
): Omit<Evaluation, 'loss'> {
  const totals = { nll: 0, tokens: 0, right: 0, samples: 0, exact: 0 };
  const byFamily: Evaluation['byFamily'] = {};
  for (const [bucket, length] of lengths.entries()) {
    const shape = bucketShape(length, positions);
    const members = rows.filter((row) => bucketOf(lengths, row.ids.length) === bucket);
    for (const part of batchesOf(members, shape.batch, shape.targets)) {
      const { batch, owners } = evaluationBatch(part, shape);
      const { nll, correct } = trainer.evaluate(batch);
      const wrong = new Set(Array.from(owners).filter((_, i) => !correct[i]));
      totals.nll += nll.reduce((a, b) => a + b, 0);
      totals.tokens += nll.length;
      totals.right += correct.filter(Boolean).length;
      part.forEach((sample, row) => {
        const family = (byFamily[sample.family] ??= { samples: 0, exact: 0 });
        family.samples++;
        if (!wrong.has(row)) family.exact++;
      });
    }
  }
  for (const family of Object.values(byFamily)) {
    totals.samples += family.samples;
    totals.exact += family.exact;
  }
  const share = (part: number, of: number): number => (of > 0 ? part / of : 0);
  return {
    nll: share(totals.nll, totals.tokens),
    tokenAccuracy: share(totals.right, totals.tokens),
    exact: share(totals.exact, totals.samples),
    samples: totals.samples,
    byFamily,
  };
}

/** Groups of at most `most` rows whose answers fit the targets of a batch. */
export function batchesOf<T extends Sample>(rows: readonly T[], most: number, targets: number): T[][] {
  const groups: T[][] = [];
  let used = 0;
  for (const row of rows) {
    const answer = row.ids.length - row.promptLength;
    if (answer > targets) continue;
    const last = groups.at(-1);
    if (!last || last.length >= most || used + answer > targets) {
      groups.push([row]);
      used = answer;
    } else {
      last.push(row);
      used += answer;
    }
  }
  return groups;
}
