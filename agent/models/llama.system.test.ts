import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { any, free, type GenerateResult, type Grammar, type Prompt, type PromptPart, seq, token } from '../../core/index.js';
import { describeLanguageModel } from '../../tests/fakes/model-conformance.js';
import { writeTinyGguf, writeTinyLora } from '../../tests/fakes/tiny-gguf.js';
import { createLlamaModel } from './llama.js';
import type { LlamaLanguageModel } from './llama-model.js';

const file = writeTinyGguf({ promptFormat: 'compact-1' });
const SETTINGS = { gpu: false, threads: 1 } as const;

describeLanguageModel('llama.cpp with a tiny model', () => createLlamaModel({ path: file, ...SETTINGS }));

const refs = any(...Array.from({ length: 12 }, (_, i) => token(`[${i + 1}]`)));
const GRAMMAR: Grammar = any(
  seq('click ', refs),
  seq('type ', refs, ' "', free(6), '"'),
  seq('select ', token('[3]'), ' ', any('"Red"', '"Blue"')),
  'back',
  'back now',
);

function prompt(...goal: PromptPart[]): Prompt {
  return {
    kind: 'parts',
    parts: [token('<|user|>'), ...goal, token('[1]'), 'button "Send"', token('[2]'), 'link "Price"', token('<|assistant|>')],
  };
}

describe('the llama.cpp adapter', () => {
  let model: LlamaLanguageModel;
  beforeAll(async () => {
    model = await createLlamaModel({ path: file, ...SETTINGS, sequences: 2, expectedPromptFormat: 'compact-1' });
  });
  afterAll(() => model.close());
  const say = (over: Partial<Parameters<LlamaLanguageModel['generate']>[0]> = {}): Promise<GenerateResult> =>
    model.generate({ prompt: prompt('goal: click Send'), grammar: GRAMMAR, maxTokens: 40, temperature: 0, ...over });

  it('says what the file was made for and where it runs', () => {
    expect(model.capabilities).toMatchObject({ promptFormat: 'compact-1', contextTokens: 512, parts: true, score: true });
    expect(model.backend).toEqual({ gpu: false, gpuLayers: 0, threads: 1, sequences: 2 });
  });

  it('gives the same log-probabilities when it speaks as when it scores', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { text, tokens } = await say({ temperature: 1.5, seed, grammar: any(seq('click ', refs), 'back now', 'wait') });
      const [verb, ref] = text.split(/ (?=\[)/);
      const { logprobs } = await model.score({
        prompt: prompt('goal: click Send'),
        continuations: [ref ? [`${verb} `, token(ref)] : [text]],
      });
      const spoken = tokens!.filter((part) => part.text !== '').map(({ logprob }) => logprob);
      expect(spoken).toHaveLength(logprobs[0]!.length);
      spoken.forEach((logprob, i) => expect(logprob).toBeCloseTo(logprobs[0]![i]!, 2));
    }
  });

  it('scores continuations alike alone and beside others', async () => {
    const continuations: PromptPart[][] = [
      ['click ', token('[1]')],
      ['click ', token('[2]'), ' now'],
      ['back'],
      ['back now'],
      [token('<|end|>')],
    ];
    const ask = (list: PromptPart[][]) => model.score({ prompt: prompt('goal: wait'), continuations: list });
    const together = await ask(continuations);
    for (const [i, continuation] of continuations.entries()) {
      const alone = (await ask([continuation])).logprobs[0]!;
      alone.forEach((logprob, j) => expect(logprob).toBeCloseTo(together.logprobs[i]![j]!, 2));
    }
    expect(together.logprobs[2]![0]).toBe(together.logprobs[3]![0]); // one token, asked for once
  });

  it('takes the likeliest sentence step by step, and its legal probabilities sum to one', async () => {
    const choice = any('back', 'wait', 'press', 'hover');
    const { text, tokens } = await say({ grammar: choice });
    const { logprobs } = await model.score({
      prompt: prompt('goal: click Send'),
      continuations: [['back'], ['wait'], ['press'], ['hover']],
    });
    const firsts = logprobs.map((list) => list[0]!);
    const total = Math.log(firsts.reduce((sum, logprob) => sum + Math.exp(logprob), 0));
    expect(text).toBe(['back', 'wait', 'press', 'hover'][firsts.indexOf(Math.max(...firsts))]);
    expect(tokens![0]!.legalLogprob).toBeCloseTo(Math.max(...firsts) - total, 2);
  });

  it('lets the end of a sentence compete with a longer one', async () => {
    const texts = await Promise.all(
      Array.from({ length: 30 }, (_, seed) =>
        say({ grammar: any('back', 'back now'), temperature: 2, seed }).then(({ text }) => text),
      ),
    );
    expect(new Set(texts)).toEqual(new Set(['back', 'back now']));
  });

  it('writes free text within its length, without quotes and with whole characters', async () => {
    for (let seed = 0; seed < 25; seed++) {
      const { text } = await say({ grammar: seq('"', free(6), '"'), temperature: 3, seed });
      expect(text).toMatch(/^"[^"\n]{0,6}"$/u);
      expect(text).not.toContain('\uFFFD');
    }
  });

  it('evaluates only what differs from an earlier prompt', async () => {
    const first = await say({ prompt: prompt('goal: select the item from the list ', 'step 1') });
    const second = await say({ prompt: prompt('goal: select the item from the list ', 'step 2') });
    expect(first.usage.evaluated).toBeGreaterThan(second.usage.evaluated);
    expect((await say({ prompt: prompt('goal: select the item from the list ', 'step 2') })).usage.evaluated).toBe(1);
    const fresh = await createLlamaModel({ path: file, ...SETTINGS });
    const again = await fresh.generate({
      prompt: prompt('goal: select the item from the list ', 'step 2'),
      grammar: GRAMMAR,
      maxTokens: 40,
      temperature: 0,
    });
    await fresh.close();
    expect(again.text).toBe(second.text);
    expect(again.tokens![0]!.logprob).toBeCloseTo(second.tokens![0]!.logprob, 2);
  });

  it('keeps special tokens out of text, and refuses one that the vocabulary lacks', async () => {
    const asText = await model.score({ prompt: prompt('goal: [1] <|end|>'), continuations: [['[1]'], [token('[1]')]] });
    expect(asText.logprobs.map((list) => list.length)).toEqual([3, 1]);
    await expect(say({ prompt: { kind: 'parts', parts: [token('[100]')] } })).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
    });
    await expect(say({ prompt: { kind: 'parts', parts: [token('click')] } })).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
    });
    await expect(say({ prompt: { kind: 'parts', parts: [''] } })).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' });
  });

  it('names the tokens of a prompt that does not fit', async () => {
    const long: Prompt = { kind: 'parts', parts: [token('<|user|>'), 'Send '.repeat(400)] };
    await expect(say({ prompt: long })).rejects.toMatchObject({
      code: 'MODEL_CONTEXT_FULL',
      message: expect.stringMatching(/ 80[0-9] tokens.* 512/),
    });
  });

  it('ends at the edge of its context when the output is longer', async () => {
    const almost: Prompt = { kind: 'parts', parts: [token('<|user|>'), 'Send '.repeat(253)] };
    const { finish, usage } = await say({
      prompt: almost,
      grammar: seq('"', any('a', 'b'), ' back now wait click type select press"'),
    });
    expect(finish).toBe('length');
    expect(usage.prompt + usage.generated).toBe(512);
  });

  it('stops in the middle when the signal fires, and the next call is not disturbed', async () => {
    const controller = new AbortController();
    const endless = model.generate({
      prompt: prompt('talk'),
      maxTokens: 400,
      temperature: 1,
      seed: 1,
      signal: controller.signal,
    });
    await say();
    controller.abort();
    const { finish, text, usage } = await endless;
    expect(finish).toBe('abort');
    expect(text.length).toBeGreaterThan(0);
    expect(usage.generated).toBeLessThan(400);
    expect((await say()).finish).toBe('end');
  });

  it('refuses a score when the signal fires', async () => {
    await expect(model.score({ prompt: prompt('x'), continuations: [['back']], signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/i,
    );
  });

  it('ends what runs when it is closed', async () => {
    const other = await createLlamaModel({ path: file, ...SETTINGS, sequences: 1 });
    const running = other.generate({ prompt: prompt('talk'), maxTokens: 400, temperature: 1, seed: 1 });
    const waiting = other.generate({ prompt: prompt('talk'), maxTokens: 400, temperature: 1, seed: 1 });
    await other.close();
    expect((await running).finish).toBe('abort');
    expect((await waiting).finish).toBe('abort');
  });
});

describe('a model with a large vocabulary', () => {
  it('speaks within a grammar that has free text, with threads that it measured', async () => {
    const large = await createLlamaModel({ path: writeTinyGguf({ vocabularySize: 9000 }), gpu: false });
    expect(large.backend.threads).toBeGreaterThanOrEqual(1);
    const grammar = seq('"', free(8), '"');
    const { text } = await large.generate({ prompt: prompt('type'), grammar, maxTokens: 20, temperature: 0 });
    expect(text).toMatch(/^"[^"\n]{0,8}"$/u);
    for (let seed = 0; seed < 4; seed++) {
      const sampled = await large.generate({ prompt: prompt('type'), grammar, maxTokens: 20, temperature: 1, seed });
      expect(sampled.text).toMatch(/^"[^"\n]{0,8}"$/u);
    }
    await large.close();
  });
});

describe('an adapter on the weights', () => {
  it('changes what the model says, by its scale', async () => {
    const adapter = writeTinyLora();
    const ask = async (lora?: { path: string; scale: number }[]): Promise<number> => {
      const model = await createLlamaModel({ path: file, ...SETTINGS, sequences: 1, ...(lora ? { lora } : {}) });
      const { logprobs } = await model.score({ prompt: prompt('goal: click Send'), continuations: [['back']] });
      await model.close();
      return logprobs[0]![0]!;
    };
    const plain = await ask();
    expect(await ask([{ path: adapter, scale: 0 }])).toBeCloseTo(plain, 3);
    expect(Math.abs((await ask([{ path: adapter, scale: 1 }])) - plain)).toBeGreaterThan(0.01);
  });
});

describe('model files', () => {
  it('of another prompt format are refused, general ones are not', async () => {
    const wrong = createLlamaModel({ path: file, ...SETTINGS, expectedPromptFormat: 'compact-2' });
    await expect(wrong).rejects.toMatchObject({
      code: 'MODEL_FORMAT',
      message: expect.stringMatching(/compact-1.*compact-2.*autodidact raise/),
    });
    const general = await createLlamaModel({ path: writeTinyGguf(), ...SETTINGS, expectedPromptFormat: 'compact-2' });
    expect(general.capabilities.promptFormat).toBeUndefined();
    await general.close();
  });

  it('that are cut short or of an unknown kind do not crash the process', async () => {
    const bytes = readFileSync(writeTinyGguf());
    const cut = `${file}.cut.gguf`;
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    await expect(createLlamaModel({ path: cut, ...SETTINGS })).rejects.toMatchObject({ code: 'MODEL_FILE_BROKEN' });
    const foreign = `${file}.foreign.gguf`;
    writeFileSync(
      foreign,
      Buffer.from(
        bytes.toString('latin1').replace('\x05\x00\x00\x00\x00\x00\x00\x00llama', '\x05\x00\x00\x00\x00\x00\x00\x00lluma'),
        'latin1',
      ),
    );
    await expect(createLlamaModel({ path: foreign, ...SETTINGS })).rejects.toMatchObject({ code: 'MODEL_FILE_BROKEN' });
    await expect(
      createLlamaModel({ path: file, ...SETTINGS, lora: [{ path: '/nowhere.gguf', scale: 1 }] }),
    ).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
  });

  it('need a backend that is there', async () => {
    await expect(createLlamaModel({ path: file, gpu: 'metal' })).rejects.toMatchObject({ code: 'MODEL_BACKEND' });
  });
});
