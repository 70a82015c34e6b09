import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  acceptsText,
  any,
  free,
  type GenerateRequest,
  type Grammar,
  type LanguageModel,
  type Prompt,
  seq,
} from '../../core/index.js';

const PROMPT: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'Press the button named Send.' }] };
const LONG: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'x y z '.repeat(5000) }] };
const FINITE: Grammar = any(seq('click ', any('1', '2')), 'back', seq('scroll ', any('up', 'down')));
/** The reply that a model without constrained sampling has to be given for it. */
export const OPEN_REPLY = 'type 1 "rosa"';
const OPEN: Grammar = seq('type ', any('1', '2'), ' "', free(12), '"');
const SCHEMA = z.object({
  verb: z.enum(['click', 'back']),
  ref: z.union([z.literal(1), z.null()]),
  sure: z.boolean().optional(),
});

/** What every language model keeps to, whatever runs it. */
export function describeLanguageModel(name: string, create: () => Promise<LanguageModel>): void {
  describe(`${name} as a language model`, () => {
    let model: LanguageModel;
    const generate = (request: Partial<GenerateRequest>) =>
      model.generate({ prompt: PROMPT, maxTokens: 120, temperature: 0, ...request });
    beforeAll(async () => {
      model = await create();
    });
    afterAll(() => model.close());

    it('answers within a finite grammar', async () => {
      const { text, finish } = await generate({ grammar: FINITE });
      expect(acceptsText(FINITE, text), text).toBe(true);
      expect(finish).toBe('end');
    });

    it('answers within a grammar that has free text', async () => {
      const { text } = await generate({ grammar: OPEN });
      expect(acceptsText(OPEN, text), text).toBe(true);
    });

    it('answers with JSON that the schema accepts', async () => {
      const { text } = await generate({ schema: SCHEMA });
      expect(SCHEMA.safeParse(JSON.parse(text)).success, text).toBe(true);
    });

    it('gives the same reply twice at temperature 0, and twice with one seed', async () => {
      for (const sampling of [{ temperature: 0 }, { temperature: 1, seed: 7 }]) {
        const [first, second] = [
          await generate({ grammar: FINITE, ...sampling }),
          await generate({ grammar: FINITE, ...sampling }),
        ];
        expect(second.text).toBe(first.text);
      }
    });

    it('counts tokens and time', async () => {
      const { usage, ms } = await generate({ grammar: FINITE });
      expect(usage.prompt).toBeGreaterThan(0);
      expect(usage.evaluated).toBeLessThanOrEqual(usage.prompt);
      expect(usage.generated).toBeGreaterThan(0);
      expect(ms).toBeGreaterThanOrEqual(0);
    });

    it('gives log-probabilities of the tokens of its text exactly when it says so', async () => {
      const { text, tokens } = await generate({ grammar: FINITE });
      expect(tokens !== undefined).toBe(model.capabilities.logprobs);
      for (const token of tokens ?? []) {
        expect(token.logprob).toBeLessThanOrEqual(token.legalLogprob + 1e-4);
        expect(token.legalLogprob).toBeLessThanOrEqual(1e-4);
      }
      if (tokens) expect(tokens.map((token) => token.text).join('')).toBe(text);
    });

    it('stops at the token limit and says so', async () => {
      const { finish, usage } = await generate({ grammar: seq('type ', any('one', 'two'), ' and then wait'), maxTokens: 1 });
      expect(finish).toBe('length');
      expect(usage.generated).toBe(1);
    });

    it('returns what it has when the signal fires, before and during the call', async () => {
      expect((await generate({ signal: AbortSignal.abort() })).finish).toBe('abort');
      const controller = new AbortController();
      const reply = generate({ signal: controller.signal });
      controller.abort();
      expect((await reply).finish).toBe('abort');
    });

    it('answers overlapping calls', async () => {
      const replies = await Promise.all(
        Array.from({ length: 9 }, (_, seed) => generate({ grammar: FINITE, temperature: 1, seed })),
      );
      for (const { text } of replies) expect(acceptsText(FINITE, text), text).toBe(true);
    });

    it('refuses a prompt that does not fit its context', async () => {
      await expect(generate({ prompt: LONG })).rejects.toMatchObject({ code: 'MODEL_CONTEXT_FULL' });
    });

    it('takes special-token prompts and scores texts where it says so, and refuses both elsewhere', async () => {
      const parts: Prompt = { kind: 'parts', parts: ['goal: press Send'] };
      const told = generate({ prompt: parts, grammar: FINITE });
      if (model.capabilities.parts) expect(acceptsText(FINITE, (await told).text)).toBe(true);
      else await expect(told).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' });
      const scored = model.score({ prompt: PROMPT, continuations: [['back'], ['click 1']] });
      if (!model.capabilities.score) await expect(scored).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' });
      else expect((await scored).logprobs.map((list) => list.every((logprob) => logprob <= 0))).toEqual([true, true]);
    });

    it('refuses calls after it was closed', async () => {
      const other = await create();
      await other.close();
      await other.close();
      await expect(other.generate({ prompt: PROMPT, maxTokens: 1, temperature: 0 })).rejects.toMatchObject({
        code: 'MODEL_CLOSED',
      });
    });
  });
}
