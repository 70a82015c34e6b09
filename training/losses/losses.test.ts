import { expect, describe, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import type { ComparedAnswer, RowKind, TrainingBatch } from '../data/index.js';
import { dpoLoss } from './dpo.js';
import { LossSettingsSchema, weigh, type LossSettings } from './index.js';
import { ktoLoss, ktoReferencePoint } from './kto.js';
import { nftTokenLoss } from './nft.js';

const settings = LossSettingsSchema.parse({});
const nftSettings = { floor: 0.01, negativeWeight: 1, groupWeight: 'none' } as const;

describe('NFT', () => {
  const loss = (correct: boolean, ratio: number, more: Partial<LossSettings['nft']> = {}, successRate = 0.25) =>
    nftTokenLoss(
      { correct, successRate, logProb: Math.log(0.2 * ratio), oldLogProb: Math.log(0.2) },
      { ...nftSettings, ...more },
    );

  it('is -log ratio for a correct answer', () => {
    expect(loss(true, 1.5).loss).toBeCloseTo(-Math.log(1.5), 12);
    expect(loss(true, 1.5).slope).toBe(-1);
  });

  it('is -log((1 - r ratio) / (1 - r)) for a wrong one', () => {
    expect(loss(false, 1.5).loss).toBeCloseTo(-Math.log((1 - 0.25 * 1.5) / 0.75), 12);
    expect(loss(false, 1).loss).toBeCloseTo(0, 12);
    expect(loss(false, 1).slope).toBeCloseTo(1 / 3, 12);
  });

  it('keeps the gradient below its floor', () => {
    const { loss: value, slope } = loss(false, 1.5, { floor: 1 });
    expect(value).toBeCloseTo(0, 12);
    expect(slope).toBeCloseTo((0.25 * 1.5) / 0.75, 12);
    expect(loss(false, 100, { floor: 0.5 }).slope).toBeCloseTo((0.25 * 100) / 0.75 / 0.5, 9);
  });

  it('weighs groups by how seldom they succeed, and wrong answers by their factor', () => {
    expect(loss(true, 1, { groupWeight: 'failure-rate' }).slope).toBeCloseTo(-0.75, 12);
    expect(loss(true, 1, { groupWeight: 'root-odds' }).slope).toBeCloseTo(-Math.sqrt(3), 12);
    expect(loss(false, 1, { groupWeight: 'failure-rate', negativeWeight: 0.5 }).slope).toBeCloseTo(0.125, 12);
    expect(loss(false, 1, { groupWeight: 'root-odds' }, 0).slope).toBeCloseTo(7 / 49, 12); // a rate of 0 counts as 0.02
  });
});

it('DPO is log 2 for a pair as before, and vanishes as the margin grows', () => {
  expect(dpoLoss(-3, -3, 0.1)).toEqual({ loss: Math.log(2), slope: -0.05 });
  expect(dpoLoss(2, -1, 0.5).loss).toBeCloseTo(-Math.log(1 / (1 + Math.exp(-1.5))), 12);
  expect(dpoLoss(4000, -4000, 1)).toEqual({ loss: 0, slope: -0 });
  expect(dpoLoss(-4000, 4000, 1)).toEqual({ loss: 8000, slope: -1 });
});

it('KTO measures from its reference point', () => {
  const kto = { beta: 0.5, desirableWeight: 1, undesirableWeight: 3 };
  expect(ktoReferencePoint([1, 2, 3])).toBe(2);
  expect(ktoReferencePoint([-5, 1])).toBe(0);
  expect(ktoReferencePoint([])).toBe(0);
  expect(ktoLoss({ desirable: true, logRatio: 2, referencePoint: 2 }, kto)).toEqual({ loss: 0.5, slope: -0.125 });
  expect(ktoLoss({ desirable: false, logRatio: 2, referencePoint: 2 }, kto)).toEqual({ loss: 1.5, slope: 0.375 });
  expect(ktoLoss({ desirable: true, logRatio: 4, referencePoint: 2 }, kto).loss).toBeCloseTo(1 - 1 / (1 + Math.exp(-1)), 12);
});

describe('the weights of a batch', () => {
  const shape = { batch: 8, length: 16, targets: 64 };
  const random = createRandom(3);

  /** Answers of three tokens each, then two plain targets. */
  function batchOf(kinds: Exclude<RowKind, 'plain'>[], more: Partial<ComparedAnswer> = {}): TrainingBatch {
    const compared = kinds.map((kind, i) => ({
      kind,
      first: i * 3,
      count: 3,
      weight: 1,
      successRate: 0.3,
      referenceLogProbs: [-1, -0.5, -2],
      ...more,
    }));
    const targets = kinds.length * 3 + 2;
    const weights = new Float32Array(targets);
    weights.set([0.5, -0.25], targets - 2);
    const none = new Int32Array(targets);
    return { shape, tokens: new Int32Array(128), targetRows: none, targetIds: none, weights, compared };
  }
  const nllOf = (batch: TrainingBatch): number[] => Array.from(batch.weights, () => 0.3 + 2 * random.next());

  it.each<[string, Exclude<RowKind, 'plain'>[], Partial<ComparedAnswer>]>([
    ['NFT', ['nft-correct', 'nft-wrong'], {}],
    ['DPO', ['dpo-chosen', 'dpo-rejected', 'dpo-chosen', 'dpo-rejected'], {}],
    ['KTO', ['kto-desirable', 'kto-undesirable'], {}],
    [
      'weighted, masked rows of all',
      ['nft-wrong', 'kto-desirable', 'dpo-chosen', 'dpo-rejected'],
      { weight: 2, tokenWeights: [1, 0, 0.5] },
    ],
  ])('are the gradient of the loss by the negative log-likelihoods: %s', (_, kinds, more) => {
    const batch = batchOf(kinds, more);
    const nll = nllOf(batch);
    const own = { ...settings, nft: { ...nftSettings, floor: 1e-9 } };
    if (kinds.includes('nft-wrong')) nll.forEach((value, i) => (nll[i] = value + 1.2)); // below the floor loss and gradient part ways
    const { weights, total } = weigh(batch, nll, own);
    const at = (i: number, by: number): number =>
      weigh(
        batch,
        nll.map((value, j) => value + (i === j ? by : 0)),
        own,
      ).loss;
    weights.forEach((weight, i) => expect(weight / total).toBeCloseTo((at(i, 1e-4) - at(i, -1e-4)) / 2e-4, 6));
    expect(weights.at(-1)).toBe(-0.25);
  });

  it('take KTO baselines for the reference point only', () => {
    const batch = batchOf(['kto-desirable', 'kto-baseline']);
    const nll = [1, 0.5, 2, 0.5, 0.25, 1, 0, 0]; // log-ratios 0 and 1.75
    const { weights, total, loss } = weigh(batch, nll, settings);
    expect([...weights.subarray(3, 6)]).toEqual([0, 0, 0]);
    expect(total).toBe(1.75);
    expect(loss).toBeCloseTo(ktoLoss({ desirable: true, logRatio: 0, referencePoint: 1.75 }, settings.kto).loss / 1.75, 12);
  });

  it('make the loss of DPO alone the mean over pairs, and that of NFT the mean over tokens', () => {
    const pairs = batchOf(['dpo-chosen', 'dpo-rejected', 'dpo-chosen', 'dpo-rejected']);
    pairs.weights.fill(0);
    expect(weigh(pairs, new Float64Array(14).fill(1), settings)).toMatchObject({ total: 2, loss: Math.log(2) });
    const answers = batchOf(['nft-correct', 'nft-correct']);
    answers.weights.fill(0);
    const { total, loss } = weigh(answers, new Float64Array(8).fill(1), settings);
    expect([total, loss]).toEqual([6, expect.closeTo((-0.7 * (1 + 0.5 + 2 - 3)) / 3, 12)]);
  });
});
