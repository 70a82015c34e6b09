import { pageKey } from '../../agent/index.js';
import { renderObservation } from '../../tools/index.js';
import { firstError, judgeSteps, stepOf, waysOf } from './first-error.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isSlip } from './wasted.js';
import { wordsOfDiff, wordsOfStep, wordsOfSteps } from './words.js';

/** A prompt and its answer in plain words: for general models, as the compact form has no place for either. */
export interface TextRow {
  episodeId: string;
  /** The step that it tells of, counted from 1; 0 for all of an attempt. */
  step: number;
  family: string;
  prompt: string;
  answer: string;
}

/** Most characters of a page in a prompt. */
const PAGE_CHARACTERS = 4_000;

/**
 * Two attempts (SCoRe, Kumar et al. 2024): a failed one is shown, the answer is the next success. Departure: rows for supervised training instead of on-policy
 * reinforcement. A second attempt that repeats the first teaches nothing, and one success is shown after one failure, not after all.
 */
export const twoAttemptRows = ({ attempts }: TaskAttempts): TextRow[] =>
  attempts.flatMap((second, i) => {
    const first = attempts.at(i - 1);
    if (i === 0 || !first || first.success || !second.success) return [];
    const [tried, did] = [wordsOfSteps(first.steps), wordsOfWay(second)];
    const prompt = `${failureOf(first, tried)}\nThere may be a mistake in it. Begin again:`;
    return tried === did ? [] : [rowOf(second, 0, prompt, did)];
  });

/**
 * Meta-skills (SELF, Lu et al. 2023; the same rows teach the reflector of Re-ReST): name the first error of a failed attempt and, given that, do it
 * right. Departure: the feedback is written from verdicts and from what a success did on the same page, not by a model.
 */
export function metaSkillRows(task: TaskAttempts): TextRow[] {
  const ways = waysOf(task);
  const success = task.attempts.find((attempt) => attempt.success);
  return task.attempts.flatMap((attempt) => {
    const at = attempt.success ? undefined : firstError(attempt, ways);
    if (at === undefined || !success) return [];
    const failure = failureOf(attempt, wordsOfSteps(attempt.steps));
    const [turn] = ways.get(pageKey(attempt.steps[at].observation)) ?? [];
    const instead = turn ? ` Right there: ${wordsOfStep(stepOf(turn))}.` : '';
    const critique = `Step ${at + 1} was the first mistake: ${judgeSteps(attempt, ways)[at].why}.${instead}`;
    return [
      rowOf(attempt, at + 1, `${failure}\nWhat was the first mistake?`, critique),
      rowOf(success, 0, `${failure}\n${critique}\nBegin again:`, wordsOfWay(success)),
    ];
  });
}

/** Action verification (GUI-Reflection) and the critic's side of SPC: was the last step right, seen from what it changed? Only where that is known. */
export function verificationRows(task: TaskAttempts): TextRow[] {
  const ways = waysOf(task);
  return task.attempts.flatMap((attempt) =>
    judgeSteps(attempt, ways).flatMap(({ label, why }, i) => {
      const step = attempt.steps[i];
      if (label === 'uncertain' || !step.outcome) return [];
      const past = i > 0 ? `Before:\n${wordsOfSteps(attempt.steps.slice(0, i))}\n` : '';
      const prompt = `Goal: ${attempt.goal}\n${past}Step: ${wordsOfStep(step)}\nWhat changed:\n${wordsOfDiff(step.outcome.diff)}\nWas the step right?`;
      return [rowOf(attempt, i + 1, prompt, `${label === 'good' ? 'Yes' : 'No'}: ${why}.`)];
    }),
  );
}

/** What touches no page, and so tells nothing about one. */
const QUIET = new Set(['stop', 'refuse', 'ask', 'note', 'find']);

/**
 * World model (WebEvolver, Fang et al. 2025): page and action, what changes. Departure: the answer is the difference to the next page, not all of it,
 * and no model writes a reason; equal rows are kept once in place of a balanced draw.
 */
export const worldModelRows = ({ attempts }: TaskAttempts): TextRow[] =>
  attempts.flatMap((attempt) =>
    attempt.steps.flatMap((step, i) => {
      if (!step.outcome || QUIET.has(step.decision.action.kind)) return [];
      const page = renderObservation(step.observation, { maxCharacters: PAGE_CHARACTERS });
      const prompt = `${page}\nAction: ${wordsOfStep(step)}\nWhat changes?`;
      return [rowOf(attempt, i + 1, prompt, wordsOfDiff(step.outcome.diff))];
    }),
  );

/** A success without what did nothing. */
const wordsOfWay = ({ steps }: Trajectory): string => wordsOfSteps(steps.filter((_, i) => !isSlip(steps, i)));

const failureOf = ({ goal }: Trajectory, steps: string): string => `Goal: ${goal}\nAn attempt that failed:\n${steps}`;

const rowOf = ({ episodeId, family }: Trajectory, step: number, prompt: string, answer: string): TextRow => ({
  episodeId,
  step,
  family,
  prompt,
  answer,
});
