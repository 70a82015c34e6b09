export { COMPACT_BUDGET, compactPrompt, createCompactPrompt, showParts } from './compact.js';
export type { CompactOptions, CompactPrompt, CompactView } from './compact.js';
export { goalMarks, MarkReader } from './goal-marks.js';
export { openSpans, shownAsDone } from './matches.js';
export { ASK_FEASIBLE, askWhether, NO, YES } from './foresight.js';
export { COMPACT_FORMAT, KIN, MARKS, POINTING, SECTION, SLOT_COUNT } from './vocabulary.js';
export type { Mark } from './vocabulary.js';
export { createFullPrompt, FULL_FORMAT } from './full.js';
export type { RenderPage } from './full.js';
