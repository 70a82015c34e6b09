import { type Action, isField, normalizeText, type PageElement } from '../../../core/index.js';
import { isSearch, type MatchView, type Want } from './view.js';

/** A text of the page that the goal points at. `prior` is the log-confidence. */
export interface Pointed {
  element: PageElement;
  prior: number;
}

/** Texts that the goal points at by row and column, or by the label in front of them. Best first. */
export function pointedAt(view: MatchView): Pointed[] {
  const { reading, observation } = view;
  const owners = observation.elements.flatMap((element, i) => (reading.mention(element.name)?.span ? [i] : []));
  return observation.elements
    .flatMap((element, i) => {
      if (isAskedField(view, element)) return [{ element, prior: -0.5 }];
      if (!isValue(element) || owners.includes(i)) return [];
      const prior = inTable(view, element) ?? underLabel(view, i, owners) ?? byShape(view, i, owners);
      return prior === undefined ? [] : [{ element, prior }];
    })
    .sort((a, b) => b.prior - a.prior);
}

const VALUE_ROLES = new Set(['text', 'cell', 'definition', 'heading', 'listitem', 'link']);
const LABEL_ROLES = new Set(['text', 'cell', 'term', 'heading', 'rowheader', 'listitem']);
const isValue = ({ role, name, verbs }: PageElement): boolean => VALUE_ROLES.has(role) && name !== '' && !verbs.includes('type');

/** A field that the goal asks about, and that holds something. */
const isAskedField = ({ reading }: MatchView, element: PageElement): boolean => {
  const { value, options, name } = element;
  const holds = Boolean(value) || (options?.some(({ label, selected }) => selected && label !== '') ?? false);
  return reading.asks && isField(element) && holds && name !== '' && reading.places(name).length > 0;
};

/** A cell whose row and column the goal both names. */
function inTable({ reading }: MatchView, { cell }: PageElement): number | undefined {
  if (!cell || cell.row === '' || cell.column === '') return undefined;
  const [byRow, byColumn] = [reading.overlap(cell.row), reading.overlap(cell.column)];
  return byRow > 0 && byColumn > 0 ? -0.4 - (1 - byRow) - (1 - byColumn) : undefined;
}

/** `Phone:` and then a text, best where it is the first of that label after what the goal names ("the phone of Ann"). */
function underLabel({ reading, observation }: MatchView, i: number, owners: readonly number[]): number | undefined {
  const { elements } = observation;
  const label = elements[i].cell?.column === '' ? elements[i].cell.row : labelBefore(elements, i);
  const share = label === undefined || label.length > 40 ? 0 : reading.overlap(label);
  if (label === undefined || share < 0.5 || normalizeText(label) === normalizeText(elements[i].name)) return undefined;
  if (owners.length === 0) return -1.2 - (1 - share);
  const owner = owners.filter((at) => at < i).at(-1);
  const again =
    owner === undefined || elements.slice(owner + 1, i - 1).some(({ name }) => normalizeText(name) === normalizeText(label));
  return (again ? -2.4 : -0.5) - (1 - share);
}

function labelBefore(elements: readonly PageElement[], i: number): string | undefined {
  const label = elements[i - 1];
  return label && LABEL_ROLES.has(label.role) && !label.cell?.column ? label.name : undefined;
}

/** What a value of this kind looks like, where the page gives it no label. */
const SHAPES: { asked: string; looks: RegExp }[] = [
  { asked: 'price', looks: /^[^\p{L}]*[$€£]\s?\d[\d.,]*$|^\d[\d.,]*\s?(?:[$€£]|USD|EUR)$/u },
  { asked: 'phone', looks: /^\+?[\d\s()-]{7,}$/ },
  { asked: 'email', looks: /^\S+@\S+\.\S+$/ },
];

/** Something that looks like what is asked for, right after what the goal names. */
function byShape({ reading, observation }: MatchView, i: number, owners: readonly number[]): number | undefined {
  const shape = SHAPES.find(({ asked, looks }) => looks.test(observation.elements[i].name.trim()) && reading.overlap(asked) > 0);
  const near = owners.some((at) => i > at && i - at <= 2);
  return shape && near ? -0.8 : undefined;
}

/** Asks to bring a text from one place to another. */
const COPIES = /\b(?:copy|enter|type|fill|insert|paste|transfer|write)\b/i;

/** A question is answered with what it points at; otherwise what it points at is typed into an empty field. */
export function wantedLookups(view: MatchView, entriesLeft: boolean): Want[] {
  const at = view.reading.goal.length;
  const found = pointedAt(view).slice(0, 3);
  const fields = view.fields.filter((field) => !isSearch(field));
  if (view.reading.asks && fields.length === 0) {
    return found.map(({ element, prior }) => ({
      action: { kind: 'stop', answer: { kind: 'from', ref: element.ref } } as const,
      prior,
      at,
    }));
  }
  const empty = fields.find((field) => normalizeText(field.value ?? '') === '');
  if (!empty || entriesLeft || !COPIES.test(view.reading.goal)) return [];
  return found.map(({ element, prior }) => ({
    action: { kind: 'type', ref: empty.ref, text: { kind: 'from', ref: element.ref } } as const,
    prior: prior - 0.3,
    at,
  }));
}

/** What the goal wants entered somewhere is no answer to a question. */
export function againstTelling(action: Action, { reading, fields, history }: MatchView): string | undefined {
  if (action.kind !== 'stop' || action.answer === undefined || reading.asks || fields.length === 0) return undefined;
  const entered = history.some((entry) => entry.action.kind === 'type' && entry.status === 'ok');
  return !entered && COPIES.test(reading.goal) ? 'it is to be entered, and nothing asks for an answer' : undefined;
}
