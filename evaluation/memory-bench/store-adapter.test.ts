import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateConversations } from './generate.js';
import { answerable } from './measure.js';
import type { MemoryUnderTest } from './memory-under-test.js';
import { createStoreMemory, createStoreSkillIndex } from './store-adapter.js';

describe('the long-term memory under test', () => {
  const [first, second] = generateConversations({ seed: 1, conversations: 2 });
  let memory: MemoryUnderTest;
  beforeEach(async () => {
    memory = createStoreMemory({ seed: 1 });
    await memory.ingest(first.turns);
    await memory.ingest(second.turns);
  });
  afterEach(() => memory.close());

  it('finds turns of the asked log only, at most as many as asked for', async () => {
    const own = new Set(first.turns.map(({ id }) => id));
    let found = 0;
    for (const { text, askedAt, conversation } of answerable([first])) {
      const { ids } = await memory.recall(text, { conversation, now: askedAt, k: 5, learning: false });
      found += ids.length;
      expect(ids.length).toBeLessThanOrEqual(5);
      for (const id of ids) expect(own).toContain(id);
    }
    expect(found).toBeGreaterThan(0);
  });

  it('takes citations of what it showed, and learns nothing from a measurement', async () => {
    const [{ text, askedAt, conversation }] = answerable([first]);
    const options = { conversation, now: askedAt, k: 5 };
    const before = await memory.recall(text, { ...options, learning: false });
    expect(await memory.recall(text, { ...options, learning: false })).toEqual(before);
    const { requestId, ids } = await memory.recall(text, { ...options, learning: true });
    await expect(memory.cite(requestId, ids.slice(0, 1))).resolves.toBeUndefined();
  });
});

it('finds a skill of the store by a past request', async () => {
  const index = createStoreSkillIndex();
  await index.add({ name: 'carrier-state', description: 'Reads shipment data' });
  await index.add({ name: 'meal', description: 'Orders food' });
  await index.remember('carrier-state', 'where is my parcel');
  expect(await index.find('my parcel, where is it', 1)).toEqual(['carrier-state']);
  index.close();
});
