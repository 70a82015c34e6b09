import { normalizeText, type PageElement } from '../../../core/index.js';
import { elementText } from '../../resolve-text.js';
import { type MatchView, wasTyped, type Want } from './view.js';

const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?`;
/** `7 - 9 =`, `12 × 3 = ?`, also with words before it. */
const SUM = new RegExp(String.raw`(?:^|[\s:])${NUMBER}(?:\s*[-−+*x×÷/]\s*${NUMBER})+\s*=?\s*[?_]*\s*$`);
const SOLVES =
  /\b(?:solve|answer|calculate|compute|work out|evaluate|result|solution|sum|math|maths|arithmetic|calculation|equation)\b/i;

/** A field that is labelled with a sum, or has one right before it, gets its result where the goal asks for that. */
export function wantedSums(view: MatchView): Want[] {
  const { reading, observation, fields } = view;
  if (!SOLVES.test(reading.goal)) return [];
  return fields.flatMap((field) => {
    const shown = sumOf(field, observation.elements);
    if (!shown || (field.value ?? '') !== '' || wasTyped(view, field, elementText(observation, shown.ref) ?? '')) return [];
    const text = { kind: 'calc', expression: `calc(text(${shown.ref}))` } as const;
    return [{ action: { kind: 'type', ref: field.ref, text } as const, prior: -0.1, at: 0 }];
  });
}

function sumOf(field: PageElement, elements: readonly PageElement[]): PageElement | undefined {
  if (SUM.test(field.name)) return field;
  const before = elements[elements.indexOf(field) - 1];
  const labelled = field.name === '' || normalizeText(field.name) === 'answer' || normalizeText(field.name) === 'result';
  return labelled && before?.verbs.length === 0 && SUM.test(before.name) ? before : undefined;
}
