import {
  type Action,
  type Assignment,
  type Decision,
  type Finish,
  goalSpans,
  type GoalSpan,
  type HistoryEntry,
  type Observation,
  type Outcome,
  printAction,
  type Verdict,
  type SearchTree,
} from '../core/index.js';
import type { ModelCall, StepMs, StepRecord } from '../memory/index.js';
import type { DecidedStep, TrailEntry } from '../reflection/index.js';
import type { OnAgentEvent } from './events.js';
import type { MeteredModel } from './model-meter.js';
import { REOPENED } from './finish-check.js';
import { historyEntry } from './history.js';
import { isFailure, RejectedActions } from './rejected-actions.js';
import type { SiteMemory } from './site-memory.js';
import type { SiteRoutes } from './site-routes.js';
import type { SkillUse } from './skill-use.js';
import type { AgentSession } from './session-port.js';

/** One step that was carried out and is not judged yet. */
export interface FreshStep {
  number: number;
  before: Observation;
  decision: Decision;
  outcome: Outcome;
  /** What the model was asked before it. */
  calls: readonly ModelCall[];
}

/** An action that should bring an earlier page back. */
export interface Undo {
  action: Action;
  /** Key of that page. */
  restores: string;
  note: string;
}

/**
 * The working objects of one episode. Nodes get it by closure; LangGraph's state holds ids, counters and labels only. All of
 * it can be rebuilt from the trajectory log, which is the truth.
 */
export interface Run {
  readonly episodeId: string;
  readonly assignment: Assignment;
  readonly spans: readonly GoalSpan[];
  readonly session: AgentSession;
  readonly signal?: AbortSignal;
  /** True once the page itself ended the episode, as the runner knows it. */
  readonly ended?: () => Promise<boolean>;
  readonly emit: OnAgentEvent;
  /** Decides in place of the policy; see `RunOptions.intervene`. */
  readonly intervene?: (step: number, page: Observation) => Action | undefined;
  readonly metered?: MeteredModel;
  readonly timer: StepTimer;
  readonly startedAt: number;
  readonly history: HistoryEntry[];
  /** The decisions behind the history, for how sure one may be. */
  readonly decided: DecidedStep[];
  /** What was done to the page, with literal texts: enough to put it up again elsewhere. */
  readonly performed: Action[];
  readonly notes: string[];
  readonly rejected: RejectedActions;
  /** Pages on which the coverage check spoke already. */
  readonly questioned: Set<string>;
  /** What earlier episodes left about the site; absent for an agent without memory. */
  memory?: SiteMemory;
  /** Ways on sites that were explored; absent for an agent without maps. */
  routes?: SiteRoutes;
  /** What can be done as it was done before; absent for an agent without skills. */
  skills?: SkillUse;
  readonly trail: TrailEntry[];
  /** The global reflector spoke against an end of this episode; it does so once. */
  reopened?: boolean;
  /** Number of steps there were at the last finding about the trajectory. */
  lastFinding?: number;
  /** The wrong turn that is to be taken back next. */
  undo?: Undo;
  /** Why the next step has to be planned anew: something did not come as anticipated. */
  replan?: string;
  /** Nothing was gained up to a boundary of the budget: the next step is asked warmer. */
  rethink?: boolean;
  readonly stepMs: StepMs[];
  /** Tokens of steps that an earlier process took. */
  tokensBefore: number;
  observation?: Observation;
  decision?: Decision;
  /** The search behind the decision, where there was one. */
  tree?: SearchTree;
  fresh?: FreshStep;
  /** What came of the last action; none in a run that was taken up. */
  lastOutcome?: Outcome;
}

export type NewRun = Pick<
  Run,
  'episodeId' | 'assignment' | 'session' | 'signal' | 'ended' | 'emit' | 'intervene' | 'metered' | 'startedAt'
>;

export function createRun(parts: NewRun): Run {
  return {
    ...parts,
    spans: goalSpans(parts.assignment.goal),
    timer: new StepTimer(
      () => parts.metered?.busyMs() ?? 0,
      () => parts.session.timings?.computeMs ?? 0,
    ),
    history: [],
    decided: [],
    performed: [],
    notes: [],
    rejected: new RejectedActions(),
    questioned: new Set(),
    trail: [],
    stepMs: [],
    tokensBefore: 0,
  };
}

/** Verbs that may be done again without harm, when a killed process left open whether they were done. */
const REPEATABLE = new Set<Action['kind']>([
  'type',
  'select',
  'scroll',
  'hover',
  'goto',
  'wait',
  'find',
  'note',
  'stop',
  'refuse',
  'ask',
]);

/**
 * Takes up an episode where the log ends. A step with an intent and no outcome may or may not have happened: it is kept as
 * such, and an action that must not happen twice is not taken again on that page.
 */
export function restoreRun(run: Run, steps: readonly StepRecord[], rejectFailures: boolean): void {
  for (const step of steps) {
    const { decision, observation, outcome, verdicts } = step;
    const label = verdicts.find((verdict) => verdict.level === 'action')?.label;
    remember(run, observation, decision, outcome, label);
    if (verdicts.some(isTrajectoryFinding)) run.lastFinding = run.trail.length; // its cold time goes on
    run.stepMs.push(step.ms);
    run.tokensBefore += step.usage.prompt + step.usage.generated;
    if (decision.notes.some((note) => note.startsWith('coverage:'))) run.questioned.add(pageKey(observation));
    if (decision.notes.some((note) => note.startsWith(REOPENED))) run.reopened = true;
    const failed = outcome !== undefined && isFailure({ status: outcome.status, verdict: label });
    const open = outcome === undefined && !REPEATABLE.has(decision.action.kind);
    if (open || (failed && rejectFailures)) run.rejected.add(pageKey(observation), decision.action, verdicts[0]?.reason);
    if (decision.action.kind === 'note') run.notes.push(decision.action.text);
    run.observation = observation; // where the browser has to be sent if it is a new one
  }
}

/** Something is wrong with the trajectory; that all is well at a boundary mutes nothing. */
const isTrajectoryFinding = ({ level, label }: Verdict): boolean => level === 'trajectory' && label !== 'A';

/** Adds one step to what the policy and the loop rules are told. */
export function remember(
  run: Run,
  before: Observation,
  decision: Decision,
  outcome: Outcome | undefined,
  label?: HistoryEntry['verdict'],
): void {
  const { action } = decision;
  run.history.push(historyEntry({ before, action, outcome, verdict: label }));
  run.decided.push({ decision, ...(label ? { label } : {}) });
  run.performed.push(...onPage(action, outcome));
  const chosen = decision.candidates.find((candidate) => printAction(candidate.action) === printAction(action));
  run.trail.push({ fingerprint: pageKey(before), after: '', action, label, score: decision.logprob ?? chosen?.score ?? 0 });
}

const OFF_PAGE = new Set<Action['kind']>(['stop', 'refuse', 'ask', 'find', 'note']);

/** The action as the page got it; none where it never came that far. */
function onPage(action: Action, outcome: Outcome | undefined): Action[] {
  if (OFF_PAGE.has(action.kind)) return [];
  if (action.kind !== 'type') return [action];
  return outcome?.text === undefined ? [] : [{ ...action, text: { kind: 'literal', text: outcome.text } }];
}

/** The page as it was looked at last. Every node but the first runs after a look. */
export function pageOf(run: Run): Observation {
  if (!run.observation) throw new Error('the page has to be looked at first');
  return run.observation;
}

/** What a page is known by in this episode: its fingerprint, and the dialog over it, which the fingerprint leaves out. */
export const pageKey = ({ fingerprint, dialog }: Observation): string =>
  dialog ? `${fingerprint} ${dialog.kind}: ${dialog.message}` : fingerprint;

export const tokensOf = (run: Run): number =>
  run.tokensBefore + (run.metered ? run.metered.usage.prompt + run.metered.usage.generated : 0);

export const finished = (kind: Finish['kind'], text: string): { ending: Finish } => ({ ending: { kind, text } });

/** Splits wall time into model, browser and everything else, from the end of one step to the end of the next. */
export class StepTimer {
  readonly #modelMs: () => number;
  readonly #computeMs: () => number;
  #since = performance.now();
  #modelBefore = 0;
  #browser = 0;

  /** Running totals: time waited for the model, and time a session spends computing rather than waiting for its browser. */
  constructor(modelMs: () => number, computeMs: () => number = () => 0) {
    this.#modelMs = modelMs;
    this.#computeMs = computeMs;
  }

  /** Runs something that waits for the browser. */
  async browser<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const computed = this.#computeMs();
    try {
      return await work();
    } finally {
      this.#browser += performance.now() - start - (this.#computeMs() - computed);
    }
  }

  /** The times since the last lap, in milliseconds. */
  lap(): StepMs {
    const now = performance.now();
    const model = this.#modelMs() - this.#modelBefore;
    const browser = this.#browser;
    const runtime = Math.max(0, now - this.#since - model - browser);
    this.#since = now;
    this.#modelBefore += model;
    this.#browser = 0;
    return { model, browser, runtime };
  }
}
