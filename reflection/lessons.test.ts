import { expect, it } from 'vitest';
import type { StepRecord } from '../memory/index.js';
import { type Action, goalSpans, NO_DIFF } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { contrast } from './lessons.js';
import type { EndedEpisode } from './prospective.js';

const PAGE = observation([
  element('textbox', 'Name'),
  element('button', 'Check'),
  element('button', 'Save'),
  element('button', 'Drop'),
]);
const TYPE: Action = { kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } };
const click = (ref: number): Action => ({ kind: 'click', ref });
const STOP: Action = { kind: 'stop' };

function episode(
  id: string,
  goal: string,
  actions: Action[],
  open: string[] = [],
  scope = 'site:http://127.0.0.1',
): EndedEpisode {
  const steps = actions.map(
    (action, i): StepRecord => ({
      ...{ episodeId: id, number: i + 1, state: 'done', at: 0, observation: PAGE, calls: [], verdicts: [] },
      decision: {
        action,
        proposer: 'model',
        expectation: { effect: 'any' },
        candidates: [],
        notes: [],
        conditions: { open, named: goalSpans(goal).length },
      },
      outcome: { status: 'ok', message: '', diff: NO_DIFF, ms: 0 },
      ...{ usage: { prompt: 0, evaluated: 0, generated: 0 }, ms: { model: 0, browser: 0, runtime: 0 } },
    }),
  );
  return { id, goal, scope, steps, at: 7 };
}
const failed = episode('f', 'Name it "Ann".', [TYPE, click(4), STOP], ['Ann']);
const succeeded = episode('s', 'Name it "Bo".', [TYPE, click(2), click(3), STOP]);

it('tells at most three things: the first step that differs, one that is missing, a condition that was left open', () => {
  const lessons = contrast(failed, succeeded);
  expect(lessons.map(({ slot }) => slot)).toEqual([
    'lesson at step 2, rather than: click button "Drop"',
    'lesson, missing: click button "Save"',
    'lesson, condition 1',
  ]);
  expect(lessons[0].body).toBe(
    'click button "Check" succeeded where click button "Drop" failed. When: after type textbox "_" from quote.',
  );
  expect(lessons[1].body).toMatch(/When: after click button "Check".$/);
});

it('names the steps of both episodes as its sources', () => {
  const [first, missing, condition] = contrast(failed, succeeded).map(({ sources }) =>
    sources.map(({ episodeId, step }) => `${episodeId}${step}`),
  );
  expect([first, missing, condition]).toEqual([['f2', 's2'], ['s3'], ['f3', 's4']]);
});

it('learns nothing from tasks of two kinds or two sites, nor where both did the same', () => {
  expect(contrast(failed, episode('s', 'Remove "Bo" now.', [click(4)]))).toEqual([]);
  expect(contrast(failed, { ...succeeded, scope: 'site:http://other' })).toEqual([]);
  expect(contrast(episode('f', 'Go.', [click(2)]), episode('s', 'Go.', [click(2)]))).toEqual([]);
});
