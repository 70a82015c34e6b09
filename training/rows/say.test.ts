import { expect, it } from 'vitest';
import { COMPACT_FORMAT, createAgent, showParts } from '../../agent/index.js';
import { openStore } from '../../memory/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { createScriptedModel } from '../../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../../tests/fakes/scripted-session.js';
import { sayAt } from './say.js';
import { readAttempts } from './trajectory.js';

const FORM = observation([
  element('textbox', 'Name'),
  element('checkbox', 'News', { states: ['unchecked'] }),
  element('button', 'Help'),
  element('button', 'Send'),
]);
const THANKS = observation([element('heading', 'Thank you')]);

it('shows, where a prompt has to be made anew, what the agent itself showed the model there', async () => {
  const store = openStore(':memory:');
  const model = createScriptedModel(['<click>[2]', '<type>[0]<q1>', '<click>[3]', '<stop>'], {
    capabilities: { promptFormat: COMPACT_FORMAT },
    score: ({ continuations }) => continuations.map((parts) => parts.map(() => -0.1)),
  });
  const settings = { proposers: ['model' as const], advice: { enabled: false } };
  const session = createScriptedSession({ page: FORM, react: (_, target) => (target?.name === 'Send' ? THANKS : undefined) });
  const limits = { steps: 9, tokens: 99_999, timeMs: 60_000 };
  const assignment = { goal: 'Enter "Rosa" as Name and press Send.', startUrl: 'http://127.0.0.1/', limits };
  const { episodeId } = await createAgent({ model, log: store.log, settings }).run(assignment, { session, purpose: 'train' });
  const judged = { suite: 's', suiteVersion: '1', split: 'practice', family: 'f', seed: 1, success: true, reward: 1, detail: '' };
  store.evaluations.record({ episodeId, ...judged });
  const [{ attempts }] = [...readAttempts(store)];
  const shown = attempts[0].steps.map(({ calls }) => calls.flatMap(({ prompt }) => (prompt.kind === 'parts' ? [showParts(prompt.parts)] : [])).at(-1)); // prettier-ignore
  const anew = attempts[0].steps.map((_, index) => showParts(sayAt(attempts[0], index, { kind: 'back' })!.prompt));
  expect(shown).toHaveLength(4);
  expect(shown[2]).toContain('<click>button:Help<same>');
  expect(anew).toEqual(shown);
  store.close();
});
