export type { Redact } from './blob-store.js';
export { openDatabase } from './database.js';
export type { Database, OpenDatabaseOptions } from './database.js';
export type { EvaluationStore } from './evaluation-store.js';
export type { ModelRegistry } from './model-registry.js';
export { EXPORT_FORMAT, ExportRowSchema } from './records.js';
export type { EpisodeRecord, EvaluationRecord, ExportRow, ModelCall, ModelRecord, NewEpisode, StepIntent, StepMs, StepRecord } from './records.js'; // prettier-ignore
export { SkillStatusSchema } from './skill-records.js';
export type { NewSkillUse, SkillUse, SkillVersion } from './skill-records.js';
export { noSuchSkill } from './skill-store.js';
export type { SkillStore } from './skill-store.js';
export { openStore, storeHash, toJsonLines } from './store.js';
export type { OpenStoreOptions, Store } from './store.js';
export type { EpisodeFilter, StepResult, TrajectoryLog } from './trajectory-log.js';
