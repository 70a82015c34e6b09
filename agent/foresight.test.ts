import { expect, it } from 'vitest';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { createAgent } from './create-agent.js';
import { showParts } from './prompt/index.js';

const page = observation([element('button', 'Good'), element('button', 'Bad')]);

/** A model that would rather press Bad than Good or give up, and foretells that only Good succeeds. */
async function firstStep({
  foresight,
  enabled = true,
  feasible = 0.9,
}: {
  foresight: boolean;
  enabled?: boolean;
  feasible?: number;
}) {
  const store = openStore(':memory:');
  const said = ['<click>[1]', '<click>[0]', '<refuse>'];
  const likely = (shown: string): number => (shown.startsWith('<click>[1]') ? -0.5 : -1);
  const foretold = (shown: string): number =>
    shown.startsWith('<unsure>') ? feasible : shown.startsWith('<click>[0]') ? 0.9 : 0.1;
  const model = createScriptedModel((_, call) => said[call % said.length], {
    capabilities: { promptFormat: 'compact-3', ...(foresight ? { foresight } : {}) },
    score: ({ continuations }) =>
      continuations.map((parts) => {
        const shown = showParts(parts);
        const own = parts.map((_part, i) => (i === 0 ? likely(shown) : 0));
        return shown.endsWith('<ok>') ? [...own.slice(0, -1), Math.log(foretold(shown))] : own;
      }),
  });
  const settings = {
    proposers: ['model'],
    model: { samples: 3, temperature: 0.5 },
    foresight: { enabled, value: 1, feasible: 1 },
    refusal: { caution: 0 },
    critic: { enabled: false },
    coverage: { enabled: false },
  };
  const agent = createAgent({ log: store.log, model, settings });
  const assignment = { goal: 'Do it', startUrl: 'http://127.0.0.1/', limits: { steps: 1, tokens: 9000, timeMs: 9000 } };
  const { episodeId } = await agent.run(assignment, { session: createScriptedSession({ page }), purpose: 'train' });
  return store.log.steps(episodeId)[0].decision;
}

it('weighs what the model foretells of each candidate, and logs it', async () => {
  const { action, foresight } = await firstStep({ foresight: true });
  expect(action).toEqual({ kind: 'click', ref: 1 });
  expect(foresight?.success).toBeCloseTo(0.9);
  expect(foresight?.feasible).toBeCloseTo(0.9);
});

it('does without where it is switched off, or the model has none', async () => {
  for (const without of [{ foresight: true, enabled: false }, { foresight: false }]) {
    const decision = await firstStep(without);
    expect(decision.action).toEqual({ kind: 'click', ref: 2 });
    expect(decision).not.toHaveProperty('foresight');
  }
});

it('gives up where the model foretells that it cannot be done', async () => {
  expect((await firstStep({ foresight: true, feasible: 0.001 })).action.kind).toBe('refuse');
});
