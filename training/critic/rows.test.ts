import { expect, it } from 'vitest';
import { showParts } from '../../agent/index.js';
import { createRandom } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { Demonstration } from '../../tasks/index.js';
import { criticRowsOf } from './rows.js';

const page = observation([element('button', 'Save'), element('button', 'Cancel')]);
const episode: Demonstration = {
  family: 'buttons',
  split: 'seen',
  seed: 1,
  goal: 'Press Save',
  impossible: false,
  steps: [
    { observation: page, action: { kind: 'click', ref: 1 }, target: true },
    { observation: page, action: { kind: 'stop' }, target: true },
  ],
};
const options = { random: createRandom(1), shiftedShare: 0, advisedShare: 0, feasibleShare: 0 };
const shown = (rollout: Parameters<typeof criticRowsOf>[0]): [end: string, answer: string, weight: number][] =>
  criticRowsOf(rollout, options).map(({ prompt, answer, weight }) => [
    showParts(prompt).split('<|assistant|>')[1],
    showParts(answer),
    weight,
  ]);

it('learns what succeeded with its verdict, and of what failed the verdict only', () => {
  expect(shown({ episode, success: true, from: 0 })).toEqual([
    ['', '<click>[0]<|end|><ok>', 1],
    ['<unsure>', '<ok>', 1],
    ['', '<stop><|end|><ok>', 1],
  ]);
  expect(shown({ episode, success: false, from: 0 })).toEqual([
    ['<click>[0]<|end|>', '<wrong>', 1],
    ['<unsure>', '<ok>', 1],
    ['<stop><|end|>', '<wrong>', 1],
  ]);
});

it('takes of a branch only what is its own', () => {
  expect(shown({ episode, success: false, from: 1 })).toEqual([['<stop><|end|>', '<wrong>', 1]]);
});

it('says of a task that cannot be done that it cannot, whatever became of it', () => {
  expect(shown({ episode: { ...episode, impossible: true }, success: true, from: 0 })[1]).toEqual(['<unsure>', '<wrong>', 4]);
});
