import { describe, expect, it } from 'vitest';
import type { Action, Assignment, Observation } from '../core/index.js';
import { printAction } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { modelThatSays } from '../tests/fakes/plain-model.js';
import { createScriptedSession, type ScriptedSessionOptions } from '../tests/fakes/scripted-session.js';
import { type AgentParts, createAgent, type RunOptions } from './create-agent.js';
import type { AgentEvent } from './events.js';
import { compactPrompt, showParts } from './prompt/index.js';

const LIMITS = { steps: 10, tokens: 100_000, timeMs: 60_000 };
const assignment = (goal: string, limits: Partial<typeof LIMITS> = {}): Assignment => ({
  goal,
  startUrl: 'http://127.0.0.1/',
  limits: { ...LIMITS, ...limits },
});

const FORM = observation([
  element('textbox', 'Name'),
  element('checkbox', 'News', { states: ['unchecked'] }),
  element('button', 'Send'),
]);
const THANKS = observation([element('heading', 'Thank you')], { url: 'http://127.0.0.1/thanks' });
const sends: ScriptedSessionOptions['react'] = (action, target) =>
  action.kind === 'click' && target?.name === 'Send' ? THANKS : undefined;

function setUp(page: ScriptedSessionOptions, settings: AgentParts['settings'] = {}, parts: Partial<AgentParts> = {}) {
  const store = openStore(':memory:');
  const session = createScriptedSession(page);
  const agent = createAgent({ log: store.log, settings, ...parts });
  const run = (goal: Assignment, options: Partial<RunOptions> = {}) => agent.run(goal, { session, purpose: 'train', ...options });
  return { store, session, agent, run };
}

describe('an episode with the name matcher', () => {
  it('fills the form, sends it and stops', async () => {
    const { session, run, store } = setUp({ page: FORM, react: sends });
    const result = await run(assignment('Enter "Rosa" as Name, tick News and press Send.'));
    expect(session.done).toEqual(['type 1 "Rosa"', 'click 2', 'click 3']);
    expect(result.finish).toEqual({ kind: 'done', text: '' });
    expect(result.steps).toBe(4);
    expect(store.log.episode(result.episodeId)).toMatchObject({ finish: { kind: 'done' }, steps: 4 });
  });

  it('writes every step with decision, outcome and verdict', async () => {
    const { run, store } = setUp({ page: FORM, react: sends });
    const { episodeId } = await run(assignment('Enter "Rosa" as Name, tick News and press Send.'));
    const [first] = store.log.steps(episodeId);
    expect(first).toMatchObject({
      state: 'done',
      decision: {
        action: { kind: 'type', text: { kind: 'quote', index: 1 } },
        expectation: { effect: 'value', becomes: 'Rosa' },
      },
      outcome: { status: 'ok', text: 'Rosa' },
      verdicts: [{ label: 'A', level: 'action' }],
    });
    expect(store.log.lastObservation(episodeId)?.url).toBe(THANKS.url);
  });

  it('says with every decision which conditions of the goal are open', async () => {
    const { run, store } = setUp({ page: FORM, react: sends });
    const { episodeId } = await run(assignment('Enter "Rosa" as Name, tick News and press Send.'));
    const open = store.log.steps(episodeId).map(({ decision }) => decision.conditions);
    expect(open[0]).toMatchObject({ open: ['Rosa', 'News', 'Send'], named: 4 });
    expect(open[2]).toMatchObject({ open: ['Send'] });
  });

  it('does what it is told where a rollout takes another way, and only in training', async () => {
    const { session, run, store } = setUp({ page: FORM, react: sends });
    const intervene = (step: number): Action | undefined => (step === 1 ? { kind: 'click', ref: 2 } : undefined);
    const { episodeId } = await run(assignment('Enter "Rosa" as Name and press Send.'), { intervene });
    expect(session.done.slice(0, 2)).toEqual(['click 2', 'type 1 "Rosa"']);
    expect(store.log.steps(episodeId)[0].decision.proposer).toBe('intervention');
    await expect(run(assignment('Press Send.'), { intervene, purpose: 'report' })).rejects.toThrow(/decides alone/);
  });

  it('takes a detour among all that is legal, weighed like everything else, and only in training', async () => {
    const { session, run, store } = setUp({ page: FORM, react: sends });
    const detour = { path: ['click 2'], widen: 9 };
    const { episodeId } = await run(assignment('Enter "Rosa" as Name and press Send.'), { detour });
    expect(session.done.slice(0, 2)).toEqual(['click 2', 'type 1 "Rosa"']);
    const [first] = store.log.steps(episodeId);
    expect(first.decision.candidates.map(({ proposer }) => proposer)).toContain('legal');
    expect(first.decision.candidates.find(({ action }) => printAction(action) === 'click 2')).toMatchObject({
      proposer: 'legal',
    });
    await expect(run(assignment('Press Send.'), { detour, purpose: 'report' })).rejects.toThrow(/decides alone/);
  });

  it('tells what happens, in order', async () => {
    const events: AgentEvent[] = [];
    const { run } = setUp({ page: FORM, react: sends });
    await run(assignment('Press Send.', { steps: 1 }), { onEvent: (event) => events.push(event) });
    const types = events.map((event) => event.type);
    expect(types).toEqual([
      'episode-start',
      'step-start',
      'observation',
      'decision',
      'outcome',
      'step-end',
      'verdict',
      'episode-end',
    ]);
  });

  it('opens the start page in a browser that shows nothing yet', async () => {
    const { session, run } = setUp({ onOpen: () => FORM, react: sends });
    await run(assignment('Press Send.'));
    expect(session.opened).toEqual(['http://127.0.0.1/']);
  });
});

describe('how an episode ends', () => {
  it('ends at the step limit', async () => {
    const { run } = setUp({ page: FORM, react: sends });
    const result = await run(assignment('Enter "Rosa" as Name and press Send.', { steps: 1 }));
    expect(result).toMatchObject({ finish: { kind: 'step-limit' }, steps: 1 });
  });

  it('ends at the time limit', async () => {
    const { run } = setUp({ page: FORM }, {}, { clock: tickingClock(1000) });
    expect((await run(assignment('Enter "Rosa" as Name.', { timeMs: 2000 }))).finish.kind).toBe('time-limit');
  });

  it('ends when the page ended the episode', async () => {
    const { session, run } = setUp({ page: FORM, react: sends });
    const ended = (): Promise<boolean> => Promise.resolve(session.page === THANKS);
    expect((await run(assignment('Press Send.'), { ended })).finish.kind).toBe('page-ended');
  });

  it('ends when the caller stops it, also in the middle of an action', async () => {
    const stop = new AbortController();
    const { session, run, store } = setUp({ page: FORM });
    session.act = () => {
      stop.abort();
      return Promise.reject(stop.signal.reason as Error);
    };
    const result = await run(assignment('Press Send.'), { signal: stop.signal });
    expect(result.finish.kind).toBe('aborted');
    expect(store.log.steps(result.episodeId)[0].state).toBe('unknown');
  });

  it('ends as crashed when the page is gone', async () => {
    const { run } = setUp({ page: FORM, react: () => ({ fails: 'PAGE_CRASHED' }) });
    expect((await run(assignment('Press Send.'))).finish.kind).toBe('crashed');
  });

  it('closes the episode as crashed when a part breaks, and throws', async () => {
    const { session, run, store } = setUp({ page: FORM });
    session.act = () => Promise.reject(new TypeError('broken part'));
    await expect(run(assignment('Press Send.'), { episodeId: 'e1' })).rejects.toThrow('broken part');
    expect(store.log.episode('e1')?.finish).toEqual({ kind: 'crashed', text: 'broken part' });
  });
});

describe('mechanisms that a setting switches off', () => {
  const dead = { page: observation([element('button', 'Send'), element('button', 'Submit')]) };

  it('does not try again what did nothing on the same page', async () => {
    const model = modelThatSays([{ kind: 'click', ref: 1 }]);
    const { session, run } = setUp(dead, { proposers: ['model'], retry: { widen: 0 } }, model);
    const result = await run(assignment('Press Send.'));
    expect(session.done).toEqual(['click 1']);
    expect(result.finish.kind).toBe('gave-up');
  });

  it('waits three times in a row at most', async () => {
    const model = modelThatSays([{ kind: 'click', ref: 3 }, { kind: 'wait' }]);
    const { session, run } = setUp({ page: FORM, react: sends }, { proposers: ['model'], retry: { widen: 0 } }, model);
    const result = await run(assignment('Press Send.'));
    expect(session.done).toEqual(['click 3', 'wait', 'wait', 'wait']);
    expect(result.finish.kind).toBe('gave-up');
  });

  it('tries it again and again with the rejected list switched off', async () => {
    const model = modelThatSays([{ kind: 'click', ref: 1 }]);
    const { session, run } = setUp(dead, { proposers: ['model'], rejected: { enabled: false } }, model);
    await run(assignment('Press Send.', { steps: 4 }));
    expect(session.done).toHaveLength(4);
  });

  it('asks a model warmer each time all it said had been rejected, then widens to other legal actions', async () => {
    const temperatures: number[] = [];
    const model = modelThatSays([{ kind: 'click', ref: 1 }], (temperature) => temperatures.push(temperature));
    const page = observation([element('button', 'Send'), element('link', 'Help')]);
    const { session, run } = setUp({ page }, { proposers: ['model'] }, model);
    await run(assignment('Press Send.', { steps: 2 }));
    expect(temperatures).toEqual([0, 0, 0.15, 0.3]);
    expect(session.done).toEqual(['click 1', 'click 2']);
  });

  it('breaks a cycle of two pages', async () => {
    const { pages, react } = twoRooms();
    const model = modelThatSays([{ kind: 'click', ref: 1 }]);
    const on = setUp({ page: pages[0], react }, { proposers: ['model'] }, model);
    const verdicts: string[] = [];
    await on.run(assignment('Find the exit.', { steps: 8 }), {
      onEvent: (event) => event.type === 'verdict' && event.verdict.level === 'trajectory' && verdicts.push(event.verdict.source),
    });
    expect(verdicts[0]).toBe('rule:cycle');
    expect(on.session.done).toContain('click 2');
    const off = setUp(
      { page: pages[0], react },
      { proposers: ['model'], loops: { enabled: false } },
      modelThatSays([{ kind: 'click', ref: 1 }]),
    );
    await off.run(assignment('Find the exit.', { steps: 8 }));
    expect(off.session.done).not.toContain('click 2');
  });

  it('does not send a form while a condition of the goal is open', async () => {
    const hasty = (): Partial<AgentParts> =>
      modelThatSays([{ kind: 'click', ref: 3 }], undefined, (line) => (line === 'click 3' ? -0.1 : -5));
    const goal = assignment('Enter "Rosa" as Name and press Send.');
    const on = setUp({ page: FORM, react: sends }, {}, hasty());
    const { episodeId } = await on.run(goal);
    expect(on.session.done[0]).toBe('type 1 "Rosa"');
    expect(on.store.log.steps(episodeId)[0].decision.notes.join()).toContain('"Rosa" is still open');
    const off = setUp({ page: FORM, react: sends }, { coverage: { enabled: false } }, hasty());
    await off.run(goal);
    expect(off.session.done[0]).toBe('click 3');
  });

  it('does not take back what is as the goal wants it', async () => {
    const page = observation([element('checkbox', 'News', { states: ['checked'] }), element('button', 'Send')]);
    const careless = (): Partial<AgentParts> =>
      modelThatSays([{ kind: 'click', ref: 1 }], undefined, (line) => (line === 'click 1' ? -0.1 : -5));
    const goal = assignment('Tick News and press "Send".', { steps: 1 });
    const on = setUp({ page }, {}, careless());
    const { episodeId } = await on.run(goal);
    expect(on.session.done).toEqual(['click 2']);
    expect(on.store.log.steps(episodeId)[0].decision.notes.join()).toContain('critic: click 1, but News is on already');
    const off = setUp({ page }, { critic: { enabled: false } }, careless());
    await off.run(goal);
    expect(off.session.done).toEqual(['click 1']);
  });

  it('shows the model what the name matcher proposes', async () => {
    const shown = async (settings: AgentParts['settings']): Promise<string[][]> => {
      const { model, prompt } = modelThatSays([{ kind: 'stop' }]);
      const seen: string[][] = [];
      const build: typeof prompt.build = (context) => {
        seen.push((context.advice ?? []).map(({ action }) => printAction(action)));
        return prompt.build(context);
      };
      await setUp({ page: FORM }, settings, { model, prompt: { ...prompt, build } }).run(assignment('Press Send.', { steps: 1 }));
      return seen;
    };
    expect((await shown({}))[0][0]).toBe('click 3');
    expect(await shown({ advice: { enabled: false } })).toEqual([[]]);
    expect(await shown({ proposers: ['model'] })).toEqual([[]]);
  });

  it('tells the model relations only with relations on', async () => {
    const shown = async (settings: AgentParts['settings']): Promise<string> => {
      const { model, prompt } = modelThatSays([{ kind: 'stop' }]);
      const seen: string[] = [];
      const build: typeof prompt.build = (context) => {
        seen.push(showParts(compactPrompt(context).parts));
        return prompt.build(context);
      };
      const page = observation(['Lamp', 'Pen', 'Cup'].map((name) => element('button', name)));
      await setUp({ page }, settings, { model, prompt: { ...prompt, build } }).run(assignment('Press the 2nd.', { steps: 1 }));
      return seen[0];
    };
    expect(await shown({ proposers: ['model'] })).toContain('button:Pen<nth>');
    expect(await shown({ proposers: ['model'], relations: { enabled: false } })).not.toContain('<nth>');
  });

  it('refuses only when that is clearly the likeliest', async () => {
    const doubtful = (): Partial<AgentParts> =>
      modelThatSays([{ kind: 'refuse', reason: 'x' }], undefined, (line) => (line.startsWith('refuse') ? -0.5 : -3.5));
    const goal = assignment('Press Send.', { steps: 1 });
    const on = setUp({ page: FORM }, {}, doubtful());
    expect((await on.run(goal)).finish.kind).not.toBe('refused');
    for (const [refusal, kind] of [
      [{ caution: 0, contradicted: 0 }, 'refused'],
      [{ caution: 1, contradicted: 0 }, 'refused'],
      [{ caution: 0, contradicted: 3 }, 'step-limit'], // the matcher is sure of the button
    ] as const)
      expect((await setUp({ page: FORM }, { refusal }, doubtful()).run(goal)).finish.kind).toBe(kind);
  });

  it('judges steps only with reflection on', async () => {
    const { run, store } = setUp({ page: FORM, react: sends }, { reflection: { enabled: false }, loops: { enabled: false } });
    const { episodeId } = await run(assignment('Press Send.'));
    expect(store.log.steps(episodeId).flatMap((step) => step.verdicts)).toEqual([]);
  });
});

describe('the language model in the loop', () => {
  it('journals every call with prompt, answer and tokens', async () => {
    const { run, store } = setUp(
      { page: FORM, react: sends },
      { proposers: ['model'] },
      modelThatSays([{ kind: 'click', ref: 3 }, { kind: 'stop' }]),
    );
    const result = await run(assignment('Press Send.'));
    const [first] = store.log.steps(result.episodeId);
    expect(first.calls).toMatchObject([{ kind: 'generate', text: 'click 3', usage: { prompt: 10 } }]);
    expect(result.usage).toEqual({ prompt: 20, evaluated: 20, generated: 4 });
    expect(first.ms.model).toBeGreaterThanOrEqual(0);
  });

  it('draws among the candidates only where sampling is warm', async () => {
    const drawn = async (temperature: number, seed: number): Promise<number> => {
      const said = modelThatSays([{ kind: 'click', ref: 3 }, { kind: 'stop' }], undefined, () => -1);
      const { run, store } = setUp({ page: FORM }, { seed, sampling: { temperature }, coverage: { enabled: false } }, said);
      const { episodeId } = await run(assignment('Enter "Rosa" as Name and press Send.', { steps: 3 }));
      return store.log.steps(episodeId).filter(({ decision }) => decision.notes.includes('explored: the planner took another'))
        .length;
    };
    const counts = (temperature: number) => Promise.all([1, 2, 3, 4, 5, 6].map((seed) => drawn(temperature, seed)));
    expect(await counts(0)).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await counts(1000)).some((count) => count > 0)).toBe(true);
  });

  it('ends at the token limit', async () => {
    const { run } = setUp({ page: FORM }, { proposers: ['model'] }, modelThatSays([{ kind: 'click', ref: 2 }]));
    expect((await run(assignment('Press Send.', { tokens: 30 }))).finish.kind).toBe('token-limit');
  });

  it('ranks the candidates of all proposers by the model that scores', async () => {
    const parts = modelThatSays([{ kind: 'click', ref: 2 }], undefined, (line) => (line.startsWith('type') ? -0.1 : -9));
    const { session, run } = setUp({ page: FORM }, { coverage: { enabled: false } }, parts);
    await run(assignment('Enter "Rosa" as Name.', { steps: 1 }));
    expect(session.done).toEqual(['type 1 "Rosa"']);
  });

  it('refuses a model of another prompt format', () => {
    const parts = modelThatSays([]);
    const model = { ...parts.model, capabilities: { ...parts.model.capabilities, promptFormat: 'compact-0' } };
    expect(() => setUp({ page: FORM }, {}, { ...parts, model })).toThrow(/compact-0.*plain-1/);
  });

  it('refuses unknown proposers, planners, and the proposer "model" without one', () => {
    expect(() => setUp({ page: FORM }, { proposers: ['oracle'] })).toThrow(/no proposer "oracle".*match/);
    expect(() => setUp({ page: FORM }, { planner: 'deep' })).toThrow(/no planner "deep"/);
    expect(() => setUp({ page: FORM }, { proposers: ['model'] })).toThrow(/none was given/);
  });
});

/** Two pages whose first button leads to the other one; the second button is the way out. */
function twoRooms() {
  const room = (name: string): Observation =>
    observation([element('button', `Leave ${name}`), element('button', 'Exit')], { url: `http://127.0.0.1/${name}` });
  const pages = [room('a'), room('b')];
  const react: ScriptedSessionOptions['react'] = (action, target, page) =>
    action.kind === 'click' && target?.name.startsWith('Leave') ? pages[page.url.endsWith('a') ? 1 : 0] : undefined;
  return { pages, react };
}

function tickingClock(stepMs: number) {
  let now = 0;
  return { now: () => (now += stepMs) };
}

describe('a prompt that odd words make too long', () => {
  it('is made shorter until it leaves room for an answer', async () => {
    const says = modelThatSays([{ kind: 'click', ref: 3 }]);
    const shares: number[] = [];
    const build = says.prompt.build.bind(says.prompt);
    const prompt: typeof says.prompt = {
      ...says.prompt,
      build: (context, share = 1) => {
        shares.push(share);
        return {
          ...build(context),
          prompt: { kind: 'parts', parts: Array.from({ length: Math.round(1100 * share) }, () => 'x') },
        };
      },
    };
    const asked: number[] = [];
    const model = {
      ...says.model, // with a context of 1,000 tokens
      countTokens: ({ parts = [] }: { parts?: unknown[] }) => parts.length,
      generate: (request: Parameters<typeof says.model.generate>[0]) => {
        if (request.prompt.kind === 'parts') asked.push(request.prompt.parts.length);
        return says.model.generate(request);
      },
    } as typeof says.model;
    const { run } = setUp({ page: FORM, react: sends }, { proposers: ['model'] }, { model, prompt });
    await run(assignment('Press Send.', { steps: 1 }));
    expect(shares).toEqual([1, 0.85]);
    expect(asked).toEqual([935]);
  });
});

it('looks for what the goal names before it commits, unless that is switched off', async () => {
  const [first, second] = [['Ghost'], ['Harbour']].map(([field], at) =>
    observation([
      element('tab', 'Files', { states: at === 1 ? ['selected'] : [] }),
      element('textbox', field, { value: 'x' }),
      element('button', 'Done'),
    ]),
  );
  const opens: ScriptedSessionOptions['react'] = (action, target) =>
    action.kind === 'click' && target?.name === 'Files' ? second : undefined;
  const sure = () => modelThatSays([{ kind: 'click', ref: 3 }], undefined, (line) => (line === 'click 3' ? 0 : -20));
  const doneWith = async (settings: AgentParts['settings']): Promise<string[]> => {
    const { session, run } = setUp({ page: first, react: opens }, settings, sure());
    await run(assignment('Set Harbour to 4, then press "Done".', { steps: 1 }));
    return session.done;
  };
  expect(await doneWith({ coverage: { margin: 0 } })).toEqual(['click 1']);
  expect(await doneWith({ coverage: { margin: 0, looks: 0 } })).toEqual(['click 3']);
});

it('gives up a task whose subject is nowhere, unless that is switched off', async () => {
  const page = observation([element('button', 'Archive'), element('button', 'Save')]);
  const sure = () => modelThatSays([{ kind: 'click', ref: 2 }], undefined, (line) => (line === 'click 2' ? 0 : -20));
  const endOf = async (settings: AgentParts['settings']) => {
    const { session, run } = setUp({ page }, settings, sure());
    const { finish } = await run(assignment('Pin "Green table" and save.', { steps: 1 }));
    return [finish.kind, session.done];
  };
  expect(await endOf({})).toEqual(['refused', []]);
  expect(await endOf({ coverage: { refuses: false } })).toEqual(['step-limit', ['click 2']]);
});
