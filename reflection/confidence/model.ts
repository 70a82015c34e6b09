import { z } from 'zod';
import { calibrate, CalibratorSchema, fitCalibrator } from './calibrators.js';
import { confidenceFeatures, type DecidedStep } from './features.js';
import { fitLogistic, LogisticModelSchema, predict } from './logistic.js';
import {
  auroc,
  baseRate,
  brierScore,
  brierSkill,
  calibrationError,
  type CoveragePoint,
  type Forecast,
  riskCoverage,
} from './metrics.js';

/** Written form of what `calibrate` fits; goes up when an older reader would misread it. */
export const CONFIDENCE_FORMAT = 1;

/** How sure an agent with one model may be: fitted from logged outcomes, never from what the agent says of itself. */
export const ConfidenceModelSchema = z.object({
  format: z.literal(CONFIDENCE_FORMAT),
  /** Id of the language model whose episodes it was fitted on. */
  model: z.string(),
  success: z.object({ regression: LogisticModelSchema, calibrator: CalibratorSchema }),
  /** Of the model's raw word at the first step on whether the task can be done; absent where it gives none. */
  feasible: CalibratorSchema.optional(),
  episodes: z.number().int(),
});
export type ConfidenceModel = z.infer<typeof ConfidenceModelSchema>;

/** An ended episode with the evaluator's word. */
export interface JudgedEpisode {
  steps: readonly DecidedStep[];
  success: boolean;
  /** Whether the task could be done at all. */
  feasible: boolean;
}

/** Probability that an episode ends in success, seen from its latest decision. */
export function confidenceOf({ success }: ConfidenceModel, steps: readonly DecidedStep[]): number {
  return calibrate(success.calibrator, predict(success.regression, confidenceFeatures(steps)));
}

/** Calibrated P(IK): probability that the task can be done, from the model's raw word. */
export const feasibilityOf = ({ feasible }: ConfidenceModel, raw: number): number => (feasible ? calibrate(feasible, raw) : raw);

const FOLDS = 5;

/**
 * Fits on logged episodes. The regression's own forecasts on what it was fitted on would be too sure, so the calibrator is fitted
 * on forecasts made out of fold.
 */
export function fitConfidence(model: string, episodes: readonly JudgedEpisode[]): ConfidenceModel {
  const examples = episodes.map(({ steps, success }) => ({ features: confidenceFeatures(steps), outcome: success }));
  const held = Array.from({ length: FOLDS }, (_, fold) => {
    const regression = fitLogistic(examples.filter((__, i) => i % FOLDS !== fold));
    return examples
      .filter((__, i) => i % FOLDS === fold)
      .map(({ features, outcome }): Forecast => ({ probability: predict(regression, features), outcome }));
  });
  const told = feasibilityForecasts(episodes);
  return {
    format: CONFIDENCE_FORMAT,
    model,
    success: { regression: fitLogistic(examples), calibrator: fitCalibrator(held.flat()) },
    ...(told.length > 0 ? { feasible: fitCalibrator(told) } : {}),
    episodes: episodes.length,
  };
}

/** The raw word of the first step on whether the task can be done, beside the truth. */
export const feasibilityForecasts = (episodes: readonly JudgedEpisode[]): Forecast[] =>
  episodes.flatMap(({ steps, feasible }) => {
    const probability = steps[0]?.decision.foresight?.feasible;
    return probability === undefined ? [] : [{ probability, outcome: feasible }];
  });

export interface ForecastReport {
  forecasts: number;
  baseRate: number;
  brier: number;
  /** 1 - Brier / Brier of the base rate. */
  skill: number;
  /** Debiased, with equal-count bins. */
  ece: number;
  auroc: number;
  riskCoverage: CoveragePoint[];
}

export const reportOf = (forecasts: readonly Forecast[]): ForecastReport => ({
  forecasts: forecasts.length,
  baseRate: baseRate(forecasts),
  brier: brierScore(forecasts),
  skill: brierSkill(forecasts),
  ece: calibrationError(forecasts),
  auroc: auroc(forecasts),
  riskCoverage: riskCoverage(forecasts),
});

/** How well a fitted model does on episodes that it has not seen. */
export function judgeConfidence(
  model: ConfidenceModel,
  episodes: readonly JudgedEpisode[],
): { success: ForecastReport; feasible?: ForecastReport } {
  const success = episodes.map(({ steps, success: outcome }) => ({ probability: confidenceOf(model, steps), outcome }));
  const told = feasibilityForecasts(episodes).map(({ probability, outcome }) => ({
    probability: feasibilityOf(model, probability),
    outcome,
  }));
  return { success: reportOf(success), ...(told.length > 0 ? { feasible: reportOf(told) } : {}) };
}
