import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildVocabulary, writeRandomLlama, writeRandomLora } from '../../scripts/gguf-writer.mjs';

const numbered = (count: number, name: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => name(i));

/** The control tokens of the seed model's vocabulary. */
const SPECIALS = [
  '<|pad|>', '<|bos|>', '<|eos|>', '<|user|>', '<|assistant|>', '<|end|>',
  ...numbered(100, (i) => `[${i}]`),
  ...numbered(12, (i) => `<q${i + 1}>`),
]; // prettier-ignore

const WORDS = `click type select press scroll hover goto back wait stop answer refuse button textbox link option goal page
  Send Cancel Search Name Password Submit the and with from into list item price order message window table`.split(/\s+/);

const CHAT_TEMPLATE =
  "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'assistant' %}{{ '<|assistant|>' + m['content'] + '<|end|>' }}" +
  "{% else %}{{ '<|user|>' + m['content'] + '<|end|>' }}{% endif %}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

export interface TinyOptions {
  /** Defaults to 2 layers, d 64, 512 tokens of context. */
  shape?: { d: number; layers: number; heads: number; ffn: number; context: number };
  vocabularySize?: number;
  promptFormat?: string;
  seed?: number;
}

const TINY_SHAPE = { d: 64, layers: 2, heads: 2, ffn: 128, context: 512 };

/** Writes a llama model with random weights and the seed model's kind of vocabulary to a new temporary folder. */
export function writeTinyGguf({ shape, vocabularySize = 512, promptFormat, seed = 1 }: TinyOptions = {}): string {
  const file = inNewFolder('tiny.gguf');
  writeRandomLlama(file, {
    shape: shape ?? TINY_SHAPE,
    vocabulary: buildVocabulary({ specials: SPECIALS, words: WORDS, size: vocabularySize }),
    seed,
    scale: 0.2,
    chatTemplate: CHAT_TEMPLATE,
    special: { bos: '<|bos|>', eos: '<|eos|>', eot: '<|end|>', padding: '<|pad|>' },
    metadata: promptFormat ? { 'autodidact.prompt_format': promptFormat } : {},
  });
  return file;
}

/** Writes a LoRA adapter with random weights for the tiny model. */
export function writeTinyLora(): string {
  const file = inNewFolder('lora.gguf');
  writeRandomLora(file, { shape: TINY_SHAPE });
  return file;
}

function inNewFolder(name: string): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'autodidact-gguf-')), name);
}
