import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { calibrate, fitCalibrator, fitIsotonic, fitTemperature, logit, sigmoid } from './calibrators.js';
import { fitBoostedTrees, predict } from './boosted-trees.js';
import { auroc, brierScore, brierSkill, calibrationError, equalCountBins, type Forecast, riskCoverage } from './metrics.js';

const forecast = (probability: number, outcome: boolean): Forecast => ({ probability, outcome });
/** Raw probabilities that are true to a distortion of themselves. */
const drawn = (count: number, seed: string, truth: (raw: number) => number): Forecast[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const raw = random.next();
    return forecast(raw, random.chance(truth(raw)));
  });
};

describe('metrics', () => {
  const perfect = [forecast(1, true), forecast(0, false)];
  const mixed = [forecast(0.9, true), forecast(0.6, false), forecast(0.4, true), forecast(0.1, false)];

  it('agree with hand-computed values', () => {
    expect(brierScore(perfect)).toBe(0);
    expect(brierScore(mixed)).toBeCloseTo((0.01 + 0.36 + 0.36 + 0.01) / 4);
    expect(brierSkill(mixed)).toBeCloseTo(1 - 0.185 / 0.25);
    expect(auroc(mixed)).toBe(0.75);
    expect(auroc([forecast(0.5, true), forecast(0.5, false)])).toBe(0.5);
    expect(riskCoverage(mixed, 2)).toEqual([
      { coverage: 0.5, risk: 0.5, threshold: 0.6 },
      { coverage: 1, risk: 0.5, threshold: 0.1 },
    ]);
  });

  it('never tear equal probabilities apart', () => {
    const bins = equalCountBins([...mixed, ...Array.from({ length: 6 }, () => forecast(0.5, true))], 5);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    expect(bins.filter(({ claimed }) => claimed === 0.5)).toHaveLength(1);
  });

  it('find almost no error where claims are true, and the whole of it where they are not', () => {
    expect(calibrationError(drawn(4000, 'true', (p) => p))).toBeLessThan(0.03);
    expect(calibrationError(drawn(4000, 'false', () => 0.5))).toBeGreaterThan(0.2);
  });
});

describe('calibrators', () => {
  it.each([
    ['temperature', (raw: number) => sigmoid(0.5 * logit(raw) - 0.7)],
    ['isotonic', (raw: number) => (raw < 0.6 ? 0.1 : 0.8)],
  ])('choose %s where the distortion is of that kind, and mend it', (kind, truth) => {
    const calibrator = fitCalibrator(drawn(4000, `${kind} fit`, truth));
    expect(calibrator.kind).toBe(kind);
    const fresh = drawn(4000, `${kind} fresh`, truth);
    const mended = fresh.map(({ probability, outcome }) => forecast(calibrate(calibrator, probability), outcome));
    expect(calibrationError(mended)).toBeLessThan(0.05);
    expect(brierScore(mended)).toBeLessThan(brierScore(fresh));
  });

  it('never turn an order round, and are never certain', () => {
    for (const fit of [fitIsotonic, fitTemperature]) {
      const calibrator = fit(drawn(600, 'order', (p) => p));
      const values = Array.from({ length: 101 }, (_, i) => calibrate(calibrator, i / 100));
      expect(values.every((value, i) => i === 0 || value >= values[i - 1])).toBe(true);
      expect(Math.min(...values)).toBeGreaterThan(0);
      expect(Math.max(...values)).toBeLessThan(1);
    }
  });

  it('say nothing where nothing was seen', () => {
    expect(calibrate(fitIsotonic([]), 0.9)).toBe(0.5);
    expect(calibrate(fitTemperature([]), 0.9)).toBeCloseTo(0.9);
  });
});

describe('boosted trees', () => {
  const random = createRandom('trees');
  const examples = Array.from({ length: 2000 }, () => {
    const [a, b, noise] = [random.next(), random.next(), random.next()];
    return { features: { a, b, noise }, outcome: random.chance(a > 0.5 === b > 0.5 ? 0.9 : 0.1) }; // no straight line tells
  });
  const model = fitBoostedTrees(examples);

  it('find what depends on two things at once', () => {
    expect(predict(model, { a: 0.9, b: 0.9, noise: 0.5 })).toBeGreaterThan(0.8);
    expect(predict(model, { a: 0.1, b: 0.9, noise: 0.5 })).toBeLessThan(0.2);
    expect(fitBoostedTrees(examples)).toEqual(model);
  });

  it('know a base rate where nothing else is known, and do without a feature', () => {
    expect(predict(fitBoostedTrees([]), {})).toBe(0.5);
    const rare = fitBoostedTrees(Array.from({ length: 100 }, (_, i) => ({ features: {}, outcome: i < 10 })));
    expect(predict(rare, { never: 1 })).toBeCloseTo(0.11, 1);
    const unknown = examples.map((one, i) => ({ ...one, features: i % 2 ? one.features : {}, outcome: i % 2 === 1 }));
    const told = fitBoostedTrees(unknown);
    expect(predict(told, {})).toBeLessThan(predict(told, { a: 0.5, b: 0.5, noise: 0.5 }));
  });
});
