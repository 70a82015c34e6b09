import type { Action, PageElement } from '../../../core/index.js';
import { isDecisive } from '../../decisive.js';
import type { MatchView, Want } from './view.js';

/** "Scroll the letter to the top", "scroll all the way down". */
const TO_END =
  /\bscroll\b[^.;,\n]{0,40}?\b(?:to\s+(?:the\s+)?(?:very\s+)?(top|start|beginning|bottom|end)|all the way\s+(?:to the\s+)?(up|top|down|bottom))\b/i;
const UP = /^(?:top|start|beginning|up)$/i;

interface Scrolling {
  direction: 'up' | 'down';
  /** Absent: the page. */
  ref?: number;
  at: number;
}

/** The scrolling to an end that the goal asks for and that can go on; undefined once the end is reached. */
function scrollingLeft({ reading, observation }: MatchView): Scrolling | undefined {
  const asked = TO_END.exec(reading.goal);
  if (!asked) return undefined;
  const direction = UP.test(asked[1] ?? asked[2]) ? 'up' : 'down';
  const goesOn = ({ top, max }: { top: number; max: number }): boolean => (direction === 'up' ? top > 1 : top < max - 1);
  const boxes = observation.elements.filter(({ scroll, verbs }) => scroll !== undefined && verbs.includes('scroll'));
  if (boxes.length === 0) return goesOn(observation.scroll) ? { direction, at: asked.index } : undefined;
  const named = ({ name }: PageElement): boolean => name !== '' && reading.places(name).length > 0;
  const box = boxes.find(named) ?? boxes[0];
  return goesOn(box.scroll!) ? { direction, ref: box.ref, at: asked.index } : undefined;
}

/** On to the end that the goal names. */
export function wantedScrolling(view: MatchView): Want[] {
  const left = scrollingLeft(view);
  if (!left) return [];
  const { direction, ref, at } = left;
  return [{ action: { kind: 'scroll', direction, ...(ref === undefined ? {} : { ref }) }, prior: 0, at }];
}

/** Away from that end, or sending off before it is reached. */
export function againstScrolling(action: Action, view: MatchView): string | undefined {
  if (action.kind !== 'scroll' && !isDecisive(action, view.observation)) return undefined;
  const left = scrollingLeft(view);
  if (!left) return undefined;
  const where = left.direction === 'up' ? 'top' : 'bottom';
  if (action.kind === 'scroll')
    return action.ref === left.ref && action.direction !== left.direction ? `the ${where} lies the other way` : undefined;
  return `the ${where} is not reached yet`;
}
