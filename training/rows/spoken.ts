import { type PromptPart, printAction } from '../../core/index.js';
import type { ModelCall, StepRecord } from '../../memory/index.js';

/** What was decided at a step, as the model would have said it, with the very prompt that the model saw. */
export interface SpokenStep {
  episodeId: string;
  /** Counted from 1. */
  step: number;
  prompt: PromptPart[];
  /** With its end token. */
  answer: PromptPart[];
  /** Log-probability of each token of the answer under the model that acted. */
  logprobs: number[];
}

const END = '<|end|>';

/**
 * Takes prompt and answer from the recorded calls of the step, so that a row holds what was really shown and said, whoever proposed it.
 * Undefined where the model took no part in the decision, was asked in chat form, or cannot say it.
 */
export const spokenStep = (record: StepRecord): SpokenStep | undefined => spokenWith(record, record.decision.logprob);

/** The same for another candidate of the step: what the model would have said, had this action been chosen. */
export function spokenInstead(record: StepRecord, action: string): SpokenStep | undefined {
  const candidate = record.decision.candidates.find((one) => printAction(one.action) === action);
  return spokenWith(record, candidate?.logprob);
}

function spokenWith({ episodeId, number: step, calls }: StepRecord, logprob: number | undefined): SpokenStep | undefined {
  if (logprob === undefined) return undefined;
  for (const call of [...calls].reverse()) {
    if (call.prompt.kind !== 'parts') continue;
    const said = call.kind === 'score' ? scored(call, logprob) : generated(call, logprob);
    if (said) return { episodeId, step, prompt: call.prompt.parts, ...said };
  }
  return undefined;
}

type Said = Pick<SpokenStep, 'answer' | 'logprobs'>;

/** The continuation that was chosen is the one whose log-probability the decision carries: the same sum of the same numbers. */
function scored({ continuations = [], logprobs = [] }: ModelCall, chosen: number): Said | undefined {
  const at = logprobs.findIndex((tokens, i) => endOf(continuations[i]) && sum(upToEnd(tokens, continuations[i])) === chosen);
  if (at < 0) return undefined;
  const answer = continuations[at].slice(0, lastEnd(continuations[at]) + 1);
  return { answer, logprobs: upToEnd(logprobs[at], continuations[at]) };
}

/** A lone proposal is taken without being scored: what was generated is what was said. */
function generated({ tokens }: ModelCall, chosen: number): Said | undefined {
  if (!tokens || sum(tokens.map(({ logprob }) => logprob)) !== chosen) return undefined;
  const answer = tokens.map(({ text }): PromptPart => (isSpecial(text) ? { token: text } : text));
  return { answer: [...joined(answer), { token: END }], logprobs: [...tokens.map(({ logprob }) => logprob), 0] };
}

/** Questions to a model with foresight follow the end token; they are no part of the answer. */
const lastEnd = (parts: readonly PromptPart[] = []): number =>
  parts.findIndex((part) => typeof part !== 'string' && part.token === END);
const endOf = (parts?: readonly PromptPart[]): boolean => lastEnd(parts) >= 0;
const upToEnd = (tokens: readonly number[], parts: readonly PromptPart[]): number[] =>
  tokens.slice(0, tokens.length - (parts.length - 1 - lastEnd(parts)));

const isSpecial = (text: string): boolean => /^(<[^<>\s]+>|\[\d+\])$/.test(text);

/** Neighbouring pieces of text are encoded together, as they were generated. */
function joined(parts: readonly PromptPart[]): PromptPart[] {
  const out: PromptPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
