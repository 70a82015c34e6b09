import { expect, it } from 'vitest';
import { createScriptedJudge, fairChoice } from '../tests/fakes/judges.js';
import { checkJudge } from './judge-check.js';
import { createModelReflector, REFLECTOR_CASES, type ToldStep } from './model-reflector.js';

const STEP: ToldStep = {
  ...{ goal: 'Open the contact page.', action: 'click 3 (link "Imprint")', expectation: 'another page opens' },
  ...{ before: '[3] link "Imprint"', after: '[1] heading "Imprint"', isUnchanged: false },
};

it('passes a judge whose answers depend on the question alone', async () => {
  const report = await checkJudge(createScriptedJudge(fairChoice), REFLECTOR_CASES);
  expect(report).toEqual({ orderAgreement: 1, onePlace: 0.25, paraphraseAgreement: 1, calls: 15 });
});

it('flags a judge that takes one place whatever stands there', async () => {
  const report = await checkJudge(
    createScriptedJudge(() => 0),
    REFLECTOR_CASES,
  );
  expect(report).toMatchObject({ onePlace: 1, orderAgreement: 0.25 });
  expect(report.flagged).toMatch(/100 % of its answers fall on one place/);
});

it('flags a judge whose answer changes with the wording, and one that gives no usable answers', async () => {
  const wordy = createScriptedJudge((question) => (question.text.startsWith('Look') ? 3 : fairChoice(question)));
  expect((await checkJudge(wordy, REFLECTOR_CASES)).flagged).toMatch(/0 % of its answers stay the same in other words/);
  expect(
    (
      await checkJudge(
        createScriptedJudge(() => undefined),
        REFLECTOR_CASES,
      )
    ).flagged,
  ).toBeDefined();
});

it('examines a judge before its first verdict, and leaves a biased one out of every one', async () => {
  const biased = createScriptedJudge(() => 1);
  const reflector = createModelReflector(biased);
  expect(await reflector.judge(STEP)).toMatchObject({ label: 'D', reason: expect.stringMatching(/left out/) as string });
  await reflector.judge(STEP);
  expect(biased.asked).toHaveLength(15); // the examination alone
});

it('takes the word of a fair judge, and a word against the step only with evidence that stands on the page', async () => {
  const judge = createScriptedJudge(fairChoice);
  const reflector = createModelReflector(judge);
  expect(await reflector.judge(STEP)).toMatchObject({ level: 'action', label: 'B', source: 'model:scripted' });
  expect(await reflector.judge({ ...STEP, after: '[1] heading "Legal"' })).toMatchObject({ label: 'D', reason: expect.stringMatching(/no evidence/) as string }); // prettier-ignore
  expect(judge.asked).toHaveLength(17);
});
