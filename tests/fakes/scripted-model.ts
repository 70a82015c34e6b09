import {
  acceptsText,
  AgentError,
  type GenerateRequest,
  type GenerateResult,
  type LanguageModel,
  type ModelCapabilities,
  type Prompt,
  type ScoreRequest,
  type TokenUsage,
} from '../../core/index.js';

export interface ScriptedReply {
  text: string;
  /** Log-probability of each token, over the vocabulary and over the legal tokens alike. */
  logprob?: number;
}

/** Replies in order, or a function of the request and the number of the call, counted from 0. */
export type Script =
  | readonly (string | ScriptedReply)[]
  | ((request: GenerateRequest, call: number) => string | ScriptedReply | Promise<string | ScriptedReply>);

export interface ScriptedOptions {
  id?: string;
  capabilities?: Partial<ModelCapabilities>;
  /** Log-probabilities of the tokens of each continuation; without it `score` is not supported. */
  score?: (request: ScoreRequest) => number[][];
}

export interface ScriptedModel extends LanguageModel {
  /** Every request so far. */
  readonly requests: readonly GenerateRequest[];
}

/**
 * A language model that says what a test wrote down. It refuses a reply that the request's grammar or schema does not
 * allow, so that a test cannot script what no real model could say.
 */
export function createScriptedModel(script: Script, options: ScriptedOptions = {}): ScriptedModel {
  const capabilities: ModelCapabilities = {
    contextTokens: 4096, logprobs: true, grammar: true, parts: true, score: options.score !== undefined, ...options.capabilities,
  }; // prettier-ignore
  const id = options.id ?? 'scripted';
  const requests: GenerateRequest[] = [];
  let closed = false;
  const enter = (prompt: Prompt): number => {
    if (closed) throw new AgentError('MODEL_CLOSED', `The model "${id}" was closed. Create it again to use it.`);
    return promptTokens(prompt, capabilities, id);
  };
  return {
    id,
    capabilities,
    requests,
    async generate(request) {
      const prompt = enter(request.prompt);
      const call = requests.push(request) - 1;
      await Promise.resolve(); // as with a real model, an abort may come between the call and the reply
      if (request.signal?.aborted) return { text: '', tokens: [], usage: usage(prompt, 0), ms: 0, finish: 'abort' };
      const reply = await replyOf(script, request, call);
      check(request, reply.text);
      return toResult(reply, request, prompt, capabilities);
    },
    async score(request) {
      const prompt = enter(request.prompt);
      if (!options.score) throw new AgentError('MODEL_UNSUPPORTED', `"${id}" has no script for scores.`);
      request.signal?.throwIfAborted();
      return { logprobs: options.score(request), usage: usage(prompt, 0), ms: 0 };
    },
    async close() {
      closed = true;
    },
  };
}

async function replyOf(script: Script, request: GenerateRequest, call: number): Promise<ScriptedReply> {
  const reply = typeof script === 'function' ? await script(request, call) : script[call];
  if (reply === undefined) throw new RangeError(`the script ends after ${script.length} replies, and this is call ${call + 1}`);
  return typeof reply === 'string' ? { text: reply } : reply;
}

function check({ grammar, schema }: GenerateRequest, text: string): void {
  const fits = grammar ? acceptsText(grammar, text) : !schema || schema.safeParse(JSON.parse(text)).success;
  if (!fits)
    throw new AgentError(
      'MODEL_OUTPUT_INVALID',
      `The scripted reply ${JSON.stringify(text)} is outside of what the request allows.`,
    );
}

function toResult(
  { text, logprob = 0 }: ScriptedReply,
  request: GenerateRequest,
  prompt: number,
  { logprobs }: ModelCapabilities,
): GenerateResult {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  const said = words.slice(0, request.maxTokens);
  const tokens = said.map((word) => ({ text: word, logprob, legalLogprob: logprob }));
  const finish = said.length < words.length ? 'length' : 'end';
  return { text: said.join(''), ...(logprobs ? { tokens } : {}), usage: usage(prompt, said.length), ms: 0, finish };
}

function usage(prompt: number, generated: number): TokenUsage {
  return { prompt, evaluated: prompt, generated };
}

/** A special token counts as one, text as a token for every four characters. */
function promptTokens(prompt: Prompt, { parts, contextTokens }: ModelCapabilities, id: string): number {
  if (prompt.kind === 'parts' && !parts) throw new AgentError('MODEL_UNSUPPORTED', `"${id}" takes chat messages only.`);
  const texts = prompt.kind === 'parts' ? prompt.parts : prompt.messages.map(({ content }) => content);
  const tokens = texts.reduce((sum, part) => sum + (typeof part === 'string' ? Math.ceil(part.length / 4) : 1), 0);
  if (tokens < contextTokens) return tokens;
  throw new AgentError('MODEL_CONTEXT_FULL', `The prompt takes ${tokens} tokens, and "${id}" has a context of ${contextTokens}.`);
}
