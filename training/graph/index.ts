export { blockSize, causalMasks } from './attention.js';
export {
  adapterSpecs,
  LoraSettingsSchema,
  ModelConfigSchema,
  parameterCount,
  parameterSpecs,
  trainedSpecs,
  type LoraSettings,
  type ModelConfig,
  type ParameterSpec,
} from './config.js';
export { mergeAdapter } from './merge.js';
export { GraphPool } from './graph-pool.js';
export { Ops, type Tensor } from './ops.js';
export { ParameterStore, type Parameter, type Slot, type Weights } from './parameters.js';
export { StepGraph, type Batch, type BatchShape, type GraphOptions } from './step-graph.js';
