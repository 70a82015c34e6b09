import type { Action, PromptPart } from '../../core/index.js';
import { type ProposedAction, SURE } from '../proposers/proposer.js';
import { mark, type Mark } from './vocabulary.js';

/** Most proposals that are printed in full. */
const MOST_PRINTED = 3;
/** What those may cost, estimated. */
export const ADVICE_TOKENS = 20;

/** `<try>` for what a rule is sure of, `<maybe>` for its guesses; the model learns how far to trust either. */
const markOf = ({ prior }: ProposedAction): Mark => (prior > SURE ? '<try>' : '<maybe>');

/** The mark of each element that some rule would act on. */
export function adviceOnLines(advice: readonly ProposedAction[] = []): Map<number, Mark> {
  const marks = new Map<number, Mark>();
  for (const proposed of advice) {
    const ref = 'ref' in proposed.action ? proposed.action.ref : undefined;
    if (ref !== undefined && !marks.has(ref)) marks.set(ref, markOf(proposed));
  }
  return marks;
}

/** The best proposals as actions, ready to be repeated; those that the surface form cannot say are left out. */
export function adviceParts(
  advice: readonly ProposedAction[] = [],
  print: (action: Action) => PromptPart[] | undefined,
): PromptPart[] {
  return advice.slice(0, MOST_PRINTED).flatMap((proposed) => {
    const printed = print(proposed.action);
    return printed ? [mark(markOf(proposed)), ...printed] : [];
  });
}
