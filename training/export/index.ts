export { EXPORT_FORMATS, toJsonLines, type ExportFormat } from './formats.js';
export type { DecisionRecord, JudgedRecord, PreferenceRecord, StepwiseRecord } from './records.js';
