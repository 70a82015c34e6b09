import { ROW_KINDS, type RowKind } from './row-kinds.js';

/** One training row: a prompt and its answer as token ids. */
export interface Sample {
  /** Prompt and answer together. */
  ids: ArrayLike<number>;
  /** Tokens of the prompt; the rest is the answer. */
  promptLength: number;
  /** Weight of the answer's loss: 1 usually, 0 to ignore it; for plain rows negative to push the answer away. */
  weight: number;
  /** Kind of task, for the table of results. */
  family: string;
  /**
   * Side targets inside the prompt, as pairs of position and token id: at that position the model should say that token in
   * place of the next one. Dense supervision where the answer alone is a few tokens; never sampled in use.
   */
  sideTargets?: ArrayLike<number>;
  /** `plain` unless said otherwise. */
  kind?: RowKind;
  /** Share of its group's answers that were correct, 0 to 1; NFT rows only. */
  successRate?: number;
  /**
   * Log-probability in nats of every answer token under the model that the loss compares with: the one that sampled the
   * answer (NFT) or the reference policy (DPO, KTO). Rows without it get it from a model before training.
   */
  referenceLogProbs?: ArrayLike<number>;
  /** Factor on `weight` for every answer token, 0 to mask it; 1 each when absent. */
  tokenWeights?: ArrayLike<number>;
}

/** A row as it is read back. */
export type StoredSample = Sample & {
  ids: Uint16Array;
  sideTargets: Uint16Array;
  kind: RowKind;
  referenceLogProbs?: Float32Array;
  tokenWeights?: Float32Array;
};

/** u16 number of ids, u16 prompt length, f32 weight, u16 family, u16 number of side targets, f32 success rate, u8 kind, u8 flags. */
export const ROW_HEADER = 18;
/** Per-token columns that a row has, in this order after its ids and side targets. */
const HAS = { referenceLogProbs: 1, tokenWeights: 2 } as const;
const COLUMNS = ['referenceLogProbs', 'tokenWeights'] as const;

/** Bytes of a row whose family has this number. Raises `RangeError` for a row that cannot be trained on. */
export function encodeSample(sample: Sample, familyId: number): Buffer {
  check(sample);
  const { ids, promptLength, weight, sideTargets = [], kind = 'plain', successRate = 0 } = sample;
  const columns = COLUMNS.filter((name) => sample[name] !== undefined);
  const answer = ids.length - promptLength;
  const row = Buffer.alloc(ROW_HEADER + (ids.length + sideTargets.length) * 2 + columns.length * answer * 4);
  row.writeUInt16LE(ids.length, 0);
  row.writeUInt16LE(promptLength, 2);
  row.writeFloatLE(weight, 4);
  row.writeUInt16LE(familyId, 8);
  row.writeUInt16LE(sideTargets.length / 2, 10);
  row.writeFloatLE(successRate, 12);
  row.writeUInt8(ROW_KINDS.indexOf(kind), 16);
  row.writeUInt8(
    columns.reduce((flags, name) => flags | HAS[name], 0),
    17,
  );
  let at = ROW_HEADER;
  for (let i = 0; i < ids.length; i++) at = row.writeUInt16LE(ids[i], at);
  for (let i = 0; i < sideTargets.length; i++) at = row.writeUInt16LE(sideTargets[i], at);
  for (const name of columns) for (let i = 0; i < answer; i++) at = row.writeFloatLE(sample[name]![i], at);
  return row;
}

/** Size in bytes of the row that begins at `at`. */
export function rowSize(view: DataView, at: number): number {
  const ids = view.getUint16(at, true);
  const answer = ids - view.getUint16(at + 2, true);
  const flags = view.getUint8(at + 17);
  const columns = COLUMNS.filter((name) => flags & HAS[name]).length;
  return ROW_HEADER + ids * 2 + view.getUint16(at + 10, true) * 4 + columns * answer * 4;
}

export function kindAt(view: DataView, at: number): RowKind {
  return ROW_KINDS[view.getUint8(at + 16)] ?? 'plain';
}

/** The row that begins at `at`; ids and side targets are views into the file. */
export function decodeSample(view: DataView, at: number, families: readonly string[]): StoredSample {
  const length = view.getUint16(at, true);
  const promptLength = view.getUint16(at + 2, true);
  const sides = view.getUint16(at + 10, true) * 2;
  const kind = kindAt(view, at);
  const flags = view.getUint8(at + 17);
  const start = view.byteOffset + at + ROW_HEADER;
  const answer = length - promptLength;
  let next = at + ROW_HEADER + (length + sides) * 2;
  const column = (name: (typeof COLUMNS)[number]): Float32Array | undefined => {
    if (!(flags & HAS[name])) return undefined;
    const values = Float32Array.from({ length: answer }, (_, i) => view.getFloat32(next + i * 4, true));
    next += answer * 4;
    return values;
  };
  return {
    ids: new Uint16Array(view.buffer, start, length),
    sideTargets: new Uint16Array(view.buffer, start + length * 2, sides),
    promptLength,
    weight: view.getFloat32(at + 4, true),
    family: families[view.getUint16(at + 8, true)] ?? '',
    kind,
    ...(kind.startsWith('nft') ? { successRate: view.getFloat32(at + 12, true) } : {}),
    ...defined({ referenceLogProbs: column('referenceLogProbs'), tokenWeights: column('tokenWeights') }),
  };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function check({ ids, promptLength, weight, kind = 'plain', successRate, ...columns }: Sample): void {
  if (promptLength < 1 || promptLength >= ids.length || ids.length > 0xffff)
    throw new RangeError(`a row needs a prompt and an answer: ${ids.length} ids, prompt of ${promptLength}`);
  const answer = ids.length - promptLength;
  for (const name of COLUMNS) {
    const values = columns[name];
    if (values && values.length !== answer)
      throw new RangeError(`${name} has ${values.length} values for an answer of ${answer} tokens`);
  }
  if (kind !== 'plain' && weight < 0) throw new RangeError(`a row of kind ${kind} has the negative weight ${weight}`);
  if (kind.startsWith('nft') && !(successRate !== undefined && successRate >= 0 && successRate <= 1))
    throw new RangeError(`a row of kind ${kind} needs its group's success rate, not ${successRate}`);
}
