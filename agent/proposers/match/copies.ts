import { isField, normalizeText, type PageElement } from '../../../core/index.js';
import { ordinalsOf } from '../../comparisons.js';
import { isSearch, type MatchView, type Want } from './view.js';

const COPIES = /\b(?:copy|transfer|duplicate|paste)\b/i;

/** "Copy the text of the first box and paste it into the input": what one field holds goes into the empty one. */
export function wantedCopies(view: MatchView): Want[] {
  const { reading, fields, observation } = view;
  const asked = COPIES.exec(reading.goal);
  if (!asked) return [];
  const holding = observation.elements.filter((one) => isField(one) && (one.value ?? '') !== '' && !wasFilled(view, one));
  const source = sourceOf(holding, view);
  const empty = fields.filter((field) => normalizeText(field.value ?? '') === '' && !isSearch(field));
  const target = empty.find(({ name }) => name !== '' && reading.places(name).length > 0) ?? empty[0];
  if (!source || !target || fields.some((field) => field !== source && same(field, source))) return [];
  const text = { kind: 'from', ref: source.ref } as const;
  return [{ action: { kind: 'type', ref: target.ref, text }, prior: -0.1, at: asked.index }];
}

/** The only one, the one that the goal counts to, or the one that it names. */
function sourceOf(holding: readonly PageElement[], { reading }: MatchView): PageElement | undefined {
  if (holding.length < 2) return holding[0];
  const [place] = ordinalsOf(reading.goal);
  if (place !== undefined) return holding.at(place > 0 ? place - 1 : place);
  return holding.find(({ name }) => name !== '' && reading.places(name).length > 0);
}

const same = (a: PageElement, b: PageElement): boolean => normalizeText(a.value ?? '') === normalizeText(b.value ?? '');

const wasFilled = ({ history }: MatchView, { name, role }: PageElement): boolean =>
  history.some(({ action, status, target }) => action.kind === 'type' && status === 'ok' && target?.name === name && target.role === role); // prettier-ignore
