import type { HistoryEntry, Observation, PageElement } from '../../core/index.js';
import { countedBy, extremesOf, type Group, groupsOf, ordinalsOf } from '../comparisons.js';
import type { MarkReader } from './goal-marks.js';

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
  const counted = countedBy(elements, ordinalsOf(goal));
  const extreme = extremesOf({ elements, goal, history, isAsked: (column) => reader.match(column) !== undefined });
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
