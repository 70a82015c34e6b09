/** Gradients, or steps, of the two matrices of an adapter: row-major [dim, dim] each. */
export interface AdapterGradient {
  query: Float64Array;
  memory: Float64Array;
}

/**
 * RMM's reranker (Tan et al. 2025, "In Prospect and Retrospect"): `q' = q + Wq q`, `m' = m + Wm m`, `s = q' . m'`. Any
 * dimension. Departures: the matrices start at 0, where the gradient is not, so that an untrained adapter changes nothing;
 * the likelihood is that of the ordered Gumbel top-M draw (Plackett-Luce) instead of independent picks; the step is clipped,
 * because a miss weighs 1.5 and a hit .5.
 */
export class ResidualAdapter {
  readonly dim: number;
  readonly #query: Float32Array;
  readonly #memory: Float32Array;

  /** `matrices`: Wq then Wm, row-major, float32. Default: zeros. */
  constructor(dim: number, matrices: Float32Array = new Float32Array(2 * dim * dim)) {
    if (matrices.length !== 2 * dim * dim)
      throw new RangeError(`${matrices.length} numbers are not two ${dim} x ${dim} matrices`);
    this.dim = dim;
    this.#query = matrices.slice(0, dim * dim);
    this.#memory = matrices.slice(dim * dim);
  }

  /** `q' . m'` for every memory, as `(q' + Wm^T q') . m`: one product with a matrix instead of one per memory. */
  scores(query: ArrayLike<number>, memories: readonly ArrayLike<number>[]): number[] {
    const adapted = this.#adapt(this.#query, query);
    const direction = Float64Array.from(adapted);
    for (let a = 0; a < this.dim; a++) {
      for (let b = 0; b < this.dim; b++) direction[b] += this.#memory[a * this.dim + b] * adapted[a];
    }
    return memories.map((memory) => dot(direction, memory));
  }

  /**
   * `sum over j of c_j * ds_j/dW`, with `ds/dWq = outer(m', q)` and `ds/dWm = outer(q', m)`. `coefficients`: gradient of
   * the objective with respect to the scores.
   */
  gradient(query: ArrayLike<number>, memories: readonly ArrayLike<number>[], coefficients: ArrayLike<number>): AdapterGradient {
    const { dim } = this;
    const adaptedSum = new Float64Array(dim);
    const plainSum = new Float64Array(dim);
    memories.forEach((memory, j) => {
      if (coefficients[j] === 0) return;
      const adapted = this.#adapt(this.#memory, memory);
      for (let a = 0; a < dim; a++) {
        adaptedSum[a] += coefficients[j] * adapted[a];
        plainSum[a] += coefficients[j] * memory[a];
      }
    });
    return { query: outer(adaptedSum, query), memory: outer(this.#adapt(this.#query, query), plainSum) };
  }

  /** Moves both matrices by `rate * gradient`, scaled down so that the step is no longer than `longest`. */
  apply({ query, memory }: AdapterGradient, rate: number, longest: number): void {
    const length = rate * Math.hypot(norm(query), norm(memory));
    const scale = length > longest ? (rate * longest) / length : rate;
    for (let i = 0; i < query.length; i++) {
      this.#query[i] += scale * query[i];
      this.#memory[i] += scale * memory[i];
    }
  }

  /** Wq then Wm, as the constructor takes them. */
  matrices(): Float32Array {
    const both = new Float32Array(2 * this.dim * this.dim);
    both.set(this.#query);
    both.set(this.#memory, this.dim * this.dim);
    return both;
  }

  /** `v + W v`. */
  #adapt(matrix: Float32Array, vector: ArrayLike<number>): Float64Array {
    const out = Float64Array.from(vector);
    for (let a = 0; a < this.dim; a++) {
      let sum = 0;
      for (let b = 0; b < this.dim; b++) sum += matrix[a * this.dim + b] * vector[b];
      out[a] += sum;
    }
    return out;
  }
}

export function addGradients(a: AdapterGradient, b: AdapterGradient): AdapterGradient {
  return { query: a.query.map((value, i) => value + b.query[i]), memory: a.memory.map((value, i) => value + b.memory[i]) };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const norm = (vector: ArrayLike<number>): number => Math.sqrt(dot(vector, vector));

function outer(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const out = new Float64Array(a.length * b.length);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i * b.length + j] = a[i] * b[j];
  return out;
}
