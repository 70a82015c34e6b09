export { BpeEncoder, trainBpe, VocabularySchema, type Vocabulary } from './tokenizer/index.js';
export { Dataset, DatasetWriter, type Sample } from './data/index.js';
export { findLibraries, loadGgml } from './ffi/index.js';
export { GgufFile, readModelFile, type ModelCard } from './gguf/index.js';
export { runTrainer, type Evaluation, type TrainerEvent, type TrainingJobInput, type TrainingOutcome } from './trainer/index.js';
export {
  playCriticGame,
  teachForesight,
  type CriticGameRound,
  type ForesightEvent,
  type ForesightOptions,
  type RowCounts,
} from './critic/index.js';
export { raise, type RaiseEvent, type RaiseOptions, type RaiseOutcome } from './raise/index.js';
export {
  collect,
  practicePlayer,
  practiceSource,
  samplingAgents,
  scheduleTasks,
  suiteSource,
  type AttemptSearch,
  type CollectProgress,
  type TaskSource,
} from './collect/index.js';
export {
  begunWith,
  demonstrationReplay,
  type Recipe,
  runCycle,
  type CycleEvent,
  type CycleReport,
  type RoundReport,
} from './cycle/index.js';
export {
  GATE_RULES,
  GatePairSchema,
  gateSeed,
  judgeModels,
  simulateGate,
  trainPoisoned,
  type GatePair,
  type GateReport,
  type GateSimulation,
  type GateSource,
} from './gate/index.js';
export type { BuilderName, TrainedBuilderName } from './rows/index.js';
export type { RewardName, RewardWeights } from './rewards/index.js';
export { exportLines, type ExportPlan, type ExportReport } from './export/index.js';
