import { type HistoryEntry, isField, type PageElement } from '../core/index.js';

/*
 * What belongs together on a page, what stands at a place that the goal counts to, and what is the least or the greatest: facts that
 * code knows for sure and small models read poorly.
 */

const withoutQuotes = (goal: string): string => goal.replace(/"[^"]*"|“[^”]*”/g, '""');

/** `group "Start date"` -> `Start date`. */
export const titleOf = (region: string): string => region.match(/"(.+)"/)?.[1] ?? '';

/** Elements that belong together: a table row, or what shares a context, a titled region, or a label before a value. */
export interface Group {
  title: string;
  members: PageElement[];
}

/** The group of each element that is in one. */
export function groupsOf(elements: readonly PageElement[]): Map<PageElement, Group> {
  const groups = new Map<string, Group>();
  const byElement = new Map<PageElement, Group>();
  const join = ({ key, title }: Owner, element: PageElement): void => {
    const group = groups.get(key) ?? { title, members: [] };
    group.members.push(element);
    groups.set(key, group);
    byElement.set(element, group);
  };
  elements.forEach((element, i) => {
    const owner = ownerOf(elements, i);
    if (owner) join(owner, element);
  });
  for (const element of elements) {
    // The thing that others name as their owner is one of them.
    const owner = { key: `text ${element.name}`, title: element.name };
    if (!byElement.has(element) && groups.has(owner.key)) join(owner, element);
  }
  return byElement;
}

interface Owner {
  key: string;
  title: string;
}

function ownerOf(elements: readonly PageElement[], i: number): Owner | undefined {
  const { cell, region, context, role } = elements[i];
  if (role === 'columnheader') return undefined;
  if (cell) return { key: `row ${cell.rowIndex} ${region}`, title: '' };
  if (context) return { key: `text ${context}`, title: context };
  if (ITEM.test(region)) return { key: `text ${titleOf(region)}`, title: titleOf(region) };
  const before = elements[i - 1];
  const named = before && !isValue(before) && before.name !== '' && !before.cell && !isField(before);
  const labelled = named && (isValue(elements[i]) || (isPlain(elements[i]) && /:\s*$/.test(before.name)));
  return labelled ? { key: `text ${before.name}`, title: before.name } : undefined;
}

/** One of several: what is said in it is said of its title. */
const ITEM = /^(?:article|listitem|row|option|figure) "/;

const isPlain = ({ role, verbs }: PageElement): boolean => (role === 'text' || role === 'definition') && verbs.length === 0;

/** Plain text that says how much or when: short and with a digit. */
const isValue = (element: PageElement): boolean => isPlain(element) && element.name.length <= 32 && /\d/.test(element.name);

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Places that the goal speaks of, from 1; from the end -1, -2. */
export function ordinalsOf(goal: string): number[] {
  const places: number[] = [];
  const text = withoutQuotes(goal)
    .toLowerCase()
    .replace(/\b(?:second|next)[ -]to[ -](?:the )?last\b|\bpenultimate\b/g, () => {
      places.push(-2);
      return '';
    });
  for (const [, word, digits] of text.matchAll(
    /\b(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)|(\d{1,2})(?:st|nd|rd|th))\b/g,
  ))
    places.push(word === 'last' ? -1 : word ? PLACES.indexOf(word) + 1 : Number(digits));
  return [...new Set(places)];
}

/** Elements at one of these places among their like: same role and region; table rows count as one. */
export function countedBy(elements: readonly PageElement[], places: readonly number[]): Set<PageElement> {
  const counted = new Set<PageElement>();
  if (places.length === 0) return counted;
  const series = new Map<string, PageElement[][]>();
  for (const element of elements) {
    const { role, region, depth, cell } = element;
    if (role === 'columnheader') continue;
    const key = cell ? `rows ${region}` : `${role} ${depth} ${region}`;
    const items = series.get(key) ?? [];
    const last = items.at(-1);
    if (cell && last && last[0].cell?.rowIndex === cell.rowIndex) last.push(element);
    else items.push([element]);
    series.set(key, items);
  }
  for (const items of series.values())
    if (items.length > 1)
      for (const place of places) items.at(place > 0 ? place - 1 : place)?.forEach((item) => counted.add(item));
  return counted;
}

export const LEAST =
  /\b(?:lowest|smallest|least|minimum|min|cheapest|shortest|fewest|lightest|earliest|youngest|slowest|ascending|increasing|rising)\b/i;
export const GREATEST =
  /\b(?:highest|largest|greatest|biggest|most|maximum|max|dearest|costliest|longest|tallest|heaviest|latest|oldest|fastest|descending|decreasing|falling)\b/i;
export const SERIES =
  /\b(?:ascending|increasing|rising|descending|decreasing|falling|in order|one after (?:the other|another)|(?:smallest|lowest|largest|highest|biggest) (?:first|to))\b/i;

/** -1 for the least, 1 for the greatest, 0 when the goal asks for neither. The first such word decides. */
function directionOf(goal: string): number {
  const [least, greatest] = [goal.search(LEAST), goal.search(GREATEST)];
  if (least < 0 && greatest < 0) return 0;
  return greatest < 0 || (least >= 0 && least <= greatest) ? -1 : 1;
}

export interface ExtremesRequest {
  elements: readonly PageElement[];
  goal: string;
  history: readonly HistoryEntry[];
  /** Whether the goal speaks of the column of this name. */
  isAsked(column: string): boolean;
}

/** The extreme of each column or series of numbers; of a goal that asks for all in order, of those not pressed yet. */
export function extremesOf({ elements, goal, history, isAsked }: ExtremesRequest): Set<PageElement> {
  const bare = withoutQuotes(goal);
  const direction = directionOf(bare);
  const extremes = new Set<PageElement>();
  if (direction === 0) return extremes;
  const pressed = SERIES.test(bare)
    ? new Set(history.filter(({ status }) => status === 'ok').map(({ target }) => target?.name))
    : new Set();
  const series = new Map<string, { element: PageElement; number: number }[]>();
  for (const element of elements) {
    const number = numberIn(element.name);
    if (number === undefined || pressed.has(element.name)) continue;
    const key = element.cell ? `column ${element.cell.column}` : `${element.verbs.includes('click')} ${shapeOf(element.name)}`;
    series.set(key, [...(series.get(key) ?? []), { element, number }]);
  }
  const asked = [...series.keys()].filter((key) => key.startsWith('column ') && isAsked(key.slice(7)));
  for (const [key, items] of series) {
    if (asked.length > 0 && !asked.includes(key)) continue;
    const best = Math.max(...items.map(({ number }) => direction * number));
    if (items.length > 1 || pressed.size > 0)
      for (const { element, number } of items) if (direction * number === best) extremes.add(element);
  }
  return extremes;
}

/** The one number of a short text; undefined where there is none or more than one. */
function numberIn(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const numbers = text.match(/[-−]?\d[\d,]*(?:\.\d+)?/g) ?? [];
  return numbers.length === 1 ? Number(numbers[0].replace('−', '-').replaceAll(',', '')) : undefined;
}

const shapeOf = (text: string): string => text.replace(/[-−]?\d[\d,]*(?:\.\d+)?/, '0').replace(/\p{L}+/gu, 'a');
