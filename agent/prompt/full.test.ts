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
const full = createFullPrompt((page) => page.elements.map((item) => `[${item.ref}] ${item.role} "${item.name}"`).join('\n'));
const built = full.build(context);

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

it('tells progress, conditions and why to plan anew apart from history and notes, and why not to repeat an action', () => {
  const conditions = [
    { text: 'Save', state: 'unmet' as const, evidence: 'button "Save"' },
    { text: 'Annex', state: 'unknown' as const, evidence: '' },
  ];
  const { prompt } = full.build({
    ...{
      ...context,
      notes: ['the code is 7'],
      rejected: [{ kind: 'back' }],
      reasons: new Map([['back', 'the page did not change']]),
    },
    progress: { done: ['step 1: click link "Form"'], conditions, replan: 'another page opened' },
  });
  const text = prompt.kind === 'chat' ? prompt.messages[1].content : '';
  expect(text).toContain('Your notes:\n- the code is 7\n\nDone so far:\n- step 1: click link "Form"');
  expect(text).toContain(
    'Conditions of the goal:\n- "Save": unmet (button "Save")\n- "Annex": unknown\n\nPlan anew: another page opened',
  );
  expect(text).toContain('Do not repeat here:\n- back: the page did not change');
});
