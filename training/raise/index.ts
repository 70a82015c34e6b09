export {
  buildDataset,
  buildVocabulary,
  DatasetBuilder,
  promptFormat,
  type DatasetCounts,
  type DemonstrationPlan,
} from './demonstrations.js';
export { encodeRow } from './encode-row.js';
export { playLabelled, type PlayedRollout } from './play.js';
export { DEFAULT_SHAPE, raise, type RaiseEvent, type RaiseOptions, type RaiseOutcome } from './raise.js';
export { promptsOf, rowsOf, type PolicyRow, type PromptedStep, type RowOptions } from './rows.js';
