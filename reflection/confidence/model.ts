import { z } from 'zod';
import { calibrate, CalibratorSchema, fitCalibrator } from './calibrators.js';
import { confidenceFeatures, type DecidedStep } from './features.js';
import { BoostedTreesSchema, fitBoostedTrees, predict } from './boosted-trees.js';
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

/** Probabilities of one kind of thing: raw ones from trees, made true by a calibrator. */
const ForecasterSchema = z.object({ trees: BoostedTreesSchema, calibrator: CalibratorSchema });
type Forecaster = z.infer<typeof ForecasterSchema>;

/** How sure an agent with one model may be: fitted from logged outcomes, never from what the agent says of itself. */
export const ConfidenceModelSchema = z.object({
  format: z.literal(CONFIDENCE_FORMAT),
  /** Id of the language model whose episodes it was fitted on. */
  model: z.string(),
  /** That an episode was a success, seen from its last step. */
  end: ForecasterSchema,
  /** That it will be one, seen from a step on the way. */
  ahead: ForecasterSchema,
  /** That an attempt that a search found is a success, seen from its end; absent where none were searched. */
  searched: ForecasterSchema.optional(),
  /** That a step is right, whatever came before it; from the critic's game, absent where none was played. */
  step: ForecasterSchema.optional(),
  episodes: z.number().int(),
});
export type ConfidenceModel = z.infer<typeof ConfidenceModelSchema>;

/** A step with all that came before it, which rollouts have shown to be right or a mistake. */
export interface JudgedStep {
  steps: readonly DecidedStep[];
  isRight: boolean;
}

/** An ended episode with the evaluator's word. */
export interface JudgedEpisode {
  steps: readonly DecidedStep[];
  success: boolean;
  /** Whether the task could be done at all. */
  feasible: boolean;
}

/** What is forecast, seen from the latest of some decisions: success at the end of the episode, or on the way, or at the end of an attempt that was searched for; or that this very step is right. */
export type ForecastOf = 'end' | 'ahead' | 'searched' | 'step';

/** The probability of it. What was never fitted of a step is taken from the forecast of its episode. */
export function confidenceOf(model: ConfidenceModel, steps: readonly DecidedStep[], at: ForecastOf): number {
  if (at === 'searched') return forecast(model.searched ?? model.end, steps);
  if (at !== 'step') return forecast(model[at], steps);
  return forecast(model.step ?? model[steps.at(-1)?.decision.action.kind === 'stop' ? 'end' : 'ahead'], steps);
}

const forecast = ({ trees, calibrator }: Forecaster, steps: readonly DecidedStep[]): number =>
  calibrate(calibrator, predict(trees, confidenceFeatures(steps)));

/** What is asked about an episode, seen from some step of it. */
interface Question {
  steps: readonly DecidedStep[];
  outcome: boolean;
}

const atEnd = ({ steps, success }: JudgedEpisode): Question[] => [{ steps, outcome: success }];
/** One step on the way of each episode, at another point each time; none of an episode of one step. */
const onTheWay = ({ steps, success }: JudgedEpisode, i: number): Question[] =>
  steps.length > 1 ? [{ steps: steps.slice(0, 1 + (i % (steps.length - 1))), outcome: success }] : [];
const atStart = ({ steps, feasible }: JudgedEpisode): Question[] => [{ steps: steps.slice(0, 1), outcome: feasible }];

export function fitConfidence(model: string, episodes: readonly JudgedEpisode[]): ConfidenceModel {
  const [end, ahead] = [fitForecaster(episodes.flatMap(atEnd)), fitForecaster(episodes.flatMap(onTheWay))];
  return { format: CONFIDENCE_FORMAT, model, end, ahead, episodes: episodes.length };
}

/** A judge of attempts that were searched for: what a search prefers is seldom what the policy would do, so ends of the policy teach little about it. */
export const fitSearched = (
  attempts: readonly Pick<JudgedEpisode, 'steps' | 'success'>[],
): NonNullable<ConfidenceModel['searched']> => fitForecaster(attempts.map(({ steps, success }) => ({ steps, outcome: success })));

/** A critic of steps, from steps that were shown to be right or mistakes. */
export const fitStepCritic = (shown: readonly JudgedStep[]): NonNullable<ConfidenceModel['step']> =>
  fitForecaster(shown.map(({ steps, isRight }) => ({ steps, outcome: isRight })));

/** Probability that the latest of these steps is right. */
export const judgeStep = (critic: NonNullable<ConfidenceModel['step']>, steps: readonly DecidedStep[]): number =>
  forecast(critic, steps);

const FOLDS = 5;

/** The trees would be too sure of what they were fitted on, so the calibrator is fitted on forecasts made out of fold. */
function fitForecaster(questions: readonly Question[]): Forecaster {
  const examples = questions.map(({ steps, outcome }) => ({ features: confidenceFeatures(steps), outcome }));
  const held = Array.from({ length: FOLDS }, (_, fold) => {
    const trees = fitBoostedTrees(examples.filter((__, i) => i % FOLDS !== fold));
    const others = examples.filter((__, i) => i % FOLDS === fold);
    return others.map(({ features, outcome }): Forecast => ({ probability: predict(trees, features), outcome }));
  });
  return { trees: fitBoostedTrees(examples), calibrator: fitCalibrator(held.flat()) };
}

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

const reportOf = (forecasts: readonly Forecast[]): ForecastReport => ({
  forecasts: forecasts.length,
  baseRate: baseRate(forecasts),
  brier: brierScore(forecasts),
  skill: brierSkill(forecasts),
  ece: calibrationError(forecasts),
  auroc: auroc(forecasts),
  riskCoverage: riskCoverage(forecasts),
});

export interface ConfidenceReport {
  end: ForecastReport;
  ahead: ForecastReport;
  /** P(IK), that the task can be done at all, before the first step: measured only, the agent does not act on it. */
  feasible: ForecastReport;
}

/** How true a model's forecasts are on `held`, none of which it was fitted on; `fitted` are those that it was. */
export function judgeConfidence(
  model: ConfidenceModel,
  fitted: readonly JudgedEpisode[],
  held: readonly JudgedEpisode[],
): ConfidenceReport {
  const judge = (forecaster: Forecaster, ask: (episode: JudgedEpisode, i: number) => Question[]): ForecastReport =>
    reportOf(held.flatMap(ask).map(({ steps, outcome }) => ({ probability: forecast(forecaster, steps), outcome })));
  return {
    end: judge(model.end, atEnd),
    ahead: judge(model.ahead, onTheWay),
    feasible: judge(fitForecaster(fitted.flatMap(atStart)), atStart),
  };
}
