import { adapterSpecs, type LoraSettings, type ModelConfig, type Weights } from '../graph/index.js';
import { PROMPT_FORMAT_KEY, type ModelCard } from './model-file.js';
import { writeGguf, type GgufValue } from './write.js';

export interface AdapterFileContent {
  config: ModelConfig;
  lora: LoraSettings;
  /** Tensors of {@link adapterSpecs}. */
  adapter: Weights;
  card: Pick<ModelCard, 'name' | 'promptFormat'>;
}

/** Writes a LoRA adapter that llama.cpp puts on the model it was trained on. F32; atomic. Raises `DISK_FULL` or `FILE_WRITE`. */
export function writeAdapterFile(file: string, { config, lora, adapter, card }: AdapterFileContent): void {
  const metadata = new Map<string, GgufValue>([
    ['general.type', { string: 'adapter' }],
    ['general.architecture', { string: 'llama' }],
    ['general.name', { string: card.name }],
    ['adapter.type', { string: 'lora' }],
    ['adapter.lora.alpha', { f32: lora.alpha }],
    [PROMPT_FORMAT_KEY, { string: card.promptFormat }],
  ]);
  const tensors = adapterSpecs(config, lora).map(({ name, shape }) => ({
    name,
    shape,
    values: adapter.get(name)!,
    format: 'F32' as const,
  }));
  writeGguf(file, metadata, tensors);
}
