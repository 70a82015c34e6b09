import type { PromptPart } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import { type SpokenStep, spokenStep } from './spoken.js';
import type { TaskAttempts } from './trajectory.js';
import { isSlip } from './wasted.js';

/** In one and the same state: what led to success, and what did not. */
export interface PreferenceRow {
  family: string;
  prompt: PromptPart[];
  chosen: PromptPart[];
  rejected: PromptPart[];
  /** Log-probability of each token under the model that acted. */
  chosenLogprobs: number[];
  rejectedLogprobs: number[];
  /** Where they come from. */
  chosenStep: { episodeId: string; step: number };
  rejectedStep: { episodeId: string; step: number };
}

/**
 * Where a failed and a successful attempt at one task part ways (sibling preferences, AlphaLLM and ReST-MCTS* on rollouts): the first step at which
 * the model saw the same and did another thing. The pages of a task are the same for all attempts, so until then the two are one.
 * What did nothing is not preferred, though a success came after it. A failure that only differs after a second mistake says nothing about the first step, and gives one pair, not many.
 */
export function preferenceRows({ family, attempts }: TaskAttempts): PreferenceRow[] {
  const good = attempts.filter(({ success }) => success).map(({ steps }) => spokenSteps(steps));
  const bad = attempts.filter(({ success }) => !success).map(({ steps }) => spokenSteps(steps));
  return good.flatMap((chosen) =>
    bad.flatMap((rejected) => {
      const parting = partingOf(chosen, rejected);
      return parting ? [rowOf(family, ...parting)] : [];
    }),
  );
}

type Said = SpokenStep & { wasted: boolean };

const spokenSteps = (steps: readonly StepRecord[]): (Said | undefined)[] =>
  steps.map((record, i) => {
    const spoken = spokenStep(record);
    return spoken && { ...spoken, wasted: isSlip(steps, i) };
  });

function partingOf(
  chosen: readonly (Said | undefined)[],
  rejected: readonly (Said | undefined)[],
): [SpokenStep, SpokenStep] | undefined {
  for (let i = 0; i < Math.min(chosen.length, rejected.length); i++) {
    const [good, bad] = [chosen[i], rejected[i]];
    if (!good || !bad || !equal(good.prompt, bad.prompt)) return undefined;
    if (!equal(good.answer, bad.answer)) return good.wasted ? undefined : [good, bad];
  }
  return undefined;
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const rowOf = (family: string, chosen: SpokenStep, rejected: SpokenStep): PreferenceRow => ({
  family,
  prompt: chosen.prompt,
  chosen: chosen.answer,
  rejected: rejected.answer,
  chosenLogprobs: chosen.logprobs,
  rejectedLogprobs: rejected.logprobs,
  chosenStep: { episodeId: chosen.episodeId, step: chosen.step },
  rejectedStep: { episodeId: rejected.episodeId, step: rejected.step },
});
