import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { added, fact, openMemoryBench } from '../../tests/fakes/memories.js';
import { FEATURES, START_WEIGHTS } from '../index.js';
import { GATE_ANSWERS, leads, LEAST_ANSWERS, rankingScore, type Trial, trialOf, withTrial } from './gate.js';
import { interleave } from './interleave.js';
import type { LongTermMemory } from './long-term-memory.js';
import { gumbelTopM, plackettLuceGradient, plackettLuceObjective } from './plackett-luce.js';
import { isWorthShowing, policyScore, startPolicy, updateChance } from './policy.js';
import type { RecallHit } from './recall.js';
import { type Lesson, refit } from './refit.js';

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
  return state as { weights: Record<string, number>; interactions: number; serves: boolean };
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

  it('takes note of an answer that cites nothing', () => {
    const { memories } = plans();
    const [{ learned, why }] = interact(memories, 1, () => []);
    expect({ learned, why }).toEqual({ learned: true, why: 'Learned that none of the shown memories helped.' });
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

  it('gives kinds weights of their own, which are not served either before they lead', { timeout: LONG_MS }, () => {
    const { memories, sea } = plans();
    const bySea = (hits: readonly RecallHit[]) => hits.filter(({ id }) => sea.has(id)).map(({ id }) => id);
    const names = () => [...new Set(memories.policies().map(({ name }) => name))];
    interact(memories, 125, bySea);
    expect(names()).toEqual(['all']); // of one kind: the common weights are its own
    memories.batch(() => {
      for (let i = 0; i < 8; i++) memories.add(fact(`Plan for the trip: way${i} packed${i * 3}.`, { kind: 'procedure' }));
    });
    interact(memories, 250, bySea);
    expect(names().sort()).toEqual(['all', 'fact', 'procedure']);
    const own = memories.policies().find(({ name }) => name === 'fact')?.state as { serves: boolean; trials: unknown[] };
    expect(own.serves).toBe(false);
    expect(own.trials.length).toBeGreaterThan(0);
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
});

describe('the gate', () => {
  const answers = (
    count: number,
    learned: (i: number) => number,
    base = (i: number): number => (i % 2 ? 0.7 : 0.5),
    chance = 0.4,
  ) => Array.from({ length: count }, (_, i): Trial => [learned(i), base(i), chance]);

  it('asks for a lead of two standard errors over enough answers, and that the base is ahead of chance', () => {
    expect(leads(answers(LEAST_ANSWERS, () => 0.8))).toBe(true);
    expect(leads(answers(LEAST_ANSWERS - 1, () => 0.8))).toBe(false);
    expect(leads(answers(LEAST_ANSWERS, (i) => (i % 2 ? 0.7 : 0.5)))).toBe(false); // a tie
    expect(leads(answers(LEAST_ANSWERS, (i) => (i % 2 ? 1 : 0.23)))).toBe(false); // ahead by less than the error
    expect(leads(answers(LEAST_ANSWERS, () => 0.8, () => 0.3))).toBe(false); // prettier-ignore
  });

  it('looks back on the newest answers only, and leaves out those that tell nothing', () => {
    expect(trialOf([1, 2], [2, 1], [true, true])).toBeUndefined();
    expect(trialOf([1, 2], [2, 1], [false, false])).toBeUndefined();
    expect(trialOf([1, 2], [2, 1], [true, false])).toEqual([0.6309, 1, 0.8155]);
    const trials = Array.from({ length: GATE_ANSWERS + 5 }, (_, i): Trial => [i, 0, 0]).reduce(withTrial, [] as Trial[]); // prettier-ignore
    expect([trials.length, trials[0][0]]).toEqual([GATE_ANSWERS, 5]);
  });

  it('scores a ranking by how far in front the cited ones stand', () => {
    expect(rankingScore([3, 2, 1], [true, false, false])).toBe(1);
    expect(rankingScore([1, 2, 3], [true, false, false])).toBeCloseTo(0.5);
    expect(rankingScore([1, 2], [false, false])).toBe(0);
  });
});

/** Twelve gates: where they open is one note; for every second one there are questions, which the words fit better. */
function gates() {
  const bench = openMemoryBench();
  const notes = new Map<number, number>();
  const say = (i: number, n: number, body: string) =>
    added(
      bench.memories.addTurn({ session: `s${i}-${n}`, seq: 1, role: 'user', speaker: 'Anna', body, observedAt: bench.clock.at }),
    );
  bench.memories.batch(() => {
    for (let i = 0; i < 12; i++) {
      notes.set(i, say(i, 0, `The gate at town${i} opens with ${i * 37 + 1000}.`));
      if (i % 2) ['Which code opens the gate at', 'What code was it that opens the gate at'].forEach((text, n) => say(i, n + 1, `${text} town${i}?`)); // prettier-ignore
    }
  });
  const ask = (i: number) => ({ query: `the code that opens the gate at town${i}`, limit: 5 });
  const order = () => [...notes.keys()].map((i) => bench.memories.recall({ ...ask(i), record: false }).hits.map(({ id }) => id));
  const first = () => order().filter(([best], i) => best === notes.get(i)).length;
  const practise = (rounds: number, cite: (hits: readonly number[], note: number) => number[]) =>
    bench.memories.batch(() =>
      Array.from({ length: rounds }, (_, round) => {
        const i = (round * 7) % 12;
        const { requestId, hits } = bench.memories.recall({ ...ask(i), purpose: 'train' });
        const cited = cite(hits.map(({ id }) => id), notes.get(i) ?? 0); // prettier-ignore
        return bench.memories.cite(requestId, cited, { purpose: 'train' }).gate;
      }),
    );
  return { ...bench, order, first, practise, notes, ask };
}

describe('champion and challenger', () => {
  it('serves what good citations taught, once it leads', { timeout: LONG_MS }, () => {
    const { first, practise, memories } = gates();
    expect(first()).toBe(6);
    const good = (hits: readonly number[], note: number) => hits.filter((id) => id === note);
    expect(new Set(practise(90, good))).toEqual(new Set(['open']));
    expect(first()).toBe(6); // learned, but not served yet
    expect(practise(300, good)).toContain('serve');
    expect(newest(memories).serves).toBe(true);
    expect(first()).toBe(12);
    const [judged] = memories.policies();
    expect(judged.learnedScore).toBeGreaterThan((judged.baseScore ?? 1) + 0.05);
  });

  it.each(['random', 'contrary'] as const)('never serves what %s citations taught: 819 answers', { timeout: LONG_MS }, (kind) => {
    const { order, practise, memories, notes, ask } = gates();
    const before = order();
    const random = createRandom(3);
    const citers = {
      random: (hits: readonly number[]) => random.sample(hits, Math.min(2, hits.length)),
      contrary: (hits: readonly number[], note: number) => hits.filter((id) => id !== note).slice(-2),
    };
    practise(819, citers[kind]);
    const { weights, serves, interactions } = newest(memories);
    expect({ serves, interactions }).toEqual({ serves: false, interactions: 819 });
    expect(order()).toEqual(before);
    // Without the gate it would have been another order.
    const challenged = [...notes.keys()].map((i) => {
      const { candidates } = memories.recall({ ...ask(i), record: false });
      return [...candidates].sort((a, b) => policyScore(weights, b.features) - policyScore(weights, a.features))[0].id;
    });
    expect(challenged).not.toEqual(before.map(([best]) => best));
  });

  it('goes back when the lead is lost', { timeout: LONG_MS }, () => {
    const { order, practise } = gates();
    const before = order();
    practise(390, (hits, note) => hits.filter((id) => id === note));
    expect(order()).not.toEqual(before);
    const verdicts = practise(2 * GATE_ANSWERS, (hits, note) => hits.filter((id) => id !== note).slice(-2));
    expect(verdicts).toContain('drop');
    expect(order()).toEqual(before);
  });

  it('shows both rankings alike: whoever cites by place alone moves nothing', () => {
    const random = createRandom(1);
    const counts = [0, 0];
    for (let i = 0; i < 2_000; i++) {
      const merged = interleave([0, 1, 2, 3], [4, 5, 0, 1], 4, random);
      expect(new Set(merged).size).toBe(4);
      counts[merged[0] === 0 ? 0 : 1]++;
    }
    expect(counts[0] / 2_000).toBeCloseTo(0.5, 1);
    expect(interleave([1, 2], [2, 1], 9, random).sort()).toEqual([1, 2]);
    expect(interleave([], [], 3, random)).toEqual([]);
  });
});

describe('the fit', () => {
  const at = (bm25f: number, literal: number) => ({ ...START_WEIGHTS, bm25f, literal });
  const lesson: Lesson = {
    shown: [
      { kind: 'fact', features: at(1, 0), cited: false },
      { kind: 'fact', features: at(0.9, 1), cited: true },
    ],
  };

  it('moves towards what was cited, further with more answers, and not without any', () => {
    const literal = (count: number) => refit(Array.from({ length: count }, () => lesson), START_WEIGHTS).literal; // prettier-ignore
    expect(literal(0)).toBe(START_WEIGHTS.literal);
    expect(literal(10)).toBeGreaterThan(0.1);
    expect(literal(400)).toBeGreaterThan(literal(10) + 0.5);
    const untold = { shown: lesson.shown.map((one) => ({ ...one, cited: true })) };
    expect(refit([untold, { shown: [] }], START_WEIGHTS)).toEqual(START_WEIGHTS);
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
