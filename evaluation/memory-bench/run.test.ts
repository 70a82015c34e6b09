import { describe, expect, it } from 'vitest';
import { bySplit, crossFolds, rank, summarize } from './compare-rankers.js';
import type { Turn } from './conversation.js';
import { generateConversations } from './generate.js';
import { measureLatency } from './latency.js';
import type { MemoryUnderTest } from './memory-under-test.js';
import { createPlainBm25 } from './plain-bm25.js';
import { runMemoryBench } from './run.js';
import { createPlainSkillIndex } from './skill-retrieval.js';
import { generateSkills } from './skills.js';

/** Finds by words like the baseline; after some useful citations it also shows each hit's next turn. Bad citations undo that. */
function createToyMemory(): MemoryUnderTest {
  const plain = createPlainBm25();
  const order: string[] = [];
  const requests: string[][] = [];
  let gain = 0;
  return {
    ingest: async (turns: readonly Turn[]) => {
      order.push(...turns.map(({ id }) => id));
      await plain.ingest(turns);
    },
    recall: async (query, options) => {
      const { ids } = await plain.recall(query, options);
      const wide = gain > 1 ? ids.flatMap((id) => [id, order[order.indexOf(id) + 1]]) : ids;
      const shown = [...new Set(wide)].filter((id) => id !== undefined).slice(0, options.k);
      return { requestId: String(requests.push(shown) - 1), ids: shown };
    },
    cite: (requestId, ids) => {
      gain += ids.includes(requests[Number(requestId)][0]) ? 1 : -0.1;
      return Promise.resolve();
    },
    close: () => plain.close(),
  };
}

const conversations = generateConversations({ seed: 1, conversations: 6 });
const options = { seed: 1, createMemory: createToyMemory, interactions: 50 };

describe('comparison of rankers', () => {
  it('measures held-out conversations only, before and after learning', async () => {
    const folds = bySplit(conversations);
    const seen: string[] = [];
    const result = summarize(await rank(folds, { ...options, onProgress: (text) => seen.push(text) }), folds[0].test);
    expect(result.counts).toMatchObject({ conversations: 2, trainingConversations: 4, interactions: 50 });
    expect(result.recallAt5.fielded).toBe(result.recallAt5.bm25);
    expect(result.recallAt5.reranked).not.toBe(result.recallAt5.fielded);
    expect(result.recallAt5.gainOverBm25).toBeCloseTo(result.recallAt5.reranked - result.recallAt5.bm25);
    const [low, high] = result.intervals.recallAt5.gainOverBm25;
    expect(low).toBeLessThanOrEqual(result.recallAt5.gainOverBm25);
    expect(high).toBeGreaterThanOrEqual(result.recallAt5.gainOverBm25);
    expect(Object.values(result.byKind).reduce((total, { questions }) => total + questions, 0)).toBe(result.counts.questions);
    expect(seen).toContain('learning from 50 of 50 answers');
  });

  it('holds every conversation out once when folds cross', () => {
    const folds = crossFolds(conversations, 4, 1);
    expect(folds.flatMap(({ test }) => test.map(({ id }) => id)).sort()).toEqual(conversations.map(({ id }) => id).sort());
    for (const { train, test } of folds) expect(train.filter((one) => test.includes(one))).toEqual([]);
  });

  it('finds some evidence by plain words, but far from all', async () => {
    const folds = bySplit(conversations);
    const { recallAt5 } = summarize(await rank(folds, { ...options, interactions: 0 }), folds[0].test);
    expect(recallAt5.bm25).toBeGreaterThan(0.15);
    expect(recallAt5.bm25).toBeLessThan(0.7);
  });
});

describe('the whole benchmark', () => {
  const whole = {
    ...options,
    conversations: 6,
    memories: 100,
    skills: generateSkills(1).slice(0, 6),
    createSkillIndex: createPlainSkillIndex,
  };

  it('reports every part, and the same again for a seed except for timings', async () => {
    const { latency100k, ...report } = await runMemoryBench({ ...whole, locomo: conversations.slice(0, 3) });
    expect(latency100k).toMatchObject({ memories: 100 });
    expect(report).toMatchObject({ seed: 1, adversary: { interactions: 50 }, handwritten: { counts: { conversations: 2 } } });
    expect(report.locomo?.counts.conversations).toBe(3);
    expect(report.skills.hitAt1['10']).toBe(report.skills.plain.hitAt1['10']);
    const { latency100k: none, ...again } = await runMemoryBench({ ...whole, memories: 0, locomo: conversations.slice(0, 3) });
    expect(none).toBeNull();
    expect(again).toEqual(report);
  }, 60_000);

  it('stops when it is told to', async () => {
    await expect(runMemoryBench({ ...whole, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

it('measures latency on one long log', async () => {
  const memory = createToyMemory();
  const { turns, questions } = conversations[0];
  const latency = await measureLatency(memory, { turns, questions });
  memory.close();
  expect(latency).toMatchObject({ memories: turns.length, requests: questions.length });
  expect(latency.p95Ms).toBeGreaterThanOrEqual(latency.p50Ms);
});
