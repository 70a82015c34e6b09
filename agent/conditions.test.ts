import { expect, it } from 'vitest';
import { goalSpans } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { conditionStates, doneSoFar } from './conditions.js';

const goal = 'Enter "Rosa" as Name, pick "Red" and open "Annex".';
const context = (elements: Parameters<typeof observation>[0], history: Parameters<typeof doneSoFar>[0] = []) => ({
  ...{ goal, spans: goalSpans(goal), observation: observation(elements), history },
});
const statesOf = (...args: Parameters<typeof context>) =>
  Object.fromEntries(conditionStates(context(...args)).map(({ text, state, evidence }) => [text, `${state} ${evidence}`]));

it('says of each condition whether it is met, unmet or unknown, and what tells so', () => {
  const colour = element('select', 'Colour', { options: [{ label: 'Red', selected: false }] });
  expect(statesOf([element('textbox', 'Name', { value: 'Rosa' }), colour])).toMatchObject({
    Rosa: 'met textbox "Name"',
    Red: expect.stringContaining('unmet select "Colour"') as string,
    Annex: 'unknown ',
  });
});

it('remembers what an earlier step met', () => {
  const clicked = {
    action: { kind: 'click', ref: 4 },
    target: { role: 'link', name: 'Annex' },
    status: 'ok',
    verdict: 'A',
  } as const;
  expect(statesOf([element('heading', 'Annex 2')], [clicked]).Annex).toBe('met step 1, click 4');
});

it('never takes a purpose for something that was done', () => {
  const name = { role: 'textbox', name: 'Name' };
  const type = { action: { kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } }, target: name, text: 'Rosa' } as const;
  const done = doneSoFar([
    { ...type, status: 'no-effect', verdict: 'C' },
    { ...type, status: 'ok', verdict: 'D' },
    { ...type, status: 'ok', verdict: 'A' },
    { action: { kind: 'wait' }, status: 'ok', verdict: 'A' },
  ]);
  expect(done).toEqual(['step 3: type textbox "Name" "Rosa"']);
});
