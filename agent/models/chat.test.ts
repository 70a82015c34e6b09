import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { any, type Prompt, seq } from '../../core/index.js';
import { describeLanguageModel, OPEN_REPLY } from '../../tests/fakes/model-conformance.js';
import { startOpenAiServer, type OpenAiServer, type OpenAiServerOptions } from '../../tests/fakes/openai-server.js';
import { exampleOf } from '../../tests/fakes/sensible-reply.js';
import { createChatModel, type ChatModelOptions } from './chat.js';

const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function setUp(server: OpenAiServerOptions = {}, options: ChatModelOptions = {}) {
  const started = await startOpenAiServer(server);
  servers.push(started);
  return { server: started, model: createChatModel('openai:fake', { baseUrl: started.url, retries: 0, ...options }) };
}

/** Reads from the prompt what it is asked for, as a model would. */
const obedient: OpenAiServerOptions['reply'] = ({ messages, response_format: format }) => {
  if (format?.json_schema) return JSON.stringify(exampleOf(format.json_schema.schema));
  const { content } = messages.at(-1)!;
  return /nothing else:\n(.*)/.exec(content)?.[1] ?? (content.includes('GBNF') ? OPEN_REPLY : 'text');
};

describe('the chat model adapter', () => {
  let shared: OpenAiServer;
  const started = startOpenAiServer({ reply: obedient }).then((server) => (shared = server));
  describeLanguageModel('an OpenAI-compatible server', async () =>
    createChatModel('openai:fake', { baseUrl: (await started).url, retries: 0 }),
  );
  describeLanguageModel('an OpenAI-compatible server with log-probabilities', async () =>
    createChatModel('openai:fake', { baseUrl: (await started).url, retries: 0, logprobs: true }),
  );
  it('sends sampling settings and messages as they are', async () => {
    const prompt: Prompt = {
      kind: 'chat',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'hello' },
      ],
    };
    await createChatModel('openai:fake', { baseUrl: shared.url }).generate({ prompt, maxTokens: 7, temperature: 0.5, seed: 3 });
    expect(shared.requests.at(-1)).toMatchObject({ messages: prompt.messages, temperature: 0.5, seed: 3 });
    await shared.close();
  });
});

const PROMPT: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'next?' }] };
const ASK = { prompt: PROMPT, maxTokens: 50, temperature: 0 };

describe('repairs', () => {
  it('shows what was wrong with a reply outside the grammar', async () => {
    const { model, server } = await setUp({ reply: (_, call) => ['I would click.', '```\nclick 2\n```'][call]! });
    const { text, usage } = await model.generate({ ...ASK, grammar: seq('click ', any('1', '2')) });
    expect(text).toBe('click 2');
    expect(server.requests[1]!.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(server.requests[1]!.messages[1]!.content).toBe('I would click.');
    expect(usage.prompt).toBeGreaterThan(server.requests[0]!.messages[0]!.content.length / 4); // both calls are counted
  });

  it('shows what a schema misses, and gives up after three', async () => {
    const { model, server } = await setUp({ reply: () => '{"verb":"jump"}' });
    const schema = z.object({ verb: z.enum(['click', 'back']) });
    await expect(model.generate({ ...ASK, schema })).rejects.toMatchObject({ code: 'MODEL_OUTPUT_INVALID' });
    expect(server.requests).toHaveLength(4);
    expect(server.requests[3]!.messages.at(-1)!.content).toMatch(/verb/);
  });

  it('repairs a reply that is not JSON at all', async () => {
    const { model, server } = await setUp({ reply: (_, call) => ['Let me think.', '{"verb":"back"}'][call]! });
    expect((await model.generate({ ...ASK, schema: z.object({ verb: z.string() }) })).text).toBe('{"verb":"back"}');
    expect(server.requests[1]!.messages.at(-1)!.content).toContain('not JSON');
  });
});

describe('a server that fails', () => {
  it('is named with its address', async () => {
    const { model, server } = await setUp();
    await server.close();
    await expect(model.generate(ASK)).rejects.toMatchObject({
      code: 'MODEL_SERVER',
      message: expect.stringContaining(server.url),
    });
  });

  it('breaks down, and what it said is told', async () => {
    const broken = (): string => {
      throw new Error('out of memory');
    };
    const { model } = await setUp({ reply: broken });
    await expect(model.generate(ASK)).rejects.toMatchObject({
      code: 'MODEL_SERVER',
      message: expect.stringContaining('out of memory'),
    });
  });

  it('has no package for its provider', async () => {
    await expect(createChatModel('anthropic:some').generate(ASK)).rejects.toMatchObject({
      code: 'MODEL_PROVIDER',
      message: expect.stringContaining('npm install'),
    });
    await expect(createChatModel('nobody:some').generate(ASK)).rejects.toMatchObject({ code: 'MODEL_PROVIDER' });
    expect(() => createChatModel('openai')).toThrow(/provider:model/);
  });
});
