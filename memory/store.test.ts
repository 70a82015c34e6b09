import Sqlite from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelRecord } from './records.js';
import { openStore, type Store, storeHash } from './store.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'autodidact-store-'));
  file = path.join(folder, 'runs.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const begin = (store: Store, goal = 'Press Send.'): string =>
  store.log.beginEpisode({
    assignment: { goal, startUrl: 'http://127.0.0.1/', limits: { steps: 1, tokens: 1, timeMs: 1 } },
    purpose: 'use',
    planner: 'greedy',
    settings: {},
  });
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing thrown';
};

describe('opening', () => {
  it('creates a file that keeps what was written', () => {
    const first = openStore(file);
    const id = begin(first);
    first.close();
    const again = openStore(file);
    expect(again.log.episode(id)?.assignment.goal).toBe('Press Send.');
    again.close();
  });

  it('uses a write-ahead log and enforces references', () => {
    const store = openStore(file);
    expect(store.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(() =>
      store.evaluations.record({
        episodeId: 'none',
        suite: 's',
        suiteVersion: '1',
        split: 'x',
        family: 'f',
        seed: 1,
        success: true,
        reward: 1,
        detail: '',
      }),
    ).toThrow(/FOREIGN KEY/);
    store.close();
  });

  it('names a folder that is not there', () => {
    const missing = path.join(folder, 'no', 'runs.db');
    expect(code(() => openStore(missing))).toBe('DATABASE_MISSING');
    expect(code(() => openStore(file, { readOnly: true }))).toBe('DATABASE_MISSING');
  });

  it('refuses a file that is no database', () => {
    writeFileSync(file, 'These are my notes, not a database. '.repeat(100));
    expect(code(() => openStore(file))).toBe('DATABASE_CORRUPT');
  });

  it('refuses a database that lost its end', () => {
    const store = openStore(file);
    for (let i = 0; i < 300; i++) begin(store, `goal ${i} ${'x'.repeat(500)}`);
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    store.close();
    truncateSync(file, 40_960);
    expect(code(() => openStore(file))).toBe('DATABASE_CORRUPT');
  });

  it('refuses a file of a newer build, and an older one that it may not migrate', () => {
    const made = openStore(file);
    made.db.pragma('user_version = 99');
    made.close();
    expect(code(() => openStore(file))).toBe('DATABASE_NEWER');
    const bare = path.join(folder, 'bare.db');
    new Sqlite(bare).exec('CREATE TABLE x (a)').close();
    expect(code(() => openStore(bare, { readOnly: true }))).toBe('DATABASE_OLDER');
  });
});

describe('trouble while writing', () => {
  it('waits for another writer, then says that the database is busy', () => {
    const store = openStore(file, { busyTimeoutMs: 1 });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    expect(code(() => begin(store))).toBe('DATABASE_BUSY');
    other.exec('ROLLBACK');
    expect(code(() => begin(store))).toBe('nothing thrown');
    other.close();
    store.close();
  });

  it('says that a read-only database cannot be written, and still reads it', () => {
    const made = openStore(file);
    const id = begin(made);
    made.close();
    const frozen = openStore(file, { readOnly: true });
    expect(frozen.log.episode(id)).toBeDefined();
    expect(code(() => begin(frozen))).toBe('DATABASE_READONLY');
    frozen.close();
  });

  it('keeps what was written when the disk is full', () => {
    const store = openStore(file);
    const id = begin(store);
    const pages = store.db.pragma('page_count', { simple: true }) as number;
    store.db.pragma(`max_page_count = ${pages + 1}`);
    expect(code(() => Array.from({ length: 200 }, (_, i) => begin(store, `${i} ${'x'.repeat(900)}`)))).toBe('DISK_FULL');
    expect(store.log.episode(id)).toBeDefined();
    store.close();
  });
});

describe('the hash of a store', () => {
  it('stays the same while it is only read, and changes with any record', () => {
    const store = openStore(file);
    begin(store);
    store.close();
    const before = storeHash(file);
    const frozen = openStore(file, { readOnly: true });
    frozen.log.episodes();
    frozen.close();
    expect(storeHash(file)).toBe(before);
    const writer = openStore(file);
    begin(writer);
    writer.close();
    expect(storeHash(file)).not.toBe(before);
  });

  it('is that of the content, not of the file', () => {
    const store = openStore(file);
    begin(store);
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const copy = path.join(folder, 'copy.db');
    copyFileSync(file, copy);
    store.db.exec('VACUUM');
    store.close();
    expect(storeHash(copy)).toBe(storeHash(file));
  });
});

describe('the model registry', () => {
  const model: ModelRecord = {
    name: 'seed',
    path: '/m/seed.gguf',
    sha256: 'aa',
    bytes: 9,
    promptFormat: 'compact-1',
    card: { seed: 1 },
    createdAt: 5,
  };

  it('keeps models by name, oldest first', () => {
    const { models } = openStore(':memory:');
    models.register(model);
    models.register({ ...model, name: 'second', parent: 'seed', createdAt: 6 });
    expect(models.find('seed')).toEqual(model);
    expect(models.list().map(({ name, parent }) => [name, parent])).toEqual([
      ['seed', undefined],
      ['second', 'seed'],
    ]);
    expect(models.remove('seed')).toBe(true);
    expect(models.find('seed')).toBeUndefined();
  });

  it('uses what was promoted last, and goes back one promotion at a time', () => {
    const { models } = openStore(':memory:');
    models.register({ ...model, name: 'one' });
    models.register({ ...model, name: 'two', sha256: 'bb' });
    const used = (): string | undefined => models.promotions().at(-1)?.model;
    for (const [at, name] of ['one', 'two'].entries()) models.promote({ model: name, why: 'better', at });
    expect(used()).toBe('two');
    expect(models.rollback(3)).toMatchObject({ model: 'two' });
    expect(used()).toBe('one');
    expect(models.rollback(4)).toMatchObject({ model: 'one' });
    expect(used()).toBeUndefined(); // the shipped one
    expect(models.rollback(5)).toBeUndefined();
    expect(models.promotions()).toHaveLength(4); // nothing is taken out
    expect(() => models.promote({ model: 'three', why: '', at: 6 })).toThrow(expect.objectContaining({ code: 'MODEL_UNKNOWN' }));
  });

  it('refuses another file under a known name', () => {
    const { models } = openStore(':memory:');
    models.register(model);
    models.register(model);
    expect(code(() => models.register({ ...model, sha256: 'bb' }))).toBe('MODEL_EXISTS');
  });
});
