import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Prompt } from '../../core/index.js';
import { askUntilValid, readJson, toGrammarSchema } from './structured.js';

const PROMPT: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'which?' }] };
const SCHEMA = z.object({ verb: z.enum(['click', 'back']), note: z.string().optional() });

function asking(...texts: string[]) {
  const prompts: Prompt[] = [];
  const ask = async (prompt: Prompt) => ({ text: texts[prompts.push(prompt) - 1]! });
  return { prompts, run: () => askUntilValid(PROMPT, ask, (reply) => readJson(reply.text, SCHEMA)) };
}

describe('structured replies', () => {
  it('shows the reply and its problem when it asks again', async () => {
    const { prompts, run } = asking('{"verb":"jump"}', '{"verb":"back"}');
    expect((await run()).text).toBe('{"verb":"back"}');
    const again = prompts[1] as Extract<Prompt, { kind: 'chat' }>;
    expect(again.messages.slice(1).map(({ role }) => role)).toEqual(['assistant', 'user']);
    expect(again.messages[1]!.content).toContain('jump');
    expect(again.messages[2]!.content).toMatch(/verb/);
  });

  it('gives up after three repairs', async () => {
    const { prompts, run } = asking('no', 'no', 'no', 'no', '{"verb":"back"}');
    await expect(run()).rejects.toMatchObject({ code: 'MODEL_OUTPUT_INVALID', message: expect.stringContaining('not JSON') });
    expect(prompts).toHaveLength(4);
  });

  it('reads JSON in a code fence, and takes null for an absent property', () => {
    expect(readJson('Sure:\n```json\n{"verb":"click"}\n```', SCHEMA)).toEqual({ ok: true, text: '{"verb":"click"}' });
    expect(readJson('{"verb":"click","note":null}', SCHEMA)).toEqual({ ok: true, text: '{"verb":"click"}' });
    const nullable = z.object({ ref: z.union([z.literal(1), z.null()]), sure: z.boolean().optional() });
    expect(readJson('{"ref":null,"sure":null}', nullable)).toEqual({ ok: true, text: '{"ref":null}' });
    expect(readJson('"a {b} c"', z.string())).toEqual({ ok: true, text: '"a {b} c"' });
  });

  it('writes unions as oneOf and lets optional properties be null', () => {
    const schema = toGrammarSchema(z.object({ a: z.union([z.literal(1), z.literal('x')]), b: z.boolean().optional() }));
    expect(JSON.stringify(schema)).not.toContain('anyOf');
    expect(schema).toMatchObject({
      properties: { a: { oneOf: [{ const: 1 }, { const: 'x' }] }, b: { oneOf: [{ type: 'boolean' }, { type: 'null' }] } },
    });
  });
});
