import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fitConfidence } from '../reflection/index.js';
import { confidenceFileOf, readConfidence, writeConfidence } from './confidence-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'confidence-'));
const fitted = fitConfidence('seed-9', []);

it('lies beside the model, is written whole and read again', () => {
  const file = confidenceFileOf(path.join(folder, 'seed-9.gguf'));
  expect(readConfidence(file, 'seed-9')).toBeUndefined();
  writeConfidence(file, fitted);
  expect(readdirSync(folder)).toEqual(['seed-9.confidence.json']);
  expect(readConfidence(file, 'seed-9')).toEqual(fitted);
});

it.each([
  ['of another model', JSON.stringify({ ...fitted, model: 'seed-1' }), /fitted for "seed-1"/],
  ['cut off', JSON.stringify(fitted).slice(0, 40), /JSON/],
  ['of another shape', '{"format":1}', /cannot be used/],
])('refuses a file that is %s, and says what to do', (_, text, message) => {
  const file = path.join(folder, 'bad.confidence.json');
  writeFileSync(file, text);
  expect(() => readConfidence(file, 'seed-9')).toThrow(message);
  expect(() => readConfidence(file, 'seed-9')).toThrow(/autodidact calibrate/);
});
