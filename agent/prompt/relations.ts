import { type HistoryEntry, isField, type Observation, type PageElement } from '../../core/index.js';
import { type MarkReader, titleOf } from './goal-marks.js';

/** What code can tell of an element by its neighbours and by the kind of thing that the goal asks for. */
export interface Relation {
  /** Numbers of the marks that its row, card or label bears. */
  of: number[];
  /** It stands at the place that the goal counts to ("the third", "last"). */
  nth: boolean;
  /** It is the extreme that the goal asks for; `of`: it belongs to it. */
  most: 'is' | 'of' | undefined;
}

/** Of an element that belongs to nothing in particular. */
export const UNRELATED: Relation = { of: [], nth: false, most: undefined };

const MOST_OF = 2;

/**
 * Relations of the elements of a page. Three million parameters read poorly across lines and do not count or compare at all;
 * who belongs to whom, which is third and which is least are facts that code knows. Places and extremes are only worked out
 * when the goal uses such a word, so that a mark means something.
 */
export function relationsOf(
  { elements }: Observation,
  goal: string,
  reader: MarkReader,
  history: readonly HistoryEntry[],
): (element: PageElement) => Relation {
  const groups = groupsOf(elements);
  const bare = withoutQuotes(goal);
  const counted = countedBy(elements, ordinalsOf(bare));
  const extreme = extremesOf(elements, bare, reader, history);
  const marksOf = tellingMarks(new Set(groups.values()), reader);
  return (element) => {
    const group = groups.get(element);
    const own = reader.match(element.name);
    const ownMark = own && 'mark' in own ? own.mark : undefined;
    const of = group
      ? marksOf
          .get(group)!
          .filter((mark) => mark !== ownMark)
          .slice(0, MOST_OF)
      : [];
    const near = group?.members.some((member) => extreme.has(member)) ? 'of' : undefined;
    return { of, nth: counted.has(element), most: extreme.has(element) ? 'is' : near };
  };
}

const withoutQuotes = (goal: string): string => goal.replace(/"[^"]*"|“[^”]*”/g, '""');

/** Elements that belong together: a table row, or what shares a context, a titled region, or a label before a value. */
interface Group {
  title: string;
  members: PageElement[];
}

/** The group of each element that is in one. */
function groupsOf(elements: readonly PageElement[]): Map<PageElement, Group> {
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

/** The marks that tell groups apart: what most of them bear ("Add", a column's name) says nothing. */
function tellingMarks(groups: ReadonlySet<Group>, reader: MarkReader): Map<Group, number[]> {
  const marks = new Map([...groups].map((group) => [group, marksIn(group, reader)]));
  const bearers = new Map<number, number>();
  for (const mark of [...marks.values()].flat()) bearers.set(mark, (bearers.get(mark) ?? 0) + 1);
  const common = (mark: number): boolean => groups.size > 1 && bearers.get(mark)! > MOST_BEARERS * groups.size;
  return new Map([...marks].map(([group, found]) => [group, found.filter((mark) => !common(mark))]));
}

const MOST_BEARERS = 0.6;

/** Of its title, of what it says, and in a table row of all its cells; what its controls are called is not said of it. */
function marksIn({ title, members }: Group, reader: MarkReader): number[] {
  const saying = members.filter(({ verbs, cell, name }) => (verbs.length === 0 || cell) && name !== cell?.column);
  const found = [title, ...saying.map(({ name }) => name)].flatMap((text) => {
    const match = text === '' ? undefined : reader.match(text);
    return match && 'mark' in match ? [match.mark] : [];
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Places that the goal speaks of, from 1; from the end -1, -2. */
function ordinalsOf(goal: string): number[] {
  const places: number[] = [];
  const text = goal.toLowerCase().replace(/\b(?:second|next)[ -]to[ -](?:the )?last\b|\bpenultimate\b/g, () => {
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
function countedBy(elements: readonly PageElement[], places: readonly number[]): Set<PageElement> {
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

const LEAST =
  /\b(?:lowest|smallest|least|minimum|min|cheapest|shortest|fewest|lightest|earliest|youngest|slowest|ascending|increasing|rising)\b/i;
const GREATEST =
  /\b(?:highest|largest|greatest|biggest|most|maximum|max|dearest|costliest|longest|tallest|heaviest|latest|oldest|fastest|descending|decreasing|falling)\b/i;
const SERIES =
  /\b(?:ascending|increasing|rising|descending|decreasing|falling|in order|one after (?:the other|another)|(?:smallest|lowest|largest|highest|biggest) (?:first|to))\b/i;

/** -1 for the least, 1 for the greatest, 0 when the goal asks for neither. The first such word decides. */
function directionOf(goal: string): number {
  const [least, greatest] = [goal.search(LEAST), goal.search(GREATEST)];
  if (least < 0 && greatest < 0) return 0;
  return greatest < 0 || (least >= 0 && least <= greatest) ? -1 : 1;
}

/** The extreme of each column or series of numbers; of a goal that asks for all in order, of those not pressed yet. */
function extremesOf(
  elements: readonly PageElement[],
  goal: string,
  reader: MarkReader,
  history: readonly HistoryEntry[],
): Set<PageElement> {
  const direction = directionOf(goal);
  const extremes = new Set<PageElement>();
  if (direction === 0) return extremes;
  const pressed = SERIES.test(goal)
    ? new Set(history.filter(({ status }) => status === 'ok').map(({ target }) => target?.name))
    : new Set();
  const series = new Map<string, { element: PageElement; number: number }[]>();
  for (const element of elements) {
    const number = numberIn(element.name);
    if (number === undefined || pressed.has(element.name)) continue;
    const key = element.cell ? `column ${element.cell.column}` : `${element.verbs.includes('click')} ${shapeOf(element.name)}`;
    series.set(key, [...(series.get(key) ?? []), { element, number }]);
  }
  const asked = [...series.keys()].filter((key) => key.startsWith('column ') && reader.match(key.slice(7)));
  for (const [key, items] of series) {
    if (asked.length > 0 && !asked.includes(key)) continue;
    const best = Math.max(...items.map(({ number }) => direction * number));
    if (items.length > 1) for (const { element, number } of items) if (direction * number === best) extremes.add(element);
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
