import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { added, DAY_MS, fact, openMemoryBench, START } from '../../tests/fakes/memories.js';

const said = (seq: number, body: string) => ({
  session: 's',
  seq,
  role: 'user' as const,
  speaker: 'Anna',
  body,
  observedAt: START,
});

describe('forget', () => {
  it('removes every trace of the words from the file, and does not learn them again', () => {
    const { store, memories, file } = openMemoryBench();
    for (let i = 0; i < 50; i++) memories.addTurn(said(i, `Filler sentence about topic ${i} with apples and pears.`));
    const id = added(memories.add(fact('The code of the safe is xylophone4711.', { keys: ['xylophone4711 safe'] })));
    memories.addTurn(said(99, 'Nothing to see here.'));
    memories.edit(id, { body: 'The code of the big safe is xylophone4711.' });
    memories.addRequestKey(id, 'tell me xylophone4711', 'episode:1');
    memories.recall({ query: 'xylophone4711' });
    const result = memories.forget(id, { actor: 'user' });
    expect(result).toMatchObject({ id, purged: true });

    const bytes = [file, `${file}-wal`].filter(existsSync).map((name) => readFileSync(name).toString('latin1'));
    expect(bytes.filter((text) => /xylophone/i.test(text))).toEqual([]);
    expect(memories.get(id)).toBeUndefined();
    expect(memories.add(fact('The code of the big safe is xylophone4711.')).code).toBe('tombstoned');
    expect(memories.undo({ memoryId: id }).code).toBe('nothing-to-undo');
    expect(memories.operations(id).at(-1)).toMatchObject({ op: 'forget', actor: 'user', before: null, after: null });
    expect(memories.check()).toMatchObject({ missing: 0, superfluous: 0, damaged: false });
    expect(memories.stats().forgotten).toBe(1);
    store.db.pragma('integrity_check');
  });

  it('knows a forgotten text under another subject, but takes no two words for it', () => {
    const { memories } = openMemoryBench();
    memories.forget(added(memories.add(fact('The gate opens with a whistle.', { subject: 'garden' }))));
    expect(memories.add(fact('The gate opens with a whistle.')).code).toBe('tombstoned');
    expect(memories.add(fact('The gate opens with a whistle.', { subject: 'yard' })).code).toBe('tombstoned');
    memories.forget(added(memories.add(fact('blue', { subject: 'door' }))));
    expect(memories.add(fact('blue', { subject: 'fence' })).done).toBe('added');
  });

  it('of a turn takes its words out of its neighbours, and of the quotes and keys made from it', () => {
    const { memories } = openMemoryBench();
    memories.addTurn(said(1, 'What did you buy?'));
    const secret = added(memories.addTurn(said(2, 'A platypus costume for the party.')));
    const after = added(memories.addTurn(said(3, 'Great idea.')));
    const made = added(memories.add(fact('Anna dressed up.', { sources: [{ turnId: secret }] })));
    expect(memories.previewForget(secret)).toMatchObject({ quotedBy: [made], madeFrom: [] });
    expect(memories.previewForget(made).madeFrom).toEqual([secret]);
    memories.forget(secret);
    expect(memories.recall({ query: 'platypus' }).hits).toEqual([]);
    expect(memories.sources(made)).toMatchObject([{ quote: '' }]);
    expect(JSON.stringify([...memories.exportLines()])).not.toContain('platypus');
    expect(memories.get(after)?.body).toBe('Great idea.');
  });

  it('of a memory takes back the keys it gave to turns', () => {
    const { memories } = openMemoryBench();
    const turn = added(memories.addTurn(said(1, 'We signed it.')));
    const made = added(memories.add(fact('Anna bought a houseboat.', { sources: [{ turnId: turn }] })));
    memories.addKey(turn, 'signing day');
    memories.forget(made);
    expect(memories.keys(turn).map((key) => key.text)).toEqual(['signing day']);
    expect(memories.recall({ query: 'houseboat' }).hits).toEqual([]);
    expect(JSON.stringify(memories.operations(turn))).not.toContain('houseboat');
    expect(memories.check().damaged).toBe(false);
  });

  it('lets a short turn be said again', () => {
    const { memories } = openMemoryBench();
    memories.forget(added(memories.addTurn(said(1, 'Yes.'))));
    expect(memories.addTurn(said(2, 'Yes.')).done).toBe('added');
  });

  it('of one side of a dispute settles the other', () => {
    const { memories } = openMemoryBench();
    const graz = added(memories.add(fact('Graz', { subject: 'Anna', slot: 'town' })));
    const linz = added(memories.add(fact('Linz', { subject: 'Anna', slot: 'town' })));
    memories.forget(graz);
    expect(memories.get(linz)?.status).toBe('active');
    expect(memories.undo({ operationId: memories.operations(linz)[0].id }).done).toBe('refused'); // settled since
  });
});

describe('sweep', () => {
  it('archives what was shown in vain or not used for long, and says why it left the rest', () => {
    const { memories, clock } = openMemoryBench();
    const low = { importance: 0.1 };
    const vain = added(memories.add(fact('Kangaroo trivia.', low)));
    const idle = added(memories.add(fact('Walrus trivia.', low)));
    const pinned = added(memories.add(fact('Lemur trivia.', low)));
    memories.pin(pinned);
    memories.add(fact('Otter essentials.', { importance: 0.9 }));
    memories.addTurn(said(1, 'A raw turn.'));
    const ending = added(memories.add(fact('Sale until tomorrow.', { validTo: START + DAY_MS })));
    clock.at += 80 * DAY_MS;
    for (let i = 0; i < 5; i++) memories.recall({ query: 'kangaroo' });
    const young = added(memories.add(fact('Heron trivia.', low)));
    clock.at += 11 * DAY_MS;

    const planned = memories.sweep({ dryRun: true });
    expect(memories.get(vain)?.status).toBe('active');
    const report = memories.sweep();
    expect(report).toEqual(planned);
    expect(report.looked).toBe(7);
    expect(report.archived).toEqual([
      { id: vain, why: 'shown 5 times and never cited' },
      { id: idle, why: 'not used for 91 days' },
    ]);
    expect(report.expired).toEqual([ending]);
    expect(report.kept).toEqual({ 'raw-turn': 1, pinned: 1, important: 1, cited: 0, used: 0, young: 1 });
    expect(memories.get(young)?.status).toBe('active');
    expect(memories.recall({ query: 'kangaroo' }).hits).toEqual([]);
    memories.restore(vain);
    expect(memories.recall({ query: 'kangaroo' }).hits).toHaveLength(1);
  });
});
