import { expect, it } from 'vitest';
import { goalSpans } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { createFullPrompt } from './full.js';

const goal = 'Press "Save"';
const context = {
  goal,
  spans: goalSpans(goal),
  observation: observation([element('button', 'Save')]),
  history: [],
  rejected: [],
  notes: [],
  stepsLeft: 3,
  attempt: 0,
};
const built = createFullPrompt((page) =>
  page.elements.map((item) => `[${item.ref}] ${item.role} "${item.name}"`).join('\n'),
).build(context);

it('puts instructions first and the page last', () => {
  const { prompt } = built;
  expect(prompt.kind === 'chat' && prompt.messages.map((message) => message.role)).toEqual(['system', 'user']);
  expect(prompt.kind === 'chat' && prompt.messages[1].content).toMatch(
    /^Goal: Press "Save"[\s\S]*1\. Save[\s\S]*\[1\] button "Save"$/,
  );
});

it('reads one action line and refuses anything else', () => {
  expect(built.parse('{"think":"there it is","action":"click 1"}')).toEqual({ kind: 'click', ref: 1 });
  expect(built.parse('{"think":"","action":"click the button"}')).toBeUndefined();
  expect(built.parse('click 1')).toBeUndefined();
  expect(built.schema?.safeParse({ think: '', action: 'fly 1' }).success).toBe(false);
});
