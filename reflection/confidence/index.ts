export { logit } from './calibrators.js';
export { confidenceFeatures } from './features.js';
export type { DecidedStep } from './features.js';
export {
  CONFIDENCE_FORMAT,
  ConfidenceModelSchema,
  confidenceOf,
  fitConfidence,
  fitSearched,
  fitStepCritic,
  judgeConfidence,
  judgeStep,
} from './model.js';
export type { ConfidenceModel, ConfidenceReport, ForecastOf, ForecastReport, JudgedEpisode, JudgedStep } from './model.js';
