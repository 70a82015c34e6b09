import { describe, expect, it } from 'vitest';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { SequencePool } from './sequence-pool.js';

const tokens = (...numbers: number[]): Token[] => numbers as Token[];
const holding = (...numbers: number[]): LlamaContextSequence =>
  ({ contextTokens: tokens(...numbers) }) as unknown as LlamaContextSequence;

describe('the sequence pool', () => {
  it('gives the free sequence that holds most of the prompt', async () => {
    const [a, b, c] = [holding(1, 9), holding(1, 2, 3), holding()];
    expect(await new SequencePool([a, b, c]).acquire(tokens(1, 2, 4))).toBe(b);
    expect(await new SequencePool([c, b, a]).acquire(tokens(7))).toBe(c);
  });

  it('serves waiting calls in their order', async () => {
    const only = holding();
    const pool = new SequencePool([only]);
    await pool.acquire([]);
    const order: string[] = [];
    const waiting = ['first', 'second'].map(async (name) => (await pool.acquire([]), order.push(name)));
    pool.release(only);
    await waiting[0];
    pool.release(only);
    await waiting[1];
    expect(order).toEqual(['first', 'second']);
  });

  it('lets a waiting call leave, and gives its turn to the next', async () => {
    const only = holding();
    const pool = new SequencePool([only]);
    await pool.acquire([]);
    const controller = new AbortController();
    const leaving = pool.acquire([], controller.signal);
    const staying = pool.acquire([]);
    controller.abort();
    expect(await leaving).toBeUndefined();
    pool.release(only);
    expect(await staying).toBe(only);
  });

  it('is drained when every sequence is back', async () => {
    const only = holding();
    const pool = new SequencePool([only]);
    await pool.acquire([]);
    let drained = false;
    const done = pool.drained().then(() => (drained = true));
    expect(drained).toBe(false);
    pool.release(only);
    await done;
    expect(drained).toBe(true);
  });
});
