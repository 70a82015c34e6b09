export interface RandomVocabulary {
  tokens: string[];
  types: number[];
  merges: string[];
}

export interface LlamaShape {
  d: number;
  layers: number;
  heads: number;
  kvHeads?: number;
  ffn: number;
  context: number;
}

export interface RandomLlamaOptions {
  shape: LlamaShape;
  vocabulary: RandomVocabulary;
  type?: 'f32' | 'f16' | 'q8_0';
  seed?: number;
  scale?: number;
  chatTemplate?: string;
  metadata?: Record<string, string>;
  special?: Record<string, string>;
}

export declare const byteUnits: string[];
export declare function buildVocabulary(options: { specials: string[]; words: string[]; size: number }): RandomVocabulary;
export declare function writeRandomLlama(path: string, options: RandomLlamaOptions): void;
export declare function writeRandomLora(
  path: string,
  options: { shape: LlamaShape; rank?: number; seed?: number; scale?: number },
): void;
