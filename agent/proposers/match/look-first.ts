import type { Action } from '../../../core/index.js';
import type { PlanContext } from '../../prompt-port.js';
import { explore } from './explore.js';
import { GoalReading } from './goal-reading.js';
import { MatchView } from './view.js';

/** What the goal gives something to, presses or switches and that was nowhere in sight yet, and where it may be. */
export interface OutOfSight {
  names: readonly string[];
  /** Whether an action opens a part of the page or site that was not looked at. */
  isWay(action: Action): boolean;
}

/** Reads the goal once an episode. Undefined when everything that the goal surely names was in sight. */
export function createLookout(): (context: PlanContext) => OutOfSight | undefined {
  let reading: GoalReading | undefined;
  return (context) => {
    if (reading?.goal !== context.goal) reading = new GoalReading(context.goal, context.spans);
    const view = new MatchView(context, reading);
    const names = view.missing.spans.filter((span) => reading!.isName(span)).map(({ text }) => text);
    if (names.length === 0) return undefined;
    const ways = new Set(explore(view).flatMap(({ action }) => (action.kind === 'click' ? [action.ref] : [])));
    return { names, isWay: (action) => action.kind === 'click' && ways.has(action.ref) };
  };
}
