import { expect, it } from 'vitest';
import { goalSpans, type HistoryEntry, type PageElement } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { GoalReading } from '../proposers/match/goal-reading.js';
import { goalMarks, MarkReader } from './goal-marks.js';
import { relationsOf } from './relations.js';

/** `name: of marks, nth, most` of the elements that have any relation. */
function related(goal: string, elements: PageElement[], history: HistoryEntry[] = []): string[] {
  const page = observation(elements);
  const reader = new MarkReader(goal, goalMarks(new GoalReading(goal, goalSpans(goal)), goalSpans(goal), page));
  const relationOf = relationsOf(page, goal, reader, history);
  return page.elements.flatMap((item) => {
    const { of, nth, most } = relationOf(item);
    const said = [...of.map((mark) => `q${mark}`), ...(nth ? ['nth'] : []), ...(most ? [`most ${most}`] : [])];
    return said.length > 0 ? [`${item.name}: ${said.join(' ')}`] : [];
  });
}
const text = (name: string) => element('text', name);
const cell = (name: string, column: string, rowIndex: number) => element('cell', name, { cell: { row: '', column, rowIndex } });

it('tells whose value, whose button and which row it is', () => {
  const add = (context: string) => element('button', 'Add', { context });
  const shop = [text('Stapler'), text('$6'), add('Stapler'), text('Lamp'), text('$9'), add('Lamp')];
  expect(related('Add "Stapler"', shop)).toEqual(['$6: q2', 'Add: q2']);
  const table = [cell('Ann', 'Name', 1), cell('Low', 'Level', 1), cell('Bob', 'Name', 2), cell('High', 'Level', 2)];
  expect(related('Mark rows with "High"', table)).toEqual(['Bob: q1']);
});

it('counts only when the goal counts: to an item, or to a table row', () => {
  const list = ['a1', 'b1', 'c1'].map((name) => element('listitem', name));
  expect(related('Open the list', list)).toEqual([]);
  expect(related('Open the 2nd one', list)).toEqual(['b1: nth']);
  expect(related('Open the last one', list)).toEqual(['c1: nth']);
  expect(related('Name the second to last', list)).toEqual(['b1: nth']);
});

it('compares the numbers of a column or of a series in the direction asked for', () => {
  const prices = [text('Lamp'), text('$1,200'), text('Pen'), text('$3.50'), text('Cup'), text('$40')];
  expect(related('Which is cheapest?', prices)).toEqual(['Pen: most of', '$3.50: most is']);
  expect(related('Which is the most expensive?', prices)).toEqual(['Lamp: most of', '$1,200: most is']);
  const table = [cell('9', 'Size', 1), cell('2', 'Age', 1), cell('1', 'Size', 2), cell('7', 'Age', 2)];
  expect(related('Who has the highest Age?', table)).toEqual(['1: most of', '7: most is']);
});

it('goes on to the next where all are asked for in order', () => {
  const buttons = ['30', '4', '12'].map((name) => element('button', name));
  const pressed: HistoryEntry = { action: { kind: 'click', ref: 2 }, target: { role: 'button', name: '4' }, status: 'ok' };
  expect(related('Press them in ascending order', buttons)).toEqual(['4: most is']);
  expect(related('Press them in ascending order', buttons, [pressed])).toEqual(['12: most is']);
});
