import { adaptedMatrices, type LoraSettings, type ModelConfig } from './config.js';
import type { Weights } from './parameters.js';

/** The model that a base and its adapter are together: W + (alpha / rank) B A for every adapted matrix, the rest as it is. */
export function mergeAdapter(
  config: ModelConfig,
  base: Weights,
  adapter: Weights,
  { rank, alpha }: LoraSettings,
): Map<string, Float32Array<ArrayBuffer>> {
  const merged = new Map([...base].map(([name, values]) => [name, Float32Array.from(values)]));
  for (const { name, inner, outer } of adaptedMatrices(config)) {
    const [w, a, b] = [merged.get(name)!, adapter.get(`${name}.lora_a`)!, adapter.get(`${name}.lora_b`)!];
    for (let row = 0; row < outer; row++)
      for (let k = 0; k < rank; k++) {
        const factor = (alpha / rank) * b[row * rank + k];
        for (let i = 0; i < inner; i++) w[row * inner + i] += factor * a[k * inner + i];
      }
  }
  return merged;
}
