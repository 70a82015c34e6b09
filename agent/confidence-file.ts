import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { AgentError, messageOf } from '../core/index.js';
import { type ConfidenceModel, ConfidenceModelSchema } from '../reflection/index.js';

/** Where what was fitted for a model file lies: beside it, so that both are moved, shipped and thrown away together. */
export const confidenceFileOf = (modelFile: string): string => `${modelFile.replace(/\.gguf$/, '')}.confidence.json`;

/** Undefined where nothing was fitted. Error `CONFIDENCE_FILE` for a file that is broken or of another model. */
export function readConfidence(file: string, model: string): ConfidenceModel | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const read = ConfidenceModelSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.model === model) return read;
    throw new Error(`it was fitted for "${read.model}", not for "${model}"`);
  } catch (thrown) {
    throw new AgentError(
      'CONFIDENCE_FILE',
      `"${file}" cannot be used: ${messageOf(thrown).split('\n')[0]}. Fit it anew with "autodidact calibrate", or delete it to go without.`,
      { cause: thrown },
    );
  }
}

/** Whole or not at all. */
export function writeConfidence(file: string, model: ConfidenceModel): void {
  writeFileSync(`${file}.tmp`, `${JSON.stringify(model)}\n`);
  renameSync(`${file}.tmp`, file);
}
