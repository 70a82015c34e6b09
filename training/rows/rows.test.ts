import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../memory/index.js';
import { type FakeAttempt, type FakeStep, recordAttempt } from '../../tests/fakes/attempts.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { CURATION, Curator, type CurationOptions } from './curate.js';
import { negativeAwareRows } from './negative-aware.js';
import { preferenceRows } from './preferences.js';
import { spokenStep } from './spoken.js';
import { stepwiseRows } from './stepwise.js';
import { successRow } from './success.js';
import { readAttempts, type TaskAttempts } from './trajectory.js';

let store: Store;
beforeEach(() => (store = openStore(':memory:')));
afterEach(() => store.close());

const page = (name: string) => observation([element('button', name)]);
const step = (on: string, said: string, more: Partial<FakeStep> = {}): FakeStep => ({
  page: page(on),
  action: { kind: 'click', ref: 1 },
  said: [
    [said, -0.25],
    ['something else', -1.5],
  ],
  label: 'A',
  ...more,
});
const record = (attempts: FakeAttempt[]): TaskAttempts[] => {
  for (const attempt of attempts) recordAttempt(store, attempt);
  return [...readAttempts(store)];
};
const options: CurationOptions = { ...CURATION, splits: ['practice'] };

/** One task in three attempts: two fail in ways of their own, the third gets there after a press without effect. */
const TASK: FakeAttempt[] = [
  { id: 'a', family: 'f', success: false, steps: [step('start', 'wrong way')] },
  { id: 'b', family: 'f', success: false, steps: [step('start', 'right way'), step('middle', 'wrong end')] },
  { id: 'c', family: 'f', success: true, steps: [step('start', 'right way'), step('middle', 'slip', { label: 'C' }), step('middle, slipped', 'right end', { label: 'C' })] }, // prettier-ignore
];

describe('readAttempts', () => {
  it('puts the attempts at one task together, with its success rate', () => {
    const [task] = record(TASK);
    expect(task).toMatchObject({ key: 'practice/f/1', family: 'f' });
    expect(task.attempts.map(({ episodeId }) => episodeId)).toEqual(['a', 'b', 'c']);
    expect(task.rate).toBeCloseTo(1 / 3);
  });

  it('refuses what was not played for training, and leaves out what is half written', () => {
    const [train] = TASK;
    record([
      train,
      { ...train, id: 'g', purpose: 'gate' },
      { ...train, id: 'u', purpose: 'use' },
      { ...train, id: 'h', open: true },
    ]);
    const unfit: string[] = [];
    expect([...readAttempts(store, (why) => unfit.push(why))].flatMap(({ attempts }) => attempts)).toHaveLength(1);
    expect(unfit).toEqual(['not for training', 'not for training', 'half written']);
  });

  it('leaves out an attempt whose rows this version cannot read', () => {
    record(TASK);
    store.db.prepare('UPDATE step SET verdicts = \'[{"level":"of old"}]\' WHERE episode_id = \'c\'').run();
    const unfit: string[] = [];
    expect([...readAttempts(store, (why) => unfit.push(why))][0].attempts).toHaveLength(2);
    expect(unfit).toEqual(['unreadable']);
  });
});

describe('spokenStep', () => {
  const spoken = (more: Partial<FakeStep>) => {
    record([{ id: 'a', family: 'f', success: true, steps: [step('start', 'this', more)] }]);
    return spokenStep(store.log.steps('a')[0]);
  };

  it('finds what was chosen among what was scored, with the prompt that was shown', () => {
    expect(spoken({ prompt: 'shown', said: [['this', -2], ['that', -1]] })).toEqual({ episodeId: 'a', step: 1, prompt: ['shown'], answer: ['this', { token: '<|end|>' }], logprobs: [-2, 0] }); // prettier-ignore
  });

  it('takes what was generated where nothing was scored', () => {
    expect(spoken({ generated: true, said: [['<click>', -2]] })).toMatchObject({ answer: [{ token: '<click>' }, { token: '<|end|>' }], logprobs: [-2, 0] }); // prettier-ignore
  });
});

describe('Curator', () => {
  const curated = (attempts: FakeAttempt[], more: Partial<CurationOptions> = {}) => {
    const curator = new Curator({ ...options, ...more });
    const steps = record(attempts).flatMap((task) => curator.successes(task));
    return { report: curator.report, said: steps.map(({ answer }) => answer[0]), steps };
  };

  it('keeps the steps of a success that did something, and its end', () => {
    const { said, report } = curated(TASK);
    expect(said).toEqual(['right way', 'right end']);
    expect(report).toMatchObject({
      attempts: 3,
      kept: 1,
      rows: 2,
      drops: { failed: 2, 'without effect': 1 },
      byFamily: { f: 2 },
    });
  });

  it('drops what leaks from another split, what was seen before, and what a family has enough of', () => {
    const again = { ...TASK[2], id: 'd', seed: 2 };
    const more = { id: 'e', family: 'f', seed: 3, success: true, steps: [step('x', '1'), step('y', '2')] };
    const leak = { ...more, id: 'l', seed: 4, split: 'near' };
    expect(curated([...TASK, again, more, leak], { perFamily: 3 }).report.drops).toEqual({
      failed: 2,
      'without effect': 2,
      'seen before': 2,
      'family is full': 1,
      'other split': 1,
    });
  });

  it('turned up to its strictest, keeps only the shortest successes without a slip', () => {
    const { report } = curated(TASK, { strictness: 1 });
    expect(report.drops).toMatchObject({ 'not strict enough': 1 });
    expect(report.rows).toBe(0);
  });

  it('gives a step of a rare success a larger weight, within bounds', () => {
    const weights = (rates: number[]) => rates.map((rate) => successRow({ episodeId: 'a', step: 1, family: 'f', prompt: [], answer: [], logprobs: [], rate }).weight); // prettier-ignore
    expect(weights([1, 0.5, 0.25, 0.01])).toEqual([0.3, 1, Math.sqrt(3), 2]);
  });
});

describe('preferenceRows', () => {
  it('pairs what a failed and a successful attempt did where they part', () => {
    const rows = record(TASK).flatMap(preferenceRows);
    expect(rows.map(({ prompt, chosen, rejected }) => [prompt[0], chosen[0], rejected[0]])).toEqual([
      ['button start  ', 'right way', 'wrong way'], // not the slip in place of the wrong end: it did nothing
    ]);
    expect(rows[0]).toMatchObject({ chosenStep: { episodeId: 'c', step: 1 }, rejectedStep: { episodeId: 'a', step: 1 } });
  });

  it('says nothing of attempts that saw different pages', () => {
    const other = { ...TASK[0], steps: [step('another start', 'wrong way')] };
    expect(record([other, TASK[2]]).flatMap(preferenceRows)).toEqual([]);
  });
});

describe('negativeAwareRows', () => {
  it('gives the right and wrong answers of states in which both were seen, with the share of right ones', () => {
    const rows = record(TASK).flatMap(negativeAwareRows);
    expect(rows.map(({ prompt, answer, correct, successRate }) => [prompt[0], answer[0], correct, successRate])).toEqual([
      ['button start  ', 'wrong way', false, 1 / 3],
      ['button start  ', 'right way', false, 1 / 3], // it went wrong later: the attempt failed
      ['button start  ', 'right way', true, 1 / 3],
    ]); // the middle has no right answer: the slip did nothing
  });
});

describe('stepwiseRows', () => {
  it('calls good what a success did, and bad the step at which a failure left it', () => {
    const rows = record(TASK).flatMap(stepwiseRows);
    expect(rows.map(({ steps }) => steps.map(({ answer, good }) => [answer[0], good]))).toEqual([
      [['wrong way', false]],
      [['right way', true], ['wrong end', false]],
      [['right way', true], ['slip', false], ['right end', true]],
    ]); // prettier-ignore
  });

  it('says nothing of failures without a success to hold against them', () => {
    expect(record(TASK.slice(0, 2)).flatMap(stepwiseRows)).toEqual([]);
  });
});
