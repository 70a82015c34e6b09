import { expect, it } from 'vitest';
import { showParts } from '../../agent/index.js';
import { createRandom } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { Demonstration } from '../../tasks/index.js';
import { rowsOf } from './rows.js';

const form = (value: string, more: { newsletter?: boolean } = {}) =>
  observation([
    element('textbox', 'Nickname', { value }),
    element('checkbox', 'Newsletter', { states: [more.newsletter ? 'checked' : 'unchecked'] }),
    element('button', 'Save'),
  ]);

const demonstration: Demonstration = {
  family: 'profile',
  split: 'seen',
  seed: 1,
  goal: 'Type "rosa" into Nickname and save',
  impossible: false,
  steps: [
    { observation: form(''), action: { kind: 'click', ref: 2 }, target: false },
    {
      observation: form('', { newsletter: true }),
      action: { kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } },
      target: true,
    },
    { observation: form('rosa', { newsletter: true }), action: { kind: 'click', ref: 3 }, target: true },
  ],
};
const rows = rowsOf(demonstration, { random: createRandom(1), shiftedShare: 0, advisedShare: 0 });

it('makes a row of every step that is a target, with the past that the agent would have shown', () => {
  expect(rows.map((row) => showParts(row.answer))).toEqual(['<type>[0]<q1>', '<click>[2]']);
  expect(showParts(rows[1].prompt)).toContain('<|eos|>\n<click>checkbox:Newsletter<ok>\n<type>textbox:<q2>=<q1><ok><todo>');
});

it('shows what the name matcher would propose then, in the share asked for', () => {
  const advised = rowsOf(demonstration, { random: createRandom(1), shiftedShare: 0, advisedShare: 1 });
  expect(showParts(advised[0].prompt)).toContain('textbox:<q2>=<try>[0]');
  expect(showParts(advised[0].prompt)).toContain('<try><type>[0]<q1>');
  expect(showParts(rows[0].prompt)).not.toContain('<try>');
});

it('counts a refusal more, because it is rare', () => {
  const refused = {
    ...demonstration,
    steps: [{ observation: form(''), action: { kind: 'refuse', reason: '' } as const, target: true }],
  };
  const [row] = rowsOf(refused, { random: createRandom(1), shiftedShare: 0, advisedShare: 0 });
  expect([row.weight, rows[0].weight]).toEqual([2, 1]);
});

it('learns what the oracle would have done where a policy acted, with the past that the policy made', () => {
  const [first, second] = demonstration.steps;
  const corrected = { ...demonstration, steps: [{ ...first, label: second.action, target: true }, second] };
  const played = rowsOf(corrected, { random: createRandom(1), shiftedShare: 0, advisedShare: 0 });
  expect(played.map((row) => showParts(row.answer))).toEqual(['<type>[0]<q1>', '<type>[0]<q1>']);
  expect(showParts(played[1].prompt)).toContain('<click>checkbox:Newsletter');
  expect(played[0].lines.get('[0]')).toBe('<type>');
});

it('says what each line is for: now, later or not at all', () => {
  expect([...rows[0].lines]).toEqual([
    ['[0]', '<type>'],
    ['[1]', '<same>'],
    ['[2]', '<todo>'],
  ]);
  expect([...rows[1].lines]).toEqual([
    ['[0]', '<same>'],
    ['[1]', '<same>'],
    ['[2]', '<click>'],
  ]);
});
