export { runGate } from './run-gate.js';
export type { GatePlan } from './run-gate.js';
export { GATE_RULES, GatePairSchema, judgeLook, oneSided } from './sequential.js';
export type { GateOutcome, GatePair, GateReport, GateRules, Verdict } from './sequential.js';
export { simulateGate } from './simulate.js';
export type { GateSimulation } from './simulate.js';
