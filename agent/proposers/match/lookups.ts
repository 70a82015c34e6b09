import { normalizeText, type PageElement } from '../../../core/index.js';
import { type MatchView, type Want } from './view.js';

/** Texts that the goal points at by row and column, or by the label in front of them. Best first. */
export function pointedAt({ reading, observation }: MatchView): { element: PageElement; prior: number }[] {
  const { elements } = observation;
  return elements
    .flatMap((element, i) => {
      if (element.name === '' || element.verbs.includes('type') || reading.mention(element.name)?.span) return [];
      const prior = element.cell
        ? cellPrior(element.cell, reading.overlap.bind(reading))
        : labelPrior(elements[i - 1], element, (text) => reading.overlap(text));
      return prior === undefined ? [] : [{ element, prior }];
    })
    .sort((a, b) => b.prior - a.prior);
}

function cellPrior({ row, column }: { row: string; column: string }, overlap: (text: string) => number): number | undefined {
  const [byRow, byColumn] = [overlap(row), overlap(column)];
  if (byRow === 0 || row === '') return undefined;
  return byColumn > 0 ? -0.4 - (1 - byRow) - (1 - byColumn) : column === '' ? -1 - (1 - byRow) : undefined;
}

/** `Phone:` followed by a text, outside tables. */
function labelPrior(label: PageElement | undefined, value: PageElement, overlap: (text: string) => number): number | undefined {
  if (!label || label.cell || label.verbs.includes('type') || !isPlain(label) || !isPlain(value)) return undefined;
  const share = overlap(label.name);
  return share >= 0.5 && label.name.length <= 40 ? -1.2 - (1 - share) : undefined;
}

const isPlain = ({ role }: PageElement): boolean =>
  role === 'text' || role === 'cell' || role === 'term' || role === 'definition' || role === 'heading';

/** A question is answered with what it points at; otherwise what it points at is typed into an empty field. */
export function wantedLookups(view: MatchView, entriesLeft: boolean): Want[] {
  const at = view.reading.goal.length;
  const found = pointedAt(view).slice(0, 3);
  if (view.reading.asks && view.fields.length === 0) {
    return found.map(({ element, prior }) => ({
      action: { kind: 'stop', answer: { kind: 'from', ref: element.ref } } as const,
      prior,
      at,
    }));
  }
  const empty = view.fields.find((field) => normalizeText(field.value ?? '') === '');
  if (!empty || entriesLeft) return [];
  return found.map(({ element, prior }) => ({
    action: { kind: 'type', ref: empty.ref, text: { kind: 'from', ref: element.ref } } as const,
    prior: prior - 0.3,
    at,
  }));
}
