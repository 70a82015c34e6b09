import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { added, fact, openMemoryBench, wordEmbedder } from '../../tests/fakes/memories.js';
import type { OpenStoreOptions } from '../store.js';
import { ResidualAdapter } from './residual-adapter.js';
import { toFloat32 } from './vector-table.js';
import type { LongTermMemory } from './long-term-memory.js';
import { sha256 } from './memory-tables.js';

const ANIMALS = ['otter', 'heron', 'lemur', 'walrus', 'gecko', 'bison', 'tapir', 'koala', 'moose', 'camel', 'hyena', 'zebra'];

/** Facts about animals; from ten vectors on the graph index is used, unless told otherwise. */
async function animals(options: OpenStoreOptions = {}) {
  const bench = openMemoryBench({ embedder: wordEmbedder(), exactBelow: 10, ...options });
  bench.memories.batch(() => ANIMALS.forEach((name) => bench.memories.add(fact(`${name} ${name} habits`))));
  await bench.memories.embedPending();
  return { ...bench, index: `${bench.file}.vectors` };
}
const nearest = async (memories: LongTermMemory, query = 'gecko gecko habits'): Promise<string[]> =>
  (await memories.recallByMeaning({ query, limit: 4, record: false })).candidates
    .filter(({ features }) => features.vector > 0)
    .sort((a, b) => b.features.vector - a.features.vector)
    .slice(0, 4)
    .map(({ id }) => memories.get(id)?.body ?? '');
const card = (index: string): { sha256: string; dim: number; count: number } =>
  JSON.parse(readFileSync(`${index}.json`, 'utf8')) as { sha256: string; dim: number; count: number };

describe('recall by meaning', () => {
  it('adds a second list, which finds what shares no word', async () => {
    const { memories } = await animals();
    const { hits } = await memories.recallByMeaning({ query: 'gusto gusto hearts', record: false });
    const gecko = hits.find(({ memory }) => memory.body.startsWith('gecko'));
    expect(gecko?.features.vector).toBeCloseTo(1);
  });

  it('needs an embedder, and says what to do without one', async () => {
    const { memories } = openMemoryBench();
    await expect(memories.recallByMeaning({ query: 'x' })).rejects.toThrow(/needs an embedder.*"recall"/);
  });

  it('refuses vectors of another length than promised', async () => {
    const embedder = { ...wordEmbedder(), dim: 5 };
    const { memories } = openMemoryBench({ embedder });
    memories.add(fact('otter'));
    await expect(memories.embedPending()).rejects.toMatchObject({ code: 'EMBEDDER_INVALID' });
  });

  it('keeps to the scopes', async () => {
    const { memories } = await animals();
    const hidden = added(memories.add(fact('gecko gecko habit', { scope: 'site:https://x.org' })));
    await memories.embedPending();
    const { candidates } = await memories.recallByMeaning({ query: 'gecko', record: false });
    expect(candidates.map(({ id }) => id)).not.toContain(hidden);
  });

  it('embeds anew what was edited', async () => {
    const { memories } = await animals();
    const { id } = memories.list({ limit: 1 })[0];
    memories.edit(id, { body: 'gecko gecko secrets' });
    expect(await memories.embedPending()).toBe(1);
    expect(await memories.embedPending()).toBe(0);
    expect(await nearest(memories)).toContain('gecko gecko secrets');
  });
});

describe('the vector index', () => {
  it('is cached beside the file and finds what comparing all finds', async () => {
    const { memories, index, reopen } = await animals();
    expect(card(index)).toMatchObject({ dim: 16, count: ANIMALS.length, sha256: sha256(readFileSync(index)) });
    const exact = reopen({ exactBelow: 1000 }).memories;
    expect(await nearest(memories)).toEqual(await nearest(exact));
    expect(await nearest(reopen().memories)).toEqual(await nearest(exact));
  });

  it.each([
    ['truncated', (index: string) => truncateSync(index, 200)],
    [
      'overwritten',
      (index: string) =>
        writeFileSync(
          index,
          readFileSync(index).map((byte, i) => (i > 300 ? byte ^ 1 : byte)),
        ),
    ],
    ['without its card', (index: string) => writeFileSync(`${index}.json`, '{"half')],
    ['of another embedder', (index: string) => writeFileSync(`${index}.json`, JSON.stringify({ ...card(index), embedderId: 'x' }))], // prettier-ignore
  ])('that is %s is not trusted, and is built anew', async (_what, damage) => {
    const { memories, index, reopen } = await animals();
    const expected = await nearest(memories);
    damage(index);
    const other = reopen().memories;
    expect(await nearest(other)).toEqual(expected);
    await other.embedPending();
    expect(card(index)).toMatchObject({ embedderId: 'words-16', sha256: sha256(readFileSync(index)) });
    expect(await nearest(other)).toEqual(expected);
  });

  it('is built anew for another dimension', async () => {
    const { index, reopen } = await animals();
    const other = reopen({ embedder: wordEmbedder(24) }).memories;
    expect((await other.recallByMeaning({ query: 'gecko', record: false })).hits).toHaveLength(1); // by words
    expect(await other.embedPending()).toBe(ANIMALS.length);
    expect(card(index).dim).toBe(24);
    expect((await nearest(other))[0]).toBe('gecko gecko habits');
    const same = reopen({ embedder: wordEmbedder(8, 'words-24') }).memories; // same name, other vectors
    expect(await same.embedPending()).toBe(ANIMALS.length);
    expect((await nearest(same))[0]).toBe('gecko gecko habits');
  });

  it('knows what was added since, and forgets what was forgotten', async () => {
    const { memories, index, reopen } = await animals();
    const other = reopen().memories;
    await nearest(other);
    memories.add(fact('gecko gecko gecko hides'));
    await memories.embedPending();
    expect(await nearest(other)).toContain('gecko gecko gecko hides');
    const gecko = memories.list().find(({ body }) => body === 'gecko gecko habits');
    memories.forget(gecko?.id ?? 0);
    expect(existsSync(index)).toBe(false);
    expect(await nearest(other)).not.toContain('gecko gecko habits');
  });
});

describe('the adapter', () => {
  it('is trained by citations and kept, and not served before it leads', async () => {
    const { memories, reopen, store } = await animals();
    for (let i = 0; i < 8; i++) {
      const { requestId, hits } = await memories.recallByMeaning({ query: 'habits of a gecko', purpose: 'train' });
      memories.cite(requestId, hits.filter(({ memory }) => memory.body.startsWith('otter')).map(({ id }) => id), { purpose: 'train' }); // prettier-ignore
    }
    const [version] = memories.policies().filter(({ name }) => name === 'adapter:words-16');
    expect(version).toMatchObject({ version: 1, interactions: 8 });
    const similarity = async (handle: LongTermMemory): Promise<number[]> =>
      (await handle.recallByMeaning({ query: 'habits of a gecko', record: false })).candidates.map(
        ({ features }) => features.vector,
      );
    const untrained = await similarity((await animals()).memories);
    expect(await similarity(reopen().memories)).toEqual(untrained);
    const row = store.db.prepare(`SELECT matrices FROM memory_policy WHERE name = 'adapter:words-16'`).get() as {
      matrices: Buffer;
    };
    const trained = new ResidualAdapter(16, toFloat32(row.matrices)).matrices();
    expect(trained).not.toEqual(new ResidualAdapter(16).matrices());
  });
});
