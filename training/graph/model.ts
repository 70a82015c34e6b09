import { attention, type AttentionInputs, type AttentionShape } from './attention.js';
import type { LoraSettings, ModelConfig } from './config.js';
import { adaptedLinear, add, linear, rmsNorm, rows, swiglu } from './layers.js';
import type { Tensor } from './ops.js';
import type { Tape, Value } from './tape.js';

export interface ModelInputs extends AttentionInputs {
  /** Token ids, [length * batch]. */
  tokens: Tensor;
  /** Indices into [length * batch] of the positions whose next token is predicted, [targets]. */
  targets: Tensor;
}

/**
 * Forward pass of a llama-architecture model with tied embedding and head; logits [vocab, targets]. Only target rows reach
 * the final norm and the head: that is the loss mask, and it saves most of the head's work. With `lora`
 * every matrix of a layer has its adapter.
 */
export function llamaLogits(
  tape: Tape,
  config: ModelConfig,
  parameter: (name: string) => Value,
  inputs: ModelInputs,
  size: { batch: number; length: number; targets: number; block: number },
  lora?: LoraSettings,
): Value {
  const { d, ffn, eps, vocab, heads, ropeBase } = config;
  const n = size.batch * size.length;
  const weight = (name: string): Value => parameter(`${name}.weight`);
  const shape: AttentionShape = { ...size, heads, headSize: d / heads, ropeBase };
  const product = (name: string, input: Value, k: number, m: number): Value => {
    if (!lora) return linear(tape, weight(name), input, { k, m, n });
    const [a, b] = [parameter(`${name}.weight.lora_a`), parameter(`${name}.weight.lora_b`)];
    return adaptedLinear(tape, weight(name), input, { k, m, n }, { a, b, rank: lora.rank, factor: lora.alpha / lora.rank });
  };
  const table = weight('token_embd');
  let x = rows(tape, table, inputs.tokens);
  for (let layer = 0; layer < config.layers; layer++) {
    const block = `blk.${layer}`;
    const project = (name: string, input: Value): Value => product(`${block}.${name}`, input, d, d);
    const h = rmsNorm(tape, x, weight(`${block}.attn_norm`), eps);
    const mixed = attention(tape, inputs, shape, project('attn_q', h), project('attn_k', h), project('attn_v', h));
    x = add(tape, x, project('attn_output', mixed));
    const f = rmsNorm(tape, x, weight(`${block}.ffn_norm`), eps);
    const inner = swiglu(tape, product(`${block}.ffn_gate`, f, d, ffn), product(`${block}.ffn_up`, f, d, ffn));
    x = add(tape, x, product(`${block}.ffn_down`, inner, ffn, d));
  }
  const selected = rmsNorm(tape, rows(tape, x, inputs.targets), weight('output_norm'), eps);
  return linear(tape, table, selected, { k: d, m: vocab, n: size.targets });
}
