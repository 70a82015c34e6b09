import { describe, expect, it } from 'vitest';
import { any, type Prompt } from '../../core/index.js';
import { describeLanguageModel } from './model-conformance.js';
import { createScriptedModel } from './scripted-model.js';
import { exampleOf, firstSentence } from './sensible-reply.js';
import { z } from 'zod';

describeLanguageModel('the scripted model', async () =>
  createScriptedModel(
    ({ grammar, schema }) =>
      grammar ? firstSentence(grammar) : schema ? JSON.stringify(exampleOf(z.toJSONSchema(schema))) : 'text',
    {
      score: ({ continuations }) => continuations.map(() => [-1]),
    },
  ),
);

const PROMPT: Prompt = { kind: 'parts', parts: ['next?'] };
const ASK = { prompt: PROMPT, maxTokens: 9, temperature: 0 };

describe('a script', () => {
  it('is followed in order and ends with an error', async () => {
    const model = createScriptedModel(['click 1', { text: 'back', logprob: -2 }]);
    expect((await model.generate(ASK)).text).toBe('click 1');
    expect((await model.generate(ASK)).tokens).toEqual([{ text: 'back', logprob: -2, legalLogprob: -2 }]);
    await expect(model.generate(ASK)).rejects.toThrow(/ends after 2 replies/);
    expect(model.requests).toHaveLength(3);
  });

  it('cannot say what the grammar or the schema forbids', async () => {
    await expect(createScriptedModel(['jump']).generate({ ...ASK, grammar: any('back', 'wait') })).rejects.toMatchObject({
      code: 'MODEL_OUTPUT_INVALID',
    });
    await expect(createScriptedModel(['{}']).generate({ ...ASK, schema: z.object({ a: z.string() }) })).rejects.toMatchObject({
      code: 'MODEL_OUTPUT_INVALID',
    });
  });
});
