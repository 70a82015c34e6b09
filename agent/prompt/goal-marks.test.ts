import { expect, it } from 'vitest';
import { goalSpans } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { GoalReading } from '../proposers/match/goal-reading.js';
import { goalMarks, MarkReader } from './goal-marks.js';

const marked = (goal: string, ...elements: Parameters<typeof observation>[0]): string[] =>
  goalMarks(new GoalReading(goal, goalSpans(goal)), goalSpans(goal), observation(elements)).map(
    ({ index, text }) => `${index} ${text}`,
  );

it('numbers what the page shows of the goal, whatever its case, and what is quoted', () => {
  expect(
    marked('check send me a copy, then press "Go"', element('checkbox', 'Send me a copy'), element('button', 'Send')),
  ).toEqual(['1 send me a copy', '2 Go']);
});

it('numbers what the goal gives to a field of the page', () => {
  expect(marked('Reference: old sculpture; press ok', element('textbox', 'Reference'))).toEqual([
    '1 Reference',
    '2 old sculpture',
  ]);
});

it('gives equal phrases one number', () => {
  expect(marked('"May" for Start and "May" for End', element('textbox', 'Start'), element('textbox', 'End'))).toEqual([
    '1 May',
    '2 Start',
    '1 May',
    '3 End',
  ]);
});

it('takes a word of order for a name only where it is written like one', () => {
  const page = [element('radio', 'Press'), element('radio', 'Sales')];
  expect(marked('press the button', ...page)).toEqual([]);
  expect(marked('Press it, the topic is Press', ...page)).toEqual(['1 Press']);
});

it('says how a text of the page relates to the goal', () => {
  const goal = 'Put "Wine Glass" into the large basket';
  const reader = new MarkReader(goal, goalMarks(new GoalReading(goal, goalSpans(goal)), goalSpans(goal), observation([])));
  expect(reader.match('wine glass')).toEqual({ kind: 'equals', mark: 1 });
  expect(reader.match('Wine Glass is in your bag')).toEqual({ kind: 'has', mark: 1 });
  expect(reader.match('large basket')).toEqual({ kind: 'in' });
  expect(reader.match('Basket (0)')).toEqual({ kind: 'part' });
  expect(reader.match('Shop')).toBeUndefined();
  expect(reader.sourceOf(1)).toEqual({ kind: 'quote', index: 1 });
});
