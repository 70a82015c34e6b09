import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AgentError, messageOf } from '../../core/index.js';
import { writeAtomically } from '../files/index.js';
import { LoraSettingsSchema, ModelConfigSchema, trainedSpecs, type LoraSettings, type Weights } from '../graph/index.js';

const MAGIC = 'ADCKPT01';
const DIGEST_BYTES = 32;

const HeaderSchema = z.object({
  config: ModelConfigSchema,
  /** Of a run that trains an adapter; the checkpoint then holds nothing of the base model. */
  lora: LoraSettingsSchema.optional(),
  step: z.number().int().nonnegative(),
  state: z.unknown(),
});
/** What a checkpoint says besides tensors; `state` belongs to the caller (budget spent, data position). */
export type CheckpointState = z.output<typeof HeaderSchema>;

/**
 * File: magic (8 bytes), header length (u32), header JSON, padding to 4 bytes, then for each slot every tensor in the order
 * of {@link trainedSpecs} as F32, then the SHA-256 of all before. Little-endian.
 */
export function writeCheckpoint(file: string, header: CheckpointState, slots: Readonly<Record<string, Weights>>): void {
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4, ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length + padding.length);
  const tensors = Object.values(slots).flatMap((slot) =>
    trainedSpecs(header.config, header.lora).map((spec) => bytesOf(slot.get(spec.name)!)),
  );
  const parts: Uint8Array[] = [Buffer.from(MAGIC), length, json, padding, ...tensors];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  writeAtomically(file, [...parts, hash.digest()]);
}

/**
 * Reads a checkpoint. Raises `CHECKPOINT_INVALID` when the file is missing, foreign, truncated or damaged, and
 * `CHECKPOINT_MISMATCH` when it belongs to a model of another shape.
 */
export function readCheckpoint<S extends string>(
  file: string,
  { config, lora }: Pick<CheckpointState, 'config' | 'lora'>,
  slotNames: readonly S[],
): { header: CheckpointState; slots: Record<S, Weights> } {
  const bytes = checked(file);
  const headerLength = bytes.readUInt32LE(MAGIC.length);
  const start = MAGIC.length + 4 + headerLength;
  const header = HeaderSchema.parse(JSON.parse(bytes.toString('utf8', MAGIC.length + 4, start)));
  const expected = { config: ModelConfigSchema.parse(config), lora };
  if (JSON.stringify([header.config, header.lora]) !== JSON.stringify([expected.config, expected.lora]))
    throw mismatch(file, header, expected);
  const specs = trainedSpecs(config, lora);
  let offset = start;
  const tensor = (size: number): Float32Array => {
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + size * 4));
    offset += size * 4;
    return values;
  };
  const slot = (): Weights => new Map(specs.map((spec) => [spec.name, tensor(spec.size)]));
  return { header, slots: Object.fromEntries(slotNames.map((name) => [name, slot()])) as Record<S, Weights> };
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Content of a file whose magic and checksum are right, without the checksum. */
function checked(file: string): Buffer {
  const bytes = readOrThrow(file);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw invalid(file, 'it is not a training checkpoint');
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(body.length))) throw invalid(file, 'its checksum is wrong: it is truncated or damaged');
  return body;
}

function readOrThrow(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw invalid(file, messageOf(cause), cause);
  }
}

function invalid(file: string, found: string, cause?: unknown): AgentError {
  const text = `The checkpoint "${file}" cannot be used: ${found}. Delete it to start this training run from the beginning.`;
  return new AgentError('CHECKPOINT_INVALID', text, { cause });
}

type Shape = Pick<CheckpointState, 'config' | 'lora'>;

function mismatch(file: string, found: Shape, expected: Shape): AgentError {
  const show = ({ config: c, lora }: Shape): string =>
    `vocab ${c.vocab}, d ${c.d}, ${c.layers} layers, ${c.heads} heads, ffn ${c.ffn}, context ${c.context}${showLora(lora)}`;
  return new AgentError(
    'CHECKPOINT_MISMATCH',
    `The checkpoint "${file}" is of another model (${show(found)}), not of the one asked for (${show(expected)}). ` +
      'Choose another output folder, or ask for the same shape.',
  );
}

function showLora(lora: LoraSettings | undefined): string {
  return lora ? `, adapter of rank ${lora.rank} and alpha ${lora.alpha}` : '';
}
