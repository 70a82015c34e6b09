import type { Action, Observation, SearchNodeKind } from '../../../core/index.js';
import { assessRisk, type CloneSource, isWithin } from '../../../tools/index.js';
import { isDecisive } from '../../decisive.js';
import { isEnd } from '../../finish-check.js';

type Wirings = NonNullable<Parameters<typeof assessRisk>[2]>;

/**
 * Why an action is not carried out by a search, not even in a clone; undefined where it may be. What decides is never tried out:
 * that would be looking at the result before handing it in. Errors on the side of leaving alone: without a sandbox anything that no
 * rule knows as harmless is a leaf.
 */
export function leafKind(action: Action, page: Observation): SearchNodeKind | undefined {
  if (isEnd(action)) return 'end';
  if (action.kind === 'find' || action.kind === 'note') return 'quiet';
  return isDecisive(action, page) ? 'decisive' : undefined;
}

/** Whether only a sandbox may see it done. */
export const isRisky = (action: Action, page: Observation, wiring: Wirings, { sandbox }: Pick<CloneSource, 'sandbox'>): boolean =>
  !sandbox && !isWithin(assessRisk(action, page, wiring).risk, 'reversible');
