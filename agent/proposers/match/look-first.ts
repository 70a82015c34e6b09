import type { Action, PageElement } from '../../../core/index.js';
import type { PlanContext } from '../../prompt-port.js';
import { explore } from './explore.js';
import { GoalReading } from './goal-reading.js';
import { ShownSpans } from './shown.js';
import { MatchView } from './view.js';

/** What the goal gives something to, presses or switches and that was nowhere in sight yet, and where it may be. */
export interface OutOfSight {
  names: readonly string[];
  /** What it quotes or calls by a name that neither a page showed word for word nor a step used so far. */
  nowhere: readonly string[];
  /** Whether an action opens a part of the page or site that was not looked at. */
  isWay(action: Action): boolean;
  /** Whether there is any. */
  hasWays(): boolean;
}

/**
 * Keeps in mind what of the goal was in sight, so it is asked at every step of an episode. Undefined when everything that the goal surely
 * names was.
 */
export function createLookout(): (context: PlanContext) => OutOfSight | undefined {
  let reading: GoalReading | undefined;
  let shown: ShownSpans | undefined;
  const seen = new Set<number>();
  return (context) => {
    if (reading?.goal !== context.goal) {
      reading = new GoalReading(context.goal, context.spans); // a goal is read once an episode
      shown = new ShownSpans(reading);
      seen.clear();
    }
    const view = new MatchView(context, reading);
    const missing = new Set(view.missing.spans);
    for (const span of reading.spans) if (!missing.has(span)) seen.add(span.index);
    const names = [...missing].filter((span) => !seen.has(span.index) && reading!.isName(span)).map(({ text }) => text);
    const nowhere = shown!.see(context.observation, context.history).map(({ text }) => text);
    if (names.length === 0 && nowhere.length === 0) return undefined;
    let ways: ReadonlySet<number> | undefined;
    const open = (): ReadonlySet<number> => (ways ??= waysIn(view));
    return {
      ...{ names, nowhere },
      isWay: (action) => action.kind === 'click' && open().has(action.ref),
      hasWays: () => open().size > 0,
    };
  };
}

/** What shows more, by its number. */
function waysIn(view: MatchView): ReadonlySet<number> {
  const ways = new Set(explore(view).flatMap(({ action }) => (action.kind === 'click' ? [action.ref] : [])));
  const idle = view.history.some(({ target, status }) => target?.role === 'link' && status === 'no-effect'); // then the others are ornaments too
  const shows = ({ ref, name, role }: PageElement): boolean => ways.has(ref) && !ACTS.test(name) && !(idle && role === 'link');
  return new Set(view.pressables.filter(shows).map(({ ref }) => ref));
}

/** Does something to what is shown, instead of showing more. */
const ACTS =
  /\b(?:discard|archive|mute|block|report|star|pin|flag|like|follow|unfollow|share|reply|forward|delete|remove|add|edit|rename|mark|undo|back|cancel|close)\b/i;
