import { historyEntry } from '../../agent/index.js';
import { isUnchanged, type ObservationDiff } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';

/** A step in words that hold without its page: `type "Ann" in textbox "Name"`. */
export function wordsOfStep({ observation, decision, outcome }: StepRecord): string {
  const { action, target, text } = historyEntry({ before: observation, action: decision.action, outcome });
  const what = text === undefined ? '' : ` ${JSON.stringify(text)}`;
  const where = target ? `${what === '' ? '' : ' in'} ${target.role} ${JSON.stringify(target.name)}` : '';
  return `${action.kind}${what}${where}${target?.context ? ` of ${JSON.stringify(target.context)}` : ''}`;
}

/** Steps line by line, numbered from 1. */
export const wordsOfSteps = (steps: readonly StepRecord[]): string =>
  steps.map((step, i) => `${i + 1}. ${wordsOfStep(step)}`).join('\n');

/** What changed, line by line. */
export function wordsOfDiff(diff: ObservationDiff): string {
  if (isUnchanged(diff)) return 'Nothing changes.';
  return [
    ...(diff.urlChanged ? ['Another address opens.'] : []),
    ...(diff.titleChanged ? ['The title changes.'] : []),
    ...(diff.dialogOpened ? ['A dialog opens.'] : []),
    ...(diff.scrolled ? ['The view moves.'] : []),
    ...diff.removed.map((element) => `- ${element}`),
    ...diff.added.map((element) => `+ ${element}`),
    ...diff.changed.map(({ element, before, after }) => `~ ${element}: ${before || 'nothing'} becomes ${after || 'nothing'}`),
  ].join('\n');
}
