export type { Redact } from './blob-store.js';
export { openDatabase } from './database.js';
export type { Database, OpenDatabaseOptions } from './database.js';
export type { EvaluationStore } from './evaluation-store.js';
export { parseCitations } from './long-term/citations.js';
export type { ParsedCitations } from './long-term/citations.js';
export type { CiteResult } from './long-term/citation-learner.js';
export { FEATURES, START_WEIGHTS } from './long-term/features.js';
export type { FeatureName, FeatureVector } from './long-term/features.js';
export type { Forgotten } from './long-term/forget.js';
export type { LongTermMemory, MemoryFilter } from './long-term/long-term-memory.js';
export type { MemoryEdit } from './long-term/memory-editor.js';
export type { IndexReport } from './long-term/memory-index.js';
export { unknownMemory } from './long-term/memory-tables.js';
export type { PolicyVersion } from './long-term/policy-store.js';
export type { RecallHit, RecallRequest, RecallResult, ScoredMemory } from './long-term/recall.js';
export type { LoggedRequest } from './long-term/recall-log.js';
export { labelOf, MemoryKindSchema, MemoryStatusSchema, ScopeSchema } from './long-term/records.js';
export type { Author, IncomingEdge, MemoryEdge, MemoryKey, MemoryKind, MemoryOperation, MemoryRecord, MemorySource, MemoryStatus, NewMemory, NewSource, NewTurn, Scope, SourceType, Span, Turn, TurnRole, WriteCode, WriteResult } from './long-term/records.js'; // prettier-ignore
export type { MemoryStatistics } from './long-term/statistics.js';
export type { SweepReport } from './long-term/sweep.js';
export type { ImportReport } from './long-term/transfer.js';
export type { ModelRegistry } from './model-registry.js';
export { PlainFts } from './plain-fts.js';
export { EXPORT_FORMAT, ExportRowSchema } from './records.js';
export type { EpisodeRecord, EvaluationRecord, ExportRow, ModelCall, ModelRecord, NewEpisode, StepIntent, StepMs, StepRecord } from './records.js'; // prettier-ignore
export { openStore, storeHash, toJsonLines } from './store.js';
export type { OpenStoreOptions, Store } from './store.js';
export type { EpisodeFilter, StepResult, TrajectoryLog } from './trajectory-log.js';
