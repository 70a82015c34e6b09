export { writeAdapterFile, type AdapterFileContent } from './adapter-file.js';
export { decodeNumbers, encodeNumbers, type TensorFormat } from './encoding.js';
export {
  CARD_KEY,
  PROMPT_FORMAT_KEY,
  readModelFile,
  writeModelFile,
  type ModelCard,
  type ModelFileContent,
} from './model-file.js';
export { GgufFile, type Metadata } from './read.js';
export { writeGguf, type GgufTensor, type GgufValue } from './write.js';
