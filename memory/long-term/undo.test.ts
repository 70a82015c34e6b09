import { describe, expect, it } from 'vitest';
import { added, fact, openMemoryBench, START } from '../../tests/fakes/memories.js';

describe('undo', () => {
  it('takes back the last change, then the one before', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('Anna lives in Graz.')));
    memories.pin(id);
    memories.edit(id, { body: 'Anna lives in Linz.' });
    expect(memories.undo({ memoryId: id }).done).toBe('changed');
    expect(memories.get(id)).toMatchObject({ body: 'Anna lives in Graz.', pinned: true });
    memories.undo({ memoryId: id });
    expect(memories.get(id)?.pinned).toBe(false);
    memories.undo({ memoryId: id });
    expect(memories.get(id)?.status).toBe('deleted');
    expect(memories.recall({ query: 'Graz' }).hits).toEqual([]);
    expect(memories.undo({ memoryId: id })).toMatchObject({ done: 'refused', code: 'nothing-to-undo' });
    expect(memories.check()).toMatchObject({ missing: 0, superfluous: 0, damaged: false });
  });

  it('takes back everything that one call did', () => {
    const { memories } = openMemoryBench();
    const turn = added(
      memories.addTurn({ session: 's', seq: 1, role: 'user', speaker: 'Anna', body: 'Tea now.', observedAt: START }),
    );
    const old = added(memories.add(fact('Anna drinks coffee.')));
    const result = memories.add(fact('Anna drinks tea.', { supersedes: [old], sources: [{ turnId: turn }] }));
    memories.undo({ operationId: result.operationId as number });
    expect(memories.get(old)).toMatchObject({ status: 'active', validTo: null });
    expect(memories.get(added(result))?.status).toBe('deleted');
    expect(memories.keys(turn)).toEqual([]);
    expect(memories.recall({ query: 'what does Anna drink', kinds: ['fact'] }).hits.map((hit) => hit.id)).toEqual([old]);
  });

  it('takes back a merge, and can itself be taken back', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('Anna lives in Graz.')));
    const merge = memories.add(fact('Anna lives in Graz.', { sources: [{ outside: 'b', quote: 'Graz' }] }));
    const undone = memories.undo({ operationId: merge.operationId as number });
    expect(memories.get(id)?.evidence).toBe(1);
    expect(memories.sources(id)).toHaveLength(1);
    memories.undo({ operationId: undone.operationId as number });
    expect(memories.get(id)?.evidence).toBe(2);
  });

  it('refuses what was changed again since, and names what to undo first', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('Anna lives in Graz.')));
    const first = memories.edit(id, { body: 'Anna lives in Linz.' });
    memories.edit(id, { body: 'Anna lives in Wels.' });
    expect(memories.undo({ operationId: first.operationId as number })).toMatchObject({ done: 'refused', code: 'changed-since' });
    expect(memories.get(id)?.body).toBe('Anna lives in Wels.');
    expect(() => memories.undo({ operationId: 99 })).toThrow(/no operation 99/);
  });

  it('restores a dispute that was settled', () => {
    const { memories } = openMemoryBench();
    const slot = { subject: 'Anna', slot: 'town' };
    const graz = added(memories.add(fact('Graz', slot)));
    const linz = added(memories.add(fact('Linz', slot)));
    const archived = memories.archive(graz);
    expect(memories.get(linz)?.status).toBe('active');
    memories.undo({ operationId: archived.operationId as number });
    expect([memories.get(graz)?.status, memories.get(linz)?.status]).toEqual(['disputed', 'disputed']);
  });
});
