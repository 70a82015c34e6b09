import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import type { BatchShape } from '../graph/index.js';
import {
  BUCKET_LENGTHS,
  bucketLengths,
  bucketOf,
  BucketedRows,
  bucketShape,
  Dataset,
  DatasetWriter,
  evaluationBatch,
  trainingBatch,
  type Sample,
} from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'data-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const row = (length: number, more: Partial<Sample> = {}): Sample => ({
  ids: Array.from({ length }, (_, i) => 100 + i),
  promptLength: length - 3,
  weight: 1,
  family: 'f',
  sideTargets: [],
  ...more,
});
function write(name: string, rows: Sample[]): string {
  const writer = new DatasetWriter(at(name));
  rows.forEach((sample) => writer.add(sample));
  writer.close();
  return at(name);
}
const SHAPES = BUCKET_LENGTHS.map((length) => bucketShape(length, 2048));
const NO_LOG_PROBS = { referenceLogProbs: [0, 0, 0] };
const codeOf = (code: string): unknown => expect.objectContaining({ code });

describe('Dataset', () => {
  it('gives back the rows that were written', () => {
    const rows = [
      row(10),
      row(11, { weight: -0.5, family: 'g', sideTargets: [2, 7, 3, 8] }),
      row(5, { promptLength: 1, ids: [0, 65535, 1, 2, 3] }),
    ];
    const data = new Dataset(write('a.rows', rows));
    expect(data.families).toEqual(['f', 'g']);
    expect(rows.map((_, i) => ({ ...data.at(i), ids: [...data.at(i).ids], sideTargets: [...data.at(i).sideTargets] }))).toEqual(
      rows.map((sample) => ({ ...sample, kind: 'plain' })),
    );
  });

  it('gives back what losses need, per row and per answer token', () => {
    const tokens = { referenceLogProbs: [-0.5, -2, -0.25], tokenWeights: [1, 0, 0.5] };
    const rows = [
      row(11, { kind: 'nft-wrong', successRate: 0.25, sideTargets: [2, 7], ...tokens }),
      row(9, { kind: 'dpo-chosen' }),
      row(10, { kind: 'dpo-rejected', referenceLogProbs: tokens.referenceLogProbs }),
      row(8, { tokenWeights: tokens.tokenWeights }),
    ];
    const data = new Dataset(write('kinds.rows', rows));
    const back = rows.map((_, i) => data.at(i));
    expect(back.map(({ kind }) => kind)).toEqual(['nft-wrong', 'dpo-chosen', 'dpo-rejected', 'plain']);
    expect(back[0]).toMatchObject({ successRate: 0.25, sideTargets: Uint16Array.of(2, 7) });
    expect(back.map((sample) => sample.referenceLogProbs && [...sample.referenceLogProbs])).toEqual([
      tokens.referenceLogProbs,
      undefined,
      tokens.referenceLogProbs,
      undefined,
    ]);
    expect([...back[0].tokenWeights!]).toEqual(tokens.tokenWeights);
    expect([...back[3].tokenWeights!]).toEqual(tokens.tokenWeights);
  });

  it('refuses rows that no loss can read', () => {
    const refuses = (...rows: Sample[]): void => expect(() => write('wrong.rows', rows)).toThrow(RangeError);
    refuses(row(10, { kind: 'nft-correct' }));
    refuses(row(10, { kind: 'nft-wrong', successRate: 1.5 }));
    refuses(row(10, { kind: 'kto-desirable', weight: -1 }));
    refuses(row(10, { referenceLogProbs: [-1] }));
    refuses(row(10, { kind: 'dpo-rejected' }));
    refuses(row(10, { kind: 'dpo-chosen' }), row(10));
    refuses(row(10, { kind: 'dpo-chosen' }));
    refuses(row(10), row(10, { kind: 'kto-baseline' }));
  });

  it('refuses a file of an earlier format', () => {
    const bytes = readFileSync(write('old.rows', [row(10)]));
    bytes.write('ADROWS02');
    writeFileSync(at('old.rows'), bytes);
    expect(() => new Dataset(at('old.rows'))).toThrow(/another version/);
  });

  it('holds many rows', () => {
    const data = new Dataset(
      write(
        'many.rows',
        Array.from({ length: 20_000 }, (_, i) => row(60, { promptLength: 1 + (i % 50) })),
      ),
    );
    expect(data.length).toBe(20_000);
    expect(data.at(19_999).promptLength).toBe(50);
  });

  it('does not show a file before it is complete', () => {
    const writer = new DatasetWriter(at('open.rows'));
    writer.add(row(10));
    expect(() => new Dataset(at('open.rows'))).toThrow(codeOf('DATASET_INVALID'));
    writer.close();
    expect(new Dataset(at('open.rows')).length).toBe(1);
  });

  it('refuses truncated, foreign and missing files', () => {
    const whole = readFileSync(write('whole.rows', [row(10), row(20)]));
    const refused = (bytes: Buffer): void => {
      writeFileSync(at('bad.rows'), bytes);
      expect(() => new Dataset(at('bad.rows'))).toThrow(codeOf('DATASET_INVALID'));
    };
    for (let size = 0; size < whole.length; size += 9) refused(whole.subarray(0, size));
    refused(Buffer.concat([whole.subarray(0, 20), whole.subarray(40)]));
    expect(() => new Dataset(at('none.rows'))).toThrow(codeOf('DATASET_INVALID'));
  });

  it('refuses rows without a prompt or an answer', () => {
    const writer = new DatasetWriter(at('rows.rows'));
    expect(() => writer.add(row(10, { promptLength: 0 }))).toThrow(RangeError);
    expect(() => writer.add(row(10, { promptLength: 10 }))).toThrow(RangeError);
  });

  it.runIf(process.platform === 'linux')('says when the disk is full', () => {
    symlinkSync('/dev/full', at('full.rows.tmp'));
    expect(() => write('full.rows', [row(10)])).toThrow(codeOf('DISK_FULL'));
  });
});

describe('buckets', () => {
  it('take a row into the shortest that holds its inputs', () => {
    expect([2, 81, 82, 513, 514].map((ids) => bucketOf(BUCKET_LENGTHS, ids))).toEqual([0, 0, 1, 6, -1]);
    expect(bucketLengths(256)).toEqual([80, 112, 144, 192, 256]);
    expect(bucketLengths(64)).toEqual([64]);
  });

  it('have shapes of about the asked number of positions, a quarter of them targets', () => {
    for (const length of BUCKET_LENGTHS) {
      const { batch, targets } = bucketShape(length, 2048);
      expect(batch * length).toBeGreaterThan(1800);
      expect(batch * length).toBeLessThanOrEqual(2048);
      expect((batch * length) % 32).toBe(0);
      expect(targets).toBe(512);
    }
  });

  const rows = (seed = 1): BucketedRows => {
    const short = new Dataset(
      write(
        'short.rows',
        Array.from({ length: 10 }, (_, i) => row(20, { family: `s${i}` })),
      ),
    );
    const long = new Dataset(write('long.rows', [row(100), row(700)]));
    return new BucketedRows(
      [
        { data: short, repeat: 2 },
        { data: long, repeat: 1 },
      ],
      SHAPES,
      seed,
    );
  };
  const taken = (source: BucketedRows, count: number): string[] => Array.from({ length: count }, () => source.take(0)[0].family);

  it('give every row once in a pass, in another order the next time', () => {
    const source = rows();
    expect([source.count(0), source.count(1), source.tooLong]).toEqual([20, 1, 1]);
    const [first, second] = [taken(source, 20), taken(source, 20)];
    expect(first.filter((family) => family === 's3')).toHaveLength(2);
    expect(first.toSorted()).toEqual(second.toSorted());
    expect(first).not.toEqual(second);
  });

  it('continue where a position was taken', () => {
    const source = rows();
    taken(source, 27);
    const { position } = source;
    const expected = taken(source, 30);
    const resumed = rows();
    resumed.seek(position);
    expect(taken(resumed, 30)).toEqual(expected);
    expect(taken(rows(2), 20)).not.toEqual(taken(rows(), 20));
  });
});

describe('buckets of pairs', () => {
  const pair = (chosen: number, rejected: number, family: string): Sample[] => [
    row(chosen, { kind: 'dpo-chosen', family, ...NO_LOG_PROBS }),
    row(rejected, { kind: 'dpo-rejected', family, ...NO_LOG_PROBS }),
  ];

  it('read both rows together, from the bucket of the longer one', () => {
    const data = new Dataset(write('pairs.rows', [...pair(20, 100, 'a'), row(20), ...pair(30, 20, 'b')]));
    const source = new BucketedRows([{ data, repeat: 1 }], SHAPES, 1);
    expect([source.count(0), source.count(1)]).toEqual([3, 2]);
    expect(source.take(1).map(({ kind, ids }) => [kind, ids.length])).toEqual([
      ['dpo-chosen', 20],
      ['dpo-rejected', 100],
    ]);
    const units = [source.take(0), source.take(0)].map((unit) => unit.map(({ kind }) => kind));
    expect(new Set(units.map(String))).toEqual(new Set(['plain', 'dpo-chosen,dpo-rejected']));
  });

  it('leave out pairs that no batch holds', () => {
    const data = new Dataset(write('narrow.rows', pair(20, 20, 'a')));
    const narrow = (shape: Partial<BatchShape>): BucketedRows =>
      new BucketedRows([{ data, repeat: 1 }], [{ batch: 2, length: 80, targets: 32, ...shape }], 1);
    expect([narrow({}), narrow({ batch: 1 }), narrow({ targets: 5 })].map((rows) => rows.tooLong)).toEqual([0, 2, 2]);
  });

  it('fill a batch only as far as whole pairs fit', () => {
    const data = new Dataset(write('filled.rows', [...pair(20, 20, 'a'), ...pair(20, 20, 'a')]));
    const mix = { promptWeight: 0, sideWeight: 0, copyShare: 0, copyWeight: 0, copyIds: [0, 1] as const };
    const compared = (shape: BatchShape): (readonly [string, number, number])[] =>
      trainingBatch(new BucketedRows([{ data, repeat: 1 }], [shape], 1), 0, mix, false, createRandom(1)).compared.map(
        ({ kind, first, count }) => [kind, first, count],
      );
    const one = [
      ['dpo-chosen', 0, 3],
      ['dpo-rejected', 3, 3],
    ];
    expect(compared({ batch: 3, length: 80, targets: 32 })).toEqual(one);
    expect(compared({ batch: 4, length: 80, targets: 11 })).toEqual(one);
    expect(compared({ batch: 4, length: 80, targets: 12 })).toHaveLength(4);
  });
});

describe('batches', () => {
  const shape = { batch: 2, length: 80, targets: 32 };
  const mix = { promptWeight: 0.1, sideWeight: 0.2, copyShare: 0.5, copyWeight: 0.5, copyIds: [1000, 2000] as const };
  const source = (...samples: Sample[]): BucketedRows =>
    new BucketedRows([{ data: new Dataset(write('batch.rows', samples)), repeat: 1 }], [shape], 1);

  it('predict every answer token at full weight and some prompt tokens at little', () => {
    const batch = trainingBatch(source(row(60)), 0, mix, false, createRandom(1));
    const weights = [...batch.weights];
    expect(weights.filter((w) => w === 1)).toHaveLength(6);
    expect(weights.filter((w) => Math.abs(w - 0.1) < 1e-6)).toHaveLength(26);
    batch.targetRows.forEach((at, i) => expect(batch.targetIds[i]).toBe(batch.tokens[at] + 1)); // ids of these rows count up
  });

  it('say the side target in place of the next token, at its own weight', () => {
    const batch = trainingBatch(source(row(60, { sideTargets: [3, 7, 9, 8] })), 0, mix, false, createRandom(1));
    const sides = [...batch.weights].flatMap((w, i) =>
      Math.abs(w - 0.2) < 1e-6 ? [`${batch.targetRows[i] % 80}:${batch.targetIds[i]}`] : [],
    );
    expect(new Set(sides)).toEqual(new Set(['3:7', '9:8']));
    const others = [...batch.weights].flatMap((w, i) => (Math.abs(w - 0.1) < 1e-6 ? [batch.targetRows[i] % 80] : []));
    expect(others).not.toContain(3);
  });

  it('carry negative weights and leave out answers of weight zero', () => {
    const plain = { ...mix, promptWeight: 0 };
    const batch = trainingBatch(source(row(60, { weight: -1 }), row(60, { weight: 0 })), 0, plain, false, createRandom(1));
    expect([...batch.weights]).toEqual([-1, -1, -1]);
  });

  it('weigh answer tokens one by one', () => {
    const plain = { ...mix, promptWeight: 0 };
    const batch = trainingBatch(source(row(60, { weight: 2, tokenWeights: [1, 0, 0.5] })), 0, plain, false, createRandom(1));
    expect([...batch.weights]).toEqual([2, 1, 2, 1]);
    expect([...batch.targetIds]).toEqual([157, 159, 157, 159]);
  });

  it('never exceed the targets of their shape', () => {
    const long = row(80, { promptLength: 5 });
    expect(trainingBatch(source(long), 0, mix, false, createRandom(1)).targetRows).toHaveLength(32);
    expect(() => evaluationBatch([long, long], shape)).toThrow(RangeError);
  });

  it('mix in copy rows whose targets can be copied', () => {
    const batch = trainingBatch(source(row(60)), 0, { ...mix, copyShare: 1 }, true, createRandom(1));
    expect(batch.targetRows.length).toBe(32);
    batch.targetRows.forEach((at, i) => {
      const before = [...batch.tokens.subarray(Math.floor(at / 80) * 80, at)];
      expect(batch.targetIds[i]).toBeGreaterThanOrEqual(1000);
      expect(before[before.indexOf(batch.tokens[at]) + 1] ?? batch.targetIds[i]).toBe(batch.targetIds[i]);
    });
  });

  it('for measuring hold the answers only and know whose they are', () => {
    const { batch, owners } = evaluationBatch([row(60), row(50, { weight: -1 })], shape);
    expect([...owners]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...batch.targetIds]).toEqual([157, 158, 159, 147, 148, 149]);
    expect([...batch.weights!]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
