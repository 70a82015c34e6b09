// The package's entry: what a program needs to run the agent, so that one import is enough.
export { confidenceFileOf, readConfidence, writeConfidence } from './confidence-file.js';
export { COVERAGE_REASONS } from './coverage.js';
export { createAgent } from './create-agent.js';
export { REOPENED } from './finish-check.js';
export { REVERSAL } from './reversal.js';
export type { Agent, AgentParts, Detour, EpisodeResult, RunOptions } from './create-agent.js';
export { explore, Fence, shortKey, SiteGraph, subjectOf, walksFrom } from './explore/index.js';
export type { ExploreOptions, ExploreParts, ExploreProgress, ExploreReport, ExploreSession, FenceOptions, SiteControl, SiteEdge, SitePage } from './explore/index.js'; // prettier-ignore
export type { AgentEvent, OnAgentEvent } from './events.js';
export { expectationOf } from './expectation.js';
export { createCheckpointer } from './graph.js';
export { legalOn } from './legal-actions.js';
export { historyEntry } from './history.js';
export type { Checkpointer } from './graph.js';
export {
  acceptsText,
  createChatModel,
  createLlamaModel,
  loadModel,
  readGgufHeader,
  readModelHeader,
  registeredModels,
} from './models/index.js';
export type { ChatModelOptions, GgufHeader, GpuChoice, LlamaBackendInfo, LlamaLanguageModel, LlamaModelOptions, LoadModelSettings } from './models/index.js'; // prettier-ignore
export { AttemptFrontier } from './planner/rollouts/frontier.js';
export { untilDecided } from './planner/rollouts/leaf-session.js';
export { siblingPreferences } from './planner/tree-data/preferences.js';
export type { SiblingPreference } from './planner/tree-data/preferences.js';
export { processValues } from './planner/tree-data/process-values.js';
export type { Choice, Planner, Proposal } from './planner/planner.js';
export { ASK_FEASIBLE, askWhether, COMPACT_BUDGET, COMPACT_FORMAT, compactPrompt, createCompactPrompt, createFullPrompt, FULL_FORMAT, KIN, MARKS, NO, openSpans, POINTING, SECTION, showParts, SLOT_COUNT, YES } from './prompt/index.js'; // prettier-ignore
export type { CompactOptions, CompactPrompt, CompactView, Mark, RenderPage } from './prompt/index.js';
export type { BuiltPrompt, PlanContext, PolicyPrompt } from './prompt-port.js';
export { GoalReading } from './proposers/match/goal-reading.js';
export { matchActions } from './proposers/match/match.js';
export type { ProposedAction, Proposer } from './proposers/proposer.js';
export { playSkill } from './play-skill.js';
export type { PlayOptions, SkillPlay, SkillPlayStep } from './play-skill.js';
export { isFailure, RejectedActions } from './rejected-actions.js';
export { pageKey } from './run.js';
export { resolveText } from './resolve-text.js';
export type { AgentSession } from './session-port.js';
export { learnByContrast, learnFromFailure } from './site-memory.js';
export type { JudgedRun } from './site-memory.js';
export type { SkillSource } from './skill-use.js';

export { openStore } from '../memory/index.js';
export type { OpenStoreOptions, Store } from '../memory/index.js';
export { launchBrowser } from '../tools/index.js';
export type { BrowserHandle, LaunchOptions } from '../tools/index.js';
