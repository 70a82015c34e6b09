import { describe, expect, it } from 'vitest';
import { added, DAY_MS, fact, openMemoryBench, START } from '../../tests/fakes/memories.js';
import { storeHash } from '../store.js';
import type { NewTurn } from './records.js';

const turn = (session: string, seq: number, body: string, more: Partial<NewTurn> = {}): NewTurn => ({
  session,
  seq,
  role: 'user',
  speaker: 'Anna',
  body,
  observedAt: START,
  ...more,
});
const ids = (result: { hits: { id: number }[] }): number[] => result.hits.map((hit) => hit.id);

describe('recall', () => {
  it('explains every hit: rank, score, features and what each added, age, validity', () => {
    const { memories, clock } = openMemoryBench();
    const id = added(memories.add(fact('Anna parks her bicycle behind the station.')));
    clock.at += 3 * DAY_MS;
    const result = memories.recall({ query: 'Where is the bicycle?' });
    expect(result).toMatchObject({ requestId: 'r1', terms: { kept: ['bicycl'], dropped: [], respelt: [] } });
    const [hit] = result.hits;
    expect(hit).toMatchObject({ id, label: `m${id}`, rank: 1, ageMs: 3 * DAY_MS, disputedWith: [], explored: false });
    expect(hit.memory).toMatchObject({ validFrom: START, validTo: null });
    const sum = Object.values(hit.contributions).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(hit.score);
    expect(hit.features).toMatchObject({ bm25f: 1, fusion: 1, coverage: 1, trust: 0.9 });
  });

  it('writes what was asked, weighed and shown', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('Anna parks her bicycle behind the station.')));
    const { requestId } = memories.recall({ query: 'bicycle', scopes: ['user'], purpose: 'train' });
    expect(memories.request(requestId)).toMatchObject({
      query: 'bicycle',
      purpose: 'train',
      scopes: ['user'],
      citedAt: null,
      candidates: [{ id, kind: 'fact' }],
      uses: [{ memoryId: id, rank: 1 }],
    });
    expect(memories.get(id)).toMatchObject({ shown: 1, lastUsedAt: START });
  });

  it('changes nothing when it is not recorded, or only evaluates', () => {
    const { memories, file, store, reopen } = openMemoryBench();
    const id = added(memories.add(fact('Anna parks her bicycle behind the station.')));
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const before = storeHash(file);
    const { requestId } = memories.recall({ query: 'bicycel', record: false });
    expect(storeHash(file)).toBe(before);
    expect(() => memories.cite(requestId, [id], { purpose: 'train' })).toThrow(/no recorded request "r0"/);
    expect(ids(reopen({ readOnly: true }).memories.recall({ query: 'bicycle' }))).toEqual([id]);
    memories.recall({ query: 'bicycle', purpose: 'report' });
    expect(memories.get(id)?.shown).toBe(0);
  });

  it('answers with no memory when nothing is about it, and says why', () => {
    const { memories } = openMemoryBench();
    memories.add(fact('Anna parks her blue bicycle behind the station.'));
    expect(memories.recall({ query: 'what is the' })).toMatchObject({ hits: [], none: 'no-terms' });
    expect(memories.recall({ query: 'quarterly zirconium prices' })).toMatchObject({ hits: [], none: 'no-candidates' });
    const far = 'zirconium futures quarterly hedge broker margin blue';
    expect(memories.recall({ query: far })).toMatchObject({ hits: [], none: 'nothing-about-it' });
    expect(memories.recall({ query: 'bicycle', minScore: 99 })).toMatchObject({ hits: [], none: 'below-threshold' });
  });

  it('finds what was misspelt by the words of the store', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('Caroline joined an adoption agency.')));
    const result = memories.recall({ query: 'adopton agencey of Carolin' });
    expect(ids(result)).toEqual([id]);
    expect(result.terms.respelt).toEqual([
      { word: 'adopton', as: ['adopt'] },
      { word: 'agencey', as: ['agenc'] }, // "Carolin" needs no help: it has the stem of "Caroline"
    ]);
  });

  it('finds Chinese and Japanese text by pairs of characters', () => {
    const { memories } = openMemoryBench();
    const id = added(memories.add(fact('会議は東京駅の近くです')));
    memories.add(fact('大阪の天気'));
    expect(ids(memories.recall({ query: '東京駅はどこ' }))).toEqual([id]);
  });

  it('reads only the scopes it was given', () => {
    const { memories } = openMemoryBench();
    const everyone = added(memories.add(fact('The coupon code is SPRING.')));
    const mine = added(memories.add(fact('My coupon code is ROSE.', { scope: 'user' })));
    const site = added(memories.add(fact('The coupon field is at the bottom.', { scope: 'site:https://a.org' })));
    memories.add(fact('The coupon field is on top.', { scope: 'site:https://b.org' }));
    expect(ids(memories.recall({ query: 'coupon' })).sort()).toEqual([everyone, mine]);
    expect(ids(memories.recall({ query: 'coupon', scopes: ['site:https://a.org'] })).sort()).toEqual([everyone, site]);
    expect(ids(memories.recall({ query: 'coupon', scopes: [] }))).toEqual([everyone]);
    expect(ids(memories.recall({ query: 'coupon', kinds: ['preference'] }))).toEqual([]);
  });

  it('finds a turn by the question before it', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      memories.addTurn(turn('s1', 1, 'Which instrument are you learning these days?', { speaker: 'Bob' }));
      memories.addTurn(turn('s1', 2, 'The cello, and it is hard.'));
      for (let i = 0; i < 10; i++) memories.addTurn(turn('s2', i, `Weather report ${i}: rain.`));
    });
    const hit = memories
      .recall({ query: 'What instrument is Anna learning?' })
      .hits.find(({ memory }) => memory.body.includes('cello'));
    expect(hit?.features).toMatchObject({ speaker: 1, question: 0 });
    expect(hit?.features.previousQuestion).toBeGreaterThan(0.5);
  });

  it('shows at most three of one session, unless the query names it or there is nothing else', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 6; i++)
        memories.addTurn(turn('monday', i * 10, `Sailing lesson sailing number ${i} about knot type${i}.`));
      for (let i = 0; i < 3; i++)
        memories.addTurn(turn('friday', i * 10, `We talked about the long sailing trip and much else, part${i}.`));
    });
    const sessions = (query: string, session?: string): string[] =>
      memories.recall({ query, session, limit: 5 }).hits.map(({ memory }) => memory.session);
    expect(sessions('sailing').filter((name) => name === 'monday')).toHaveLength(3);
    expect(sessions('sailing monday').filter((name) => name === 'monday').length).toBeGreaterThan(3);
    expect(sessions('sailing', 'monday').filter((name) => name === 'monday').length).toBeGreaterThan(3);
    expect(memories.recall({ query: 'knot', limit: 5 }).hits).toHaveLength(5);
  });

  it('prefers another memory to one that repeats what is shown', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 3; i++) memories.addTurn(turn(`s${i}`, 1, 'The ferry to Korfu leaves early.'));
      memories.addTurn(turn('s9', 1, 'The ferry to Korfu has cabins and a restaurant, bring a warm jacket.'));
    });
    const bodies = memories.recall({ query: 'ferry to Korfu', limit: 2 }).hits.map(({ memory }) => memory.body);
    expect(new Set(bodies).size).toBe(2);
  });

  it('searches frequent words in fewer fields of a large store, or not at all, but always for the two rarest', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 3_010; i++) memories.addTurn(turn(`s${i}`, 1, `report ticket ${i % 3 ? 'urgent' : 'later'} item${i}`));
      memories.addTurn(turn('s77', 2, 'It rained.'));
    });
    const result = memories.recall({ query: 'report on ticket item77 item78', record: false });
    expect(result.terms.dropped.sort()).toEqual(['report', 'ticket']);
    expect(result.hits.slice(0, 2).map(({ memory }) => memory.body).sort()).toEqual(['report ticket later item78', 'report ticket urgent item77']); // prettier-ignore
    expect(memories.recall({ query: 'report ticket', record: false }).terms.dropped).toEqual([]);
    const finds = (query: string): boolean =>
      memories.recall({ query, limit: 50, record: false }).candidates.some(({ id }) => memories.get(id)?.body === 'It rained.');
    expect([finds('item77'), finds('urgent report')]).toEqual([true, false]); // by the turn before; not by a frequent word of it
  });

  it('finds the same whether a scope holds much of the store or little', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 900; i++) memories.addTurn(turn(`s${i}`, 1, `harbour note${i}`, { scope: 'agent:other' }));
      for (let i = 0; i < 3; i++) memories.addTurn(turn(`t${i}`, 1, `harbour and a much longer text about word${i}`, { scope: 'agent:own' })); // prettier-ignore
    });
    const found = memories.recall({ query: 'harbour', scopes: ['agent:own'], record: false });
    expect(found.hits.map(({ memory }) => memory.scope)).toEqual(['agent:own', 'agent:own', 'agent:own']);
    expect(found.hits[0].features.bm25f).toBe(1);
  });

  it('is the same for the same store, seed and requests', () => {
    const run = (seed: number): number[][] => {
      const { memories } = openMemoryBench({ seed });
      memories.batch(() => {
        for (let i = 0; i < 30; i++) memories.add(fact(`Harbour note ${i} about word${i} and word${i + 1}.`));
      });
      return Array.from({ length: 12 }, (_, i) =>
        ids(memories.recall({ query: 'harbour note', purpose: i % 2 ? 'train' : 'use' })),
      );
    };
    const first = run(7);
    expect(run(7)).toEqual(first);
    expect(run(8)).not.toEqual(first);
  });

  it('gives one place in about ten requests to a memory that was not chosen, and marks it', () => {
    const { memories } = openMemoryBench();
    memories.batch(() => {
      for (let i = 0; i < 30; i++) memories.add(fact(`Harbour note ${i} about word${i} and word${i + 1}.`));
    });
    const requests = Array.from({ length: 100 }, () => memories.recall({ query: 'harbour note' }).hits);
    const explored = requests.filter((hits) => hits.some((hit) => hit.explored));
    expect(explored.length).toBeGreaterThan(3);
    expect(explored.length).toBeLessThan(25);
    expect(explored.every((hits) => hits.length === 5 && hits.findIndex((hit) => hit.explored) === 4)).toBe(true);
    const gate = Array.from({ length: 30 }, () => memories.recall({ query: 'harbour note', purpose: 'gate' }).hits);
    expect(gate.flat().some((hit) => hit.explored)).toBe(false);
  });
});
