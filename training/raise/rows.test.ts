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
const rows = rowsOf(demonstration, { random: createRandom(1), shiftedShare: 0 });

it('makes a row of every step that is a target, with the past that the agent would have shown', () => {
  expect(rows.map((row) => showParts(row.answer))).toEqual(['<type>[0]<q1>', '<click>[2]']);
  expect(showParts(rows[1].prompt)).toContain('<|eos|>\n<click>checkbox:Newsletter<ok>\n<type>textbox:Nickname=rosa<ok><todo>');
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
