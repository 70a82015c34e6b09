export { judgeAction } from './action-by-rule.js';
export type { ActionEvidence } from './action-by-rule.js';
export {
  CONFIDENCE_FORMAT,
  ConfidenceModelSchema,
  confidenceOf,
  fitConfidence,
  judgeConfidence,
  logit,
} from './confidence/index.js';
export type { ConfidenceModel, DecidedStep, ConfidenceReport, ForecastReport, JudgedEpisode } from './confidence/index.js';
export { findLoop } from './loops.js';
export type { LoopFinding, LoopRules, TrailEntry } from './loops.js';
export { reviewAtBoundary, stretchStart } from './boundaries.js';
export type { BoundaryEntry, BoundaryRules } from './boundaries.js';
export { doubtOf, doubtSlot } from './doubt.js';
export { HABIT, pitfallSlot, reflectProspectively } from './prospective.js';
export type { EndedEpisode } from './prospective.js';
export { undoOf } from './reversal.js';
export type { WrongStep } from './reversal.js';
export { goalTemplate, stepKey, templateSimilarity } from './step-key.js';
export { occasionOf } from './verification.js';
export type { Occasion } from './verification.js';
