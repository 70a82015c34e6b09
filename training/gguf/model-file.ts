import { z } from 'zod';
import { AgentError } from '../../core/index.js';
import { ModelConfigSchema, parameterSpecs, type ModelConfig, type Weights } from '../graph/index.js';
import { isUnused, VocabularySchema, type Vocabulary } from '../tokenizer/index.js';
import { FORMAT_IDS, type TensorFormat } from './encoding.js';
import { GgufFile } from './read.js';
import { writeGguf, type GgufValue } from './write.js';

/** What a model file says about itself. */
export interface ModelCard {
  /** `general.name` */
  name: string;
  description?: string;
  /** SPDX identifier. */
  license?: string;
  /** Version of the prompt format that the weights were trained on; a runtime refuses any other. */
  promptFormat: string;
  /** The weights were also trained to foretell success and feasibility. */
  foresight?: boolean;
  /** Free JSON: command, seed, data counts, curve, evaluation. */
  details?: unknown;
}

export interface ModelFileContent {
  config: ModelConfig;
  weights: Weights;
  vocabulary: Vocabulary;
  card: ModelCard;
  /** Number format of the matrices. */
  format?: TensorFormat;
}

/** GGUF keys of our own. */
export const PROMPT_FORMAT_KEY = 'autodidact.prompt_format';
export const FORESIGHT_KEY = 'autodidact.foresight';
export const CARD_KEY = 'autodidact.card';

/** Turns of user and assistant, each closed by `<|end|>`; there is no system turn. */
const CHAT_TEMPLATE =
  "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '<|user|>' + m['content'] + '<|end|>' }}" +
  "{% elif m['role'] == 'assistant' %}{{ '<|assistant|>' + m['content'] + '<|end|>' }}{% endif %}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

/** `enum llama_token_type` */
const TOKEN_TYPE = { normal: 1, control: 3, unused: 5 } as const;

/** Writes a model that llama.cpp loads as it is; tokenizer and chat template included. Atomic. */
export function writeModelFile(file: string, content: ModelFileContent): void {
  const { config, vocabulary, weights, format = 'F16' } = content;
  if (vocabulary.tokens.length !== config.vocab)
    throw new AgentError(
      'WEIGHTS_MISMATCH',
      `The vocabulary has ${vocabulary.tokens.length} tokens, the model ${config.vocab}. Give both the same size.`,
    );
  const metadata = new Map([...generalKeys(content, format), ...architectureKeys(config), ...tokenizerKeys(vocabulary)]);
  const tensors = parameterSpecs(config).map(({ name, shape }) => ({
    name,
    shape,
    values: weights.get(name)!,
    format: shape.length > 1 ? format : 'F32',
  }));
  writeGguf(file, metadata, tensors);
}

function generalKeys({ card }: ModelFileContent, format: TensorFormat): [string, GgufValue][] {
  const keys: [string, GgufValue][] = [
    ['general.architecture', { string: 'llama' }],
    ['general.name', { string: card.name }],
    ['general.file_type', { u32: FORMAT_IDS[format].file }],
    [PROMPT_FORMAT_KEY, { string: card.promptFormat }],
  ];
  if (card.foresight) keys.push([FORESIGHT_KEY, { string: 'yes' }]);
  if (card.description !== undefined) keys.push(['general.description', { string: card.description }]);
  if (card.license !== undefined) keys.push(['general.license', { string: card.license }]);
  if (card.details !== undefined) keys.push([CARD_KEY, { string: JSON.stringify(card.details) }]);
  return keys;
}

function architectureKeys(config: ModelConfig): [string, GgufValue][] {
  return [
    ['llama.vocab_size', { u32: config.vocab }],
    ['llama.context_length', { u32: config.context }],
    ['llama.embedding_length', { u32: config.d }],
    ['llama.block_count', { u32: config.layers }],
    ['llama.feed_forward_length', { u32: config.ffn }],
    ['llama.attention.head_count', { u32: config.heads }],
    ['llama.attention.head_count_kv', { u32: config.heads }],
    ['llama.attention.layer_norm_rms_epsilon', { f32: config.eps }],
    ['llama.rope.dimension_count', { u32: config.d / config.heads }],
    ['llama.rope.freq_base', { f32: config.ropeBase }],
  ];
}

/** The ids are set one by one because the defaults of the `gpt2` tokenizer point at token 11. */
function tokenizerKeys({ tokens, merges, specials }: Vocabulary): [string, GgufValue][] {
  const id = (special: string): GgufValue => ({ u32: tokens.indexOf(special) });
  const control = new Set(specials);
  const type = (token: string): number => {
    if (control.has(token)) return TOKEN_TYPE.control;
    return isUnused(token) ? TOKEN_TYPE.unused : TOKEN_TYPE.normal;
  };
  return [
    ['tokenizer.ggml.model', { string: 'gpt2' }],
    ['tokenizer.ggml.pre', { string: 'qwen2' }],
    ['tokenizer.ggml.tokens', { strings: tokens }],
    ['tokenizer.ggml.token_type', { i32s: Int32Array.from(tokens, type) }],
    ['tokenizer.ggml.merges', { strings: merges }],
    ['tokenizer.ggml.bos_token_id', id('<|bos|>')],
    ['tokenizer.ggml.eos_token_id', id('<|end|>')],
    ['tokenizer.ggml.eot_token_id', id('<|end|>')],
    ['tokenizer.ggml.padding_token_id', id('<|pad|>')],
    ['tokenizer.ggml.add_bos_token', { bool: false }],
    ['tokenizer.ggml.add_eos_token', { bool: false }],
    ['tokenizer.ggml.add_space_prefix', { bool: false }],
    ['tokenizer.chat_template', { string: CHAT_TEMPLATE }],
  ];
}

const MetadataSchema = z.object({
  'general.architecture': z.literal('llama'),
  'general.name': z.string().default(''),
  'general.description': z.string().optional(),
  'general.license': z.string().optional(),
  [PROMPT_FORMAT_KEY]: z.string(),
  [FORESIGHT_KEY]: z.string().optional(),
  [CARD_KEY]: z.string().optional(),
  'llama.context_length': z.number(),
  'llama.embedding_length': z.number(),
  'llama.block_count': z.number(),
  'llama.feed_forward_length': z.number(),
  'llama.attention.head_count': z.number(),
  'llama.attention.layer_norm_rms_epsilon': z.number(),
  'llama.rope.freq_base': z.number(),
  'tokenizer.ggml.tokens': z.array(z.string()),
  'tokenizer.ggml.merges': z.array(z.string()),
  'tokenizer.ggml.token_type': z.array(z.number()),
});
type ModelMetadata = z.output<typeof MetadataSchema>;

/**
 * Reads a model that {@link writeModelFile} wrote, to train it further. Raises `GGUF_INVALID`, and `GGUF_FOREIGN` for a
 * model that was not made by this trainer.
 */
export function readModelFile(file: string): Required<Omit<ModelFileContent, 'format'>> {
  const gguf = new GgufFile(file);
  const parsed = MetadataSchema.safeParse(Object.fromEntries(gguf.metadata));
  if (!parsed.success) throw foreign(file, parsed.error.issues[0]);
  const keys = parsed.data;
  const config = configOf(keys);
  const weights = new Map(parameterSpecs(config).map(({ name }) => [name, gguf.tensor(name)]));
  return { config, weights, vocabulary: vocabularyOf(keys), card: cardOf(keys) };
}

function configOf(keys: ModelMetadata): ModelConfig {
  return ModelConfigSchema.parse({
    vocab: keys['tokenizer.ggml.tokens'].length,
    d: keys['llama.embedding_length'],
    layers: keys['llama.block_count'],
    heads: keys['llama.attention.head_count'],
    ffn: keys['llama.feed_forward_length'],
    context: keys['llama.context_length'],
    ropeBase: keys['llama.rope.freq_base'],
    eps: Number(keys['llama.attention.layer_norm_rms_epsilon'].toPrecision(6)), // it was a double before it was an F32
  });
}

function vocabularyOf(keys: ModelMetadata): Vocabulary {
  const tokens = keys['tokenizer.ggml.tokens'];
  const types = keys['tokenizer.ggml.token_type'];
  const specials = tokens.filter((_, id) => types[id] === TOKEN_TYPE.control);
  return VocabularySchema.parse({ tokens, merges: keys['tokenizer.ggml.merges'], specials });
}

function cardOf(keys: ModelMetadata): ModelCard {
  const details = keys[CARD_KEY];
  return {
    name: keys['general.name'],
    description: keys['general.description'],
    license: keys['general.license'],
    promptFormat: keys[PROMPT_FORMAT_KEY],
    ...(keys[FORESIGHT_KEY] === 'yes' ? { foresight: true } : {}),
    details: details === undefined ? undefined : (JSON.parse(details) as unknown),
  };
}

function foreign(file: string, issue: z.core.$ZodIssue): AgentError {
  const text = `"${file}" was not made by this trainer (${issue.path.join('.')}: ${issue.message}). Raise a model with "autodidact raise" first.`;
  return new AgentError('GGUF_FOREIGN', text);
}
