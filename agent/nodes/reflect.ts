import type { AgentSettings } from '../../config/index.js';
import type { HistoryEntry, Verdict } from '../../core/index.js';
import type { TrajectoryLog } from '../../memory/index.js';
import { findLoop, isConclusive, judgeAction, type LoopFinding, reviewAtBoundary, stretchStart } from '../../reflection/index.js';
import { openConditions } from '../coverage.js';
import { isFailure } from '../rejected-actions.js';
import { undoFor } from '../reversal.js';
import type { SecondOpinion } from '../second-opinion.js';
import { type FreshStep, pageKey, pageOf, type Run } from '../run.js';
import type { AgentState } from '../state.js';

export interface ReflectParts {
  log: Pick<TrajectoryLog, 'recordVerdicts'>;
  /** A second opinion on one step, where the rules cannot tell; absent when switched off. */
  secondOpinion?: SecondOpinion;
  settings: Pick<AgentSettings, 'reflection' | 'loops' | 'boundaries' | 'rejected' | 'reversal' | 'workingMemory'>;
}

/**
 * Judges the last step, looks at the trajectory, and says what follows: what did not work is not tried on the same page again, a wrong
 * turn is taken back, and what came otherwise than anticipated is planned anew.
 */
export function createReflectNode(run: Run, { log, settings, secondOpinion }: ReflectParts) {
  return async function reflect(): Promise<Partial<AgentState>> {
    const fresh = run.fresh;
    run.fresh = undefined;
    if (!fresh) return {}; // first look at the page: nothing to judge yet
    const opinions = settings.reflection.enabled ? await judge(run, fresh, secondOpinion) : [];
    const own = opinions.at(0);
    noteLabel(run, own?.label);
    if (settings.rejected.enabled && hasFailed(fresh, own, run.history))
      run.rejected.add(pageKey(fresh.before), fresh.decision.action, own?.reason ?? fresh.outcome.message);
    const course = lookAtTrajectory(run, settings);
    const verdicts = course ? [...opinions, course] : opinions;
    if (verdicts.length > 0) log.recordVerdicts(run.episodeId, fresh.number, verdicts);
    for (const verdict of verdicts) run.emit({ type: 'verdict', step: fresh.number, verdict });
    run.undo = settings.reversal.enabled && own ? undoFor(run, fresh, own) : undefined;
    if (settings.workingMemory.enabled) planAnew(run, fresh.number, own, course);
    return { verdict: own?.label ?? null };
  };
}

/** The rules' word, and a second opinion where there is one; what counts comes first. A second one that cannot tell overrules nothing. */
async function judge(run: Run, fresh: FreshStep, secondOpinion: SecondOpinion | undefined): Promise<Verdict[]> {
  const { decision, outcome } = fresh;
  const rule = judgeAction({ expectation: decision.expectation, outcome, page: pageKey(pageOf(run)) });
  const other = isConclusive(rule) ? undefined : await secondOpinion?.(fresh, pageOf(run), run.signal);
  if (!other) return [rule];
  return other.label === 'D' ? [rule, other] : [other, rule];
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

function lookAtTrajectory(run: Run, settings: ReflectParts['settings']): Verdict | undefined {
  const { loops, boundaries, rejected } = settings;
  run.rethink = undefined;
  const loop = loops.enabled ? findLoop(run.trail, loops, run.lastFinding) : undefined;
  const found = loop ?? (boundaries.enabled ? lookBack(run, { ...boundaries, coldSteps: loops.coldSteps }) : undefined);
  if (!found || found.verdict.label === 'A') return found?.verdict;
  run.lastFinding = run.trail.length;
  run.rethink = found !== loop;
  if (found.reject && rejected.enabled) run.rejected.add(found.reject.fingerprint, found.reject.action, found.verdict.reason);
  return found.verdict;
}

function lookBack(run: Run, rules: Parameters<typeof reviewAtBoundary>[2]): LoopFinding | undefined {
  if (stretchStart(run.trail.length, rules) === undefined) return undefined;
  const entries = run.trail.map((entry, i) => ({ ...entry, open: run.decided[i].decision.conditions?.open.length }));
  const context = { goal: run.assignment.goal, spans: run.spans, observation: pageOf(run), history: run.history };
  return reviewAtBoundary(entries, openConditions(context).length, rules, run.lastFinding);
}

/** A mismatch between what was anticipated and what came raises a new plan (PReP). What cannot be told is none. */
function planAnew(run: Run, step: number, ...verdicts: (Verdict | undefined)[]): void {
  const cause = verdicts.findLast((verdict) => verdict?.label === 'B' || verdict?.label === 'C'); // of the whole way comes last
  run.replan = cause?.reason;
  if (cause) run.emit({ type: 'replan', step, reason: cause.reason });
}
