import { ASK_FEASIBLE, askWhether, NO, YES } from '../../agent/index.js';
import type { PromptPart } from '../../core/index.js';
import { promptsOf, type RowOptions } from '../raise/index.js';
import type { JudgedRollout } from './branches.js';

/** One question about the future of an episode, and its answer. */
export interface CriticRow {
  family: string;
  prompt: PromptPart[];
  /** What is learned to be said. */
  answer: PromptPart[];
  weight: number;
}

export interface CriticRowOptions extends RowOptions {
  /** Share of the steps after which is asked whether the task can be done; every first step is. */
  feasibleShare: number;
}

/** One task in sixteen or so cannot be done: its rows count more. */
const IMPOSSIBLE_WEIGHT = 4;

/**
 * The rows of one rollout. After each action of its own: will the task succeed (Monte Carlo return of the policy, undiscounted)?
 * Before some: can it be done at all? The labels are the evaluator's and the task's, never a model's. What succeeded is learned
 * together with its verdict, as one answer (success SFT); of what failed only the verdict is.
 */
export function criticRowsOf({ episode, success, from }: JudgedRollout, options: CriticRowOptions): CriticRow[] {
  const { family, impossible } = episode;
  return [...promptsOf(episode, options, (_, index) => index >= from)].flatMap(({ step, index, prompt }): CriticRow[] => {
    const rows: CriticRow[] = [];
    const printed = prompt.print(step.action);
    const asked = printed && askWhether(printed);
    if (asked && success) rows.push({ family, prompt: prompt.parts, answer: [...asked, YES], weight: 1 });
    if (asked && !success) rows.push({ family, prompt: [...prompt.parts, ...asked], answer: [NO], weight: 1 });
    if ((index === 0 && from === 0) || options.random.chance(options.feasibleShare))
      rows.push({
        family,
        prompt: [...prompt.parts, ...ASK_FEASIBLE],
        answer: [impossible ? NO : YES],
        weight: impossible ? IMPOSSIBLE_WEIGHT : 1,
      });
    return rows;
  });
}
