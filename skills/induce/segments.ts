import type { Observation } from '../../core/index.js';
import type { Trace, TraceStep } from './trace.js';

/** A page of which less than this share of things is left is another page, whatever its address says. */
const LEAST_LEFT = 0.4;

/**
 * The parts of a trace between changes of page, such as logging in before the task proper. A trace that stays on one page has
 * none. Each part is a trace of its own, with the pages it began and ended on.
 */
export function segmentsOf(trace: Trace): Trace[] {
  const parts: TraceStep[][] = [];
  let open = true;
  for (const step of trace.steps) {
    if (open) parts.push([]);
    parts[parts.length - 1].push(step);
    open = isOtherPage(step.before, step.after);
  }
  if (parts.length < 2) return [];
  return parts.map((steps) => ({
    episodeId: trace.episodeId,
    goal: trace.goal,
    steps,
    first: steps[0].before,
    last: steps[steps.length - 1].after,
  }));
}

function isOtherPage(before: Observation, after: Observation): boolean {
  const path = (url: string): string => url.split(/[?#]/)[0];
  if (path(before.url) !== path(after.url)) return true;
  const names = new Set(after.elements.map(({ role, name }) => `${role} ${name}`));
  const left = before.elements.filter(({ role, name }) => names.has(`${role} ${name}`)).length;
  return before.elements.length > 0 && left / before.elements.length < LEAST_LEFT;
}
