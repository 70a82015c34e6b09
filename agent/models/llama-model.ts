import { setMaxListeners } from 'node:events';
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import {
  AgentError,
  createRandom,
  type GenerateRequest,
  type GenerateResult,
  type LanguageModel,
  messageOf,
  type ModelCapabilities,
  type Prompt,
  type ScoreRequest,
  type ScoreResult,
  type TokenUsage,
} from '../../core/index.js';
import { TokenAutomaton } from './automaton.js';
import { ChatPrompt } from './chat-prompt.js';
import { JsonDecoder } from './decode-json.js';
import { decodeFreely, decodeGrammar, type DecodeLimits, type Decoded } from './decode.js';
import { Evaluation } from './evaluation.js';
import { scoreContinuations } from './score.js';
import { SequencePool } from './sequence-pool.js';
import { askUntilValid, readJson } from './structured.js';
import { ThreadGuard } from './threads.js';
import { Vocabulary } from './vocabulary.js';

/** Where a model was put. */
export interface LlamaBackendInfo {
  gpu: 'cuda' | 'vulkan' | 'metal' | false;
  /** Layers on the GPU, the output layer included. */
  gpuLayers: number;
  threads: number;
  sequences: number;
}

export interface LlamaLanguageModel extends LanguageModel {
  readonly backend: LlamaBackendInfo;
}

/** A loaded model as the port; made by `createLlamaModel`. */
export class InProcessLlama implements LlamaLanguageModel {
  readonly id: string;
  readonly capabilities: ModelCapabilities;
  readonly #guard: ThreadGuard;
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #vocabulary: Vocabulary;
  readonly #chat: ChatPrompt;
  readonly #json: JsonDecoder;
  readonly #pool: SequencePool;
  readonly #closing = new AbortController();

  constructor(
    id: string,
    model: LlamaModel,
    context: LlamaContext,
    known: { contextTokens: number; promptFormat?: string | undefined; foresight: boolean },
    threads: number,
  ) {
    const { contextTokens, promptFormat, foresight } = known;
    this.id = id;
    this.capabilities = {
      contextTokens,
      logprobs: true,
      score: true,
      grammar: true,
      parts: true,
      ...(promptFormat ? { promptFormat } : {}),
      ...(foresight ? { foresight } : {}),
    };
    this.#guard = new ThreadGuard(threads, (fewer) => (model.llama.maxThreads = fewer));
    this.#context = context;
    setMaxListeners(0, this.#closing.signal); // one for each waiting call
    this.#model = model;
    this.#vocabulary = new Vocabulary(model);
    this.#chat = new ChatPrompt(model);
    this.#json = new JsonDecoder(model, this.#vocabulary);
    this.#pool = new SequencePool(Array.from({ length: context.totalSequences }, () => context.getSequence()));
  }

  get backend(): LlamaBackendInfo {
    const { llama, gpuLayers } = this.#model;
    return { gpu: llama.gpu, gpuLayers, threads: this.#guard.threads, sequences: this.#context.totalSequences };
  }

  async generate(request: GenerateRequest): Promise<GenerateResult> {
    const start = performance.now();
    const usage: TokenUsage = { prompt: 0, evaluated: 0, generated: 0 };
    const ask = async (prompt: Prompt): Promise<Decoded> => this.#decode({ ...request, prompt }, usage);
    const { schema } = request;
    const decoded = schema
      ? await askUntilValid(request.prompt, ask, (reply) => (reply.finish === 'abort' ? 'give-up' : readJson(reply.text, schema)))
      : await ask(request.prompt);
    const { text, tokens, finish } = decoded;
    return { text, ...(tokens.length > 0 || !schema ? { tokens } : {}), usage, ms: performance.now() - start, finish };
  }

  async score({ prompt, continuations, signal }: ScoreRequest): Promise<ScoreResult> {
    const start = performance.now();
    const tokens = this.#encode(prompt);
    const wanted = continuations.map((parts) => this.#vocabulary.encode(parts));
    this.#checkRoom(
      tokens.length + Math.max(1, ...wanted.map((list) => list.length)) - 1,
      'prompt with its longest continuation',
    );
    const result = await this.#run(tokens, signal, async (run, stop) => {
      const logprobs = await scoreContinuations(run, wanted, stop);
      return { logprobs, evaluated: run.evaluated };
    });
    if (!result) throw signal?.reason ?? this.#closed();
    const given = tokens.length + wanted.reduce((sum, list) => sum + list.length, 0);
    return {
      logprobs: result.logprobs,
      usage: { prompt: given, evaluated: result.evaluated, generated: 0 },
      ms: performance.now() - start,
    };
  }

  countTokens(prompt: Prompt): number {
    return this.#encode(prompt).length;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#pool.drained();
    await this.#model.llama.dispose();
  }

  async #decode(request: GenerateRequest, usage: TokenUsage): Promise<Decoded> {
    const tokens = this.#encode(request.prompt);
    this.#checkRoom(tokens.length + 1, 'prompt with one token of output');
    usage.prompt += tokens.length;
    const maxTokens = Math.min(request.maxTokens, this.capabilities.contextTokens - tokens.length);
    const random = createRandom(request.seed ?? Math.floor(Math.random() * 2 ** 32));
    const decoded = await this.#run(tokens, request.signal, (run, signal) => {
      usage.evaluated += tokens.length - run.reused;
      return this.#continue(run, request, { maxTokens, temperature: request.temperature, random, signal });
    });
    usage.generated += decoded?.generated ?? 0;
    return decoded ?? { text: '', tokens: [], finish: 'abort' };
  }

  async #continue(
    run: Evaluation,
    { grammar, schema }: GenerateRequest,
    limits: DecodeLimits,
  ): Promise<Decoded & { generated: number }> {
    if (schema) return { ...(await this.#json.decode(run, schema, limits)), tokens: [] };
    const decoded = grammar
      ? await decodeGrammar(run, new TokenAutomaton(grammar, this.#vocabulary), this.#vocabulary, limits)
      : await decodeFreely(run, this.#vocabulary, limits);
    return { ...decoded, generated: decoded.tokens.length };
  }

  /** Runs with a sequence that holds the prompt; undefined when the call was aborted before it had one. */
  async #run<T>(
    tokens: Token[],
    given: AbortSignal | undefined,
    work: (run: Evaluation, signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    const signal = given ? AbortSignal.any([given, this.#closing.signal]) : this.#closing.signal;
    const sequence = await this.#pool.acquire(tokens, signal);
    if (!sequence) return undefined;
    const run = new Evaluation(sequence, (ms) => this.#guard.observe(ms));
    try {
      await run.begin(tokens, signal);
      return await work(run, signal);
    } catch (cause) {
      if (cause instanceof AgentError || signal.aborted) throw cause;
      throw await this.#failed(sequence, cause);
    } finally {
      this.#pool.release(sequence);
    }
  }

  #closed(): AgentError {
    return new AgentError('MODEL_CLOSED', `The model "${this.id}" was closed. Create it again to use it.`);
  }

  /** What the sequence holds after a failure is not known, so it is emptied before the next call gets it. */
  async #failed(sequence: LlamaContextSequence, cause: unknown): Promise<AgentError> {
    await sequence.clearHistory().catch(() => undefined); // the failure itself is what matters
    return new AgentError(
      'MODEL_FAILED',
      `llama.cpp failed in "${this.id}" (${messageOf(cause)}). Try again, or run "autodidact doctor".`,
      { cause },
    );
  }

  /** Counted, generated from and scored on: a prompt is encoded once. */
  readonly #encoded = new WeakMap<Prompt, Token[]>();

  #encode(prompt: Prompt): Token[] {
    if (this.#closing.signal.aborted) throw this.#closed();
    const known = this.#encoded.get(prompt);
    if (known) return known;
    const tokens = prompt.kind === 'parts' ? this.#vocabulary.encode(prompt.parts) : this.#chat.encode(prompt.messages);
    if (tokens.length === 0)
      throw new AgentError('MODEL_UNSUPPORTED', `"${this.id}" was given an empty prompt; it needs at least one token.`);
    this.#encoded.set(prompt, tokens);
    return tokens;
  }

  #checkRoom(needed: number, what: string): void {
    const { contextTokens } = this.capabilities;
    if (needed <= contextTokens) return;
    throw new AgentError('MODEL_CONTEXT_FULL', `The ${what} takes ${needed} tokens, and "${this.id}" has a context of ${contextTokens}. ` +
      'Shorten the prompt, or use a model with a longer context.'); // prettier-ignore
  }
}
