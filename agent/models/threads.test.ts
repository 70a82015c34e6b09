import { describe, expect, it } from 'vitest';
import { fastest, ThreadGuard } from './threads.js';

/** Measures from a table of milliseconds by thread count, on a clock that these milliseconds move. */
function bench(table: Record<number, number>) {
  const tried: number[] = [];
  let clock = 0;
  const measure = async (threads: number): Promise<number> => {
    tried.push(threads);
    clock += table[threads]!;
    return table[threads]!;
  };
  return { tried, run: (cores: number) => fastest(cores, measure, () => clock) };
}

describe('the thread calibration', () => {
  it('stays with one thread where two are slower, and looks no further', async () => {
    const { run, tried } = bench({ 1: 10, 2: 700, 4: 9000 });
    expect(await run(4)).toBe(1);
    expect(tried).toEqual([1, 2]);
  });

  it('goes up while more threads help, up to an odd number of cores', async () => {
    expect(await bench({ 1: 80, 2: 45, 4: 25, 6: 18 }).run(6)).toBe(6);
    expect(await bench({ 1: 80, 2: 45, 4: 44 }).run(4)).toBe(2);
  });

  it('takes all cores for a model too big to be measured', async () => {
    const { run, tried } = bench({ 1: 4000 });
    expect(await run(8)).toBe(8);
    expect(tried).toEqual([1]);
  });

  it('measures a single core once', async () => {
    expect(await bench({ 1: 5 }).run(1)).toBe(1);
  });
});

describe('the thread guard', () => {
  const setUp = (threads: number) => {
    const lowered: number[] = [];
    const guard = new ThreadGuard(threads, (count) => lowered.push(count));
    return { lowered, guard, observe: (...times: number[]) => times.forEach((ms) => guard.observe(ms)) };
  };

  it('halves the threads when tokens stall, down to one', () => {
    const { observe, lowered, guard } = setUp(4);
    observe(10, 11, 700, 650, 800);
    expect(lowered).toEqual([2]);
    observe(12, 400, 400, 400, 9, 500, 500, 500);
    expect(lowered).toEqual([2, 1]);
    expect(guard.threads).toBe(1);
  });

  it('takes a slow token now and then for what it is', () => {
    const { observe, lowered } = setUp(2);
    observe(10, 300, 11, 300, 300, 12, 60, 60, 60, 60);
    expect(lowered).toEqual([]);
  });
});
