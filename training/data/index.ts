export { evaluationBatch, trainingBatch, type MixSettings } from './batches.js';
export { BUCKET_LENGTHS, bucketLengths, bucketOf, BucketedRows, bucketShape, type DataPosition } from './buckets.js';
export { Dataset, DatasetWriter, type Sample } from './dataset.js';
