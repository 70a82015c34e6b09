export { playCriticGame } from './game.js';
export type { CriticGame, CriticGamePlan, CriticGameRound, StepCritic } from './game.js';
export { teachForesight, type ForesightEvent, type ForesightOptions, type RowCounts } from './foresee.js';
