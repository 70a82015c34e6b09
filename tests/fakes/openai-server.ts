import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { z } from 'zod';
import { exampleOf } from './sensible-reply.js';

const RequestSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  temperature: z.number().optional(),
  seed: z.number().optional(),
  logprobs: z.boolean().optional(),
  response_format: z.object({ type: z.string(), json_schema: z.object({ schema: z.unknown() }).optional() }).optional(),
});
export type ChatRequest = z.infer<typeof RequestSchema>;

export interface OpenAiServer {
  /** The base URL for a client. */
  url: string;
  /** Every request so far. */
  requests: ChatRequest[];
  close(): Promise<void>;
}

export interface OpenAiServerOptions {
  /** What to answer; by default an example of the asked schema, the first listed line, or `text`. */
  reply?: (request: ChatRequest, call: number) => string;
  contextTokens?: number;
}

/** A loopback server with OpenAI's chat completions: deterministic, with `json_schema` and log-probabilities. */
export async function startOpenAiServer({
  reply = sensible,
  contextTokens = 1000,
}: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const requests: ChatRequest[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch((thrown: unknown) => response.writeHead(500).end(String(thrown)));
  });
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = RequestSchema.parse(JSON.parse(await readText(incoming)));
    const call = requests.push(request) - 1;
    const prompt = request.messages.reduce((sum, { content }) => sum + Math.ceil(content.length / 4), 0);
    const [status, body] =
      prompt > contextTokens ? [400, overflow(prompt, contextTokens)] : [200, completion(request, reply(request, call), prompt)];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/v1`, requests, close };
}

function sensible({ messages, response_format: format }: ChatRequest): string {
  if (format?.json_schema) return JSON.stringify(exampleOf(format.json_schema.schema));
  const listed = /one of these lines and nothing else:\n(.*)/.exec(messages.at(-1)!.content);
  return listed?.[1] ?? 'text';
}

function completion(request: ChatRequest, reply: string, prompt: number): object {
  const words = reply.match(/\s*\S+/g) ?? [];
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  const said = words.slice(0, limit);
  const content = said.map((token) => ({ token, logprob: -0.5, bytes: null, top_logprobs: [] }));
  return {
    id: 'chat-1', object: 'chat.completion', created: 0, model: 'fake',
    choices: [{
      index: 0, message: { role: 'assistant', content: said.join('') },
      finish_reason: said.length < words.length ? 'length' : 'stop', logprobs: request.logprobs ? { content } : null,
    }],
    usage: { prompt_tokens: prompt, completion_tokens: said.length, total_tokens: prompt + said.length },
  }; // prettier-ignore
}

function overflow(prompt: number, limit: number): object {
  return {
    error: {
      message: `This model's maximum context length is ${limit} tokens, and the prompt has ${prompt}.`,
      type: 'invalid_request_error',
    },
  };
}
