export type { Evaluation, OpenTask, Suite, Task, TaskPurpose } from './task.js';
export * from './practice/index.js';
export { openMiniwobSuite } from './miniwob/suite.js';
export { MINIWOB_DEV, MINIWOB_SPLITS } from './miniwob/splits.js';
export { openUserSuite, type UserSuite } from './user/suite.js';
export { checkSuite, type TaskFinding } from './user/check-suite.js';
