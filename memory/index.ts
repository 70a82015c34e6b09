export type { Redact } from './blob-store.js';
export { openDatabase } from './database.js';
export type { Database, OpenDatabaseOptions } from './database.js';
export type { EvaluationStore } from './evaluation-store.js';
export type { ModelRegistry } from './model-registry.js';
export { PlainFts } from './plain-fts.js';
export { EXPORT_FORMAT, ExportRowSchema } from './records.js';
export type { EpisodeRecord, EvaluationRecord, ExportRow, ModelCall, ModelRecord, NewEpisode, StepIntent, StepMs, StepRecord } from './records.js'; // prettier-ignore
export { openStore, storeHash, toJsonLines } from './store.js';
export type { OpenStoreOptions, Store } from './store.js';
export type { EpisodeFilter, StepResult, TrajectoryLog } from './trajectory-log.js';
