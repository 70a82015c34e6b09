import type { Dims4, Ops, Tensor } from './ops.js';
import type { Tape, Value } from './tape.js';

/** What attention must know about a batch: `batch` sequences of `length` positions, all starting at position 0. */
export interface AttentionShape {
  batch: number;
  length: number;
  heads: number;
  /** Dimensions of one head. */
  headSize: number;
  ropeBase: number;
  /** Query rows handled at once; `length` means all of them. Divides `length`. */
  block: number;
}

/** Graph inputs of attention. */
export interface AttentionInputs {
  /** Position of every token, [length * batch]. */
  positions: Tensor;
  /** Causal mask of every query block, [keys, block]: 0 where a query may look, -infinity where not. */
  masks: readonly Tensor[];
}

/** Query rows per block: short sequences gain nothing, long ones skip keys that no query of the block may see. */
export function blockSize(length: number): number {
  if (length < 192) return length;
  for (let block = 128; block >= 64; block -= 32) if (length % block === 0 && length > block) return block;
  return length;
}

/** Content of the masks, block by block. */
export function causalMasks(length: number, block: number): Float32Array[] {
  return Array.from({ length: length / block }, (_, index) => {
    const keys = (index + 1) * block;
    const mask = new Float32Array(keys * block);
    for (let query = 0; query < block; query++)
      mask.fill(-Infinity, query * keys + index * block + query + 1, (query + 1) * keys);
    return mask;
  });
}

/**
 * Causal multi-head attention with rotary positions. q, k, v and the result are [heads * headSize, length * batch].
 *
 * Query block i sees keys 0 .. (i+1) * block only, read through strided windows. Going back nothing of size length^2 is
 * transposed: dP = v dO, dV^T = outProd(P, dO), dS = softMaxBack(dP, P), dQ = k^T dS, dK^T = outProd(dS, Q).
 */
export function attention(tape: Tape, inputs: AttentionInputs, shape: AttentionShape, q: Value, k: Value, v: Value): Value {
  const { ops } = tape;
  const view = new HeadLayout(ops, inputs, shape);
  const scale = 1 / Math.sqrt(shape.headSize);
  const queries = view.rotated(q.tensor);
  const keys = view.rotated(k.tensor);
  const valuesT = view.transposedHeads(v.tensor);
  const blocks = inputs.masks.map((mask, index) => {
    const query = view.queryBlock(queries, index);
    const weights = ops.softMax(ops.mulMat(view.keyRows(keys, index), query), mask, scale);
    return { query, weights, output: ops.mulMat(view.keyColumns(valuesT, index), weights) };
  });
  const result = view.joined(blocks.map((block) => block.output));
  return tape.record(result, [q, k, v], (dy) => {
    const dOutput = view.heads(dy);
    const values = view.heads(v.tensor);
    const keysT = ops.transposed(keys);
    const dQueries: Tensor[] = [];
    let dKeysT: Tensor | undefined;
    let dValuesT: Tensor | undefined;
    blocks.forEach(({ query, weights }, index) => {
      const dOut = view.queryBlock(dOutput, index);
      dValuesT = view.addKeys(dValuesT, ops.outProd(weights, dOut), index);
      const dScores = ops.softMaxBack(ops.mulMat(view.keyRows(values, index), dOut), weights, scale);
      dQueries.push(ops.mulMat(view.keyColumns(keysT, index), dScores));
      dKeysT = view.addKeys(dKeysT, ops.outProd(dScores, query), index);
    });
    tape.accumulate(v, () => view.merged(dValuesT!, [2, 0, 1, 3]));
    tape.accumulate(q, () => view.unrotated(view.concatenated(dQueries), [0, 2, 1, 3]));
    tape.accumulate(k, () => view.unrotated(dKeysT!, [2, 0, 1, 3]));
  });
}

/** Moves between the residual layout [d, length * batch] and per-head layouts [headSize, length, heads, batch]. */
class HeadLayout {
  constructor(
    readonly ops: Ops,
    readonly inputs: AttentionInputs,
    readonly shape: AttentionShape,
  ) {}

  /** [d, NT] -> [headSize, length, heads, batch] */
  heads(x: Tensor): Tensor {
    return this.ops.permuted(this.#split(x), [0, 2, 1, 3]);
  }

  /** [d, NT] -> [length, headSize, heads, batch] */
  transposedHeads(x: Tensor): Tensor {
    return this.ops.permuted(this.#split(x), [1, 2, 0, 3]);
  }

  /** Like `heads`, after turning every pair of dimensions by its position. */
  rotated(x: Tensor): Tensor {
    const { headSize, ropeBase } = this.shape;
    return this.heads(this.ops.rope(this.#perToken(x), this.inputs.positions, headSize, ropeBase));
  }

  /** Gradient of `rotated`; `axes` brings `dx` to [headSize, heads, length, batch]. */
  unrotated(dx: Tensor, axes: Dims4): Tensor {
    const { headSize, ropeBase } = this.shape;
    const perToken = this.#perToken(this.ops.permuted(dx, axes));
    return this.#flat(this.ops.ropeBack(perToken, this.inputs.positions, headSize, ropeBase));
  }

  /** Per-head layout back to [d, NT]; `axes` brings `x` to [headSize, heads, length, batch]. */
  merged(x: Tensor, axes: Dims4): Tensor {
    return this.#flat(this.ops.permuted(x, axes));
  }

  joined(blocks: readonly Tensor[]): Tensor {
    return this.merged(this.concatenated(blocks), [0, 2, 1, 3]);
  }

  concatenated(blocks: readonly Tensor[]): Tensor {
    return blocks.reduce((a, b) => this.ops.concatRows(a, b));
  }

  /** The rows of one query block of [headSize, length, heads, batch]. */
  queryBlock(x: Tensor, index: number): Tensor {
    const { headSize, length, heads, batch, block } = this.shape;
    if (block === length) return x;
    return this.ops.cont(this.ops.window(x, [headSize, length, heads, batch], [headSize, block, heads, batch], index * block));
  }

  /** The rows of [headSize, length, heads, batch] that query block `index` may see. */
  keyRows(x: Tensor, index: number): Tensor {
    const { headSize, length, heads, batch } = this.shape;
    const seen = this.#seen(index);
    return seen === length ? x : this.ops.window(x, [headSize, length, heads, batch], [headSize, seen, heads, batch], 0);
  }

  /** The same for [length, headSize, heads, batch]: the first columns. */
  keyColumns(x: Tensor, index: number): Tensor {
    const { headSize, length, heads, batch } = this.shape;
    const seen = this.#seen(index);
    return seen === length ? x : this.ops.window(x, [length, headSize, heads, batch], [seen, headSize, heads, batch], 0);
  }

  /** Sum of gradients over key positions, where a block's share covers only the keys it saw. */
  addKeys(sum: Tensor | undefined, share: Tensor, index: number): Tensor {
    const missing = this.shape.length - this.#seen(index);
    const whole = missing > 0 ? this.ops.padFirst(share, missing) : share;
    return sum === undefined ? whole : this.ops.add(sum, whole);
  }

  #seen(index: number): number {
    return (index + 1) * this.shape.block;
  }

  #split(x: Tensor): Tensor {
    const { headSize, heads, length, batch } = this.shape;
    return this.ops.reshape4(x, [headSize, heads, length, batch]);
  }

  #perToken(x: Tensor): Tensor {
    const { headSize, heads, length, batch } = this.shape;
    return this.ops.reshape3(x, headSize, heads, length * batch);
  }

  #flat(x: Tensor): Tensor {
    const { headSize, heads, length, batch } = this.shape;
    return this.ops.reshape2(x, headSize * heads, length * batch);
  }
}
