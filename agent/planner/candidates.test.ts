import { expect, it } from 'vitest';
import type { Action, Candidate } from '../../core/index.js';
import { mergeProposals, rankCandidates } from './candidates.js';

const WEIGHTS = { model: { weight: 1, offset: 0 }, match: { weight: 0.5, offset: 2 } };
const click = (ref: number): Action => ({ kind: 'click', ref });
const candidate = (ref: number, prior: number, logprob?: number): Candidate => ({
  action: click(ref),
  proposer: 'p',
  prior,
  logprob,
  score: 0,
});
const order = (candidates: Candidate[]): number[] =>
  rankCandidates(candidates).map(({ action }) => (action as { ref: number }).ref);

it('makes one candidate of equal actions and adds up what their proposers are worth', () => {
  const merged = mergeProposals(
    [
      { proposer: 'model', actions: [{ action: click(1), prior: 0, logprob: -0.2 }] },
      {
        proposer: 'match',
        actions: [
          { action: click(1), prior: -1 },
          { action: click(2), prior: 0 },
        ],
      },
    ],
    WEIGHTS,
  );
  expect(merged).toMatchObject([
    { action: click(1), proposer: 'model+match', prior: 1.5, logprob: -0.2 },
    { action: click(2), proposer: 'match', prior: 2 },
  ]);
});

it('counts samples of one proposer that agree once', () => {
  const actions = [
    { action: click(1), prior: 0 },
    { action: click(1), prior: 0 },
  ];
  expect(mergeProposals([{ proposer: 'match', actions }], WEIGHTS)).toMatchObject([{ proposer: 'match', prior: 2 }]);
});

it('ranks by log-probability and prior together', () => {
  expect(order([candidate(1, 0, -1), candidate(2, 2, -2), candidate(3, 0, -0.5)])).toEqual([2, 3, 1]);
});

it('ranks by prior alone where log-probabilities cannot be compared', () => {
  expect(order([candidate(1, 0, -9), candidate(2, -1)])).toEqual([1, 2]);
});

it('takes what the model cannot say for no likelier than its least likely candidate', () => {
  expect(order([candidate(1, 0, -1), candidate(2, 0, -8), candidate(3, 0.5)])).toEqual([1, 3, 2]);
});
