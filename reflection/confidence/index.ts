export { logit } from './calibrators.js';
export { confidenceFeatures } from './features.js';
export type { DecidedStep } from './features.js';
export { CONFIDENCE_FORMAT, ConfidenceModelSchema, confidenceOf, fitConfidence, judgeConfidence } from './model.js';
export type { ConfidenceModel, ConfidenceReport, ForecastReport, JudgedEpisode } from './model.js';
