export { byteAlphabet } from './bytes.js';
export { BpeEncoder } from './encoder.js';
export { trainBpe, type BpeOptions } from './train-bpe.js';
export { BASE_SPECIALS, isUnused, VocabularySchema, type Vocabulary } from './vocabulary.js';
