import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../memory/index.js';
import { recordAttempt, type FakeStep } from '../../tests/fakes/attempts.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { Dataset } from '../data/index.js';
import { CURATION } from '../rows/index.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { type DatasetOptions, type Recipe, writeSelfRows } from './dataset.js';

const folder = mkdtempSync(path.join(tmpdir(), 'dataset-'));
afterAll(() => rmSync(folder, { recursive: true }));
const encoder = new BpeEncoder(trainBpe(['button start', 'right way', 'wrong way'], { vocabSize: 400, specials: ['<click>'] }));

const step = (said: string): FakeStep => ({
  page: observation([element('button', 'start')]),
  action: { kind: 'click', ref: 1 },
  said: [[said, -0.25]],
  label: 'A',
});

/** One failure and one success that part at their first step; the same again one round ago. */
function written(recipe: Recipe, more: Partial<DatasetOptions> = {}) {
  const stores = [0, 1].map((age) => {
    const store = openStore(':memory:');
    const seed = 7 + age;
    recordAttempt(store, { id: 'a', family: 'f', seed, success: false, steps: [step(`wrong way ${age}`)] });
    recordAttempt(store, { id: 'b', family: 'f', seed, success: true, steps: [step(`right way ${age}`)] });
    return store;
  });
  const file = path.join(folder, `${recipe}.rows`);
  const options = { ...CURATION, recipe, encoder, file, splits: ['practice'], context: 512, staleness: 0.5, ...more };
  const report = writeSelfRows(stores.map((store, age) => ({ store, age })), options); // prettier-ignore
  for (const store of stores) store.close();
  const rows = new Dataset(file);
  return { report, rows: Array.from({ length: rows.length }, (_, i) => rows.at(i)) };
}

it('teaches what succeeded, and what is older for less', () => {
  const { rows, report } = written('sft');
  expect(rows.map(({ kind, weight }) => [kind, weight])).toEqual([['plain', 1], ['plain', 0.5]]); // prettier-ignore
  expect(report).toMatchObject({ recipe: 'sft', comparing: 0, rows: 2, drops: { failed: 2 } });
});

it.each([
  ['nft', ['plain', 'nft-wrong', 'nft-correct'], 4],
  ['dpo', ['plain', 'dpo-chosen', 'dpo-rejected'], 2],
] as const)('with %s also teaches what failed in the same state', (recipe, kinds, comparing) => {
  const { rows, report } = written(recipe);
  expect(rows.map(({ kind }) => kind)).toEqual([...kinds, ...kinds]);
  expect(report.comparing).toBe(comparing);
});

it('leaves out what is too long, pairs as a whole, and other splits', () => {
  expect(written('dpo', { context: 5 })).toMatchObject({ rows: [], report: { drops: { 'too long': 4 } } });
  expect(written('dpo', { splits: ['seen'] })).toMatchObject({ rows: [], report: { drops: { 'other split': 4 } } });
});
