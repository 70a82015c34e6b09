export { gateSeed, judgeModels } from './judge-models.js';
export type { GateSource, JudgeOptions } from './judge-models.js';
export { trainPoisoned } from './poison.js';
export { GATE_RULES, GatePairSchema } from './sequential.js';
export type { GateOutcome, GatePair, GateReport, GateRules, Verdict } from './sequential.js';
export { simulateGate } from './simulate.js';
export type { GateSimulation } from './simulate.js';
