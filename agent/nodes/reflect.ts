import type { AgentSettings } from '../../config/index.js';
import type { HistoryEntry, Verdict } from '../../core/index.js';
import type { TrajectoryLog } from '../../memory/index.js';
import { findLoop, judgeAction } from '../../reflection/index.js';
import { isFailure } from '../rejected-actions.js';
import { type FreshStep, pageKey, pageOf, type Run } from '../run.js';
import type { AgentState } from '../state.js';

export interface ReflectParts {
  log: Pick<TrajectoryLog, 'recordVerdicts'>;
  settings: Pick<AgentSettings, 'reflection' | 'loops' | 'rejected'>;
}

/** Judges the last step by rule, looks for loops, and keeps what did not work from being tried on the same page again. */
export function createReflectNode(run: Run, { log, settings }: ReflectParts) {
  return function reflect(): Promise<Partial<AgentState>> {
    const fresh = run.fresh;
    run.fresh = undefined;
    if (!fresh) return Promise.resolve({}); // first look at the page: nothing to judge yet
    const { decision, outcome } = fresh;
    const own = settings.reflection.enabled ? judgeAction({ expectation: decision.expectation, outcome }) : undefined;
    noteLabel(run, own?.label);
    if (settings.rejected.enabled && hasFailed(fresh, own, run.history)) run.rejected.add(pageKey(fresh.before), decision.action);
    const loop = settings.loops.enabled ? lookForLoop(run, settings) : undefined;
    const verdicts = [own, loop].filter((verdict) => verdict !== undefined);
    if (verdicts.length > 0) log.recordVerdicts(run.episodeId, fresh.number, verdicts);
    for (const verdict of verdicts) run.emit({ type: 'verdict', step: fresh.number, verdict });
    return Promise.resolve({ verdict: own?.label ?? null });
  };
}

function noteLabel(run: Run, label: Verdict['label'] | undefined): void {
  const trail = run.trail[run.trail.length - 1];
  const history = run.history[run.history.length - 1];
  trail.after = pageKey(pageOf(run));
  if (!label) return;
  trail.label = label;
  history.verdict = label;
  run.decided[run.decided.length - 1].label = label;
}

/** Waiting twice on a slow page is no failure; a third time in a row is. */
const MOST_WAITS = 3;

function hasFailed({ decision, outcome }: FreshStep, verdict: Verdict | undefined, history: readonly HistoryEntry[]): boolean {
  if (decision.action.kind === 'wait') {
    const last = history.slice(-MOST_WAITS);
    return last.length === MOST_WAITS && last.every(({ action }) => action.kind === 'wait');
  }
  return isFailure({ status: outcome.status, verdict: verdict?.label });
}

function lookForLoop(run: Run, { loops, rejected }: Pick<AgentSettings, 'loops' | 'rejected'>): Verdict | undefined {
  const found = findLoop(run.trail, loops, run.lastFinding);
  if (!found) return undefined;
  run.lastFinding = run.trail.length;
  if (found.reject && rejected.enabled) run.rejected.add(found.reject.fingerprint, found.reject.action);
  return found.verdict;
}
