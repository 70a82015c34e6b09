import { describe, expect, it } from 'vitest';
import type { Assignment, Decision, Observation, Outcome } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { ExportRowSchema, type ModelCall } from './records.js';
import { openStore, type OpenStoreOptions, type Store, toJsonLines } from './store.js';

const ASSIGNMENT: Assignment = {
  goal: 'Press "Send".',
  startUrl: 'http://127.0.0.1/',
  limits: { steps: 5, tokens: 100, timeMs: 1000 },
};
const PAGE = observation(Array.from({ length: 40 }, (_, i) => element('link', `Chapter ${i} of the long book`)));
const DECISION: Decision = {
  action: { kind: 'click', ref: 1 },
  proposer: 'match',
  expectation: { effect: 'page' },
  candidates: [],
  notes: [],
};
const OUTCOME: Outcome = {
  status: 'ok',
  message: 'pressed',
  diff: { urlChanged: true, titleChanged: false, dialogOpened: false, added: [], removed: [], changed: [], scrolled: false },
  ms: 3,
};
const CALL: ModelCall = {
  kind: 'generate',
  prompt: { kind: 'parts', parts: [{ token: '<goal>' }, 'Press Send'] },
  temperature: 0,
  text: 'click 1',
  tokens: [{ text: 'click', logprob: -0.5, legalLogprob: -0.1 }],
  usage: { prompt: 10, evaluated: 4, generated: 2 },
  ms: 7,
};

function begin(options: OpenStoreOptions = {}) {
  let now = 1000;
  const store = openStore(':memory:', { clock: { now: () => now++ }, ...options });
  const id = store.log.beginEpisode({
    assignment: ASSIGNMENT,
    purpose: 'train',
    model: 'seed',
    planner: 'greedy',
    settings: { seed: 7 },
  });
  return { store, log: store.log, id };
}

function step({ log }: Store, id: string, page: Observation = PAGE): number {
  const number = log.recordIntent(id, { observation: page, decision: DECISION, calls: [CALL] });
  log.recordOutcome(id, number, { outcome: OUTCOME, usage: CALL.usage, ms: { model: 7, browser: 3, runtime: 1 } });
  return number;
}
const blobs = (store: Store): number => (store.db.prepare('SELECT count(*) AS n FROM blob').get() as { n: number }).n;

describe('a step', () => {
  it('is there before the act, without an outcome', () => {
    const { log, id } = begin();
    expect(log.recordIntent(id, { observation: PAGE, decision: DECISION, calls: [CALL] })).toBe(1);
    expect(log.steps(id)).toMatchObject([
      { number: 1, state: 'intended', observation: PAGE, decision: DECISION, calls: [CALL], verdicts: [] },
    ]);
    expect(log.steps(id)[0].outcome).toBeUndefined();
  });

  it('gets its outcome, its verdicts and its costs', () => {
    const { store, log, id } = begin();
    step(store, id);
    log.recordVerdicts(id, 1, [{ level: 'action', label: 'A', source: 'rule:x', reason: 'ok' }]);
    expect(log.steps(id)[0]).toMatchObject({
      state: 'done',
      outcome: OUTCOME,
      verdicts: [{ label: 'A' }],
      usage: CALL.usage,
      ms: { model: 7, browser: 3, runtime: 1 },
    });
  });

  it('whose process died is unknown, and one that is done stays done', () => {
    const { store, log, id } = begin();
    step(store, id);
    const open = log.recordIntent(id, { observation: PAGE, decision: DECISION, calls: [] });
    log.recordUnknown(id, 1);
    log.recordUnknown(id, open);
    expect(log.steps(id).map((s) => s.state)).toEqual(['done', 'unknown']);
  });

  it('shares equal pages, prompts and decisions with other steps', () => {
    const { store, id } = begin();
    step(store, id);
    const before = blobs(store);
    step(store, id);
    expect(blobs(store)).toBe(before);
  });

  it('keeps pages compressed', () => {
    const { store, id } = begin();
    step(store, id);
    const row = store.db.prepare('SELECT max(bytes) AS plain, length(data) AS kept FROM blob').get() as {
      plain: number;
      kept: number;
    };
    expect(row.kept).toBeLessThan(row.plain / 5);
  });
});

describe('an episode', () => {
  it('counts its steps and tokens and says how it ended', () => {
    const { store, log, id } = begin();
    step(store, id);
    step(store, id);
    log.endEpisode(id, { kind: 'done', text: '42' }, PAGE);
    expect(log.episode(id)).toEqual({
      id,
      assignment: ASSIGNMENT,
      purpose: 'train',
      model: 'seed',
      planner: 'greedy',
      startedAt: 1000,
      endedAt: 1003,
      finish: { kind: 'done', text: '42' },
      steps: 2,
      usage: { prompt: 20, evaluated: 8, generated: 4 },
    });
    expect(log.settings(id)).toEqual({ seed: 7 });
    expect(log.lastObservation(id)).toEqual(PAGE);
  });

  it('is found by purpose, model and whether it ended, newest first', () => {
    const { log, id } = begin();
    const other = log.beginEpisode({ assignment: ASSIGNMENT, purpose: 'report', planner: 'greedy', settings: {} });
    log.endEpisode(other, { kind: 'done', text: '' });
    expect(log.episodes().map((e) => e.id)).toEqual([other, id]);
    expect(log.episodes({ purpose: 'report' }).map((e) => e.id)).toEqual([other]);
    expect(log.episodes({ ended: false }).map((e) => e.id)).toEqual([id]);
    expect(log.episodes({ model: 'seed' }).map((e) => e.id)).toEqual([id]);
    expect(log.episodes({ limit: 1 })).toHaveLength(1);
  });
});

describe('what may not be stored', () => {
  it('is replaced in every text, also where JSON would escape it', () => {
    const secret = 'hunter"7';
    const redact = (text: string): string => text.replaceAll(secret, '[secret]');
    const { store, log, id } = begin({ redact });
    const page = observation([element('textbox', 'Password', { value: secret })]);
    const call = { ...CALL, text: secret, prompt: { kind: 'parts' as const, parts: [secret] } };
    const number = log.recordIntent(id, {
      observation: page,
      decision: { ...DECISION, action: { kind: 'note', text: secret } },
      calls: [call],
    });
    log.recordOutcome(id, number, {
      outcome: { ...OUTCOME, text: secret },
      usage: CALL.usage,
      ms: { model: 0, browser: 0, runtime: 0 },
    });
    log.recordVerdicts(id, number, [{ level: 'action', label: 'A', source: 's', reason: secret }]);
    log.endEpisode(id, { kind: 'done', text: secret }, page);
    const everything = toJsonLines(store.exportEpisode(id));
    expect(everything).not.toContain('hunter');
    expect(store.db.prepare('SELECT action FROM step').get()).toEqual({ action: 'note "[secret]"' });
    expect(everything).toContain('[secret]');
  });
});

describe('an export', () => {
  it('holds episode, steps, last page and evaluation as rows of format 1 that name their ids', () => {
    const { store, log, id } = begin();
    step(store, id);
    log.endEpisode(id, { kind: 'done', text: '' }, PAGE);
    store.evaluations.record({
      episodeId: id,
      suite: 's',
      suiteVersion: '1',
      split: 'seen',
      family: 'f',
      seed: 3,
      success: true,
      reward: 1,
      detail: '',
    });
    const rows = toJsonLines(store.exportEpisode(id))
      .trim()
      .split('\n')
      .map((line) => ExportRowSchema.parse(JSON.parse(line)));
    expect(rows.map((row) => row.kind)).toEqual(['episode', 'step', 'last-observation', 'evaluation']);
    expect(rows.every((row) => row.format === 1)).toBe(true);
    expect(rows[1]).toMatchObject({ episodeId: id, number: 1, observation: PAGE, calls: [CALL] });
  });

  it('of an unknown episode says where ids are listed', () => {
    expect(() => begin().store.exportEpisode('nope')).toThrow(/no episode "nope".*runs list/);
  });
});
