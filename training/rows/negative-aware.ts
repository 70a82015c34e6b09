import type { PromptPart } from '../../core/index.js';
import { spokenStep } from './spoken.js';
import type { TaskAttempts } from './trajectory.js';
import { isSlip } from './wasted.js';

/** What was answered in one state, and whether the attempt succeeded that did. */
export interface NegativeAwareRow {
  episodeId: string;
  /** Counted from 1. */
  step: number;
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
  correct: boolean;
  /** Share of the attempts through this state that succeeded: its Monte Carlo value. */
  successRate: number;
}

/**
 * Rows of NFT (Chen et al. 2025): right and wrong answers to one question, with the share of right ones. Departure: the question is not the
 * task but a state, the prompt that several attempts at a task had in common, so that a wrong attempt is not blamed for the
 * steps that it shares with a right one. A state in which everything or nothing succeeded teaches nothing, and a step without
 * effect is no right answer whatever followed.
 */
export function negativeAwareRows({ family, attempts }: TaskAttempts): NegativeAwareRow[] {
  const states = new Map<string, NegativeAwareRow[]>();
  for (const { steps, success, episodeId } of attempts) {
    const seen = new Set<string>(); // an attempt that comes back to a state counts there once
    for (const [i, record] of steps.entries()) {
      const spoken = spokenStep(record);
      const key = spoken && JSON.stringify(spoken.prompt);
      if (!spoken || !key || seen.has(key)) continue;
      seen.add(key);
      const correct = success && !isSlip(steps, i);
      const { prompt, answer, step } = spoken;
      states.set(key, [...(states.get(key) ?? []), { episodeId, step, family, prompt, answer, correct, successRate: 0 }]);
    }
  }
  return [...states.values()].flatMap((rows) => {
    const successRate = rows.filter(({ correct }) => correct).length / rows.length;
    return successRate > 0 && successRate < 1 ? rows.map((row) => ({ ...row, successRate })) : [];
  });
}
