import { expect, it } from 'vitest';
import { EarlyStop } from './early-stop.js';
import type { Evaluation } from './events.js';

const measured = (loss: number): Evaluation => ({ loss, nll: 9, tokenAccuracy: 0, exact: 0, samples: 1, byFamily: {} });

function losses(patience: number, ...values: number[]): { stop: EarlyStop; better: boolean[] } {
  const stop = new EarlyStop(patience);
  return { stop, better: values.map((loss, step) => stop.record(step, measured(loss))) };
}

it('is over after so many measurements without a better one', () => {
  expect(losses(2, 3, 2, 2.5).stop.over).toBe(false);
  expect(losses(2, 3, 2, 2.5, 2).stop.over).toBe(true);
  expect(losses(2, 3, 2, 2.5, 1.9).stop.over).toBe(false);
});

it('remembers the best, also over a restart', () => {
  const { stop, better } = losses(3, 3, NaN, 2, 4);
  expect(better).toEqual([true, false, true, false]);
  const resumed = new EarlyStop(3);
  resumed.restore(stop.state);
  expect(resumed.state).toMatchObject({ best: { step: 2, evaluation: { loss: 2 } }, since: 1 });
});
