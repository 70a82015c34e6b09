import { expect, it } from 'vitest';
import type { Decision } from '../core/index.js';
import { fitConfidence } from '../reflection/index.js';
import { judgeSearched, type SearchedTask } from './searched.js';

const steps = (logprob: number): SearchedTask['attempts'][number]['steps'] => {
  const decision: Decision = { action: { kind: 'stop' }, proposer: 'model', expectation: { effect: 'any' }, candidates: [], notes: [], logprob }; // prettier-ignore
  return [{ decision }];
};

/** Ten families of eight tasks; an attempt succeeds where it was likely, and the agent's own way is likely on every second page. */
const tasks = (): SearchedTask[] =>
  Array.from({ length: 80 }, (_, i) => ({
    key: `family-${i % 10}#${i}`,
    attempts: [i % 20 < 10 ? -3 : -0.1, -3, i % 40 < 30 ? -0.1 : -3].map((logprob) => ({
      steps: steps(logprob),
      success: logprob > -1,
    })),
  }));

it('tells what choosing among attempts is worth on families that the judge was not fitted on', () => {
  const confidence = fitConfidence('m', [{ steps: steps(-1), success: true, feasible: true }]);
  expect(judgeSearched(confidence, tasks(), 0.05)).toEqual({ tasks: 80, attempts: 240, own: 40, chosen: 80, any: 80 });
  expect(judgeSearched(confidence, tasks(), 1)).toMatchObject({ own: 40, chosen: 40 }); // nothing is ahead by so much
});
