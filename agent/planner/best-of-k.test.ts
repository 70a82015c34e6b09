import { describe, expect, it } from 'vitest';
import { type Action, goalSpans, type LanguageModel, printAction } from '../../core/index.js';
import { openStore } from '../../memory/index.js';
import { CONFIDENCE_FORMAT, type ConfidenceModel, type DecidedStep } from '../../reflection/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { modelThatSays } from '../../tests/fakes/plain-model.js';
import { createScriptedSession } from '../../tests/fakes/scripted-session.js';
import { createAgent } from '../create-agent.js';
import type { PlanContext, PolicyPrompt } from '../prompt-port.js';
import type { Proposer } from '../proposers/proposer.js';
import { type BestOfKParts, createBestOfK } from './best-of-k.js';
import { createGreedyPlanner } from './greedy.js';
import { isTrusted, RERANKED, rerankRecord } from './rerank-gate.js';

const goal = 'Press Save';
const context: PlanContext = {
  goal,
  spans: goalSpans(goal),
  observation: observation(['A', 'B', 'C'].map((name) => element('button', name))),
  history: [],
  rejected: [],
  notes: [],
  stepsLeft: 5,
  attempt: 0,
};
const click = (ref: number): Action => ({ kind: 'click', ref });
const sampler = (refs: number[]): Proposer => ({
  name: 'model',
  propose: () => Promise.resolve(refs.map((ref) => ({ action: click(ref), prior: 0 }))),
});
const proposals = [{ proposer: 'match', actions: [{ action: click(1), prior: 0.5 }] }];
const settings = { samples: 5, temperature: 0.7, votes: 1, value: 1, rerank: { floor: 0.6, evidence: 4 } };

async function choose(parts: Partial<BestOfKParts>): Promise<{ line: string; notes: string[] }> {
  const ranker = createGreedyPlanner({ weights: {} });
  const first = (await ranker.choose(context, proposals))!;
  const record = () => ({ reranked: 0, right: 0 });
  const choice = await createBestOfK({ settings, ranker, record, ...parts }).improve(context, proposals, first);
  return { line: printAction(choice.chosen.action), notes: choice.notes };
}

it('takes what most samples agree on', async () => {
  expect((await choose({ sampler: sampler([2, 3, 2, 1, 2]) })).line).toBe('click 1'); // what a rule proposed is worth more
  const { line, notes } = await choose({ settings: { ...settings, votes: 2 }, sampler: sampler([2, 3, 2, 1, 2]) });
  expect(line).toBe('click 2');
  expect(notes).toEqual(['best-of-k: click 2 3/5, click 3 1/5, click 1 1/5']);
});

it('without a model the greedy choice stands', async () => {
  expect(await choose({})).toMatchObject({ line: 'click 1', notes: ['best-of-k: there is no model to sample'] });
});

it('asks the model of an agent for so many samples, at its temperature, and journals what they said', async () => {
  const asked: number[] = [];
  const usage = { prompt: 8, evaluated: 8, generated: 2 };
  const lines = ['click 1', 'click 2', 'click 2', 'click 1', 'click 2', 'click 2'];
  const model: LanguageModel = {
    id: 'scripted',
    capabilities: { contextTokens: 1000, logprobs: false, score: false, grammar: false, parts: true },
    generate: ({ temperature }) => {
      asked.push(temperature);
      return Promise.resolve({ text: lines[asked.length - 1], usage, ms: 1, finish: 'end' });
    },
    score: () => Promise.reject(new Error('cannot')),
    close: () => Promise.resolve(),
  };
  const prompt: PolicyPrompt = {
    name: 'plain',
    format: 'plain-1',
    build: () => ({
      prompt: { kind: 'parts', parts: ['what next?'] },
      parse: (text) => click(Number(text.split(' ')[1])),
      print: () => undefined,
    }),
  };
  const store = openStore(':memory:');
  const search = { trigger: { when: 'always' } } as const;
  const agent = createAgent({ model, prompt, log: store.log, settings: { proposers: ['model'], planner: 'best-of-k', search } });
  const session = createScriptedSession({ page: context.observation });
  const limits = { steps: 1, tokens: 1e5, timeMs: 60_000 };
  const { episodeId } = await agent.run({ goal, startUrl: 'http://127.0.0.1/', limits }, { session, purpose: 'train' });
  expect(asked).toEqual([0, 0.7, 0.7, 0.7, 0.7, 0.7]);
  expect(session.done).toEqual(['click 2']);
  expect(store.log.steps(episodeId)[0]).toMatchObject({ calls: { length: 6 }, decision: { notes: ['best-of-k: click 2 4/5, click 1 1/5', expect.any(String)] } }); // prettier-ignore
});

it('is asked about steps where the critic of an agent was taught to judge them', async () => {
  const lines = ['click 1', 'click 2', 'click 1', 'click 2', 'click 1', 'click 1'];
  const done = async (confidence?: ConfidenceModel): Promise<string[]> => {
    const { model, prompt } = modelThatSays(lines.map((line) => click(Number(line.split(' ')[1]))));
    const search = { trigger: { when: 'always' }, bestOfK: { value: 3 } } as const;
    const agent = createAgent({ model, prompt, confidence, log: openStore(':memory:').log, settings: { proposers: ['model'], planner: 'best-of-k', search } }); // prettier-ignore
    const session = createScriptedSession({ page: context.observation });
    const limits = { steps: 1, tokens: 1e5, timeMs: 60_000 };
    await agent.run({ goal, startUrl: 'http://127.0.0.1/', limits }, { session, purpose: 'train' });
    return session.done;
  };
  const flat = { trees: { bias: 0, trees: [] }, calibrator: { kind: 'temperature' as const, slope: 1, offset: 0 } };
  const behind = { feature: 'margin', threshold: 0, low: { value: 3 }, high: { value: -3 } }; // to be behind is right
  const confidence: ConfidenceModel = { format: CONFIDENCE_FORMAT, model: 'scripted', end: flat, ahead: flat, episodes: 1 };
  expect(await done(confidence)).toEqual(['click 1']);
  expect(await done({ ...confidence, step: { ...flat, trees: { bias: 0, trees: [behind] } } })).toEqual(['click 2']);
});

describe('reranking by value', () => {
  const valued: Partial<BestOfKParts> = {
    sampler: sampler([2, 2, 2, 2, 3]),
    settings: { ...settings, votes: 2 },
    worthOf: (_, { action }) => (printAction(action) === 'click 3' ? 0.95 : 0.2),
  };

  it('counts the log-odds of success, and says so', async () => {
    const { line, notes } = await choose(valued);
    expect(line).toBe('click 3');
    expect(notes.at(-1)).toBe('rerank: click 3 before click 2');
  });

  it('is off when it was right less often than the floor', async () => {
    const { line, notes } = await choose({ ...valued, record: () => ({ reranked: 4, right: 2 }) });
    expect(line).toBe('click 2');
    expect(notes.at(-1)).toMatch(/rerank off/);
    expect((await choose({ ...valued, record: () => ({ reranked: 3, right: 0 }) })).line).toBe('click 3'); // too little evidence
  });

  it('is measured by what became of the steps it changed', () => {
    const step = (note: string, label?: DecidedStep['label']): DecidedStep => ({
      decision: { action: click(1), proposer: 'model', expectation: { effect: 'any' }, candidates: [], notes: [note] },
      ...(label ? { label } : {}),
    });
    const steps = [step(`${RERANKED} x`, 'A'), step(`${RERANKED} x`, 'C'), step(`${RERANKED} x`, 'D'), step('other', 'C'), step(`${RERANKED} x`)]; // prettier-ignore
    expect(rerankRecord(steps)).toEqual({ reranked: 2, right: 1 });
    expect(isTrusted({ reranked: 2, right: 1 }, { floor: 0.6, evidence: 2 })).toBe(false);
  });
});
