import type { AgentSettings } from '../config/index.js';
import type { Action, Finish } from '../core/index.js';
import type { DecidedStep, ForecastOf } from '../reflection/index.js';
import type { Choice } from './planner/planner.js';

/** Probability of success, seen from the latest of these decisions: at the end of an episode, or on the way; or that this very step is right. */
export type Sureness = (steps: readonly DecidedStep[], at: ForecastOf) => number;

const ENDS = new Set<Action['kind']>(['stop', 'refuse', 'ask']);

/** How the note begins. */
export const REOPENED = 'global:';

export const isEnd = ({ kind }: Action): boolean => ENDS.has(kind);

/**
 * Global reflector (MobileUse), on every way that the agent itself ends an episode: what it does instead when success is
 * unlikely; undefined when the end may stand. Departure: the judge is a fitted forecast, not a second opinion of the same model.
 */
export function reopened(
  { chosen, candidates, notes }: Choice,
  sure: () => number | undefined,
  { enabled, reopen, margin }: AgentSettings['finishing'],
): Choice | undefined {
  if (!enabled || reopen === 0 || chosen.action.kind !== 'stop') return undefined;
  const confidence = sure();
  if (confidence === undefined || confidence >= reopen) return undefined;
  const instead = candidates.find(({ action, score }) => !isEnd(action) && chosen.score - score <= margin);
  const note = `${REOPENED} to stop here succeeds with ${confidence.toFixed(2)} only, so the episode goes on, once`;
  return instead && { chosen: instead, candidates, notes: [...notes, note] };
}

/** The agent's own word about its end, with how far it vouches for it. */
export function vouched(
  finish: Finish,
  confidence: number | undefined,
  { enabled, contest }: AgentSettings['finishing'],
): Finish {
  if (confidence === undefined) return finish;
  const doubtful = enabled && finish.kind === 'done' && confidence < contest;
  return { ...finish, confidence, ...(doubtful ? { contested: true } : {}) };
}
