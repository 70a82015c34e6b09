export { balanceScores, nextTemperatures, queryEffect } from './balance.js';
export { begunWith, runCycle } from './cycle.js';
export type { CycleEvent, CycleOptions, CycleReport, RoundReport } from './cycle.js';
export { demonstrationReplay } from './replay.js';
export type { ReplayPlan } from './replay.js';
export type { Recipe } from './dataset.js';
