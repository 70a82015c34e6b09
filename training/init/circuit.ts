import type { Random } from '../../core/index.js';
import type { ModelConfig } from '../graph/index.js';
import { gaussian } from './plain.js';

/** Standard deviation of token embeddings; at the usual 0.02 Adam wipes the circuit out before it is of use. */
export const EMBEDDING_STD = 0.1;
/** Value of dimension 0 in every embedding: a constant that lets a head attend by position alone. */
export const CONSTANT = 0.6;

/** The weights that a hand-written circuit is put into. */
export interface Circuit {
  config: ModelConfig;
  headSize: number;
  random: Random;
  weights: Map<string, Float32Array>;
  /** Dimensions from 0 on that carry flags and take no part in copying. */
  reserved: number;
}

/** Root mean square of an embedding, by which the first norm divides. */
export function embeddingRms(d: number): number {
  return Math.sqrt((CONSTANT ** 2 + (d - 1) * EMBEDDING_STD ** 2) / d);
}

/** [headSize] rows of [d] normal numbers; the reserved dimensions are left out. */
export function projection({ config, headSize, random, reserved }: Circuit, std: number): Float32Array[] {
  return Array.from({ length: headSize }, () =>
    Float32Array.from({ length: config.d }, (_, i) => (i < reserved ? 0 : std * gaussian(random))),
  );
}

/** The token that a head attends to becomes the prediction, through the tied head. */
export function copyAttended(model: Circuit, layer: number, head: number, strength = 1): void {
  const { config, headSize, weights } = model;
  const copy = projection(model, 1 / Math.sqrt(config.d));
  setHead(weights, config, layer, head, { value: copy, output: copy, outputScale: (strength * 0.133 * config.d) / headSize });
}

/** Values and outputs of one head; the rest of the matrices stays. */
export function setHead(
  weights: Map<string, Float32Array>,
  config: ModelConfig,
  layer: number,
  head: number,
  to: { value: Float32Array[]; output: Float32Array[]; outputScale: number },
): void {
  const { d } = config;
  const v = weights.get(`blk.${layer}.attn_v.weight`)!;
  const o = weights.get(`blk.${layer}.attn_output.weight`)!;
  const first = (head * d) / config.heads;
  to.value.forEach((row, c) => v.set(row, (first + c) * d));
  to.output.forEach((row, c) => row.forEach((x, i) => (o[i * d + first + c] = x * to.outputScale)));
}
