import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMPACT_FORMAT, MARKS, readModelHeader } from '../../agent/index.js';
import { launchBrowser, type BrowserHandle } from '../../tools/index.js';
import { Dataset } from '../data/index.js';
import { BpeEncoder, VocabularySchema } from '../tokenizer/index.js';
import { raise, type RaiseEvent, type RaiseOptions } from './raise.js';

const folder = mkdtempSync(path.join(tmpdir(), 'raise-'));
const at = (name: string): string => path.join(folder, name);
let browser: BrowserHandle;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = (more: Partial<RaiseOptions> = {}): RaiseOptions => ({
  out: folder,
  minutes: 1,
  browser,
  threads: 1,
  families: ['click-button', 'several-fields', 'type-text'],
  shape: { d: 48, layers: 3, heads: 3, ffn: 64 },
  rows: 400,
  trainer: { budget: { tokens: 60_000 }, evaluateRows: 50, snapshots: [0.5], progressSeconds: 0, checkpointSeconds: 0 },
  ...more,
});

it('goes from nothing to a model file, also when it is stopped on the way', async () => {
  const stop = new AbortController();
  const stopped = await raise(
    options({ signal: stop.signal, onEvent: (event) => event.type === 'progress' && event.done > 0.2 && stop.abort() }),
  );
  expect(stopped).toMatchObject({ finished: false });

  const events: RaiseEvent[] = [];
  const outcome = await raise(options({ onEvent: (event) => events.push(event) }));
  expect(outcome).toMatchObject({ finished: true, model: at('model.gguf') });
  expect(events.find((event) => event.type === 'start')).toMatchObject({ resumed: true });
  expect(events.some((event) => event.type === 'demonstrations')).toBe(false); // what was gathered is used again
  expect(events.some((event) => event.type === 'practice' && event.steps >= event.wanted)).toBe(true);
  const starts = events.filter((event) => event.type === 'start');
  expect(starts).toHaveLength(2); // demonstrations, then its own states, with the moments of the first stretch
  expect(starts[1].step).toBeGreaterThanOrEqual(starts[0].step);
  const curve = nllOf(events);
  expect(Math.min(...curve.slice(1))).toBeLessThan(curve[0]);
  const { metadata } = await readModelHeader(outcome.model);
  expect(metadata['autodidact.prompt_format']).toBe(COMPACT_FORMAT);
});

const nllOf = (events: readonly RaiseEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'evaluation' ? [event.nll] : []));
const plain: RaiseEvent[] = [];

it('has no second stretch when none is wanted', async () => {
  const out = at('plain');
  const trainer = { ...options().trainer, budget: { tokens: 6000 } };
  const rows = { rows: 60, families: ['click-button'], practice: 0, trainer };
  expect(await raise(options({ out, ...rows, onEvent: (event) => plain.push(event) }))).toMatchObject({ finished: true });
  expect(plain.filter((event) => event.type === 'start' || event.type === 'practice')).toHaveLength(1);
});

it('goes on from a model file, better from the start than one without weights', async () => {
  const [out, from] = [at('carried'), at('model.gguf')];
  const events: RaiseEvent[] = [];
  const trainer = { ...options().trainer, budget: { tokens: 6000 } };
  const outcome = await raise(options({ out, from, rows: 60, practice: 0, trainer, onEvent: (event) => events.push(event) }));
  expect(outcome.finished).toBe(true);
  const [before] = nllOf(events);
  const [blank] = nllOf(plain);
  expect(before).toBeLessThan(blank - 0.3); // it had 60,000 tokens
  await expect(raise(options({ out: at('plain'), from, practice: 0 }))).rejects.toMatchObject({ code: 'RAISE_MISMATCH' });
});

it('gathers rows of the states that the half-raised model reached, corrected by the oracles', () => {
  const rows = new Dataset(at('practice.rows'));
  expect(rows.length).toBeGreaterThan(50);
  expect(new Set(Array.from({ length: rows.length }, (_, i) => rows.at(i).family))).toEqual(
    new Set(['click-button', 'several-fields', 'type-text']),
  );
});

it('gathers rows with advice and side targets', () => {
  const encoder = new BpeEncoder(VocabularySchema.parse(JSON.parse(readFileSync(at('vocabulary.json'), 'utf8'))));
  const rows = new Dataset(at('train.rows'));
  const [tried, marks] = [encoder.special('<try>'), new Set(MARKS.map((mark) => encoder.special(mark)))];
  const all = Array.from({ length: rows.length }, (_, i) => rows.at(i));
  const advised = all.filter(({ ids }) => ids.includes(tried)).length / all.length;
  expect(advised).toBeGreaterThan(0.4);
  expect(advised).toBeLessThan(0.9);
  for (const { sideTargets } of all) {
    expect(sideTargets.length).toBeGreaterThan(0);
    expect(sideTargets.every((id, i) => i % 2 === 0 || marks.has(id))).toBe(true);
  }
});
