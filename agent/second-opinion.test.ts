import { expect, it } from 'vitest';
import type { GenerateRequest } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { fairChoice } from '../tests/fakes/judges.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { type AgentParts, createAgent } from './create-agent.js';

const HOME = observation([element('link', 'Imprint'), element('link', 'Contact')]);
const IMPRINT = observation([element('heading', 'Imprint')], { url: 'http://127.0.0.1/imprint' });

/** Text of the question, where the request is one for the judge. */
function questionIn({ prompt }: GenerateRequest): string | undefined {
  const messages = prompt.kind === 'chat' ? prompt.messages : [];
  return messages[0]?.content.startsWith('You judge') ? messages[1].content : undefined;
}

function judged(question: string): string {
  const [text, answers] = question.split('\n\nAnswers:\n');
  const options = answers.split('\n').map((line) => line.replace(/^\d+\. /, ''));
  return JSON.stringify({ evidence: 'Imprint', answer: fairChoice({ text, options }) + 1, reason: 'it is the imprint' });
}

/** One step by a chat model that is so sure of it; how often the judge was asked about it, and what came of it. */
async function step(settings: AgentParts['settings'], logprob: number | undefined, steps = 1) {
  const store = openStore(':memory:');
  const model = createScriptedModel(
    (request) => {
      const question = questionIn(request);
      return question ? judged(question) : { text: '{"think":"","action":"click 1"}', logprob };
    },
    { capabilities: { parts: false, logprobs: logprob !== undefined } },
  );
  const session = createScriptedSession({ page: HOME, react: ({ kind }) => (kind === 'back' ? HOME : IMPRINT) });
  const agent = createAgent({ log: store.log, model, settings: { proposers: ['model'], retry: { widen: 0 }, ...settings } });
  const run = () =>
    agent.run(
      { goal: 'Open Contact.', startUrl: HOME.url, limits: { steps, tokens: 1e6, timeMs: 60_000 } },
      { session, purpose: 'train' },
    );
  const { episodeId } = await run();
  const asked = () => model.requests.flatMap((request) => questionIn(request) ?? []).length;
  return { asked, run, session, verdicts: store.log.steps(episodeId)[0].verdicts };
}

const ON = { reflector: { enabled: true, threshold: -0.05 } };
const EXAM = 15;

it('asks nobody when the model was sure of verb and target', async () => {
  expect((await step(ON, -0.01)).asked()).toBe(0);
});

it('asks when the model was not sure, and when nothing is known of how sure it was', async () => {
  expect((await step(ON, -2)).asked()).toBe(EXAM + 1);
  expect((await step(ON, undefined)).asked()).toBe(EXAM + 1);
});

it('lets the second opinion count before the rule, keeps both, and has the wrong turn taken back', async () => {
  const { verdicts, session } = await step({ ...ON, reversal: { enabled: true } }, -2, 2);
  expect(verdicts).toMatchObject([
    { label: 'B', source: 'model:scripted' },
    { label: 'A', source: 'rule:page-opened' },
  ]);
  expect(session.done).toEqual(['click 1', 'back']);
});

it('examines the judge once for all runs of an agent', async () => {
  const { asked, run, session } = await step(ON, -2);
  session.page = HOME;
  await run();
  expect(asked()).toBe(EXAM + 2);
});

it('is not asked when it is switched off', async () => {
  expect((await step({}, -2)).asked()).toBe(0);
});
