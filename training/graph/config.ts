import { z } from 'zod';

/** Shape of a llama-architecture model whose output head is the embedding table. */
export const ModelConfigSchema = z
  .object({
    /** Tokens in the vocabulary. */
    vocab: z.number().int().positive(),
    /** Width of the residual stream. */
    d: z.number().int().positive(),
    layers: z.number().int().positive(),
    /** Attention heads; each has d / heads dimensions. */
    heads: z.number().int().positive(),
    /** Inner width of the gated feed-forward layer. */
    ffn: z.number().int().positive(),
    /** Longest sequence in tokens that the model file promises. */
    context: z.number().int().positive(),
    ropeBase: z.number().positive().default(10_000),
    /** Added to the mean square in RMS norms. */
    eps: z.number().positive().default(1e-5),
  })
  .refine((c) => c.d % c.heads === 0 && (c.d / c.heads) % 2 === 0, 'd must be an even multiple of heads');
export type ModelConfig = z.output<typeof ModelConfigSchema>;

/** Low-rank adaptation (Hu et al. 2021): y = W x + (alpha / rank) B A x with W frozen, on the seven matrices of every layer. */
export const LoraSettingsSchema = z.object({ rank: z.number().int().positive(), alpha: z.number().positive() });
export type LoraSettings = z.output<typeof LoraSettingsSchema>;

export interface ParameterSpec {
  /** GGUF tensor name. */
  name: string;
  /** [in] for a gain, [in, out] for a matrix; `in` is contiguous. */
  shape: readonly [number] | readonly [number, number];
  /** Number of elements. */
  size: number;
}

/** Every tensor of such a model, in the order of files and checkpoints. */
export function parameterSpecs(config: ModelConfig): ParameterSpec[] {
  const { d, ffn, vocab, layers } = config;
  const specs: ParameterSpec[] = [];
  const add = (name: string, ...shape: [number] | [number, number]): void => {
    specs.push({ name: `${name}.weight`, shape, size: shape.reduce((a: number, b) => a * b, 1) });
  };
  add('token_embd', d, vocab);
  for (let layer = 0; layer < layers; layer++) {
    const block = `blk.${layer}`;
    add(`${block}.attn_norm`, d);
    for (const part of ['q', 'k', 'v', 'output']) add(`${block}.attn_${part}`, d, d);
    add(`${block}.ffn_norm`, d);
    add(`${block}.ffn_gate`, d, ffn);
    add(`${block}.ffn_up`, d, ffn);
    add(`${block}.ffn_down`, ffn, d);
  }
  add('output_norm', d);
  return specs;
}

/** The adapter's tensors: `NAME.lora_a` [in, rank] and `NAME.lora_b` [rank, out] of every matrix but the embedding. */
export function adapterSpecs(config: ModelConfig, { rank }: LoraSettings): ParameterSpec[] {
  return adaptedMatrices(config).flatMap(({ name, inner, outer }): ParameterSpec[] => [
    { name: `${name}.lora_a`, shape: [inner, rank], size: inner * rank },
    { name: `${name}.lora_b`, shape: [rank, outer], size: rank * outer },
  ]);
}

/** The matrices [inner, outer] that an adapter changes. */
export function adaptedMatrices(config: ModelConfig): { name: string; inner: number; outer: number }[] {
  return parameterSpecs(config).flatMap(({ name, shape: [inner, outer] }) =>
    outer !== undefined && name.startsWith('blk.') ? [{ name, inner, outer }] : [],
  );
}

/** What a run trains: the whole model, or its adapter. */
export function trainedSpecs(config: ModelConfig, lora?: LoraSettings): ParameterSpec[] {
  return lora ? adapterSpecs(config, lora) : parameterSpecs(config);
}

export function parameterCount(config: ModelConfig, lora?: LoraSettings): number {
  return trainedSpecs(config, lora).reduce((sum, spec) => sum + spec.size, 0);
}
