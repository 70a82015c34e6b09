export type { RankerComparison, RankerRow } from './compare-rankers.js';
export { readLocomo } from './locomo.js';
export type { MemoryUnderTest, Recalled, RecallOptions } from './memory-under-test.js';
export { readMetaTool } from './metatool.js';
export { runMemoryBench } from './run.js';
export type { MemoryBenchOptions, MemoryBenchReport, SkillReport } from './run.js';
export { createStoreMemory, createStoreSkillIndex } from './store-adapter.js';
