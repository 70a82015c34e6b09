import { compactPrompt, historyEntry } from '../../agent/index.js';
import { type Action, printAction, type PromptPart } from '../../core/index.js';
import { spokenInstead } from './spoken.js';
import type { Trajectory } from './trajectory.js';

/**
 * How the model would have said an action at a step: as it was weighed there, else with the prompt made anew from page and past. Departure of
 * the latter: what rules advised is not in the log, so that such a prompt shows none. Undefined where the compact form cannot say it.
 */
export function sayAt(
  { goal, steps }: Trajectory,
  index: number,
  action: Action,
): { prompt: PromptPart[]; answer: PromptPart[] } | undefined {
  const { observation } = steps[index];
  const weighed = spokenInstead(steps[index], printAction(action));
  if (weighed) return { prompt: weighed.prompt, answer: weighed.answer };
  const history = steps.slice(0, index).map(({ observation: before, decision, outcome, verdicts }) =>
    historyEntry({
      before,
      action: decision.action,
      outcome,
      verdict: verdicts.find(({ level }) => level === 'action')?.label,
    }),
  );
  const { parts, print } = compactPrompt({ goal, observation, history });
  const printed = print(action);
  return printed && { prompt: parts, answer: [...printed, { token: '<|end|>' }] };
}
