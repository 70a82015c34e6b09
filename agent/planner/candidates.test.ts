import { describe, expect, it } from 'vitest';
import type { Action, Candidate } from '../../core/index.js';
import { createScriptedModel } from '../../tests/fakes/scripted-model.js';
import type { BuiltPrompt } from '../prompt-port.js';
import { mergeProposals, rankCandidates, scoreCandidates } from './candidates.js';

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

describe('foresight', () => {
  const yes = { token: '<ok>' };
  const built: BuiltPrompt = {
    prompt: { kind: 'parts', parts: ['page'] },
    parse: () => undefined,
    print: (action) => (action.kind === 'click' ? [`click ${action.ref}`, { token: '<|end|>' }] : undefined),
    foresight: { yes, feasible: [{ token: '<unsure>' }] },
  };
  const model = createScriptedModel([], {
    score: ({ continuations }) =>
      continuations.map((parts) => parts.map((part) => (part === yes ? Math.log(parts[0] === 'click 2' ? 0.9 : 0.2) : -1))),
  });
  const asked = [candidate(1, 0), candidate(2, 0)];

  it('is asked for with one more token, which is no part of what the action is worth', async () => {
    const { candidates, feasible } = await scoreCandidates(asked, model, built, { foresee: true });
    expect(candidates.map(({ logprob }) => logprob)).toEqual([-2, -2]);
    expect(candidates.map(({ value }) => value?.toFixed(2))).toEqual(['0.20', '0.90']);
    expect(feasible).toBeCloseTo(0.2);
    expect(rankCandidates(candidates, 1).map(({ action }) => action)).toEqual([click(2), click(1)]);
    expect(rankCandidates(candidates, 0).map(({ score }) => score)).toEqual([-2, -2]); // the switch
  });

  it('is not asked of a model or a form that does not have it', async () => {
    const plain = await scoreCandidates(asked, model, built);
    expect(plain).not.toHaveProperty('feasible');
    expect(plain.candidates[0]).not.toHaveProperty('value');
    const without: BuiltPrompt = { ...built, foresight: undefined };
    expect(await scoreCandidates(asked, model, without, { foresee: true })).not.toHaveProperty('feasible');
  });

  it('counts what cannot be said as the worst that can', () => {
    const [first] = rankCandidates(
      [{ ...candidate(1, 0, -1), value: 0.1 }, { ...candidate(2, 0, -1), value: 0.4 }, candidate(3, 1, -1)],
      1,
    );
    expect(first.action).toEqual(click(2));
  });
});
