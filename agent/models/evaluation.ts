import type { ControlledEvaluateInputItem, LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';

/** Logits wanted after one token: of `tokens`, and of the likeliest `top` (all of them with `'all'`). */
export interface Wanted {
  tokens: readonly Token[];
  top?: number | 'all';
}

/** Logits after one token. `total` is the logarithm of the sum of exp(logit) over the whole vocabulary. */
export interface Logits {
  values: ReadonlyMap<Token, number>;
  total: number;
}

/**
 * One call's use of a sequence. The tokens that the sequence still holds from earlier calls are kept as far as they agree;
 * the others are evaluated together with the first logits that are asked for.
 */
export class Evaluation {
  readonly #sequence: LlamaContextSequence;
  readonly #onSingle: (ms: number) => void;
  /** Tokens that were really evaluated so far, generated ones included. */
  evaluated = 0;
  /** Tokens of the beginning that the sequence already held. */
  reused = 0;
  #pending: Token[] = [];

  /** `onSingle` hears the milliseconds of every evaluation of one token. */
  constructor(sequence: LlamaContextSequence, onSingle: (ms: number) => void = () => {}) {
    this.#sequence = sequence;
    this.#onSingle = onSingle;
  }

  /** Begins with these tokens (at least one). The last one is evaluated in any case: its logits are not kept. */
  async begin(tokens: readonly Token[], signal?: AbortSignal): Promise<void> {
    await this.#sequence.adaptStateToTokens(tokens.slice(0, -1), false);
    this.reused = this.#sequence.nextTokenIndex;
    this.#pending = tokens.slice(this.reused);
    const step = this.#sequence.context.batchSize;
    while (this.#pending.length > step && !signal?.aborted) {
      const part = this.#pending.splice(0, step);
      await this.#sequence.evaluateWithoutGeneratingNewTokens(part); // in pieces, so that an abort is heard between them
      this.evaluated += part.length;
    }
  }

  /** Number of tokens so far, those not yet evaluated included. */
  get length(): number {
    return this.#sequence.nextTokenIndex + this.#pending.length;
  }

  /**
   * The logits after the last token so far, and after each of `tokens` but the last; `wanted[i]` belongs to the logits
   * before `tokens[i]`, and one more entry to those after them all, where it is given.
   */
  async ask(tokens: readonly Token[], wanted: readonly Wanted[]): Promise<Logits[]> {
    const from = this.#pending.length - 1;
    const all = [...this.#pending, ...tokens].slice(0, from + wanted.length);
    const input = all.map(
      (token, i): ControlledEvaluateInputItem => (i < from ? token : [token, { generateNext: request(wanted[i - from]!) }]),
    );
    const start = performance.now();
    const output = await this.#sequence.controlledEvaluate(input);
    if (input.length === 1) this.#onSingle(performance.now() - start);
    this.evaluated += input.length;
    this.#pending = tokens.slice(wanted.length - 1);
    return output.slice(from).map((item) => {
      const { logits, totalLogitWeight } = item!.next;
      return { values: logits!, total: Math.max(...logits!.values()) + Math.log(totalLogitWeight!) };
    });
  }

  /** Lets the library sample, token by token, e.g. inside one of its own grammars; without log-probabilities. */
  async *stream(options: SequenceEvaluateOptions): AsyncGenerator<Token> {
    this.evaluated += this.#pending.length;
    const prompt = this.#pending;
    this.#pending = [];
    yield* this.#sequence.evaluate(prompt, options);
  }

  /** Adds a token that will be evaluated with the next question. */
  push(token: Token): void {
    this.#pending.push(token);
  }

  /** Asks another question after the last evaluated token, which costs its evaluation once more. */
  async again(wanted: Wanted): Promise<Logits> {
    const last = this.#sequence.contextTokens.at(-1)!;
    await this.rewind(this.#sequence.nextTokenIndex - 1);
    this.push(last);
    const [logits] = await this.ask([], [wanted]);
    return logits!;
  }

  /** Forgets everything after the first `length` tokens. A token has to be pushed before the next question. */
  async rewind(length: number): Promise<void> {
    await this.#sequence.eraseContextTokenRanges([{ start: length, end: this.#sequence.nextTokenIndex }]);
    this.#pending = [];
  }
}

/** The likeliest token always comes with the others, because `total` is counted from its logit. */
function request({ tokens, top }: Wanted) {
  // includeMax of node-llama-cpp 3.22.1 adds the maximum only where it was asked for already; the selected token of a
  // greedy sampler is the same token. includeTop sorts the vocabulary, so it is only used where it is needed.
  const logits = top === 'all' ? true : { filter: { tokens, includeSelected: true, ...(top ? { includeTop: top } : {}) } };
  return { logits, totalLogitWeight: true };
}
