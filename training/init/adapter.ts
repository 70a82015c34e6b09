import type { Random } from '../../core/index.js';
import { adapterSpecs, type LoraSettings, type ModelConfig, type Weights } from '../graph/index.js';

/** A new adapter: A uniform within 1 / sqrt(in) as PEFT draws it, B zero, so that it changes nothing yet. */
export function adapterInitialisation(config: ModelConfig, lora: LoraSettings, random: Random): Weights {
  return new Map(
    adapterSpecs(config, lora).map(({ name, shape, size }) => {
      const bound = name.endsWith('.lora_a') ? 1 / Math.sqrt(shape[0]) : 0;
      return [name, Float32Array.from({ length: size }, () => (bound > 0 ? (2 * random.next() - 1) * bound : 0))];
    }),
  );
}
