import { expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import type { Candidate } from '../../core/index.js';
import type { PlanContext } from '../prompt-port.js';
import type { Planner } from './planner.js';
import { createSampledPlanner } from './sampled.js';

const candidate = (ref: number, score: number): Candidate => ({ action: { kind: 'click', ref }, proposer: 'p', prior: 0, score });
const candidates = [candidate(1, 0), candidate(2, -1), candidate(3, -30)];
const best: Planner = { name: 'best', choose: () => Promise.resolve({ chosen: candidates[0], candidates, notes: [] }) };

const drawn = async (temperature: number, seed: number): Promise<number[]> => {
  const planner = createSampledPlanner(best, { temperature, random: createRandom(seed) });
  const counts = [0, 0, 0];
  for (let i = 0; i < 2000; i++) counts[candidates.indexOf((await planner.choose({} as PlanContext, []))!.chosen)]++;
  return counts;
};

it('draws candidates in proportion to exp(score / temperature)', async () => {
  const [first, second, third] = await drawn(1, 1);
  expect(second / first).toBeCloseTo(Math.exp(-1), 1);
  expect(third).toBe(0);
});

it('draws more evenly the warmer it is, and the same with the same seed', async () => {
  const warm = await drawn(20, 2);
  expect(warm[2]).toBeGreaterThan(100);
  expect(await drawn(20, 2)).toEqual(warm);
});

it('says when it did not take the best', async () => {
  const planner = createSampledPlanner(best, { temperature: 1000, random: createRandom(3) });
  const choices = await Promise.all(Array.from({ length: 20 }, () => planner.choose({} as PlanContext, [])));
  for (const choice of choices) expect(choice!.notes).toEqual(choice!.chosen === candidates[0] ? [] : ['drawn, not the best']);
});
