import { attention, type AttentionInputs, type AttentionShape } from './attention.js';
import type { ModelConfig } from './config.js';
import { add, linear, rmsNorm, rows, swiglu } from './layers.js';
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
 * the final norm and the head: that is the loss mask, and it saves most of the head's work.
 */
export function llamaLogits(
  tape: Tape,
  config: ModelConfig,
  parameter: (name: string) => Value,
  inputs: ModelInputs,
  size: { batch: number; length: number; targets: number; block: number },
): Value {
  const { d, ffn, eps, vocab, heads, ropeBase } = config;
  const n = size.batch * size.length;
  const weight = (name: string): Value => parameter(`${name}.weight`);
  const shape: AttentionShape = { ...size, heads, headSize: d / heads, ropeBase };
  const table = weight('token_embd');
  let x = rows(tape, table, inputs.tokens);
  for (let layer = 0; layer < config.layers; layer++) {
    const part = (name: string): Value => weight(`blk.${layer}.${name}`);
    const project = (name: string, input: Value): Value => linear(tape, part(name), input, { k: d, m: d, n });
    const h = rmsNorm(tape, x, part('attn_norm'), eps);
    const mixed = attention(tape, inputs, shape, project('attn_q', h), project('attn_k', h), project('attn_v', h));
    x = add(tape, x, project('attn_output', mixed));
    const f = rmsNorm(tape, x, part('ffn_norm'), eps);
    const widen = (name: string): Value => linear(tape, part(name), f, { k: d, m: ffn, n });
    const inner = swiglu(tape, widen('ffn_gate'), widen('ffn_up'));
    x = add(tape, x, linear(tape, part('ffn_down'), inner, { k: ffn, m: d, n }));
  }
  const selected = rmsNorm(tape, rows(tape, x, inputs.targets), weight('output_norm'), eps);
  return linear(tape, table, selected, { k: d, m: vocab, n: size.targets });
}
