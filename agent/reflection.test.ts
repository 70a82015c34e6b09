import { describe, expect, it } from 'vitest';
import { type Assignment, type Observation, printAction } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { modelThatSays } from '../tests/fakes/plain-model.js';
import { createScriptedSession, type ScriptedSessionOptions } from '../tests/fakes/scripted-session.js';
import { type AgentParts, createAgent, type RunOptions } from './create-agent.js';
import type { AgentEvent } from './events.js';
import type { PlanContext } from './prompt-port.js';

const assignment = (goal: string, steps: number): Assignment => ({
  ...{ goal, startUrl: 'http://127.0.0.1/', limits: { steps, tokens: 100_000, timeMs: 60_000 } },
});

/** An agent of one model alone, with what it was told at every step. */
function setUp(page: ScriptedSessionOptions, settings: AgentParts['settings'], says: ReturnType<typeof modelThatSays>) {
  const store = openStore(':memory:');
  const session = createScriptedSession(page);
  const contexts: PlanContext[] = [];
  const events: AgentEvent[] = [];
  const build: typeof says.prompt.build = (context) => (contexts.push(context), says.prompt.build(context));
  const prompt = { ...says.prompt, build };
  const agent = createAgent({ log: store.log, model: says.model, prompt, settings: { proposers: ['model'], ...settings } });
  const run = (goal: Assignment, options: Partial<RunOptions> = {}) =>
    agent.run(goal, { session, purpose: 'train', onEvent: (event) => events.push(event), ...options });
  return { store, session, contexts, events, run };
}

describe('reversal', () => {
  const HOME = observation([element('checkbox', 'News', { states: ['unchecked'] }), element('button', 'Save')]);
  const SHOP = observation([element('heading', 'Shop')], { url: 'http://127.0.0.1/shop' });
  const leads = (back: Observation): ScriptedSessionOptions => ({
    page: HOME,
    react: ({ kind }, target) => (kind === 'back' ? back : target?.name === 'News' ? SHOP : undefined),
  });
  const says = () =>
    modelThatSays([
      { kind: 'click', ref: 1 },
      { kind: 'click', ref: 1 },
      { kind: 'click', ref: 2 },
    ]);
  const on = { reversal: { enabled: true } };

  it('takes a step to a wrong page back, and does not choose it there again', async () => {
    const { session, store, contexts, run } = setUp(leads(HOME), on, says());
    const { episodeId } = await run(assignment('Save.', 3));
    expect(session.done).toEqual(['click 1', 'back', 'click 2']);
    const [, undo] = store.log.steps(episodeId);
    expect(undo.decision).toMatchObject({ proposer: 'reversal', expectation: { restores: HOME.fingerprint } });
    expect(undo.verdicts).toMatchObject([{ label: 'A', source: 'rule:restored' }]);
    const last = contexts.at(-1)!;
    expect(last.rejected.map(printAction)).toEqual(['click 1']);
    expect(last.reasons?.get('click 1')).toMatch(/another page opened instead/);
  });

  it('tells by the fingerprint that an undo did not restore the page, and leaves it at that', async () => {
    const other = observation([element('button', 'Elsewhere'), element('button', 'Further')]);
    const { session, store, run } = setUp(leads(other), on, says());
    const { episodeId } = await run(assignment('Save.', 3));
    expect(store.log.steps(episodeId)[1].verdicts).toMatchObject([{ label: 'B', source: 'rule:not-restored' }]);
    expect(session.done).toEqual(['click 1', 'back', 'click 1']);
  });

  it('is not done when it is switched off', async () => {
    const { session, run } = setUp(leads(HOME), { reversal: { enabled: false } }, says());
    await run(assignment('Save.', 2));
    expect(session.done).not.toContain('back');
  });
});

describe('boundaries of the budget', () => {
  const room = (name: string): Observation =>
    observation([element('button', `Leave ${name}`), element('button', 'Exit')], { url: `http://127.0.0.1/${name}` });
  const rooms = [room('a'), room('b')];
  const react: ScriptedSessionOptions['react'] = (_, target, page) =>
    target?.name.startsWith('Leave') ? rooms[page.url.endsWith('a') ? 1 : 0] : undefined;

  it('have the trajectory looked at after steps 4 and 12, and the next step asked warmer', async () => {
    const temperatures: number[] = [];
    const says = modelThatSays([{ kind: 'click', ref: 1 }], (temperature) => temperatures.push(temperature));
    const settings = { boundaries: { enabled: true }, loops: { enabled: false }, rejected: { enabled: false } };
    const { events, run } = setUp({ page: rooms[0], react }, settings, says);
    await run(assignment('Find the exit.', 14));
    const looked = events.flatMap((event) => (event.type === 'verdict' && event.verdict.level === 'trajectory' ? [event] : []));
    expect(looked.map(({ step, verdict }) => [step, verdict.source, verdict.label])).toEqual([
      [4, 'rule:boundary', 'B'],
      [12, 'rule:boundary', 'B'],
    ]);
    expect(temperatures.flatMap((temperature, i) => (temperature > 0 ? [i + 1] : []))).toEqual([5, 13]);
  });

  it('are silent when they are switched off, and in the cold time of a loop finding', async () => {
    const sources = async (settings: AgentParts['settings']): Promise<string[]> => {
      const { events, run } = setUp({ page: rooms[0], react }, settings, modelThatSays([{ kind: 'click', ref: 1 }]));
      await run(assignment('Find the exit.', 5));
      return events.flatMap((event) =>
        event.type === 'verdict' && event.verdict.level === 'trajectory' ? event.verdict.source : [],
      );
    };
    expect(await sources({ loops: { enabled: false } })).toEqual([]);
    expect(await sources({ boundaries: { enabled: true }, rejected: { enabled: false } })).toEqual(['rule:cycle']);
  });
});

describe('the working memory', () => {
  const page = observation([element('button', 'Send'), element('textbox', 'Name'), element('button', 'Dead')]);
  const says = () => modelThatSays([{ kind: 'click', ref: 3 }, { kind: 'type', ref: 2, text: { kind: 'quote', index: 1 } }, { kind: 'stop' }]); // prettier-ignore
  const goal = assignment('Enter "Rosa" as Name.', 3);

  it('logs what is anticipated before the act, and a mismatch raises a new plan', async () => {
    const { session, store, events, contexts, run } = setUp({ page }, {}, says());
    const act = session.act.bind(session);
    const anticipated: unknown[] = [];
    session.act = (action, signal) => {
      const episode = store.log.episodes()[0];
      anticipated.push(store.log.steps(episode.id).at(-1)?.decision.expectation.effect);
      return act(action, signal);
    };
    const { episodeId } = await run(goal);
    expect(anticipated).toEqual(['any', 'value']);
    expect(events.filter(({ type }) => type === 'replan')).toEqual([
      { type: 'replan', step: 1, reason: 'the page did not change' },
    ]);
    const steps = store.log.steps(episodeId);
    expect(steps.map(({ decision }) => decision.notes[0])).toEqual([undefined, 'replan: the page did not change', undefined]);
    expect(contexts[1].progress?.replan).toBe('the page did not change');
  });

  it('keeps conditions with their evidence, and what was done apart from the history', async () => {
    const { store, contexts, run } = setUp({ page }, {}, says());
    const { episodeId } = await run(goal);
    const states = store.log.steps(episodeId).map(({ decision }) => decision.conditions?.states);
    expect(states[0]).toEqual([{ text: 'Rosa', state: 'unmet', evidence: 'textbox "Name"' }]);
    expect(states[2]).toMatchObject([{ text: 'Rosa', state: 'met' }]);
    expect(contexts.at(-1)?.progress?.done).toEqual(['step 2: type textbox "Name" "Rosa"']);
  });

  it('is not there when it is switched off', async () => {
    const { store, events, contexts, run } = setUp({ page }, { workingMemory: { enabled: false } }, says());
    const { episodeId } = await run(goal);
    expect(events.some(({ type }) => type === 'replan')).toBe(false);
    expect(contexts[1].progress).toBeUndefined();
    expect(store.log.steps(episodeId)[0].decision.conditions).toEqual({ open: ['Rosa'], named: 2 });
  });
});
