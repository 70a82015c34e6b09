import { printAction } from '../core/index.js';
import type { StepRecord } from '../memory/index.js';

export interface Friction {
  /** Steps on a page where something had failed before. */
  retries: number;
  /** Of those, steps where a rejected action came to mind or was done again, although the feedback had named it. */
  repeats: number;
  /** repeats / retries; undefined without any retry. */
  share?: number;
}

/** How the planner's notes say that a rejected action came to mind again. */
const AGAIN = /^(?:rejected before:|attempt \d+:)/;

/** Share of retries that come back to what was rejected (Feedback Friction; metric of our own). Pages are known by fingerprint. */
export function frictionOf(steps: readonly StepRecord[]): Friction {
  const rejected = new Map<string, Set<string>>();
  let [retries, repeats] = [0, 0];
  for (const { observation, decision, outcome, verdicts } of steps) {
    const failures = rejected.get(observation.fingerprint) ?? new Set<string>();
    const line = printAction(decision.action);
    if (failures.size > 0) retries++;
    if (failures.size > 0 && (failures.has(line) || decision.notes.some((note) => AGAIN.test(note)))) repeats++;
    const label = verdicts.find(({ level }) => level === 'action')?.label;
    if ((outcome && outcome.status !== 'ok') || label === 'B' || label === 'C') failures.add(line);
    rejected.set(observation.fingerprint, failures);
  }
  return { retries, repeats, ...(retries > 0 ? { share: repeats / retries } : {}) };
}
