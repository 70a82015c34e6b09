export { createActNode } from './act.js';
export { createFinishNode } from './finish.js';
export { createPerceiveNode } from './perceive.js';
export { createPlanNode } from './plan.js';
export { createReflectNode } from './reflect.js';
