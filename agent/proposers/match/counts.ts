import { type PageElement, wordsOf } from '../../../core/index.js';
import { COMPUTED, type MatchView, type Want } from './view.js';

const ASKS_HOW_MANY = /\b(?:how many|count(?: of)?|number of|amount of)\b/i;
const SHAPES = new Set('circle square rectangle ellipse triangle polygon polyline line path'.split(' '));
const ANY_SHAPE = /\b(?:shapes?|figures?|objects?|symbols?)\b/i;

/** "How many red circles are there?": counts the drawn shapes that the goal's words fit. */
export function wantedCounts({ reading, observation }: MatchView): Want[] {
  const shapes = observation.elements.filter(({ role }) => SHAPES.has(role));
  const asked = ASKS_HOW_MANY.exec(reading.goal);
  if (!asked || shapes.length === 0) return [];
  const told = wordsOf(reading.goal.slice(asked.index)).map(singular);
  const telling = [...new Set(shapes.flatMap(wordsOfShape))].filter((word) => told.includes(word));
  if (telling.length === 0 && !ANY_SHAPE.test(reading.goal)) return [];
  const count = shapes.filter((shape) => telling.every((word) => wordsOfShape(shape).includes(word))).length;
  const answer = { kind: 'literal', text: String(count) } as const;
  return [{ action: { kind: 'stop', answer }, prior: COMPUTED, at: 0 }];
}

const wordsOfShape = ({ role, name }: PageElement): string[] => wordsOf(`${role} ${name}`);

const singular = (word: string): string => (word.length > 3 ? word.replace(/s$/, '') : word);
