import type { LanguageModel, Prompt, TokenUsage } from '../core/index.js';
import type { ModelCall } from '../memory/index.js';

/** A model that keeps account of its calls, for one episode. */
export interface MeteredModel {
  model: LanguageModel;
  /** The calls since the last time; empties the list. */
  takeCalls(): ModelCall[];
  /** Wall time during which at least one call was under way, in milliseconds since the start. */
  busyMs(): number;
  usage: TokenUsage;
  /** Calls since the start, also those that failed. */
  readonly callCount: number;
}

/** Wraps a model, so that proposers and planners call it freely and the journal still gets every prompt, answer and cost. */
export function meterModel(inner: LanguageModel): MeteredModel {
  const usage: TokenUsage = { prompt: 0, evaluated: 0, generated: 0 };
  let calls: ModelCall[] = [];
  let busy = 0;
  let active = 0;
  let callCount = 0;
  let since = 0;
  const timed = async <T extends { usage: TokenUsage }>(
    work: () => Promise<T>,
    describe: (result: T) => ModelCall,
  ): Promise<T> => {
    callCount++;
    if (active++ === 0) since = performance.now();
    try {
      const result = await work();
      calls.push(describe(result));
      for (const key of ['prompt', 'evaluated', 'generated'] as const) usage[key] += result.usage[key];
      return result;
    } finally {
      if (--active === 0) busy += performance.now() - since;
    }
  };
  return {
    usage,
    get callCount() {
      return callCount;
    },
    busyMs: () => busy + (active > 0 ? performance.now() - since : 0),
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    model: {
      id: inner.id,
      capabilities: inner.capabilities,
      generate: (request) =>
        timed(
          () => inner.generate(request),
          ({ text, tokens, usage, ms }) => ({
            kind: 'generate',
            prompt: request.prompt,
            temperature: request.temperature,
            text,
            tokens,
            usage,
            ms,
          }),
        ),
      score: (request) =>
        timed(
          () => inner.score(request),
          ({ logprobs, usage, ms }) => ({
            kind: 'score',
            prompt: request.prompt,
            continuations: request.continuations,
            logprobs,
            usage,
            ms,
          }),
        ),
      ...(inner.countTokens ? { countTokens: (prompt: Prompt) => inner.countTokens!(prompt) } : {}),
      close: () => inner.close(),
    },
  };
}
