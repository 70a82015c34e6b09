import type { Action, Decision, Observation, PromptPart } from '../../core/index.js';
import { NO_DIFF, printAction } from '../../core/index.js';
import type { ModelCall, Store } from '../../memory/index.js';

/** A step of an attempt: what was chosen among what, each as the model would say it with its log-probability. */
export interface FakeStep {
  page: Observation;
  action: Action;
  /** Candidates as texts of one token, with log-probabilities; the first is what was chosen. */
  said: readonly (readonly [text: string, logprob: number])[];
  /** Other candidates with their scores. */
  others?: readonly (readonly [Action, number])[];
  label?: 'A' | 'B' | 'C' | 'D';
  /** Text of the prompt; by default the page's fingerprint. */
  prompt?: string;
  /** Nothing was scored: a lone proposal was generated. */
  generated?: boolean;
}

export interface FakeAttempt {
  id: string;
  family: string;
  seed?: number;
  split?: string;
  success: boolean;
  steps: readonly FakeStep[];
  purpose?: 'train' | 'gate' | 'report' | 'use';
  /** Of the choices; 0 is the agent as it runs. */
  temperature?: number;
  /** Left as a killed process leaves it. */
  open?: boolean;
}

const USAGE = { prompt: 0, evaluated: 0, generated: 0 };
const END: PromptPart = { token: '<|end|>' };

/** Writes an attempt as an agent and its runner would. */
export function recordAttempt(store: Pick<Store, 'log' | 'evaluations'>, attempt: FakeAttempt): void {
  const { id, family, seed = 1, split = 'practice', success, steps, purpose = 'train', temperature = 0, open } = attempt;
  const assignment = { goal: 'Do it', startUrl: 'http://127.0.0.1/', limits: { steps: 9, tokens: 99, timeMs: 99 } };
  store.log.beginEpisode({ id, assignment, purpose, model: 'm', planner: 'greedy', settings: { sampling: { temperature } } });
  for (const step of steps) {
    const number = store.log.recordIntent(id, { observation: step.page, decision: decisionOf(step), calls: [callOf(step)] });
    const outcome = { status: 'ok' as const, message: '', diff: NO_DIFF, ms: 0 };
    store.log.recordOutcome(id, number, { outcome, usage: USAGE, ms: { model: 0, browser: 0, runtime: 0 } });
    if (step.label) store.log.recordVerdicts(id, number, [{ level: 'action', label: step.label, source: 'rule', reason: '' }]);
  }
  if (!open) store.log.endEpisode(id, { kind: 'page-ended', text: '' });
  store.evaluations.record({
    episodeId: id,
    suite: 's',
    suiteVersion: '1',
    split,
    family,
    seed,
    success,
    reward: Number(success),
    detail: '',
  });
}

function decisionOf({ action, said, others = [] }: FakeStep): Decision {
  const [, logprob] = said[0];
  const candidate = { action, proposer: 'model', prior: 0, logprob, score: logprob };
  const passedOver = others.map(([action, score]) => ({ action, proposer: 'model', prior: 0, score }));
  return {
    action,
    proposer: 'model',
    expectation: { effect: 'any' },
    candidates: [candidate, ...passedOver],
    logprob,
    notes: [printAction(action)],
  };
}

function callOf({ page, said, prompt = page.fingerprint, generated }: FakeStep): ModelCall {
  const shown = { kind: 'parts' as const, parts: [prompt] };
  if (generated) {
    const tokens = [{ text: said[0][0], logprob: said[0][1], legalLogprob: 0 }];
    return { kind: 'generate', prompt: shown, text: said[0][0], tokens, usage: USAGE, ms: 0 };
  }
  const continuations = said.map(([text]): PromptPart[] => [text, END]);
  return { kind: 'score', prompt: shown, continuations, logprobs: said.map(([, logprob]) => [logprob, 0]), usage: USAGE, ms: 0 };
}
