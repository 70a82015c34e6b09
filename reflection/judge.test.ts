import { describe, expect, it } from 'vitest';
import { createScriptedJudge } from '../tests/fakes/judges.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createModelJudge, type Judge, type Question } from './judge.js';

const QUESTION: Question = { text: 'Which page is it?', options: ['Home', 'Imprint', 'Contact'] };
const reply = JSON.stringify({ evidence: 'Imprint', answer: 2, reason: 'so it seems' });
const scripted = (text = reply) => createScriptedModel([text], { capabilities: { parts: false } });

describe.each<[string, () => Judge]>([
  ['a chat model', () => createModelJudge(scripted(), 50)],
  ['the scripted fake', () => createScriptedJudge(() => 1)],
])('%s as a judge', (_, create) => {
  it('picks one of the answers, with evidence and a reason', async () => {
    expect(await create().choose(QUESTION)).toEqual({ choice: 1, evidence: 'Imprint', reason: 'so it seems' });
    expect(create().name).toMatch(/^model:/);
  });
});

it('numbers the answers in the order given, and asks at temperature 0', async () => {
  const model = scripted();
  await createModelJudge(model, 50).choose({ ...QUESTION, options: ['Contact', 'Home'] });
  expect(model.requests[0].temperature).toBe(0);
  expect(JSON.stringify(model.requests[0].prompt)).toContain('1. Contact\\n2. Home');
});

it('gives no verdict when the answer was cut short or is none of those given', async () => {
  expect(await createModelJudge(scripted(), 1).choose(QUESTION)).toBeUndefined();
  const wrong = scripted(JSON.stringify({ evidence: '', answer: 4, reason: '' }));
  expect(await createModelJudge(wrong, 50).choose(QUESTION)).toBeUndefined();
});
