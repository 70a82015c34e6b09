import { type Action, printAction, type Verdict } from '../core/index.js';

/** One step as the loop rules see it. */
export interface TrailEntry {
  /** Fingerprint of the page that the action was taken on. */
  fingerprint: string;
  /** Fingerprint of the page right after it. */
  after: string;
  action: Action;
  label?: Verdict['label'];
  /** How sure the planner was; the least sure action of a cycle is the one to give up. */
  score: number;
}

export interface LoopRules {
  repeats: number;
  cycleRepeats: number;
  maxPeriod: number;
  stagnation: number;
  failureStreak: number;
  coldSteps: number;
}

export interface LoopFinding {
  verdict: Verdict;
  /** The step to avoid from now on: without it the loop cannot close. Absent when no single step is to blame. */
  reject?: { fingerprint: string; action: Action };
}

/**
 * Notices when an episode goes round in circles (MobileUse, trajectory reflector, rule part; cycles up to period 4 where
 * the paper's code knows 2 and 3). Looks at the last step of `trail`; silent for `coldSteps` steps after `lastFinding`,
 * the number of steps there were at the last finding. Scrolling and waiting are meant to be repeated and never count.
 */
export function findLoop(trail: readonly TrailEntry[], rules: LoopRules, lastFinding = -Infinity): LoopFinding | undefined {
  if (trail.length - lastFinding <= rules.coldSteps) return undefined;
  const acts = trail.filter((entry) => !isPatient(entry.action));
  if (trail.length === 0 || isPatient(trail[trail.length - 1].action)) return undefined;
  return findCycle(acts, rules) ?? findStagnation(acts, rules) ?? findFailures(acts, rules);
}

const isPatient = (action: Action): boolean => action.kind === 'scroll' || action.kind === 'wait';

/** The same actions on the same pages, in the same order, again. */
function findCycle(acts: readonly TrailEntry[], { repeats, cycleRepeats, maxPeriod }: LoopRules): LoopFinding | undefined {
  const keys = acts.map((entry) => `${printAction(entry.action)}@${entry.fingerprint}`);
  for (let period = 1; period <= maxPeriod; period++) {
    const times = period === 1 ? repeats : cycleRepeats;
    if (!isPeriodic(keys, period, times)) continue;
    const weakest = acts.slice(-period).reduce((a, b) => (b.score < a.score ? b : a));
    const what = period === 1 ? `"${printAction(weakest.action)}"` : `a cycle of ${period} steps`;
    const reason = `${what} was done ${times} times on the same page; try something else`;
    return { verdict: trajectoryVerdict('cycle', reason), reject: { fingerprint: weakest.fingerprint, action: weakest.action } };
  }
  return undefined;
}

function isPeriodic(keys: readonly string[], period: number, times: number): boolean {
  const length = period * times;
  if (keys.length < length) return false;
  const tail = keys.slice(-length);
  return tail.every((key, i) => key === tail[i % period]);
}

function findStagnation(acts: readonly TrailEntry[], { stagnation }: LoopRules): LoopFinding | undefined {
  const tail = acts.slice(-stagnation);
  if (
    tail.length < stagnation ||
    tail.some((entry) => entry.after !== tail[0].fingerprint || entry.fingerprint !== tail[0].fingerprint)
  )
    return undefined;
  return { verdict: trajectoryVerdict('stagnation', `the page has not changed for ${stagnation} steps; try another part of it`) };
}

function findFailures(acts: readonly TrailEntry[], { failureStreak }: LoopRules): LoopFinding | undefined {
  const tail = acts.slice(-failureStreak);
  if (tail.length < failureStreak || tail.some((entry) => entry.label !== 'B' && entry.label !== 'C')) return undefined;
  return {
    verdict: trajectoryVerdict(
      'failure-streak',
      `the last ${failureStreak} actions all failed; think again about how to reach the goal`,
    ),
  };
}

const trajectoryVerdict = (rule: string, reason: string): Verdict => ({
  level: 'trajectory',
  label: 'B',
  source: `rule:${rule}`,
  reason,
});
