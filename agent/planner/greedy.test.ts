import { expect, it } from 'vitest';
import { goalSpans } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { PlanContext } from '../prompt-port.js';
import { createGreedyPlanner } from './greedy.js';

const goal = 'Press Save';
const context: PlanContext = {
  goal,
  spans: goalSpans(goal),
  observation: observation([element('button', 'Save')]),
  history: [],
  rejected: [],
  notes: [],
  stepsLeft: 5,
  attempt: 0,
};
const proposals = [
  { proposer: 'model', actions: [{ action: { kind: 'refuse', reason: '' } as const, prior: 0, logprob: -0.5 }] },
  { proposer: 'match', actions: [{ action: { kind: 'click', ref: 1 } as const, prior: 0, logprob: -1 }] },
];

it.each([
  [0, 'refuse'],
  [1, 'click'],
])('with %i nats of caution it takes %s when refusing is half a nat ahead', async (caution, kind) => {
  const planner = createGreedyPlanner({ weights: {}, refusal: { caution, contradicted: 0 } });
  expect((await planner.choose(context, proposals))?.chosen.action.kind).toBe(kind);
});

it('asks for no caution where a rule has found that it cannot be done, whatever the reasons are called', async () => {
  const refusal = { proposer: 'match', actions: [{ action: { kind: 'refuse', reason: 'nowhere' } as const, prior: -1 }] };
  const planner = createGreedyPlanner({ weights: {}, refusal: { caution: 9, contradicted: 0 } });
  const choice = await planner.choose(context, [proposals[0], refusal]);
  expect(choice?.candidates).toHaveLength(1);
  expect(choice?.chosen).toMatchObject({ proposer: 'model+match', prior: -1 });
});

it.each([
  [0, 'click'],
  [-2, 'refuse'], // the rule is not sure itself
])('asks for more caution where a rule with prior %d still wants something', async (prior, kind) => {
  const wants = { proposer: 'match', actions: [{ action: { kind: 'click', ref: 1 } as const, prior, logprob: -1 }] };
  const planner = createGreedyPlanner({ weights: { match: { weight: 0, offset: 0 } }, refusal: { caution: 0, contradicted: 1 } });
  expect((await planner.choose(context, [proposals[0], wants]))?.chosen.action.kind).toBe(kind);
});

it('lets an objection cost an action, and says why', async () => {
  const critic = { objectionTo: () => 'it is done already', penalty: 4 };
  const choice = await createGreedyPlanner({ weights: {}, critics: [critic] }).choose(context, proposals.slice(1));
  expect(choice?.chosen.prior).toBe(-4);
  expect(choice?.notes).toEqual(['critic: click 1, but it is done already']);
});
