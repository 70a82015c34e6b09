import { expect, it } from 'vitest';
import { type ConfidenceModel, CONFIDENCE_FORMAT } from '../reflection/index.js';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { createAgent } from './create-agent.js';
import type { AgentSettingsInput } from '../config/index.js';

/** As sure of a stop as it is told to be, and sure of everything else. */
const confidence = (sure: number): ConfidenceModel => ({
  format: CONFIDENCE_FORMAT,
  model: 'scripted',
  end: {
    trees: { bias: 20, trees: [{ feature: 'stops', threshold: 0.5, low: { value: 0 }, high: { value: -40 } }] },
    calibrator: { kind: 'isotonic', points: [{ raw: 0.1, calibrated: sure }, { raw: 0.9, calibrated: 0.95 }] },
  },
  ahead: { trees: { bias: 20, trees: [] }, calibrator: { kind: 'temperature', slope: 1, offset: 0 } },
  episodes: 100,
}); // prettier-ignore

const page = observation([element('button', 'More'), element('text', 'Nothing here')]);

async function run(sure: number | undefined, settings: AgentSettingsInput = {}) {
  const store = openStore(':memory:');
  const session = createScriptedSession({ page, react: () => observation([...page.elements, element('text', 'More of it')]) });
  // Stops at once, with pressing "More" as the runner-up.
  const model = createScriptedModel((_, call) => (call % 2 === 0 ? '<stop>' : '<click>[0]'), {
    capabilities: { promptFormat: 'compact-3' },
    score: ({ continuations }) => continuations.map((parts) => parts.map((part) => (JSON.stringify(part).includes('stop') ? 0 : -0.1))),
  }); // prettier-ignore
  const agent = createAgent({ log: store.log, model, ...(sure === undefined ? {} : { confidence: confidence(sure) }), settings: { proposers: ['model'], model: { samples: 2, temperature: 0.5 }, coverage: { enabled: false }, critic: { enabled: false }, ...settings } }); // prettier-ignore
  const goal = 'Press More when you like';
  const { finish, episodeId } = await agent.run({ goal, startUrl: 'http://127.0.0.1/', limits: { steps: 5, tokens: 9000, timeMs: 9000 } }, { session, purpose: 'train' }); // prettier-ignore
  const notes = store.log.steps(episodeId).flatMap(({ decision }) => decision.notes);
  return { finish, done: session.done, notes: notes.filter((note) => note.startsWith('global:')) };
}

it('puts off an end that will hardly be right, once, and does not vouch for the second', async () => {
  const { finish, done, notes } = await run(0.1, { finishing: { reopen: 0.2 } });
  expect(done).toEqual(['click 1']);
  expect(notes).toEqual(['global: to stop here succeeds with 0.10 only, so the episode goes on, once']);
  expect(finish).toEqual({ kind: 'done', text: '', confidence: 0.1, contested: true });
});

it('does not vouch for an end that is doubtful, and vouches for a likely one', async () => {
  expect((await run(0.4)).finish).toMatchObject({ contested: true });
  const sure = await run(0.9);
  expect(sure.finish).toEqual({ kind: 'done', text: '', confidence: 0.9 });
  expect(sure.done).toEqual([]);
});

it('says nothing where it is switched off, or where nothing was fitted', async () => {
  expect((await run(0.1, { finishing: { enabled: false, reopen: 0.2 } })).finish).toEqual({
    kind: 'done',
    text: '',
    confidence: 0.1,
  });
  expect((await run(undefined)).finish).toEqual({ kind: 'done', text: '' });
});
