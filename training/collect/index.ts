export { attemptKey, collect, isBrokenPage, scheduleTasks } from './collect.js';
export type { AttemptSearch, CollectPlan, CollectProgress } from './collect.js';
export { samplingAgents } from './sampling-agents.js';
export { practicePlayer, practiceSource, suiteSource } from './task-source.js';
export type { AttemptOptions, JudgedAttempt, Player, RolloutTask, TaskSource, Teacher } from './task-source.js';
