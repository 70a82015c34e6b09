import { describe, expect, it } from 'vitest';
import { type Action, type Candidate, goalSpans, printAction } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { createScriptedModel } from '../../tests/fakes/scripted-model.js';
import { createFullPrompt } from '../prompt/index.js';
import type { PlanContext } from '../prompt-port.js';
import { createDeliberator, type Situation, thinkLonger, triggerOf } from './index.js';
import { AgentSettingsSchema } from '../../config/index.js';

const goal = 'Open Contact.';
const context: PlanContext = {
  ...{
    goal,
    spans: goalSpans(goal),
    observation: observation([element('link', 'Home'), element('link', 'Contact'), element('button', 'Send')]),
  },
  ...{ history: [], rejected: [], notes: [], stepsLeft: 5, attempt: 0 },
};
const click = (ref: number): Action => ({ kind: 'click', ref });
const candidate = (action: Action, logprob?: number): Candidate => ({ action, proposer: 'model', prior: 0, score: 0, logprob });
const choiceOf = (action: Action, logprob?: number) => ({
  chosen: candidate(action, logprob),
  candidates: [candidate(action, logprob)],
  notes: [],
});
const says = (line: string): string => JSON.stringify({ think: '', action: line });
const rules = (line: string, preference = 'yes'): string => JSON.stringify({ preference, reason: 'because', action: line });

const { deliberation } = AgentSettingsSchema.parse({});

/** What a mode makes of `click 1` when the model says these lines. */
async function think(mode: 'consistency' | 'debate', script: string[], about: Partial<PlanContext> = {}) {
  const model = createScriptedModel(script, { capabilities: { parts: false } });
  const speaker = { model, build: (of: PlanContext) => createFullPrompt(() => 'page').build(of) };
  const deliberator = createDeliberator(speaker, { ...deliberation, mode, samples: 3, rounds: 2 }, { maxTokens: 96, seed: 1 });
  const { choice, record } = await thinkLonger(deliberator, 'stuck', { ...context, ...about }, choiceOf(click(1)));
  return { model, record, line: printAction(choice.chosen.action), notes: choice.notes };
}

describe('the trigger', () => {
  const trigger = (action: Action, situation: Partial<Situation>, triggers = deliberation.triggers, logprob?: number) =>
    triggerOf(choiceOf(action, logprob), context, { isStuck: false, ...situation }, { ...deliberation, triggers });

  it('is a step that is stuck, decisive or little sure, and no other', () => {
    expect(trigger(click(1), { isStuck: true })).toBe('stuck');
    expect(trigger(click(3), {})).toBe('high-stakes');
    expect(trigger(click(1), { sureness: 0.2 })).toBe('low-confidence');
    expect(trigger(click(1), {}, deliberation.triggers, -3)).toBe('low-confidence');
    expect(trigger(click(1), { sureness: 0.9 })).toBeUndefined();
    expect(trigger(click(1), {})).toBeUndefined();
  });

  it('is only what the settings name', () => {
    expect(trigger(click(3), { isStuck: true }, ['low-confidence'])).toBeUndefined();
  });
});

describe('consistency', () => {
  it('takes what most samples say, and reports what it cost', async () => {
    const { line, record, notes, model } = await think('consistency', [says('click 2'), says('click 1'), says('click 2')]);
    expect(line).toBe('click 2');
    expect(record).toMatchObject({ mode: 'consistency', trigger: 'stuck', rounds: 1, agreed: false, changed: true });
    expect(record!.tokens).toBeGreaterThan(0);
    expect(notes).toEqual(['deliberation (consistency, stuck): click 2 instead of click 1']);
    expect(model.requests.map(({ temperature }) => temperature)).toEqual([0.7, 0.7, 0.7]);
  });

  it('keeps the choice on a tie, and never takes what failed on this page', async () => {
    expect((await think('consistency', [says('click 2'), says('click 1'), says('click 3')])).line).toBe('click 1');
    const failed = { rejected: [click(2)] };
    expect(await think('consistency', [says('click 2'), says('click 2'), says('click 2')], failed)).toMatchObject({
      line: 'click 1',
      record: { changed: false },
    });
  });
});

describe('a debate', () => {
  it('ends in round 1 when both sides agree, without a moderator', async () => {
    const { model, line, record } = await think('debate', [says('click 1')]);
    expect(model.requests).toHaveLength(1);
    expect({ line, record }).toMatchObject({ line: 'click 1', record: { rounds: 1, agreed: true, changed: false } });
  });

  it('ends as soon as one side has convinced the moderator', async () => {
    const { model, line, record } = await think('debate', [says('click 2'), rules('click 2')]);
    expect(model.requests).toHaveLength(2);
    expect({ line, record }).toMatchObject({
      line: 'click 2',
      record: { mode: 'debate', rounds: 1, agreed: false, changed: true },
    });
  });

  it('goes on while nobody has convinced, each side hearing the other, and lets a judge pick in the end', async () => {
    const script = [says('click 2'), rules('', 'no'), says('click 1'), says('click 2'), rules('', 'no'), rules('click 2')];
    const { model, line, record } = await think('debate', script);
    expect({ line, record }).toMatchObject({ line: 'click 2', record: { rounds: 2 } });
    const heard = JSON.stringify(model.requests[2].prompt);
    expect(heard).toContain('affirmative: click 1');
    expect(heard).toContain('negative: ');
    expect(JSON.stringify(model.requests[5].prompt)).toContain('one of these}:\\nclick 1\\nclick 2');
  });

  it('leaves the choice as it was when a voice does not keep to the form', async () => {
    expect(await think('debate', ['{"no":"action"}'])).toMatchObject({ line: 'click 1', record: { changed: false, rounds: 0 } });
  });

  it('takes nothing that no side put forward', async () => {
    const script = [says('click 2'), rules('click 3'), says('click 1'), says('click 2'), rules('click 3'), rules('click 3')];
    expect((await think('debate', script)).line).toBe('click 1');
  });
});
