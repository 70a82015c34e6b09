import { describe, expect, it } from 'vitest';
import type { AgentSettingsInput } from '../config/index.js';
import { type Observation, printAction } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { createAgent, type RunOptions } from './create-agent.js';
import { learnByContrast, learnFromFailure } from './site-memory.js';

const PAGE = observation([element('button', 'Save'), element('button', 'Send'), element('button', 'Idle')]);
const DONE = observation([element('heading', 'Thank you')]);

/** An agent with a memory on one page, where every button but "Idle" leads on. `says`: the model's line on the first page. */
function setUp(says: string, settings: AgentSettingsInput = {}, proposers = ['model', 'match']) {
  const store = openStore(':memory:');
  const run = async (goal: string, line = says, options: Partial<RunOptions> = {}) => {
    const model = createScriptedModel(() => {
      return JSON.stringify({ think: '', action: session.current === PAGE ? line : 'stop' });
    });
    const session = createScriptedSession({
      page: PAGE,
      react: (action, target): Observation | undefined => (action.kind === 'click' && target?.name !== 'Idle' ? DONE : undefined),
    });
    const agent = createAgent({
      model,
      log: store.log,
      memories: store.memories,
      settings: {
        proposers,
        ...settings,
        memory: { ...settings.memory, habits: { evidence: 1, recheck: 0, ...settings.memory?.habits } },
      },
    });
    const assignment = { goal, startUrl: PAGE.url, limits: { steps: 4, tokens: 1e6, timeMs: 60_000 } };
    const result = await agent.run(assignment, { session, purpose: 'train', ...options });
    const steps = store.log.steps(result.episodeId);
    return { ...result, records: steps, first: printAction(steps[0].decision.action), calls: steps[0].calls.length };
  };
  return { run, store };
}

describe('habits', () => {
  it('decide without the model where asking it changed nothing in a task of the kind', async () => {
    const { run } = setUp('click 1');
    expect((await run('Press "Save".')).calls).toBe(1);
    const second = await run('Press "Send".', 'click 2');
    expect(second.first).toBe('click 2');
    expect(second.calls).toBe(0);
    expect(second.records[0].decision.notes).toContain('habit: asking the model about such a step changed nothing before');
  });

  it.each<[string, AgentSettingsInput]>([
    ['switched off', { memory: { habits: { enabled: false } } }],
    ['short of evidence', { memory: { habits: { evidence: 3 } } }],
    ['checked again', { memory: { habits: { recheck: 1 } } }],
    ['without memory', { memory: { enabled: false } }],
  ])('ask the model when they are %s', async (_, settings) => {
    const { run } = setUp('click 1', settings);
    await run('Press "Save".');
    expect((await run('Press "Send".', 'click 2')).calls).toBe(1);
  });

  it('are none for another kind of task', async () => {
    const { run } = setUp('click 1');
    await run('Press "Save".');
    expect((await run('What does the page say about Send when you look at it closely?', 'click 2')).calls).toBe(1);
  });

  it('end where the model once changed the decision', async () => {
    const { run, store } = setUp('click 1', { memory: { habits: { recheck: 1 } }, priors: { match: { weight: 0, offset: -9 } } });
    await run('Press "Save".');
    await run('Press "Save".', 'click 3');
    const slots = store.memories.list({ kind: 'procedure', status: 'disputed' }).map(({ slot }) => slot);
    expect(slots).toContain('click button "_"');
  });

  it('are not written by an episode that only measures', async () => {
    const { run, store } = setUp('click 1');
    await run('Press "Save".', 'click 1', { purpose: 'report' });
    expect(store.memories.list()).toEqual([]);
  });
});

describe('pitfalls', () => {
  it('speak against what failed in a task of the kind', async () => {
    const { run, store } = setUp('click 3', {}, ['model']);
    await run('Do what has to be done');
    expect(store.memories.list({ kind: 'failure' })).toMatchObject([{ slot: 'failed: click button "Idle"', scope: `site:${new URL(PAGE.url).origin.replace(/:\d+$/, '')}:*` }]); // prettier-ignore
    const again = await run('Do what has to be done');
    expect(again.records[0].decision.notes[0]).toMatch(/critic: click 3, but it failed in an earlier task of this kind/);
  });
});

describe('doubts', () => {
  it('make the least certain decision another one after a failure, until that fails too', async () => {
    const { run, store } = setUp('click 1', { retry: { attempts: 1 } }, ['model']);
    const goal = 'Do what has to be done';
    const learn = ({ episodeId, records }: Awaited<ReturnType<typeof run>>, at: number) =>
      learnFromFailure(store.memories, { id: episodeId, goal, steps: records, at }, { similarity: 0.5 });
    expect(learn(await run(goal), 1)).toBe('doubt at step 1: click button "Save"');
    const second = await run(goal);
    expect(second.first).not.toBe('click 1');
    expect(learn(second, 2)).toMatch(/^doubt at step/);
    const doubts = store.memories.list({ kind: 'failure' }).filter(({ slot }) => slot.startsWith('doubt'));
    expect(doubts.map(({ status }) => status)).toEqual(['active', 'superseded']);
  });

  it('stand above a habit: where the rules know nothing better, the model is asked', async () => {
    const { run, store } = setUp('click 1', { retry: { attempts: 0 } });
    const { episodeId, records } = await run('Press "Save".');
    expect((await run('Press "Save".')).calls).toBe(0);
    const episode = { id: episodeId, goal: 'Press "Save".', steps: records.slice(0, 1), at: 1 };
    expect(learnFromFailure(store.memories, episode, { similarity: 0.5 })).toBe('doubt at step 1: click button "_"');
    expect((await run('Press "Save".')).calls).toBe(1);
  });

  it('change nothing when they are switched off', async () => {
    const { run, store } = setUp('click 1', { memory: { doubts: { enabled: false } } }, ['model']);
    const { episodeId, records } = await run('Do it');
    learnFromFailure(store.memories, { id: episodeId, goal: 'Do it', steps: records, at: 1 }, { similarity: 0.5 });
    expect((await run('Do it')).first).toBe('click 1');
  });
});

describe('lessons', () => {
  const goal = 'Do what has to be done';
  /** A failure that pressed "Save" and a success that pressed "Send". */
  async function taught(purpose: 'train' | 'gate', enabled: boolean) {
    const memory = { lessons: { enabled }, pitfalls: { enabled: false } };
    const { run, store } = setUp('click 1', { memory, retry: { attempts: 1 } }, ['model']);
    const judged = async (line: string, success: boolean, at: number) => {
      const { episodeId, records } = await run(goal, line);
      return { id: episodeId, goal, purpose, success, steps: records, at };
    };
    const success = await judged('click 2', true, 1);
    const slots = learnByContrast(store.memories, await judged('click 1', false, 2), [success]);
    return { run, store, slots };
  }

  it('of a failure and a success speak against the step that failed, and cite the memory', async () => {
    const { run, store, slots } = await taught('train', true);
    expect(slots).toEqual(['lesson at step 1, rather than: click button "Save"']);
    const [lesson] = store.memories.list({ kind: 'failure' });
    expect(store.memories.sources(lesson.id)).toHaveLength(2);
    const { notes } = (await run(goal)).records[0].decision;
    expect(notes.join()).toContain(
      `critic: click 1, but click button "Send" succeeded where click button "Save" failed (m${lesson.id})`,
    );
  });

  it('are told to a model with the full prompt', async () => {
    const { run } = await taught('train', true);
    const [call] = (await run(goal)).records[0].calls;
    expect(JSON.stringify(call.prompt)).toContain('Lessons from earlier tasks');
  });

  it('change nothing when they are switched off, and are not learned from what is for measuring', async () => {
    const off = await taught('train', false);
    const [{ decision, calls }] = (await off.run(goal)).records;
    expect(decision.notes).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain('Lessons from earlier tasks');
    expect((await taught('gate', true)).slots).toEqual([]);
  });
});

describe('expiry', () => {
  /** A habit about a page whose button has another name in later tasks, or is gone. */
  const notes = (store: ReturnType<typeof setUp>['store'], slot: string) =>
    store.memories.list().filter((one) => one.slot === slot);

  it('verifies a habit that its page bears out', async () => {
    const { run, store } = setUp('click 1');
    await run('Press "Save".');
    const [before] = notes(store, 'click button "_"');
    expect(before.lastVerifiedAt).toBeNull();
    await run('Press "Save".');
    expect(notes(store, 'click button "_"')[0].lastVerifiedAt).not.toBeNull();
  });

  it.each([
    ['archives what was not there three tasks in a row', {}, 3, 'archived'],
    ['waits for all of them', {}, 2, 'active'],
    ['leaves it alone when it is switched off', { expiry: { enabled: false } }, 5, 'active'],
  ] as const)('%s', async (_, memory, tasks, status) => {
    const { run, store } = setUp('click 1', { memory });
    const first = await run('Press "Save".');
    const { id } = store.memories.add({
      kind: 'failure',
      sourceType: 'tool',
      scope: notes(store, 'click button "_"')[0].scope,
      subject: notes(store, 'click button "_"')[0].subject,
      slot: 'failed: click button "Gone"',
      body: 'It failed: nothing changed.',
      observedAt: 1,
      sources: [{ episodeId: first.episodeId, step: 1, quote: 'click 9' }],
    });
    for (let i = 0; i < tasks; i++) await run('Press "Save".');
    expect(store.memories.get(id ?? 0)?.status).toBe(status);
  });

  it('counts anew once it was there again', () => {
    const { store } = setUp('click 1');
    const id = store.memories.add({ kind: 'fact', sourceType: 'user', body: 'Save is on top.', observedAt: 1, sources: [{ outside: 'x', quote: 'Save is on top.' }] }).id ?? 0; // prettier-ignore
    store.memories.missed(id, 2);
    store.memories.found(id);
    expect(store.memories.missed(id, 2)).toBeUndefined();
    expect(store.memories.missed(id, 2)).toMatchObject({ done: 'changed' });
    expect(store.memories.get(id)?.status).toBe('archived');
  });
});
