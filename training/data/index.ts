export {
  evaluationBatch,
  heldOutBatches,
  trainingBatch,
  type ComparedAnswer,
  type MixSettings,
  type TrainingBatch,
} from './batches.js';
export {
  BUCKET_LENGTHS,
  bucketLengths,
  bucketOf,
  BucketedRows,
  bucketShape,
  unitAt,
  unitStarts,
  type DataPosition,
} from './buckets.js';
export { Dataset, DatasetWriter } from './dataset.js';
export type { Sample, StoredSample } from './row-format.js';
export { isWanted, type RowKind } from './row-kinds.js';
