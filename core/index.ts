export { ActionSchema, parseAction, printAction, RefSchema, TextSourceSchema } from './action.js';
export type { Action, ParsedAction, TextSource } from './action.js';
export { evaluateCalc } from './calc.js';
export type { CalcEnvironment, CalcResult } from './calc.js';
export { parseDate, printDate } from './dates.js';
export {
  AssignmentSchema,
  CandidateSchema,
  DecisionSchema,
  ExpectationSchema,
  FinishSchema,
  HistoryEntrySchema,
} from './episode.js';
export { OutcomeCodeSchema, OutcomeSchema, PurposeSchema, VerdictSchema } from './episode.js';
export type {
  Assignment,
  Candidate,
  Condition,
  Decision,
  Expectation,
  Finish,
  HistoryEntry,
  Outcome,
  OutcomeCode,
  Purpose,
  Verdict,
} from './episode.js';
export { AgentError, messageOf } from './errors.js';
export { goalSpans, MAX_GOAL_SPANS, mentions, normalizeText, wordsOf } from './goal.js';
export type { GoalSpan } from './goal.js';
export { acceptsText, any, free, isFinite, sentences, seq, toGbnf, token } from './grammar.js';
export type { Grammar } from './grammar.js';
export { isField, isUnchanged, NO_DIFF, ObservationDiffSchema, ObservationSchema, PageElementSchema } from './observation.js';
export type { ElementVerb, Observation, ObservationDiff, PageDialog, PageElement } from './observation.js';
export { packageRoot } from './package-root.js';
export { systemClock } from './ports.js';
export type { ChatMessage, Clock, Embedder, GeneratedToken, GenerateRequest, GenerateResult, LanguageModel, ModelCapabilities, Prompt, PromptPart, ScoreRequest, ScoreResult, TokenUsage } from './ports.js'; // prettier-ignore
export { createRandom, hash32 } from './random.js';
export type { Random } from './random.js';
export { SEARCH_TREE_FORMAT, SearchTreeSchema } from './search-tree.js';
export type { SearchBudget, SearchNode, SearchNodeKind, SearchScore, SearchTree } from './search-tree.js';
