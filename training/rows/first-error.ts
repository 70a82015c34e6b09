import { pageKey } from '../../agent/index.js';
import { printAction } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import type { Curator } from './curate.js';
import type { StepwiseRow } from './stepwise.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isSlip, isWasted } from './wasted.js';

export type StepLabel = 'good' | 'bad' | 'uncertain';

export interface JudgedStep {
  label: StepLabel;
  why: string;
}

/** Where a success stood, for the last time, on a page: what it did there led on. */
export interface Turn {
  attempt: Trajectory;
  /** Counted from 0. */
  index: number;
  /** Within a round trip, from a page back to the same page. */
  aside: boolean;
}

/** By page: what the successes at a task did there. */
export type Ways = ReadonlyMap<string, readonly Turn[]>;

/** Of a page only the last stay of a success counts, so that what did nothing and what was tried first are no ways. */
export function waysOf({ attempts }: TaskAttempts): Ways {
  const ways = new Map<string, Turn[]>();
  for (const attempt of attempts.filter(({ success }) => success)) {
    const { steps } = attempt;
    const [aside, last] = [roundTrips(steps), new Map(pagesOf(steps).map((page, index) => [page, index]))];
    for (const [page, index] of last)
      if (!isSlip(steps, index)) ways.set(page, [...(ways.get(page) ?? []), { attempt, index, aside: aside[index] }]);
  }
  return ways;
}

/**
 * Judges every step of an attempt (Agent-R, Yuan et al. 2025; GUI-Reflection). Departure: the actor is not asked; verdicts, effects and the
 * successes at the same task tell. Bad: it failed, had no or the wrong effect, closed a loop, ended the attempt before the task was done, or left the
 * way of the successes for good. Good: a success did it on the same page. All else is uncertain, as there may be more ways than were seen; of a success
 * that is its round trips, which may have been made to look something up.
 */
export function judgeSteps(attempt: Trajectory, ways: Ways): JudgedStep[] {
  const pages = pagesOf(attempt.steps);
  const aside = roundTrips(attempt.steps);
  return attempt.steps.map((_, index): JudgedStep => {
    const fault = faultOf(attempt, index);
    if (fault !== undefined) return { label: 'bad', why: fault };
    if (attempt.success) return aside[index] ? UNCERTAIN : { label: 'good', why: 'it is part of a success' };
    const turns = ways.get(pages[index]) ?? [];
    if (turns.some((turn) => lineOf(stepOf(turn)) === lineOf(attempt.steps[index]))) return { label: 'good', why: 'a success did it here' }; // prettier-ignore
    if (endsHere(attempt, index)) return { label: 'bad', why: 'it ended the attempt, and the task was not done' };
    const comesBack = pages.slice(index + 1).some((page) => ways.get(page)?.some((turn) => !turn.aside));
    return turns.length > 0 && !comesBack ? { label: 'bad', why: 'it left the way of the successes for good' } : UNCERTAIN;
  });
}

/** Place of the first bad step, counted from 0; what is uncertain does not cut. */
export function firstError(attempt: Trajectory, ways: Ways): number | undefined {
  const at = judgeSteps(attempt, ways).findIndex(({ label }) => label === 'bad');
  return at < 0 ? undefined : at;
}

/** Failed attempts up to their first error, for process reward models: nothing is said of what came after it. */
export function firstErrorRows(task: TaskAttempts, curator: Curator): StepwiseRow[] {
  const ways = waysOf(task);
  return task.attempts.flatMap((attempt) => {
    const at = attempt.success ? undefined : firstError(attempt, ways);
    if (at === undefined) return [];
    const said = attempt.steps.slice(0, at + 1).flatMap((step) => curator.spoken(step));
    if (said.length <= at) return [];
    const { episodeId, family } = attempt;
    return [{ episodeId, family, prompt: said[0].prompt, steps: said.map(({ answer }, i) => ({ answer, good: i < at })) }];
  });
}

const UNCERTAIN: JudgedStep = { label: 'uncertain', why: 'nothing tells' };

const pagesOf = (steps: readonly StepRecord[]): string[] => steps.map(({ observation }) => pageKey(observation));
const lineOf = ({ decision }: StepRecord): string => printAction(decision.action);

/** By step: whether a page from before it, or its own, was come back to after it. */
function roundTrips(steps: readonly StepRecord[]): boolean[] {
  const pages = pagesOf(steps);
  return pages.map((_, i) => pages.slice(0, i + 1).some((page) => pages.lastIndexOf(page) > i));
}

export const stepOf = ({ attempt, index }: Turn): StepRecord => attempt.steps[index];

function faultOf({ steps, success }: Trajectory, index: number): string | undefined {
  const { verdicts, outcome } = steps[index];
  if (success ? isSlip(steps, index) : isWasted(steps[index]))
    return verdicts.find(({ level }) => level === 'action')?.reason || outcome?.message || 'it had no effect';
  return success ? undefined : verdicts.find(({ level, label }) => level === 'trajectory' && label === 'B')?.reason;
}

/** What was done last, where that ended the attempt and not a limit. */
const endsHere = ({ steps, finish }: Trajectory, index: number): boolean =>
  index === steps.length - 1 && ['done', 'refused', 'asked', 'page-ended'].includes(finish.kind);
