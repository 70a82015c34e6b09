import {
  LlamaGrammarEvaluationState,
  type GbnfJsonSchema,
  type Llama,
  type LlamaGrammar,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import type { z } from 'zod';
import type { GenerateResult } from '../../core/index.js';
import type { DecodeLimits } from './decode.js';
import type { Evaluation } from './evaluation.js';
import { toGrammarSchema } from './structured.js';
import type { Vocabulary } from './vocabulary.js';

/** JSON text inside the library's grammar for a schema. The grammar is wider than the schema: validate the text. */
export class JsonDecoder {
  readonly #model: LlamaModel;
  readonly #vocabulary: Vocabulary;
  readonly #grammars = new WeakMap<z.ZodType, Promise<LlamaGrammar>>();

  constructor(model: LlamaModel, vocabulary: Vocabulary) {
    this.#model = model;
    this.#vocabulary = vocabulary;
  }

  async decode(
    run: Evaluation,
    schema: z.ZodType,
    limits: DecodeLimits,
  ): Promise<{ text: string; generated: number; finish: GenerateResult['finish'] }> {
    const grammar = await this.#grammar(schema);
    const options = {
      temperature: limits.temperature,
      topK: 0,
      topP: 1,
      seed: limits.random.integer(0, 2 ** 31),
      grammarEvaluationState: new LlamaGrammarEvaluationState({ model: this.#model, grammar }),
    };
    const tokens: Token[] = [];
    const end = (finish: GenerateResult['finish'], text: string) => ({ text: text.trim(), generated: tokens.length, finish });
    let text = '';
    for await (const token of run.stream(options)) {
      tokens.push(token);
      text = this.#vocabulary.texts(tokens).join('');
      if (isComplete(text)) return end('end', text);
      if (limits.signal?.aborted) return end('abort', text);
      if (tokens.length >= limits.maxTokens) return end('length', text);
    }
    return end('end', text);
  }

  #grammar(schema: z.ZodType): Promise<LlamaGrammar> {
    const known = this.#grammars.get(schema) ?? createGrammar(this.#model.llama, schema);
    this.#grammars.set(schema, known);
    return known;
  }
}

function createGrammar(llama: Llama, schema: z.ZodType): Promise<LlamaGrammar> {
  return llama.createGrammarForJsonSchema<GbnfJsonSchema>(toGrammarSchema(schema) as GbnfJsonSchema & Record<string, never>);
}

/** The library's JSON grammars end in four line breaks; a closed object or array is complete before them. */
function isComplete(text: string): boolean {
  if (text.endsWith('\n\n\n\n')) return true;
  if (!/[}\]]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // an inner bracket
  }
}
