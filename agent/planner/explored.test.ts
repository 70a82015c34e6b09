import { describe, expect, it } from 'vitest';
import { type Candidate, createRandom } from '../../core/index.js';
import type { PlanContext } from '../prompt-port.js';
import type { Proposer } from '../proposers/proposer.js';
import { createExploringPlanner, drawing, repeating } from './explored.js';
import type { Planner, Proposal } from './planner.js';

const candidate = (ref: number, score: number): Candidate => ({ action: { kind: 'click', ref }, proposer: 'p', prior: 0, score });
const candidates = [candidate(1, 0), candidate(2, -1), candidate(3, -30)];
const best: Planner = { name: 'best', choose: () => Promise.resolve({ chosen: candidates[0], candidates, notes: [] }) };
const at = (step: number): PlanContext => ({ history: Array(step - 1).fill(undefined) }) as unknown as PlanContext;
const context = at(1);

const drawn = async (temperature: number, seed: number): Promise<number[]> => {
  const planner = createExploringPlanner(best, { pick: drawing(temperature, createRandom(seed)) });
  const counts = [0, 0, 0];
  for (let i = 0; i < 2000; i++) counts[candidates.indexOf((await planner.choose(context, []))!.chosen)]++;
  return counts;
};

describe('a drawn rollout', () => {
  it('takes candidates in proportion to exp(score / temperature)', async () => {
    const [first, second, third] = await drawn(1, 1);
    expect(second / first).toBeCloseTo(Math.exp(-1), 1);
    expect(third).toBe(0);
  });

  it('is more even the warmer it is, and the same with the same seed', async () => {
    const warm = await drawn(20, 2);
    expect(warm[2]).toBeGreaterThan(100);
    expect(await drawn(20, 2)).toEqual(warm);
  });

  it('says when it did not take the best', async () => {
    const planner = createExploringPlanner(best, { pick: drawing(1000, createRandom(3)) });
    const choices = await Promise.all(Array.from({ length: 20 }, () => planner.choose(context, [])));
    for (const choice of choices)
      expect(choice!.notes).toEqual(choice!.chosen === candidates[0] ? [] : ['explored: the planner took another']);
  });
});

describe('a repeated rollout', () => {
  const follow = async (path: string[], steps: number): Promise<Candidate[]> => {
    const planner = createExploringPlanner(best, { pick: repeating(path) });
    const chosen: Candidate[] = [];
    for (let step = 1; step <= steps; step++) chosen.push((await planner.choose(at(step), []))!.chosen);
    return chosen;
  };

  it('takes what it is told as far as that goes', async () => {
    expect(await follow(['click 3', 'click 2'], 3)).toEqual([candidates[2], candidates[1], candidates[0]]);
  });

  it('is over where it cannot be repeated', async () => {
    expect(await follow(['click 9', 'click 3'], 2)).toEqual([candidates[0], candidates[0]]);
  });

  it('also weighs what nobody proposed, and nothing twice', async () => {
    const weighed: (readonly Proposal[])[] = [];
    const planner: Planner = { name: 'p', choose: (_, proposals) => (weighed.push(proposals), best.choose(context, proposals)) };
    const actions = [1, 7].map((ref) => ({ action: { kind: 'click', ref } as const, prior: -2 }));
    const widen: Proposer = { name: 'legal', propose: () => Promise.resolve(actions) };
    const proposals = [{ proposer: 'match', actions: [{ action: { kind: 'click', ref: 1 } as const, prior: 0 }] }];
    await createExploringPlanner(planner, { pick: () => undefined, widen }).choose(context, proposals);
    expect(weighed).toEqual([[...proposals, { proposer: 'legal', actions: [actions[1]] }]]);
  });
});
