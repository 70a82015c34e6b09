export { collectDemonstrations, type CollectRequest, type Collected } from './batch.js';
export {
  DemonstrationSchema,
  DemonstrationStepSchema,
  statusInPage,
  type Demonstration,
  type DemonstrationStep,
} from './demonstration.js';
export { DRIFTS, type Drift } from './drift.js';
export { openRollouts, type RolloutEpisode, type RolloutPage } from './rollouts.js';
export { startPracticeServer, type PracticeServer } from './server.js';
export { PRACTICE_SPLITS, requireSplit, SPLITS, splitOf, SUITE_VERSION, type PracticeSplit } from './splits.js';
export { openPracticeSuite, type PracticeSuiteOptions } from './suite.js';
