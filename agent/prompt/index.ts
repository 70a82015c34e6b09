export { COMPACT_BUDGET, compactPrompt, showParts } from './compact.js';
export type { CompactOptions, CompactPrompt, CompactView } from './compact.js';
export { GoalMatcher, openSpans } from './matches.js';
export type { GoalMatch } from './matches.js';
export { COMPACT_FORMAT, MARKS, SECTION, SLOT_COUNT } from './vocabulary.js';
