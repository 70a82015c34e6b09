export { PracticeLog } from './log.js';
export { pageSite, practiceSite } from './place.js';
export type { Place, Site } from './place.js';
export { PRACTICE_DEFAULTS } from './practise.js';
export { runPractice } from './report.js';
export type { PracticeReport } from './report.js';
