import type { Tensor } from './ops.js';
import type { Tape, Value } from './tape.js';

/**
 * y = W x for every column. W [k, m], x [k, n] -> y [m, n].
 * dx = W dy as mulMat(W^T, dy); dW = x dy^T as mulMat(x^T, dy^T), because ggml multiplies rows with rows.
 */
export function linear(tape: Tape, w: Value, x: Value, size: { k: number; m: number; n: number }): Value {
  const { ops } = tape;
  const { k, m, n } = size;
  return tape.record(ops.mulMat(weightOf(tape, w), x.tensor), [w, x], (dy) => {
    tape.accumulate(x, () => ops.mulMat(transposeOf(tape, w, [k, m]), dy));
    tape.accumulate(w, () => ops.mulMat(transposeOf(tape, x, [k, n]), transposed(tape, dy, [m, n])));
  });
}

/** y = W x + factor B A x. A [k, rank], B [rank, m]. */
export function adaptedLinear(
  tape: Tape,
  w: Value,
  x: Value,
  size: { k: number; m: number; n: number },
  adapter: Adapter,
): Value {
  const { k, m, n } = size;
  const { a, b, rank, factor } = adapter;
  const inner = scale(tape, linear(tape, a, x, { k, m: rank, n }), factor);
  return add(tape, linear(tape, w, x, size), linear(tape, b, inner, { k: rank, m, n }));
}

export interface Adapter {
  a: Value;
  b: Value;
  rank: number;
  factor: number;
}

function scale(tape: Tape, x: Value, factor: number): Value {
  return tape.record(tape.ops.scale(x.tensor, factor), [x], (dy) => tape.accumulate(x, () => tape.ops.scale(dy, factor)));
}

export function add(tape: Tape, a: Value, b: Value): Value {
  return tape.record(tape.ops.add(a.tensor, b.tensor), [a, b], (dy) => {
    tape.accumulate(a, () => dy);
    tape.accumulate(b, () => dy);
  });
}

/** Root-mean-square norm of every column times a gain. x [d, n], gain [d]. */
export function rmsNorm(tape: Tape, x: Value, gain: Value, eps: number): Value {
  const { ops } = tape;
  const unit = tape.record(ops.rmsNorm(x.tensor, eps), [x], (dy) => {
    tape.accumulate(x, () => ops.rmsNormBack(dy, x.tensor, eps));
  });
  return tape.record(ops.mul(unit.tensor, gain.tensor), [unit, gain], (dy) => {
    tape.accumulate(unit, () => ops.mul(dy, gain.tensor));
    tape.accumulate(gain, () => ops.repeatBack(ops.mul(dy, unit.tensor), gain.tensor));
  });
}

/** silu(gate) * up */
export function swiglu(tape: Tape, gate: Value, up: Value): Value {
  const { ops } = tape;
  return tape.record(ops.swiglu(gate.tensor, up.tensor), [gate, up], (dy) => {
    tape.accumulate(gate, () => ops.siluBack(ops.mul(dy, up.tensor), gate.tensor));
    tape.accumulate(up, () => ops.mul(ops.silu(gate.tensor), dy));
  });
}

/** The columns of a table that `indices` names. */
export function rows(tape: Tape, table: Value, indices: Tensor): Value {
  const { ops } = tape;
  return tape.record(ops.getRows(table.tensor, indices), [table], (dy) => {
    tape.accumulate(table, () => ops.getRowsBack(dy, indices, table.tensor));
  });
}

function weightOf(tape: Tape, w: Value): Tensor {
  if (!tape.bf16) return w.tensor;
  return (w.bf16 ??= tape.ops.castToBf16(w.tensor));
}

function transposeOf(tape: Tape, value: Value, ne: readonly [number, number]): Tensor {
  return (value.transposed ??= transposed(tape, value.tensor, ne));
}

/** mulMat wants its first argument contiguous by rows; in BF16 mode that copy is BF16, whatever it holds. */
function transposed(tape: Tape, tensor: Tensor, ne: readonly [number, number]): Tensor {
  return tape.bf16 ? tape.ops.transposedBf16(tensor, ne) : tape.ops.transposed(tensor);
}
