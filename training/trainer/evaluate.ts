import { bucketOf, bucketShape, evaluationBatch, isWanted, type Dataset, type Sample } from '../data/index.js';
import type { Evaluation } from './events.js';
import type { Trainer } from './trainer.js';

/** An evenly spread part of several datasets: the same rows every time. Answers that nobody wants are left out. */
export function validationRows(sources: readonly Dataset[], limit: number): Sample[] {
  const wanted = sources.flatMap((data) =>
    Array.from({ length: data.length }, (_, row) => ({ data, row })).filter(({ row }) => isWanted(data.kindOf(row))),
  );
  const count = Math.min(limit, wanted.length);
  return Array.from({ length: count }, (_, i) => {
    const { data, row } = wanted[Math.floor((i * wanted.length) / count)];
    return data.at(row);
  });
}

/** Measures answers token by token with the right tokens before them. Rows that do not fit a bucket are left out. */
export function evaluate(trainer: Trainer, rows: readonly Sample[], lengths: readonly number[], positions: number): Evaluation {
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
