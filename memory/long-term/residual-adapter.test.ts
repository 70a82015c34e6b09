import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { plackettLuceGradient, plackettLuceObjective } from './plackett-luce.js';
import { dot, ResidualAdapter } from './residual-adapter.js';

const random = createRandom(5);
const vector = (dim: number): Float32Array => Float32Array.from({ length: dim }, () => random.next() - 0.5);
const matrices = (dim: number): Float32Array => Float32Array.from({ length: 2 * dim * dim }, () => (random.next() - 0.5) / 5);

describe('the residual adapter', () => {
  it('changes nothing before it was trained', () => {
    const [q, m] = [vector(7), vector(7)];
    expect(new ResidualAdapter(7).scores(q, [m])[0]).toBeCloseTo(dot(q, m));
    expect(() => new ResidualAdapter(3, new Float32Array(4))).toThrow(/3 x 3/);
  });

  it.each([3, 8])('has the gradient of its objective in %i dimensions (finite differences)', (dim) => {
    const weights = matrices(dim);
    const query = vector(dim);
    const memories = Array.from({ length: 4 }, () => vector(dim));
    const [chosen, advantages] = [
      [1, 3],
      [0.5, -1.5],
    ];
    const scoresOf = (numbers: Float32Array): number[] => new ResidualAdapter(dim, numbers).scores(query, memories);
    const objective = (numbers: Float32Array): number => plackettLuceObjective(scoresOf(numbers), chosen, advantages, 0.5);
    const coefficients = plackettLuceGradient(scoresOf(weights), chosen, advantages, 0.5);
    const { query: dq, memory: dm } = new ResidualAdapter(dim, weights).gradient(query, memories, coefficients);
    const gradient = [...dq, ...dm];
    const h = 1e-2;
    for (let i = 0; i < weights.length; i++) {
      const moved = (by: number): number => objective(weights.map((w, j) => (j === i ? w + by : w)));
      expect(gradient[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 3);
    }
  });

  it('moves towards what is cited by clipped steps', () => {
    const adapter = new ResidualAdapter(4);
    const query = vector(4);
    const memories = [vector(4), vector(4)];
    const before = adapter.scores(query, memories);
    adapter.apply(adapter.gradient(query, memories, [1e9, -1e9]), 1, 0.05);
    const after = adapter.scores(query, memories);
    expect(after[0] - after[1]).toBeGreaterThan(before[0] - before[1]);
    expect(Math.hypot(...adapter.matrices())).toBeCloseTo(0.05, 4);
  });
});
