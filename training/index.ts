export { BpeEncoder, trainBpe, VocabularySchema, type Vocabulary } from './tokenizer/index.js';
export { Dataset, DatasetWriter, type Sample } from './data/index.js';
export { findLibraries, loadGgml } from './ffi/index.js';
export { GgufFile, readModelFile, type ModelCard } from './gguf/index.js';
export { runTrainer, type Evaluation, type TrainerEvent, type TrainingJobInput, type TrainingOutcome } from './trainer/index.js';
export {
  collectBranches,
  criticRowsOf,
  type BranchPlan,
  type CriticRow,
  type CriticRowOptions,
  type JudgedRollout,
} from './critic/index.js';
export { raise, type RaiseEvent, type RaiseOptions, type RaiseOutcome } from './raise/index.js';
