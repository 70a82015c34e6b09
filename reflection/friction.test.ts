import { expect, it } from 'vitest';
import { NO_DIFF } from '../core/index.js';
import type { StepRecord } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { frictionOf } from './friction.js';

const PAGE = observation([element('button', 'One'), element('button', 'Two')]);
const OTHER = observation([element('button', 'Three')]);

const step = (ref: number, status: 'ok' | 'no-effect', notes: string[] = [], page = PAGE): StepRecord => ({
  ...{ episodeId: 'e', number: 1, state: 'done', at: 0, observation: page, calls: [], verdicts: [] },
  decision: { action: { kind: 'click', ref }, proposer: 'model', expectation: { effect: 'any' }, candidates: [], notes },
  outcome: { status, message: '', diff: NO_DIFF, ms: 0 },
  ...{ usage: { prompt: 0, evaluated: 0, generated: 0 }, ms: { model: 0, browser: 0, runtime: 0 } },
});

it('counts retries that come back to what was rejected, as one does by hand', () => {
  const steps = [
    step(1, 'no-effect'),
    step(2, 'no-effect', ['rejected before: click 1']), // came to mind again
    step(1, 'no-effect'), // was done again
    step(1, 'ok', [], OTHER), // another page: no retry
    step(3, 'ok'), // a retry with something new
  ];
  expect(frictionOf(steps)).toEqual({ retries: 3, repeats: 2, share: 2 / 3 });
});

it('says nothing where nothing failed', () => {
  expect(frictionOf([step(1, 'ok'), step(2, 'ok')])).toEqual({ retries: 0, repeats: 0 });
});
