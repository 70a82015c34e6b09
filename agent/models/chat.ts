import { initChatModel } from 'langchain/chat_models/universal';
import { z } from 'zod';
import {
  acceptsText,
  AgentError,
  type ChatMessage,
  type GeneratedToken,
  type GenerateRequest,
  type GenerateResult,
  type Grammar,
  type LanguageModel,
  messageOf,
  type ModelCapabilities,
  type Prompt,
  type TokenUsage,
} from '../../core/index.js';
import { describeGrammar } from './grammar-text.js';
import { askUntilValid, readJson, type Read } from './structured.js';

export interface ChatModelOptions {
  /** Address of an OpenAI-compatible server, e.g. `http://127.0.0.1:8080/v1`. */
  baseUrl?: string;
  apiKey?: string;
  /** What the server's model takes, prompt and output together. Not sent: the server decides. */
  contextTokens?: number;
  /** Ask for log-probabilities. Off by default, because servers that do not know them refuse the request. */
  logprobs?: boolean;
  timeoutMs?: number;
  /** Further attempts after a network error or an overloaded server. */
  retries?: number;
}

const DEFAULTS = { contextTokens: 32_768, logprobs: false, timeoutMs: 120_000, retries: 2 };

/**
 * A chat model behind LangChain's `initChatModel`, e.g. `openai:qwen3` with `baseUrl` for llama-server, vLLM or Ollama. A
 * grammar or schema is met by instruction, validation and at most three repairs. Errors: `MODEL_PROVIDER`, `MODEL_SERVER`.
 */
export function createChatModel(spec: string, options: ChatModelOptions = {}): LanguageModel {
  const [provider, ...name] = spec.split(':');
  if (!provider || name.join(':') === '') {
    throw new AgentError('MODEL_PROVIDER', `"${spec}" does not name a chat model. Write provider:model, e.g. openai:qwen3-4b.`);
  }
  return new Chat(spec, provider, name.join(':'), options);
}

interface Reply {
  text: string;
  /** Why there is no text. */
  problem?: string;
  tokens?: GeneratedToken[];
  finish: GenerateResult['finish'];
}

class Chat implements LanguageModel {
  readonly id: string;
  readonly capabilities: ModelCapabilities;
  readonly #provider: string;
  readonly #model: string;
  readonly #options: ChatModelOptions & typeof DEFAULTS;
  readonly #closing = new AbortController();

  constructor(id: string, provider: string, model: string, options: ChatModelOptions) {
    this.id = id;
    this.#provider = provider;
    this.#model = model;
    this.#options = { ...DEFAULTS, ...options };
    const { contextTokens, logprobs } = this.#options;
    this.capabilities = { contextTokens, logprobs, score: false, grammar: true, parts: false };
  }

  async generate(request: GenerateRequest): Promise<GenerateResult> {
    const start = performance.now();
    const usage: TokenUsage = { prompt: 0, evaluated: 0, generated: 0 };
    const prompt = { kind: 'chat', messages: instructed(this.#messages(request.prompt), request.grammar) } as const;
    const { grammar, schema } = request;
    const ask = (next: Prompt): Promise<Reply> => this.#ask(this.#messages(next), request, usage);
    const read = (reply: Reply): Read | 'give-up' => {
      if (reply.finish === 'abort') return 'give-up';
      if (reply.problem) return { ok: false, problem: reply.problem };
      if (schema) return readJson(reply.text, schema);
      if (!grammar) return { ok: true, text: reply.text };
      const sentence = readSentence(reply.text, grammar);
      return sentence.ok || reply.finish === 'end' ? sentence : 'give-up'; // cut at the limit: it would be cut again
    };
    const { text, tokens, finish } = await askUntilValid(prompt, ask, read);
    const same = tokens?.map((token) => token.text).join('') === text; // tokens of text that was cut away would mislead
    return { text, ...(tokens && same ? { tokens } : {}), usage, ms: performance.now() - start, finish };
  }

  async score(): Promise<never> {
    throw new AgentError(
      'MODEL_UNSUPPORTED',
      `"${this.id}" cannot score given text: chat servers only generate. Use a GGUF model.`,
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #messages(prompt: Prompt): ChatMessage[] {
    if (prompt.kind === 'chat') return prompt.messages;
    throw new AgentError(
      'MODEL_UNSUPPORTED',
      `"${this.id}" takes chat messages, not a prompt of special tokens. Use the "full" prompt profile.`,
    );
  }

  async #ask(messages: ChatMessage[], request: GenerateRequest, usage: TokenUsage): Promise<Reply> {
    if (this.#closing.signal.aborted)
      throw new AgentError('MODEL_CLOSED', `The model "${this.id}" was closed. Create it again to use it.`);
    const signal = AbortSignal.any([this.#closing.signal, ...(request.signal ? [request.signal] : [])]);
    if (signal.aborted) return { text: '', finish: 'abort' };
    const model = await this.#connect(request);
    try {
      const reply = RawReplySchema.parse(
        request.schema
          ? await structured(model, messages, request.schema, signal)
          : await model.invoke(toTuples(messages), { signal }),
      );
      count(usage, reply);
      return toReply(reply);
    } catch (thrown) {
      if (signal.aborted) return { text: '', finish: 'abort' };
      const problem = unreadable(thrown);
      if (!problem) throw this.#serverError(thrown);
      return { text: '', problem, finish: 'end' };
    }
  }

  async #connect({ temperature, maxTokens, seed }: GenerateRequest): Promise<Connected> {
    const { baseUrl, apiKey, logprobs, timeoutMs, retries } = this.#options;
    const openai = {
      configuration: { baseURL: baseUrl },
      useResponsesApi: false,
      ...(logprobs ? { logprobs } : {}),
      ...(seed === undefined ? {} : { modelKwargs: { seed } }),
    };
    const fields = { temperature, maxTokens, timeout: timeoutMs, maxRetries: retries, ...(baseUrl ? { baseUrl } : {}) };
    const key = apiKey ?? (baseUrl ? 'none' : undefined); // a local server wants no key, the client insists on one
    try {
      return await initChatModel(this.#model, {
        modelProvider: this.#provider,
        ...fields,
        ...(key ? { apiKey: key } : {}),
        ...(this.#provider === 'openai' ? openai : { ...(seed === undefined ? {} : { seed }) }),
      });
    } catch (cause) {
      throw new AgentError(
        'MODEL_PROVIDER',
        `The provider "${this.#provider}" of "${this.id}" cannot be used: ${messageOf(cause)}`,
        { cause },
      );
    }
  }

  #serverError(thrown: unknown): AgentError {
    if (thrown instanceof AgentError) return thrown;
    const problem = messageOf(thrown);
    const where = this.#options.baseUrl ?? `the provider "${this.#provider}"`;
    if (/context.?(length|size|window)|too many tokens|prompt is too long|exceeds? the (available )?context/i.test(problem)) {
      return new AgentError(
        'MODEL_CONTEXT_FULL',
        `The prompt does not fit into the context of "${this.id}" (${problem}). Shorten it, or use another model.`,
        { cause: thrown },
      );
    }
    if (/Unable to import|Unsupported \{ modelProvider/.test(problem)) {
      return new AgentError('MODEL_PROVIDER', `The provider of "${this.id}" cannot be used: ${problem}`, { cause: thrown });
    }
    return new AgentError(
      'MODEL_SERVER',
      `"${this.id}" got no answer from ${where}: ${problem}. Check that the server runs, its address and its key.`,
      { cause: thrown },
    );
  }
}

type Connected = Awaited<ReturnType<typeof initChatModel>>;

/** What is read of LangChain's messages. */
const RawReplySchema = z.object({
  content: z.union([z.string(), z.array(z.unknown()).transform((parts) => parts.map(textOf).join(''))]),
  usage_metadata: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_token_details: z.object({ cache_read: z.number() }).partial().optional(),
    })
    .optional(),
  response_metadata: z
    .object({
      finish_reason: z.string().nullish(),
      logprobs: z.object({ content: z.array(z.object({ token: z.string(), logprob: z.number() })).nullish() }).nullish(),
    })
    .optional(),
});
type RawReply = z.infer<typeof RawReplySchema>;

function textOf(part: unknown): string {
  const parsed = z.object({ text: z.string() }).safeParse(part);
  return parsed.success ? parsed.data.text : '';
}

async function structured(model: Connected, messages: ChatMessage[], schema: z.ZodType, signal: AbortSignal): Promise<unknown> {
  // the plain JSON schema, not zod: the client would throw on a reply that does not fit, and it is wanted for the repair
  const plain = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  const bound = model.withStructuredOutput(plain, { method: 'jsonSchema', includeRaw: true, strict: false });
  return z.object({ raw: z.unknown() }).parse(await bound.invoke(toTuples(messages), { signal })).raw;
}

const toTuples = (messages: ChatMessage[]): [string, string][] => messages.map(({ role, content }) => [role, content]);

/** OpenAI's client reads structured replies itself, and throws where they are no JSON or were cut. */
function unreadable(thrown: unknown): string | undefined {
  if (thrown instanceof SyntaxError) return `it is not JSON (${thrown.message})`;
  return thrown instanceof Error && thrown.name === 'LengthFinishReasonError'
    ? 'it was longer than the tokens allowed'
    : undefined;
}

function count(usage: TokenUsage, { usage_metadata: used }: RawReply): void {
  usage.prompt += used?.input_tokens ?? 0;
  usage.evaluated += (used?.input_tokens ?? 0) - (used?.input_token_details?.cache_read ?? 0);
  usage.generated += used?.output_tokens ?? 0;
}

function toReply({ content, response_metadata: details }: RawReply): Reply {
  // nothing constrained the server's choice, so every token was legal
  const tokens = details?.logprobs?.content?.map(({ token, logprob }) => ({ text: token, logprob, legalLogprob: logprob }));
  return { text: content, ...(tokens ? { tokens } : {}), finish: details?.finish_reason === 'length' ? 'length' : 'end' };
}

function instructed(messages: ChatMessage[], grammar: Grammar | undefined): ChatMessage[] {
  if (!grammar) return messages;
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', content: describeGrammar(grammar) }];
  return [...messages.slice(0, -1), { role: 'user', content: `${last.content}\n\n${describeGrammar(grammar)}` }];
}

function readSentence(text: string, grammar: Grammar): Read {
  const bare = text.replace(/^\s*```\w*\n|\n?```\s*$/g, '').trim();
  const fitting = [text, bare].find((candidate) => acceptsText(grammar, candidate));
  return fitting === undefined ? { ok: false, problem: describeGrammar(grammar) } : { ok: true, text: fitting };
}
