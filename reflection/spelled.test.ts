import { expect, it } from 'vitest';
import { isSure, spelledLogprobs } from './spelled.js';

const tokens = (...parts: [string, number][]) => parts.map(([text, logprob]) => ({ text, logprob, legalLogprob: logprob }));
const textOf = (list: ReturnType<typeof tokens>): string => list.map(({ text }) => text).join('');

it('reads verb and target apart, also in a JSON reply with a thought', () => {
  const said = tokens(
    ['{"think":"click', -9],
    [' it","action":"', -9],
    ['cl', -0.2],
    ['ick', -0.4],
    [' ', -1],
    ['12', -3],
    ['"}', -9],
  );
  const spelled = spelledLogprobs(textOf(said), said, { kind: 'click', ref: 12 });
  expect(spelled?.type).toBeCloseTo(-0.3);
  expect(spelled?.target).toBeCloseTo(-3);
});

it('takes what follows the verb for the target of an action without an element', () => {
  const said = tokens(['press', -0.1], [' Enter', -2]);
  expect(spelledLogprobs('press Enter', said, { kind: 'press', key: 'Enter' })).toEqual({ type: -0.1, target: -2 });
  expect(spelledLogprobs('back', tokens(['back', -0.5]), { kind: 'back' })).toEqual({ type: -0.5, target: -0.5 });
});

it('is sure only of both, and of nothing that has no log-probabilities', () => {
  expect(isSure({ type: -0.01, target: -0.01 }, -0.05)).toBe(true);
  expect(isSure({ type: -0.01, target: -2 }, -0.05)).toBe(false);
  expect(isSure({ type: -2, target: -0.01 }, -0.05)).toBe(false);
  expect(isSure(spelledLogprobs('click 1', undefined, { kind: 'click', ref: 1 }), -0.05)).toBe(false);
  expect(spelledLogprobs('click 2', tokens(['click 2', 0]), { kind: 'click', ref: 1 })).toBeUndefined();
});
