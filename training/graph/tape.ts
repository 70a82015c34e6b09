import type { Ops, Tensor } from './ops.js';

/** A tensor on the tape. `gradient` is known once every later use has been walked back over. */
export interface Value {
  readonly tensor: Tensor;
  readonly needsGradient: boolean;
  gradient?: Tensor;
  /** Transposed copy, made once: q, k and v share their input's, gate and up theirs. */
  transposed?: Tensor;
  /** BF16 copy of a weight, made once per step. */
  bf16?: Tensor;
}

/** Adds to the gradients of an operation's sources, given the gradient of its result. */
type Backward = (dy: Tensor) => void;

/**
 * Reverse-mode differentiation whose backward pass is written as ordinary forward operations of ggml. Against ggml's own
 * autograd it gives the same gradients 1.5 times faster, and leaves room for masks, sample weights, BF16 and causal blocks.
 */
export class Tape {
  readonly ops: Ops;
  /** Matrix products take BF16 weights; activations, gradients and moments stay F32. */
  readonly bf16: boolean;
  readonly #records: { value: Value; back: Backward }[] = [];

  constructor(ops: Ops, bf16: boolean) {
    this.ops = ops;
    this.bf16 = bf16;
  }

  /** Puts a tensor on the tape that nothing computes: a parameter, or an input when `trained` is false. */
  leaf(tensor: Tensor, trained: boolean): Value {
    return { tensor, needsGradient: trained };
  }

  /** Puts the result of an operation on the tape. */
  record(tensor: Tensor, sources: readonly Value[], back: Backward): Value {
    const value: Value = { tensor, needsGradient: sources.some((source) => source.needsGradient) };
    if (value.needsGradient) this.#records.push({ value, back });
    return value;
  }

  /** Adds to a value's gradient; the thunk runs, and costs nodes, only when that gradient is wanted. */
  accumulate(value: Value, gradient: () => Tensor): void {
    if (!value.needsGradient) return;
    const more = gradient();
    value.gradient = value.gradient === undefined ? more : this.ops.add(value.gradient, more);
  }

  /** Walks back from `value`, whose gradient is `dy`; afterwards every leaf that was used holds its gradient. */
  backward(value: Value, dy: Tensor): void {
    value.gradient = dy;
    for (const record of this.#records.toReversed()) if (record.value.gradient !== undefined) record.back(record.value.gradient);
  }
}
