import { describe, expect, it } from 'vitest';
import { added, fact, openMemoryBench, START } from '../../tests/fakes/memories.js';

const SOUND = { missing: 0, superfluous: 0, damaged: false };

describe('the index', () => {
  it('is rolled back with the change it belongs to', () => {
    const { store, memories } = openMemoryBench();
    const kept = added(memories.add(fact('Anna lives in Graz.')));
    store.db.exec(`CREATE TEMP TRIGGER broken BEFORE INSERT ON memory_indexed WHEN new.memory_id > 1
      BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
    expect(() => memories.add(fact('Bob lives in Linz.'))).toThrow('power cut');
    store.db.exec('DROP TRIGGER broken');
    expect(() =>
      memories.batch(() => {
        memories.add(fact('Cleo lives in Wels.'));
        memories.edit(kept, { body: 'Anna lives in Rome.' });
        throw new Error('crash');
      }),
    ).toThrow('crash');
    expect(memories.check()).toEqual({ indexed: 1, ...SOUND });
    expect(memories.recall({ query: 'Linz Wels Rome' }).hits).toEqual([]);
    expect(memories.recall({ query: 'Graz' }).hits).toHaveLength(1);
    expect(memories.stats().operations).toBe(1);
  });

  it('notices rows that are missing, superfluous or old, and is built anew by repair', () => {
    const { store, memories } = openMemoryBench();
    const id = added(memories.add(fact('Anna lives in Graz.')));
    memories.add(fact('Bob rides a horse.'));
    store.db.prepare('DELETE FROM memory_fts WHERE rowid = ?').run(id);
    store.db.prepare(`INSERT INTO memory_fts (rowid, body) VALUES (77, 'ghost')`).run();
    store.db.prepare(`UPDATE memory SET terms = 'other' WHERE id = 2`).run();
    expect(memories.check()).toMatchObject({ missing: 1, superfluous: 1, damaged: true });
    expect(memories.repair()).toEqual({ indexed: 2, ...SOUND });
    expect(memories.recall({ query: 'Graz' }).hits.map((hit) => hit.id)).toEqual([id]);
  });

  it('heals itself when a new handle finds rows missing', () => {
    const { store, memories, reopen } = openMemoryBench();
    memories.add(fact('Anna lives in Graz.'));
    store.db.exec('DELETE FROM memory_fts');
    const other = reopen();
    expect(other.memories.recall({ query: 'Graz' }).hits).toHaveLength(1);
    expect(other.memories.check()).toEqual({ indexed: 1, ...SOUND });
  });

  it('heals itself when a search finds it damaged', () => {
    const { store, memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 50; i++) memories.add(fact(`Harbour note ${i} about word${i} and other${i}.`));
    });
    store.db.unsafeMode(true);
    store.db.exec(`UPDATE memory_fts_data SET block = zeroblob(length(block)) WHERE id > 10`);
    store.db.unsafeMode(false);
    expect(memories.recall({ query: 'word17 other17' }).hits[0]?.memory.body).toContain('note 17');
    expect(memories.check()).toEqual({ indexed: 50, ...SOUND });
  });

  it('stays sound through a long mix of changes', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 40; i++) {
        const body = `Part ${i} of the talk about topic${i % 7}?`;
        const turn = added(
          memories.addTurn({ session: `s${i % 3}`, seq: (i * 7) % 40, role: 'user', speaker: 'Bob', body, observedAt: START }),
        );
        const made = added(memories.add(fact(`Bob knows topic${i % 7} well.`, { sources: [{ turnId: turn }] })));
        memories.addRequestKey(made, `request ${i}`, 'test');
        if (i % 5 === 0) memories.archive(turn);
        if (i % 6 === 0) memories.undo({ memoryId: turn });
        if (i % 9 === 0) memories.forget(turn);
      }
    });
    memories.sweep();
    const sound = memories.check();
    expect(sound).toMatchObject(SOUND);
    expect(memories.repair()).toEqual(sound);
    expect(memories.stats().withoutSource).toBe(0);
  });
});

describe('two handles on one file', () => {
  it('see what the other wrote, also for spelling, and count for each other', () => {
    const { memories, reopen } = openMemoryBench();
    const other = reopen().memories;
    memories.add(fact('Anna lives in Graz.'));
    other.recall({ query: 'Graaz' });
    other.add(fact('Bob studies ornithology.'));
    expect(memories.recall({ query: 'ornitology' }).hits[0]?.memory.body).toContain('Bob');
    const merged = memories.add(fact('Bob studies ornithology.', { sources: [{ outside: 'b', quote: 'Bob' }] }));
    expect(merged.done).toBe('merged');
    const { requestId, hits } = other.recall({ query: 'Bob' });
    expect(memories.cite(requestId, [hits[0].id], { purpose: 'use' }).learned).toBe(true);
    expect(other.cite(requestId, [], { purpose: 'use' }).learned).toBe(false);
    expect(other.check()).toMatchObject(SOUND);
  });
});

it('knows the turn after each turn, also in a file of version 3', () => {
  const { store, memories, reopen } = openMemoryBench();
  const say = (session: string, seq: number, body: string) =>
    added(memories.addTurn({ session, seq, role: 'user', speaker: 'Anna', body, observedAt: START }));
  say('a', 1, 'Where do we park?');
  say('a', 5, 'Behind the station.');
  say('b', 1, 'Something else.');
  const nexts = (db: typeof store.db) => db.prepare('SELECT next FROM memory_indexed ORDER BY memory_id').pluck().all();
  expect(nexts(store.db)).toEqual(['behind station', '', '']);
  store.db.exec(`
    ALTER TABLE memory_indexed DROP COLUMN next; DROP INDEX memory_request_taught; ALTER TABLE memory DROP COLUMN misses;
    ALTER TABLE memory_request DROP COLUMN compared; ALTER TABLE memory_request DROP COLUMN taught; DROP TABLE promotion; DROP TABLE search_tree; PRAGMA user_version = 4`);
  const migrated = reopen();
  expect(nexts(migrated.db)).toEqual(['behind station', '', '']);
  const { hits } = migrated.memories.recall({ query: 'station', record: false });
  expect(hits.map(({ memory, features }) => [memory.body, features.nextCoverage])).toContainEqual(['Where do we park?', 1]);
});
