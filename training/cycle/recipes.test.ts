import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Dataset } from '../data/index.js';
import { CURATION } from '../rows/index.js';
import { fixtureStore } from '../rows/fixture.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { type DatasetOptions, type Recipe, writeSelfRows } from './dataset.js';

const folder = mkdtempSync(path.join(tmpdir(), 'recipes-'));
const store = fixtureStore();
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});
const specials = ['<click>', '<ok>', '<wrong>', '<unsure>', '<same>', '<todo>', '<has>', '<q1>', '<error>', '<wait>'];
const encoder = new BpeEncoder(trainBpe(['tea', 'coffee', 'order'], { vocabSize: 500, specials }));

function written(recipe: Recipe, more: Partial<DatasetOptions> = {}) {
  const file = path.join(folder, 'own.rows');
  const options = { ...CURATION, recipe, encoder, file, splits: ['practice'], context: 512, staleness: 1, ...more };
  const report = writeSelfRows([{ store, age: 0 }], options);
  const rows = new Dataset(file);
  return { report, rows: Array.from({ length: rows.length }, (_, i) => rows.at(i)) };
}

it('makes of the full recipe each row once, by the first builder that has it', () => {
  const { report, rows } = written('full');
  expect(report.byBuilder).toEqual({
    safety: 2,
    success: 11,
    revision: 1,
    skill: 1,
    preferences: 4,
    hindsight: 1,
  });
  expect(report.rows).toBe(15); // what stands alone
  expect(report.comparing).toBe(5);
  expect(rows).toHaveLength(15 + 2 * 5);
  expect(report.drops).toMatchObject({ masked: 6, 'gate violation': 1 });
});

it('gives a forecast to yes and no by their shares', () => {
  const { report, rows } = written(['calibration']);
  expect([report.byBuilder.calibration, rows.length]).toEqual([22, 22 + 3]); // three are neither sure nor out of the question
  const answers = rows.map(({ ids, promptLength, weight }) => [ids[promptLength], weight]);
  const [yes, no] = [encoder.special('<ok>'), encoder.special('<wrong>')];
  expect(answers.slice(0, 3)).toEqual([[yes, expect.closeTo(1 / 3)], [no, expect.closeTo(2 / 3)], [no, 1]]); // prettier-ignore
  expect(answers).toContainEqual([no, 4]); // cocoa cannot be had
});

it('weighs the rows of successes by the rewards that count', () => {
  const weights = (rewards?: DatasetOptions['rewards']) =>
    written('sft', rewards && { rewards }).rows.map(({ weight }) => weight);
  const plain = weights();
  expect(weights({ outcome: 2 })).toEqual(plain.map((weight) => expect.closeTo(2 * weight) as number));
  expect(weights({ outcome: 1, progress: 1 }).filter((weight, i) => weight > plain[i])).toHaveLength(1); // the step that met the condition
});

it('takes builders by name in place of a recipe', () => {
  expect(written(['hindsight', 'safety']).report.byBuilder).toEqual({ hindsight: 1, safety: 2 });
});
