export { judgeAction } from './action-by-rule.js';
export type { ActionEvidence } from './action-by-rule.js';
export { findLoop } from './loops.js';
export type { LoopFinding, LoopRules, TrailEntry } from './loops.js';
