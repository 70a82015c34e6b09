import { z } from 'zod';
import { brierScore, type Forecast } from './metrics.js';

/**
 * A monotone map from raw to calibrated probabilities. `isotonic`: steps found by pooling adjacent violators, straight lines in
 * between; `temperature`: `sigmoid(slope * logit(p) + offset)` (Platt 1999; Guo et al. 2017 with an offset).
 */
export const CalibratorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('isotonic'), points: z.array(z.object({ raw: z.number(), calibrated: z.number() })).min(1) }),
  z.object({ kind: z.literal('temperature'), slope: z.number(), offset: z.number() }),
]);
export type Calibrator = z.infer<typeof CalibratorSchema>;

export function calibrate(calibrator: Calibrator, probability: number): number {
  if (calibrator.kind === 'temperature') return sigmoid(calibrator.slope * logit(probability) + calibrator.offset);
  const { points } = calibrator;
  const after = points.findIndex(({ raw }) => raw >= probability);
  if (after < 0) return points[points.length - 1].calibrated;
  if (after === 0) return points[0].calibrated;
  const [a, b] = [points[after - 1], points[after]];
  return a.calibrated + ((probability - a.raw) / (b.raw - a.raw)) * (b.calibrated - a.calibrated);
}

/** Fits both kinds on one half and keeps the one with the better Brier score on the other, then fits that on all. */
export function fitCalibrator(forecasts: readonly Forecast[]): Calibrator {
  const [fit, held] = [forecasts.filter((_, i) => i % 2 === 0), forecasts.filter((_, i) => i % 2 === 1)];
  const errorOf = (calibrator: Calibrator): number =>
    brierScore(held.map(({ probability, outcome }) => ({ probability: calibrate(calibrator, probability), outcome })));
  return errorOf(fitIsotonic(fit)) < errorOf(fitTemperature(fit)) ? fitIsotonic(forecasts) : fitTemperature(forecasts);
}

/** Fewer forecasts than this do not make a step of their own: a step of three would claim certainty. */
const LEAST_IN_STEP = 20;

export function fitIsotonic(forecasts: readonly Forecast[]): Calibrator {
  const sorted = [...forecasts].sort((a, b) => a.probability - b.probability);
  const blocks: { count: number; raw: number; hits: number }[] = [];
  for (let i = 0; i < sorted.length; i += LEAST_IN_STEP) {
    const step = sorted.slice(i, i + LEAST_IN_STEP);
    blocks.push({ count: step.length, raw: total(step.map((one) => one.probability)), hits: step.filter(({ outcome }) => outcome).length }); // prettier-ignore
    while (blocks.length > 1 && rateOf(blocks[blocks.length - 2]) >= rateOf(blocks[blocks.length - 1])) {
      const [b, a] = [blocks.pop()!, blocks.pop()!];
      blocks.push({ count: a.count + b.count, raw: a.raw + b.raw, hits: a.hits + b.hits });
    }
  }
  // One success and one failure more than were seen: nothing is certain.
  const points = blocks.map(({ count, raw, hits }) => ({ raw: raw / count, calibrated: (hits + 0.5) / (count + 1) }));
  return { kind: 'isotonic', points: points.length > 0 ? points : [{ raw: 0.5, calibrated: 0.5 }] };
}

const rateOf = ({ hits, count }: { hits: number; count: number }): number => (hits + 0.5) / (count + 1);

/** Newton's method on the log-likelihood, with a weak pull towards leaving things as they are. */
export function fitTemperature(forecasts: readonly Forecast[]): Calibrator {
  let [slope, offset] = [1, 0];
  for (let round = 0; round < 25; round++) {
    let [gs, go, ss, so, oo] = [PULL * (1 - slope), -PULL * offset, PULL, 0, PULL];
    for (const { probability, outcome } of forecasts) {
      const x = logit(probability);
      const p = sigmoid(slope * x + offset);
      const [error, weight] = [Number(outcome) - p, p * (1 - p)];
      gs += error * x;
      go += error;
      ss += weight * x * x;
      so += weight * x;
      oo += weight;
    }
    const determinant = ss * oo - so * so;
    slope += (oo * gs - so * go) / determinant;
    offset += (ss * go - so * gs) / determinant;
  }
  return { kind: 'temperature', slope, offset };
}

const PULL = 1;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** Log-odds of a probability, which is kept off 0 and 1. */
export function logit(probability: number): number {
  const p = Math.min(1 - 1e-4, Math.max(1e-4, probability));
  return Math.log(p / (1 - p));
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
