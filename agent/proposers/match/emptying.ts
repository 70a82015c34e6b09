import { isField, type PageElement } from '../../../core/index.js';
import type { MatchView, Want } from './view.js';

/** Asks that nothing is left in a field: before its name ("delete the text in Town", "clear Town"), or after it ("Town should be empty"). */
const BEFORE =
  /\b(?:clear|empty|erase|delete|remove)\s+(?:out\s+)?(?:(?:(?:the|all|any)\s+)*(?:text|contents?|value|entry|what\s+is)\s+(?:in|of|from|inside)\s+)?(?:(?:the|field|box)\s+)*["“']?$/i;
const AFTER = /^["”']?\s+(?:field\s+|box\s+)?(?:should|must|has\s+to|shall)\s+be\s+(?:left\s+)?empty\b/i;

/** Fields that hold something and are to hold nothing. */
export function wantedEmptying(view: MatchView): Want[] {
  return view.fields.filter(holdsText).flatMap((field) => {
    const place = view.reading.places(field.name).find(({ at, end }) => asksForNothing(view.reading.goal, at, end));
    const text = { kind: 'literal', text: '' } as const;
    return place ? [{ action: { kind: 'type', ref: field.ref, text } as const, prior: -0.1, at: place.at }] : [];
  });
}

const holdsText = (element: PageElement): boolean => isField(element) && element.name !== '' && (element.value ?? '') !== '';

const asksForNothing = (goal: string, at: number, end: number): boolean =>
  BEFORE.test(goal.slice(Math.max(0, at - 60), at)) || AFTER.test(goal.slice(end));
