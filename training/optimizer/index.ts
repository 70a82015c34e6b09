export { GradientAccumulator } from './accumulator.js';
export { ADAMW_DEFAULTS, AdamW, type AdamWSettings } from './adamw.js';
export { fade, learningRate, type Schedule } from './schedule.js';
