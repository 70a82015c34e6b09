import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Agent, MARKS, POINTING } from '../../agent/index.js';
import { openStore } from '../../memory/index.js';
import type { Demonstration } from '../../tasks/index.js';
import { type FakeAttempt, recordAttempt } from '../../tests/fakes/attempts.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { RolloutTask, TaskSource } from '../collect/index.js';
import { Dataset } from '../data/index.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { writeCorrections } from './demonstration-queue.js';

const folder = mkdtempSync(path.join(tmpdir(), 'queue-'));
afterAll(() => rmSync(folder, { recursive: true }));
const vocabulary = trainBpe(['button Leave', 'button Stay'], { vocabSize: 500, specials: MARKS });
const encoder = new BpeEncoder(vocabulary);
const NUMBERS = new Set(POINTING.targets.map((token) => encoder.special(token)));
const page = observation([element('button', 'Leave'), element('button', 'Stay')]);

/** Judges attempts, and hands out a teacher who would always have stayed; `asked` are the tasks it was asked about. */
async function corrected(attempts: Omit<FakeAttempt, 'id' | 'steps'>[], timeMs = 60_000) {
  const store = openStore(':memory:');
  attempts.forEach((one, i) => recordAttempt(store, { id: `${i}`, steps: [], ...one }));
  const asked: RolloutTask[] = [];
  const correct = (task: RolloutTask): Promise<Demonstration> => {
    asked.push(task);
    const steps = [
      { observation: page, action: { kind: 'click', ref: 1 }, label: { kind: 'click', ref: 2 }, target: true } as const,
    ];
    return Promise.resolve({ ...task, split: 'seen', goal: 'Stay here', impossible: false, steps: [...steps] });
  };
  const source: TaskSource = {
    ...{ suite: 's', version: '1', families: {}, maxSteps: 5, openPlayer: () => Promise.reject(new Error('nothing is played')) },
    demonstrated: { splits: ['seen'], openTeacher: () => Promise.resolve({ correct, close: () => Promise.resolve() }) },
  };
  const file = path.join(folder, `${Math.random()}.rows`);
  const plan = { sources: [source], store, agent: {} as Agent, vocabulary, file, context: 512, seed: 1, jobs: 1, timeMs };
  const report = await writeCorrections(plan);
  store.close();
  const rows = new Dataset(file);
  return { asked, report, rows: Array.from({ length: rows.length }, (_, i) => rows.at(i)) };
}

it('asks about tasks that no attempt solved, of splits that may be demonstrated alone, families in turn', async () => {
  const { asked, report } = await corrected([
    { family: 'won', split: 'seen', success: false },
    { family: 'won', split: 'seen', success: true },
    { family: 'lost', split: 'seen', seed: 1, success: false },
    { family: 'lost', split: 'seen', seed: 1, success: false },
    { family: 'lost', split: 'seen', seed: 2, success: false },
    { family: 'other', split: 'seen', success: false },
    { family: 'secret', split: 'practice', success: false },
  ]);
  expect(asked.map(({ family, seed }) => `${family} ${seed}`)).toEqual(['other 1', 'lost 1', 'lost 2']);
  expect(report).toMatchObject({ queued: 3, episodes: 3, rows: 3, byFamily: { lost: 2, other: 1 } });
});

it('teaches what would have been right where the agent was, not what it did', async () => {
  const { rows } = await corrected([{ family: 'lost', split: 'seen', success: false }]);
  const [{ ids, promptLength }] = rows;
  const prompt = [...ids].slice(0, promptLength);
  const [, said] = [...ids].slice(promptLength); // the verb, the number of a line, the end
  const numbers = [...new Set(prompt.filter((id) => NUMBERS.has(id)))];
  expect(numbers).toHaveLength(2);
  expect(said).toBe(numbers[1]); // wherever the numbering starts
});

it('ends with its time', async () => {
  const { report } = await corrected([{ family: 'lost', split: 'seen', success: false }], -1);
  expect(report).toMatchObject({ queued: 1, episodes: 0, rows: 0 });
});
