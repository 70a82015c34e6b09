export { confidenceFeatures } from './features.js';
export type { DecidedStep } from './features.js';
export {
  CONFIDENCE_FORMAT,
  ConfidenceModelSchema,
  confidenceOf,
  feasibilityOf,
  fitConfidence,
  judgeConfidence,
} from './model.js';
export type { ConfidenceModel, ForecastReport, JudgedEpisode } from './model.js';
