export { buildDataset, buildVocabulary, type DatasetCounts, type DemonstrationPlan } from './demonstrations.js';
export { DEFAULT_SHAPE, raise, type RaiseEvent, type RaiseOptions, type RaiseOutcome } from './raise.js';
export { rowsOf, type PolicyRow, type RowOptions } from './rows.js';
