export { isConclusive, judgeAction } from './action-by-rule.js';
export type { ActionEvidence } from './action-by-rule.js';
export {
  CONFIDENCE_FORMAT,
  ConfidenceModelSchema,
  confidenceOf,
  fitConfidence,
  fitSearched,
  fitStepCritic,
  judgeConfidence,
  judgeStep,
  logit,
} from './confidence/index.js';
export type {
  ConfidenceModel,
  DecidedStep,
  ConfidenceReport,
  ForecastOf,
  ForecastReport,
  JudgedEpisode,
  JudgedStep,
} from './confidence/index.js';
export { findLoop } from './loops.js';
export type { LoopFinding, LoopRules, TrailEntry } from './loops.js';
export { reviewAtBoundary, stretchStart } from './boundaries.js';
export type { BoundaryEntry, BoundaryRules } from './boundaries.js';
export { createModelJudge } from './judge.js';
export type { Judge, Judgement, Question } from './judge.js';
export { checkJudge } from './judge-check.js';
export type { JudgeCase, JudgeReport } from './judge-check.js';
export { createModelReflector, REFLECTOR_CASES } from './model-reflector.js';
export type { ActionReflector, Examination, ToldStep } from './model-reflector.js';
export { isSure, spelledLogprobs } from './spelled.js';
export type { SpelledLogprobs } from './spelled.js';
export { frictionOf } from './friction.js';
export type { Friction } from './friction.js';
export { doubtOf, doubtSlot } from './doubt.js';
export { contrast, LESSON, lessonSlot } from './lessons.js';
export { HABIT, pitfallSlot, reflectProspectively } from './prospective.js';
export type { EndedEpisode } from './prospective.js';
export { undoOf } from './reversal.js';
export type { WrongStep } from './reversal.js';
export { goalTemplate, stepKey, templateSimilarity } from './step-key.js';
export { occasionOf } from './verification.js';
export type { Occasion } from './verification.js';
