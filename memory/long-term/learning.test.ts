import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { added, fact, openMemoryBench } from '../../tests/fakes/memories.js';
import { FEATURES, START_WEIGHTS } from '../index.js';
import { GATE_INTERACTIONS, judgeBlock, newBlock, rankingScore } from './gate.js';
import type { LongTermMemory } from './long-term-memory.js';
import { gumbelTopM, plackettLuceGradient, plackettLuceObjective } from './plackett-luce.js';
import { isWorthShowing, startPolicy, updateChance, updateWeights } from './policy.js';
import type { RecallHit } from './recall.js';

type Citer = (hits: readonly RecallHit[], round: number) => number[];

/** Hundreds of requests: a minute on a busy machine. */
const LONG_MS = 180_000;

/** Twenty plans for trips: six by sea, fourteen by land; the query fits all alike. */
function plans() {
  const bench = openMemoryBench();
  const sea = new Set<number>();
  bench.memories.batch(() => {
    for (let i = 0; i < 20; i++) {
      const bySea = i % 10 < 3;
      const id = added(bench.memories.add(fact(`Plan for the trip: ${bySea ? 'sailing' : 'hiking'} route${i} stage${i * 3}.`)));
      if (bySea) sea.add(id);
    }
  });
  return { ...bench, sea };
}

function interact(memories: LongTermMemory, rounds: number, cite: Citer, purpose: 'train' | 'use' = 'train') {
  const once = (_: unknown, round: number) => {
    const { requestId, hits } = memories.recall({ query: 'plan for the trip', purpose });
    const result = memories.cite(requestId, cite(hits, round), { purpose });
    return { ...result, shown: hits.map((hit) => hit.id) };
  };
  return memories.batch(() => Array.from({ length: rounds }, once)); // one transaction: a commit each would be most of the time
}
const newest = (memories: LongTermMemory) => {
  const { state } = memories.policies().filter(({ name }) => name === 'all').at(-1) ?? {}; // prettier-ignore
  return state as { weights: Record<string, number>; interactions: number; baseline: number };
};

describe('learning from citations', () => {
  it('shows more of what is cited: topic X over 200 queries', { timeout: LONG_MS }, () => {
    const { memories, sea } = plans();
    const rounds = interact(memories, 200, (hits) => hits.filter(({ id }) => sea.has(id)).map(({ id }) => id));
    const share = (part: typeof rounds): number => {
      const shown = part.flatMap((round) => round.shown);
      return shown.filter((id) => sea.has(id)).length / shown.length;
    };
    expect(share(rounds.slice(-50))).toBeGreaterThan(share(rounds.slice(0, 50)) + 0.2);
    expect(newest(memories).weights.utility).toBeGreaterThan(0.5);
  });

  it('counts what was shown and cited, once per request', () => {
    const { memories } = plans();
    const { requestId, hits } = memories.recall({ query: 'plan for the trip' });
    const [first] = hits;
    const result = memories.cite(requestId, [first.id, 999, first.id], { purpose: 'use' });
    expect(result).toMatchObject({ learned: true, cited: [first.id], unknown: [999], gate: 'open' });
    expect(memories.get(first.id)).toMatchObject({ shown: 1, cited: 1 });
    expect(memories.cite(requestId, [first.id], { purpose: 'use' })).toMatchObject({ learned: false });
    expect(memories.get(first.id)?.cited).toBe(1);
    expect(memories.policies()).toMatchObject([{ name: 'all', version: 1, interactions: 1 }]);
  });

  it('takes an answer without citations as -1 for all that was shown', () => {
    const { memories } = plans();
    const [{ learned, why }] = interact(memories, 1, () => []);
    expect({ learned, why }).toEqual({ learned: true, why: 'Learned that none of the shown memories helped.' });
    expect(newest(memories).baseline).toBeLessThan(0);
  });

  it('refuses work that may not teach, whichever side says so', () => {
    const { memories } = plans();
    const gate = memories.recall({ query: 'plan for the trip', purpose: 'gate' });
    expect(memories.cite(gate.requestId, [gate.hits[0].id], { purpose: 'train' })).toMatchObject({ learned: false });
    const use = memories.recall({ query: 'plan for the trip', purpose: 'use' });
    const refused = memories.cite(use.requestId, [use.hits[0].id], { purpose: 'report' });
    expect(refused).toMatchObject({ learned: false, why: expect.stringContaining('Nothing is learned') as string });
    expect(memories.policies()).toEqual([]);
    expect(memories.get(use.hits[0].id)?.cited).toBe(0);
  });

  it('gives a kind weights of its own after 100 answers', { timeout: LONG_MS }, () => {
    const { memories, sea } = plans();
    interact(memories, 99, (hits) => hits.filter(({ id }) => sea.has(id)).map(({ id }) => id));
    expect(memories.policies().map(({ name }) => name)).toEqual(['all']);
    interact(memories, 3, (hits) => hits.map(({ id }) => id).slice(0, 1));
    const fact = memories.policies().find(({ name }) => name === 'fact');
    expect(fact?.interactions).toBeGreaterThan(100);
  });

  it('goes back to the start weights with a citer that cites the worst', { timeout: LONG_MS }, () => {
    const { memories } = plans();
    const rounds = interact(memories, GATE_INTERACTIONS, (hits) => [hits[hits.length - 1].id], 'use');
    expect(rounds.at(-1)?.gate).toBe('drop');
    expect(newest(memories)).toMatchObject({ weights: START_WEIGHTS, interactions: 0 });
    const [judged, now] = memories.policies().filter(({ name }) => name === 'all');
    expect([judged.version, now.version]).toEqual([1, 2]);
    expect(judged.learnedScore).toBeLessThan((judged.baseScore ?? 0) + 0.01);
  });

  it('goes back to the start weights with a citer that cites at random', { timeout: LONG_MS }, () => {
    const { memories } = plans();
    const random = createRandom(3);
    const rounds = interact(memories, 2 * GATE_INTERACTIONS, (hits) => [random.pick(hits).id]);
    expect(rounds.some(({ gate }) => gate === 'drop')).toBe(true);
  });

  it('can be put back by hand', () => {
    const { memories } = plans();
    interact(memories, 5, (hits) => [hits[0].id]);
    memories.resetPolicy();
    expect(newest(memories)).toMatchObject({ weights: START_WEIGHTS, interactions: 0 });
    expect(memories.policies()).toHaveLength(2);
  });
});

describe('the start weights', () => {
  it('name every feature', () => expect(Object.keys(START_WEIGHTS).sort()).toEqual([...FEATURES].sort()));
});

describe('the policy gradient', () => {
  const scores = [0.3, -1.2, 0.8, 0.1, 0.5];
  const [chosen, advantages] = [
    [2, 0, 3],
    [1.3, -0.7, 0.4],
  ];

  it('is that of its objective (finite differences)', () => {
    const gradient = plackettLuceGradient(scores, chosen, advantages, 0.5);
    const h = 1e-5;
    for (let j = 0; j < scores.length; j++) {
      const moved = (by: number): number =>
        plackettLuceObjective(scores.map((s, i) => (i === j ? s + by : s)), chosen, advantages, 0.5); // prettier-ignore
      expect(gradient[j]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
    }
  });

  it('draws without replacement, the better more often, the same under a seed', () => {
    const first = (seed: number): number[] => gumbelTopM(scores, 3, 0.5, createRandom(seed));
    expect(first(4)).toEqual(first(4));
    expect(new Set(first(5)).size).toBe(3);
    const counts = [0, 0, 0, 0, 0];
    const random = createRandom(1);
    for (let i = 0; i < 4000; i++) counts[gumbelTopM(scores, 1, 0.5, random)[0]]++;
    const weights = scores.map((s) => Math.exp(s / 0.5));
    const total = weights.reduce((a, b) => a + b, 0);
    counts.forEach((n, i) => expect(n / 4000).toBeCloseTo(weights[i] / total, 1));
  });

  it('never takes a step longer than the cap', () => {
    const x = { ...START_WEIGHTS, bm25f: 1e6, trust: -1e6, length: 1e6, session: 1e6, recency: 1e6, scope: 1e6, pinned: 1e6 };
    const before = startPolicy();
    const after = updateWeights(before, [x], [1]);
    const step = Object.keys(after.weights).map((name) => after.weights[name] - (before.weights[name] ?? 0));
    expect(Math.hypot(...step)).toBeLessThan(0.2501);
  });
});

describe('the gate', () => {
  it('keeps a lead, drops a tie and a loss, and says nothing before the block is full', () => {
    const verdicts = (learned: (i: number) => number): string[] => {
      let block = newBlock();
      return Array.from({ length: GATE_INTERACTIONS }, (_, i) => {
        const judged = judgeBlock(block, learned(i), 0.6);
        block = judged.block;
        return judged.verdict;
      });
    };
    expect(new Set(verdicts(() => 0.7).slice(0, -1))).toEqual(new Set(['open']));
    expect([() => 0.7, () => 0.6, () => 0.5, (i: number) => (i % 2 ? 0.9 : 0.3)].map((run) => verdicts(run).at(-1))).toEqual([
      'keep',
      'drop',
      'drop',
      'drop',
    ]);
  });

  it('scores a ranking by how far in front the cited ones stand', () => {
    expect(rankingScore([3, 2, 1], [true, false, false])).toBe(1);
    expect(rankingScore([1, 2, 3], [true, false, false])).toBeCloseTo(0.5);
    expect(rankingScore([1, 2], [false, false])).toBe(0);
  });
});

describe('the threshold', () => {
  it('is learned from what was shown in vain, and does not silence a memory that is never cited', () => {
    let chance = startPolicy().chance;
    for (let i = 0; i < 2000; i++) chance = updateChance(chance, [4, 0.5], [true, false]);
    expect([4, 0.5].map((score) => isWorthShowing(chance, score))).toEqual([true, false]);
    let never = startPolicy().chance;
    for (let i = 0; i < 2000; i++) never = updateChance(never, [4, 0.5], [false, false]);
    expect(isWorthShowing(never, 4)).toBe(true);
  });
});
