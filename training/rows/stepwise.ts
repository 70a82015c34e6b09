import type { PromptPart } from '../../core/index.js';
import { type SpokenStep, spokenStep } from './spoken.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isWasted } from './wasted.js';

/** An attempt step by step, each judged. */
export interface StepwiseRow {
  episodeId: string;
  family: string;
  /** Of the first step. */
  prompt: PromptPart[];
  steps: { answer: PromptPart[]; good: boolean }[];
}

/**
 * Process labels from outcomes (Math-Shepherd's idea on what was really played): of a success every step that did something is good; a
 * failure is good as far as it went along with a success, bad at the step where it left it, and nothing is said of what came after, nor of a failure
 * that no success can be held against.
 */
export function stepwiseRows({ family, attempts }: TaskAttempts): StepwiseRow[] {
  const good = new Set(attempts.filter(({ success }) => success).flatMap((attempt) => saidBy(attempt).map(keyOf)));
  return attempts.flatMap((attempt) => {
    const said = saidBy(attempt);
    const labels = attempt.success ? labelsOfSuccess(attempt, said) : labelsOfFailure(said, good);
    const steps = labels.map((isGood, i) => ({ answer: said[i].answer, good: isGood }));
    return steps.length > 0 ? [{ episodeId: attempt.episodeId, family, prompt: said[0].prompt, steps }] : [];
  });
}

const saidBy = ({ steps }: Trajectory): SpokenStep[] => steps.map(spokenStep).filter((step) => step !== undefined);

const keyOf = ({ prompt, answer }: SpokenStep): string => JSON.stringify([prompt, answer]);

function labelsOfSuccess({ steps }: Trajectory, said: readonly SpokenStep[]): boolean[] {
  return said.map(({ step }) => step === steps.length || !steps.some((record) => record.number === step && isWasted(record)));
}

function labelsOfFailure(said: readonly SpokenStep[], good: ReadonlySet<string>): boolean[] {
  if (good.size === 0) return [];
  const parting = said.findIndex((step) => !good.has(keyOf(step)));
  return said.slice(0, parting + 1).map((_, i) => i < parting);
}
