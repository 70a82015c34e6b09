import type { LoopFinding, LoopRules, TrailEntry } from './loops.js';

export interface BoundaryRules {
  /** Steps before the first look back. */
  first: number;
  /** Each stretch is so many times as long as the one before. */
  growth: number;
}

/** How far an episode had come when a step was decided. */
export interface BoundaryEntry extends TrailEntry {
  /** Conditions of the goal that were open then; absent where that is not known. */
  open?: number;
}

/** The step at which the stretch that ends after `steps` steps began; undefined where none ends. 4, 4 + 8, 12 + 16, ... for 4 and 2. */
export function stretchStart(steps: number, { first, growth }: BoundaryRules): number | undefined {
  for (let [start, length] = [0, first]; start + length <= steps; start += length, length *= growth) {
    if (start + length === steps) return start;
  }
  return undefined;
}

/**
 * Looks back at the boundaries of a budget that grows geometrically (ID-Sampling, B and gamma): was anything gained in this stretch?
 * "A" when conditions were met or a page was reached that was not known before it; else "B", and the step to think over is the one
 * that was least sure. Silent between boundaries and in the cold time of another finding. `openNow`: conditions open at this moment.
 * Departures: the trigger is a rule's evidence and not a sentence for a model; steps are counted, not tokens.
 */
export function reviewAtBoundary(
  trail: readonly BoundaryEntry[],
  openNow: number | undefined,
  rules: BoundaryRules & Pick<LoopRules, 'coldSteps'>,
  lastFinding = -Infinity,
): LoopFinding | undefined {
  const start = stretchStart(trail.length, rules);
  if (start === undefined || trail.length - lastFinding <= rules.coldSteps) return undefined;
  const stretch = trail.slice(start);
  const gained = gainOf(stretch, openNow) ?? (isNew(trail, start) ? 'a new page was reached' : undefined);
  const where = `steps ${start + 1} to ${trail.length}`;
  if (gained) return { verdict: verdictOf('A', `${where}: ${gained}`) };
  const weakest = stretch.reduce((a, b) => (b.score < a.score ? b : a));
  const reason = `${where} met no condition of the goal and led nowhere new; there may be a mistake, think again`;
  return { verdict: verdictOf('B', reason), reject: { fingerprint: weakest.fingerprint, action: weakest.action } };
}

function gainOf([first]: readonly BoundaryEntry[], openNow: number | undefined): string | undefined {
  if (first.open === undefined || openNow === undefined || openNow >= first.open) return undefined;
  return `${first.open - openNow} of ${first.open} open conditions were met`;
}

/** The page at the end was not seen before the stretch began. */
function isNew(trail: readonly BoundaryEntry[], start: number): boolean {
  const { after } = trail[trail.length - 1];
  const known = [trail[start].fingerprint, ...trail.slice(0, start).flatMap((entry) => [entry.fingerprint, entry.after])];
  return !known.includes(after);
}

const verdictOf = (label: 'A' | 'B', reason: string): LoopFinding['verdict'] => ({
  level: 'trajectory',
  label,
  source: 'rule:boundary',
  reason,
});
