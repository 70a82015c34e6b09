import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../core/index.js';
import { planTasks } from './plan.js';
import { readSuiteFile } from './suite-file.js';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-suite-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** What the file with this content plans. */
function plan(content: unknown) {
  const file = path.join(folder, 'tasks.json');
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return planTasks(readSuiteFile(file), file);
}

const TASK = { id: 'find', goal: 'Find it.', url: './page.html', check: { text: 'Found' } };
const suite = (...tasks: object[]) => ({ name: 'mine', tasks: tasks.map((task) => ({ ...TASK, ...task })) });
const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `t${i}`, goal: `Do ${i}.` }));

describe('a suite file', () => {
  it.each([
    ['{"name": "mine",', /it is no JSON/],
    [{ name: 'mine' }, /tasks: /],
    [{ name: 'practice', tasks: [TASK] }, /name: is the name of a built-in suite/],
    [{ name: '../up', tasks: [TASK] }, /name: is made of/],
    [{ ...suite({}), speed: 1 }, /speed/],
    [suite({ goal: '' }), /task 1 "find", goal: must not be empty/],
    [suite({}, { id: 'two', split: 'test' }), /task 2 "two", split: .*train.*gate.*report/],
    [suite({}, { goal: 'Again.' }), /task 2 "find", id: is the id of an earlier task too/],
    [suite({ check: undefined }), /task 1 "find", check: is missing/],
    [suite({ check: {} }), /task 1 "find", check: says nothing/],
    [suite({ check: { text: 'a', url: 'b' } }), /check: says url and text at once; .*"all" or "any"/],
    [suite({ check: { all: [{ text: 'a' }, { url: '(' }] } }), /task 1 "find", check\.all\[1\]\.url: is no regular expression/],
    [suite({ check: { answerMatches: '' } }), /check\.answerMatches: must not be empty/],
    [suite({ check: { any: [] } }), /check\.any: needs at least one check/],
    [suite({ check: { element: { role: 'checkbox', state: 'ticked' } } }), /check\.element\.state: .*checked/],
    [suite({ check: { texts: 'a' } }), /check: .*texts/],
    [suite({ values: { a: ['1', '2'], b: ['1'] } }), /values: are lists of one length, read side by side \(a 2, b 1\)/],
    [suite({ goal: 'Find {what}.' }), /task "find": \{what\} is in neither "values" nor "variables"/],
    [suite({ url: 'page.html' }), /task "find", url: "page\.html" is neither an address/],
    [suite({}, { id: 'twin' }), /tasks "find" and "twin" ask the same on the same page/],
    [suite({ values: { word: ['a', 'b'] } }), /ask the same/],
  ])('%#: what is wrong is named with its place', (content, message) => {
    expect(() => plan(content)).toThrow(
      expect.objectContaining({ code: 'SUITE_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('that is not there says so', () => {
    expect(() => readSuiteFile(path.join(folder, 'none.json'))).toThrow(expect.objectContaining({ code: 'FILE_READ' }));
  });

  it('deals tasks without a split: of every four two train, one gates, one is reported', () => {
    const tasks = numbered(6) as object[];
    tasks.splice(1, 0, { id: 'mine', goal: 'Mine.', split: 'report' }); // not dealt, moves nobody
    expect(plan(suite(...tasks)).map(({ family, split }) => `${family} ${split}`)).toEqual(['t0 train', 'mine report', 't1 train', 't2 gate', 't3 report', 't4 train', 't5 train']); // prettier-ignore
  });

  it('gives a task for each value and deals these, lists side by side', () => {
    const entry = {
      goal: 'Buy {lamp} for {price}.',
      url: '{shop}?q={lamp}',
      values: { lamp: ['A', 'B', 'C', 'D'], price: ['1', '2', '3', '4'] },
    };
    const file = { ...suite({ ...entry, check: { text: 'Total {price}' } }), variables: { shop: 'https://shop.example.org/' } };
    expect(plan(file).map(({ goal, url, check, split }) => [goal, url, check?.text, split])).toEqual([
      ['Buy A for 1.', 'https://shop.example.org/?q=A', 'Total 1', 'train'],
      ['Buy B for 2.', 'https://shop.example.org/?q=B', 'Total 2', 'train'],
      ['Buy C for 3.', 'https://shop.example.org/?q=C', 'Total 3', 'gate'],
      ['Buy D for 4.', 'https://shop.example.org/?q=D', 'Total 4', 'report'],
    ]);
  });

  it('takes a value in a regular expression for itself, and leaves quantifiers alone', () => {
    const check = { all: [{ url: 'q={word}$' }, { answerMatches: '^\\d{2}{word}' }, { text: '{word}' }] };
    expect(plan(suite({ goal: 'Say {word}.', values: { word: ['a.b*'] }, check }))[0].check).toEqual({
      all: [{ url: 'q=a\\.b\\*$' }, { answerMatches: '^\\d{2}a\\.b\\*' }, { text: 'a.b*' }],
    });
  });

  it('of the examples has twenty tasks, ten, five and five', () => {
    const file = path.join(packageRoot, 'examples/tasks/tasks.json');
    const splits = planTasks(readSuiteFile(file), file).map(({ split }) => split);
    expect(['train', 'gate', 'report'].map((split) => splits.filter((one) => one === split).length)).toEqual([10, 5, 5]);
  });
});
