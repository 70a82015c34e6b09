import type { Random } from '../../core/index.js';
import { parameterSpecs, type ModelConfig } from '../graph/index.js';

/** A sample of the standard normal distribution (Box and Muller 1958). */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(Math.max(random.next(), 1e-12)));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/**
 * Usual small random weights: gains 1, matrices normal with standard deviation `std`, matrices that write to the residual
 * stream smaller by sqrt(2 * layers) (GPT-2).
 */
export function plainInitialisation(config: ModelConfig, random: Random, std = 0.02): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape, size } of parameterSpecs(config)) {
    const writesResidual = /attn_output|ffn_down/.test(name);
    const scale = writesResidual ? std / Math.sqrt(2 * config.layers) : std;
    const values = new Float32Array(size).fill(1);
    if (shape.length > 1) for (let i = 0; i < size; i++) values[i] = scale * gaussian(random);
    weights.set(name, values);
  }
  return weights;
}
