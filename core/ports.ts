import type { z } from 'zod';
import type { Grammar } from './grammar.js';

/** Text, or one special token of the model's vocabulary by its exact text. Text never becomes a special token. */
export type PromptPart = string | { token: string };

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** Raw parts for a model trained on our own format; messages for a chat model, through its template. */
export type Prompt = { kind: 'parts'; parts: PromptPart[] } | { kind: 'chat'; messages: ChatMessage[] };

/** Tokens of one call: in the prompt, really evaluated (the rest came from the reused prefix), and generated. */
export interface TokenUsage {
  prompt: number;
  evaluated: number;
  generated: number;
}

export interface GenerateRequest {
  prompt: Prompt;
  /** What may be said. At most one of `grammar` and `schema`. */
  grammar?: Grammar;
  /** Structured output: the reply is JSON that this schema accepts. */
  schema?: z.ZodType;
  maxTokens: number;
  /** 0 takes the most likely token. */
  temperature: number;
  seed?: number;
  signal?: AbortSignal;
}

export interface GeneratedToken {
  text: string;
  /** Natural logarithm of the probability over the whole vocabulary at temperature 1. */
  logprob: number;
  /** The same over the tokens that the grammar allowed at this point; 0 where there was only one. */
  legalLogprob: number;
}

export interface GenerateResult {
  /** Special tokens appear as their text. */
  text: string;
  /** Absent when the model does not give log-probabilities. */
  tokens?: GeneratedToken[];
  usage: TokenUsage;
  ms: number;
  /** `end`: the model or the grammar ended it; `length`: `maxTokens` reached; `abort`: the signal fired, `text` is partial. */
  finish: 'end' | 'length' | 'abort';
}

export interface ScoreRequest {
  prompt: Prompt;
  /** Given texts whose log-probability after the prompt is wanted. */
  continuations: PromptPart[][];
  signal?: AbortSignal;
}

export interface ScoreResult {
  /** Per continuation: log-probability of each of its tokens over the whole vocabulary. */
  logprobs: number[][];
  usage: TokenUsage;
  ms: number;
}

export interface ModelCapabilities {
  /** Longest prompt plus output, in tokens. */
  contextTokens: number;
  logprobs: boolean;
  score: boolean;
  grammar: boolean;
  /** Special-token prompts of our own format; without it only chat prompts are accepted. */
  parts: boolean;
  /** Version of the prompt format the weights were trained on, e.g. `compact-1`; absent for general models. */
  promptFormat?: string;
  /** The weights were trained to foretell success and feasibility; absent for general models. */
  foresight?: boolean;
}

/**
 * A language model. Implementations: llama.cpp in process, LangChain chat models, a scripted fake. Calls may overlap; each
 * waits for a free sequence. Errors: `MODEL_CONTEXT_FULL` when the prompt does not fit, `MODEL_OUTPUT_INVALID` when a
 * schema could not be met after repairs, `MODEL_UNSUPPORTED` for what `capabilities` denies.
 */
export interface LanguageModel {
  /** Registry name or path, for logs. */
  readonly id: string;
  readonly capabilities: ModelCapabilities;
  generate(request: GenerateRequest): Promise<GenerateResult>;
  score(request: ScoreRequest): Promise<ScoreResult>;
  /** Tokens of a prompt, where that is known before it is sent. */
  countTokens?(prompt: Prompt): number;
  close(): Promise<void>;
}

/**
 * Turns texts into vectors whose cosine says how near their meanings are. Optional everywhere: memory works by words alone.
 * Another model, or another version of it, has another `id`: vectors of two embedders are never compared.
 */
export interface Embedder {
  readonly id: string;
  /** Length of every vector. */
  readonly dim: number;
  /** One vector per text, in order; any length is accepted and scaled to 1 by whoever stores it. */
  embed(texts: string[]): Promise<Float32Array[]>;
}

/** Wall clock, so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
