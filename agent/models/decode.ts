import type { Token } from 'node-llama-cpp';
import { AgentError, type GeneratedToken, type GenerateResult, type Random } from '../../core/index.js';
import type { State, TokenAutomaton } from './automaton.js';
import type { Evaluation, Logits, Wanted } from './evaluation.js';
import type { Vocabulary } from './vocabulary.js';

export interface DecodeLimits {
  /** Tokens that may be generated, the end token included. */
  maxTokens: number;
  temperature: number;
  random: Random;
  signal?: AbortSignal;
}

export interface Decoded {
  text: string;
  tokens: GeneratedToken[];
  finish: GenerateResult['finish'];
}

/** Up to this size the whole vocabulary is looked at where any text is allowed; above it, only the likeliest tokens. */
const SMALL_VOCABULARY = 8192;
const LIKELIEST = 256;

interface Choice {
  token: Token;
  logprob: number;
  legalLogprob: number;
  end: boolean;
}

/** A sentence of the grammar. Where only one token is legal it is taken without a question, and evaluated with the next one. */
export async function decodeGrammar(
  run: Evaluation,
  automaton: TokenAutomaton,
  vocabulary: Vocabulary,
  limits: DecodeLimits,
): Promise<Decoded> {
  const chosen: Choice[] = [];
  let state = automaton.start;
  for (;;) {
    const forced = forcedTokens(automaton, state, limits.maxTokens - chosen.length);
    state = forced.state;
    const options = automaton.options(state);
    const over = options.end && options.tokens.length === 0 && !options.free;
    const full = chosen.length + forced.tokens.length >= limits.maxTokens;
    if (limits.signal?.aborted) return result(vocabulary, chosen, 'abort');
    const legal = [...options.tokens, ...(options.end ? [vocabulary.end] : [])];
    const questions = widenings(legal, options.free, vocabulary.size, limits.temperature);
    const wanted = [...forced.tokens.map((token) => ({ tokens: [token] })), ...(over || full ? [] : [questions[0]!])];
    const logits = wanted.length > 0 ? await run.ask(forced.tokens, wanted) : [];
    forced.tokens.forEach((token, i) =>
      chosen.push({ token, logprob: logits[i]!.values.get(token)! - logits[i]!.total, legalLogprob: 0, end: false }),
    );
    if (over || full) return result(vocabulary, chosen, over ? 'end' : 'length');
    const isLegal = (token: Token): boolean => legal.includes(token) || (options.free && automaton.fits(state, token));
    const choice = await choose(run, logits.at(-1)!, questions, isLegal, limits);
    const end = options.end && choice.token === vocabulary.end;
    chosen.push({ ...choice, end });
    if (end) return result(vocabulary, chosen, 'end');
    run.push(choice.token);
    state = automaton.advance(state, choice.token);
  }
}

/** Any text, until the model ends it. */
export async function decodeFreely(run: Evaluation, vocabulary: Vocabulary, limits: DecodeLimits): Promise<Decoded> {
  const chosen: Choice[] = [];
  const questions = widenings([], true, vocabulary.size, limits.temperature);
  while (chosen.length < limits.maxTokens) {
    if (limits.signal?.aborted) return result(vocabulary, chosen, 'abort');
    const [logits] = await run.ask([], [questions[0]!]);
    const choice = await choose(run, logits!, questions, () => true, limits);
    const end = vocabulary.isEnd(choice.token);
    chosen.push({ ...choice, end });
    if (end) return result(vocabulary, chosen, 'end');
    run.push(choice.token);
  }
  return result(vocabulary, chosen, 'length');
}

function forcedTokens(automaton: TokenAutomaton, from: State, most: number): { tokens: Token[]; state: State } {
  const tokens: Token[] = [];
  let state = from;
  for (let options = automaton.options(state); tokens.length < most; options = automaton.options(state)) {
    if (options.tokens.length !== 1 || options.free || options.end) break;
    tokens.push(options.tokens[0]!);
    state = automaton.advance(state, options.tokens[0]!);
  }
  return { tokens, state };
}

/**
 * Questions for one choice, each wider than the one before. Literal tokens are asked for by number. Free text in a large
 * vocabulary begins with its likeliest tokens (one when greedy), and the next question is put when none of them is legal.
 */
function widenings(tokens: readonly Token[], free: boolean, size: number, temperature: number): Wanted[] {
  if (!free) return [{ tokens }];
  if (size <= SMALL_VOCABULARY) return [{ tokens, top: 'all' }];
  const likeliest: Wanted[] = [
    { tokens, top: LIKELIEST },
    { tokens, top: 'all' },
  ];
  return temperature === 0 ? [{ tokens }, ...likeliest] : likeliest;
}

async function choose(
  run: Evaluation,
  first: Logits,
  questions: Wanted[],
  isLegal: (token: Token) => boolean,
  limits: DecodeLimits,
): Promise<Choice> {
  let logits = first;
  let ranked = rank(logits, isLegal);
  for (const [i, wider] of questions.slice(1).entries()) {
    if (ranked.legal.length > 0 && (limits.temperature > 0 || isBest(ranked, questions[i]!))) break;
    logits = await run.again(wider);
    ranked = rank(logits, isLegal);
  }
  const { legal } = ranked;
  if (legal.length === 0)
    throw new AgentError('MODEL_UNSUPPORTED', 'No token of this vocabulary continues the text that the grammar allows.');
  const [token, logit] = limits.temperature > 0 ? sample(legal, limits) : legal[0]!;
  return { token, logprob: logit - logits.total, legalLogprob: logit - logSumExp(legal), end: false };
}

interface Ranked {
  all: [Token, number][];
  legal: [Token, number][];
}

/** Tokens with their logits, likeliest first. */
function rank(logits: Logits, isLegal: (token: Token) => boolean): Ranked {
  const all = [...logits.values].sort((a, b) => b[1] - a[1]);
  return { all, legal: all.filter(([token]) => isLegal(token)) };
}

/** Only the first `top` of the answers are known to be the likeliest of the vocabulary: below them a legal one may be hidden. */
function isBest({ all, legal }: Ranked, { top }: Wanted): boolean {
  const known = typeof top === 'number' ? top : 1;
  return top === 'all' || legal[0]![1] >= all[Math.min(known, all.length) - 1]![1];
}

function logSumExp(pairs: [Token, number][]): number {
  const best = pairs[0]![1];
  return best + Math.log(pairs.reduce((sum, [, logit]) => sum + Math.exp(logit - best), 0));
}

function sample(legal: [Token, number][], { temperature, random }: DecodeLimits): [Token, number] {
  const best = legal[0]![1];
  const weights = legal.map(([, logit]) => Math.exp((logit - best) / temperature));
  return legal[random.weighted(weights)]!;
}

/** The end token is counted, with its log-probability, but adds no text. */
function result(vocabulary: Vocabulary, chosen: Choice[], finish: Decoded['finish']): Decoded {
  const texts = vocabulary.texts(chosen.filter(({ end }) => !end).map(({ token }) => token));
  const tokens = chosen.map(({ logprob, legalLogprob }, i) => ({ text: texts[i] ?? '', logprob, legalLogprob }));
  return { text: texts.join(''), tokens, finish };
}
