export type { Evaluation, OpenTask, Suite, Task, TaskPurpose } from './task.js';
export * from './practice/index.js';
