import { expect, it } from 'vitest';
import { type Action, type Expectation, parseAction } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { expectationOf } from './expectation.js';

const PAGE = observation([
  element('textbox', 'Name'),
  element('checkbox', 'News', { states: ['checked'] }),
  element('radio', 'Red', { states: ['checked'] }),
  element('link', 'Help'),
  element('button', 'Send'),
  element('tab', 'Second'),
]);

it.each([
  ['type 1 "Rosa"', { effect: 'value', element: 'textbox "Name"', becomes: 'Rosa' }],
  ['select 1 "Red"', { effect: 'value', element: 'textbox "Name"', becomes: 'Red' }],
  ['click 2', { effect: 'state', element: 'checkbox "News"', becomes: 'unchecked' }],
  ['click 3', { effect: 'state', element: 'radio "Red"', becomes: 'checked' }],
  ['click 4', { effect: 'page', element: 'link "Help"' }],
  ['click 5', { effect: 'any', element: 'button "Send"' }],
  ['click 6', { effect: 'state', element: 'tab "Second"', becomes: 'selected' }],
  ['scroll page down', { effect: 'scroll' }],
  ['back', { effect: 'page' }],
  ['press Enter', { effect: 'any' }],
  ['wait', { effect: 'none' }],
  ['stop', { effect: 'none' }],
] satisfies [string, Expectation][])('%s', (line, expected) => {
  expect(expectationOf(parsed(line), PAGE, 'Rosa')).toEqual(expected);
});

function parsed(line: string): Action {
  const result = parseAction(line);
  if (!result.ok) throw new Error(result.problem);
  return result.action;
}
