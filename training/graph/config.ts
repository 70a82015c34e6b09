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

export interface ParameterSpec {
  /** GGUF tensor name. */
  name: string;
  /** [in] for a gain, [in, out] for a matrix; `in` is contiguous. */
  shape: readonly [number] | readonly [number, number];
  /** Number of elements. */
  size: number;
}

/** Every trained tensor of such a model, in the order of files and checkpoints. */
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

export function parameterCount(config: ModelConfig): number {
  return parameterSpecs(config).reduce((sum, spec) => sum + spec.size, 0);
}
