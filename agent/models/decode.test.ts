import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { any, createRandom, free, seq } from '../../core/index.js';
import { TokenAutomaton } from './automaton.js';
import { decodeGrammar } from './decode.js';
import type { Evaluation, Logits, Wanted } from './evaluation.js';
import type { Vocabulary } from './vocabulary.js';

/** Tokens 0 to 9 are letters, then a quote and the end; the rest of a vocabulary of 20,000 is forbidden in free text. */
const [QUOTE, END, SIZE] = [10, 11, 20_000];
const vocabulary = {
  size: SIZE,
  end: END as Token,
  text: (text: string) => [...text].map((c) => (c === '"' ? QUOTE : c.charCodeAt(0) - 97) as Token),
  free: (token: Token) => (token < 10 ? { characters: 1, after: [0] } : undefined),
  texts: (tokens: Token[]) => tokens.map((token) => (token === QUOTE ? '"' : String.fromCharCode(97 + token))),
} as unknown as Vocabulary;

/** A network with the same logits everywhere; answers questions as llama.cpp does and keeps them. */
function network(logit: (token: number) => number) {
  const asked: (Wanted & { pushed: number })[] = [];
  let pushed = 0;
  const ranked = Array.from({ length: SIZE }, (_, token) => [token as Token, logit(token)] as const).sort((a, b) => b[1] - a[1]);
  const total = Math.log(ranked.reduce((sum, [, value]) => sum + Math.exp(value), 0));
  const answer = (wanted: Wanted): Logits => {
    asked.push({ ...wanted, pushed });
    const top = wanted.top === 'all' ? ranked : ranked.slice(0, wanted.top ?? 1);
    return { values: new Map([...wanted.tokens.map((token) => [token, logit(token)] as const), ...top]), total };
  };
  const run = {
    ask: async (_: Token[], wanted: Wanted[]) => wanted.map(answer),
    again: async (wanted: Wanted) => answer(wanted),
    push: () => pushed++,
  } as unknown as Evaluation;
  return { run, asked, total };
}

const limits = (temperature = 0, maxTokens = 20) => ({ temperature, maxTokens, random: createRandom(1) });
const say = (run: Evaluation, grammar: Parameters<typeof joinedAutomaton>[0], over = limits()) =>
  decodeGrammar(run, joinedAutomaton(grammar), vocabulary, over);
const joinedAutomaton = (grammar: ConstructorParameters<typeof TokenAutomaton>[0]) => new TokenAutomaton(grammar, vocabulary);

describe('decoding', () => {
  it('asks only where there is a choice, and for the legal tokens only', async () => {
    const { run, asked, total } = network((token) => (token === 3 ? 2 : 0));
    const { text, tokens, finish } = await say(run, seq('abc', any('d', 'e'), 'fgh'));
    expect({ text, finish }).toEqual({ text: 'abcdfgh', finish: 'end' });
    expect(asked.filter(({ tokens: list }) => list.length > 1).map(({ tokens: list }) => list)).toEqual([[3, 4]]);
    expect(tokens.map(({ legalLogprob }) => legalLogprob).filter((logprob) => logprob !== 0)).toHaveLength(1);
    expect(tokens[3]!.logprob).toBeCloseTo(2 - total);
    expect(tokens[3]!.legalLogprob).toBeCloseTo(2 - Math.log(Math.exp(2) + 1));
  });

  it('is content with the likeliest token of a large vocabulary where free text may hold it', async () => {
    const { run, asked } = network((token) => (token === 5 ? 9 : token === QUOTE ? 1 : 0));
    expect((await say(run, seq('"', free(2), '"'))).text).toBe('"ff"');
    expect(asked.every(({ top }) => top === undefined)).toBe(true);
  });

  it('looks further where the likeliest token is not legal, and takes the best legal one', async () => {
    const { run, asked } = network((token) => (token === 900 ? 9 : token === 7 ? 5 : token === QUOTE ? 1 : 0));
    expect((await say(run, seq('"', free(1), '"'))).text).toBe('"h"');
    expect(asked.map(({ top }) => top)).toContain(256);
  });

  it('looks at the whole vocabulary before it takes a literal that may not be the best', async () => {
    const { run } = network((token) => (token >= 1000 && token < 1400 ? 9 : token === 7 ? 5 : token === QUOTE ? 1 : 0));
    expect((await say(run, seq('"', free(1), '"'))).text).toBe('"h"');
  });

  it('samples by temperature', async () => {
    const { run } = network((token) => (token === 3 ? 1 : 0));
    const counts = { d: 0, e: 0 };
    const random = createRandom(5);
    for (let i = 0; i < 600; i++) counts[(await say(run, any('d', 'e'), { ...limits(2), random })).text as 'd' | 'e']++;
    expect(counts.d / 600).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 1);
  });

  it('counts the end of a sentence as a token without text where it was a choice', async () => {
    const { run } = network((token) => (token === END ? 4 : 0));
    const { text, tokens } = await say(run, any('a', 'ab'));
    expect({ text, texts: tokens.map((token) => token.text) }).toEqual({ text: 'a', texts: ['a', ''] });
  });

  it('stops at the token limit inside a forced run', async () => {
    const { run } = network(() => 0);
    expect(await say(run, seq('abc', any('d', 'e')), limits(0, 2))).toMatchObject({ text: 'ab', finish: 'length' });
  });
});
