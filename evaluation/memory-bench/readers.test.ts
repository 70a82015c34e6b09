import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHandwritten } from './handwritten.js';
import { readLocomo } from './locomo.js';
import { readCsv, readMetaTool } from './metatool.js';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memory-bench-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const SAMPLE = {
  sample_id: 'talk-1',
  conversation: {
    speaker_a: 'Ola',
    speaker_b: 'Pim',
    session_2: [{ speaker: 'Pim', dia_id: 'D2:1', text: 'The boat is sold.' }],
    session_2_date_time: '12:05 am on 3 June, 2023',
    session_1: [
      { speaker: 'Ola', dia_id: 'D1:1', text: 'We bought a boat!', blip_caption: 'a red boat' },
      { speaker: 'Pim', dia_id: 'D1:2', text: 'Lovely.' },
    ],
    session_1_date_time: '1:56 pm on 8 May, 2023',
  },
  qa: [
    { question: 'What colour is the boat?', answer: 'red', evidence: ['D1:1'], category: 4 },
    { question: 'In which year was it sold?', answer: 2023, evidence: ['D1:1; D2:1', 'D9:9'], category: 1 },
    { question: 'Who sank it?', evidence: ['D1:1'], category: 5 },
  ],
};

describe('LoCoMo reader', () => {
  it('puts sessions in order, adds captions and times, and keeps evidence that exists', () => {
    const [talk] = readLocomo(write('locomo.json', [SAMPLE]));
    expect(talk.turns.map(({ id }) => id)).toEqual(['talk-1/D1:1', 'talk-1/D1:2', 'talk-1/D2:1']);
    expect(talk.turns[0]).toMatchObject({ text: 'We bought a boat! [picture: a red boat]', at: '2023-05-08T13:56:00.000Z' });
    expect(talk.turns[2].at).toBe('2023-06-03T00:05:00.000Z');
    expect(talk.questions.map(({ kind, answer, evidence }) => [kind, answer, evidence])).toEqual([
      ['single-fact', 'red', ['talk-1/D1:1']],
      ['multi-hop', '2023', ['talk-1/D1:1', 'talk-1/D2:1']],
      ['unanswerable', '', []],
    ]);
  });

  it.each([
    ['no JSON', '{', /JSON/],
    ['another shape', { data: [] }, /array/],
    [
      'a session without a time',
      [{ ...SAMPLE, conversation: { session_1: SAMPLE.conversation.session_1 } }],
      /session_1_date_time/,
    ],
    [
      'a time nobody can read',
      [{ ...SAMPLE, conversation: { ...SAMPLE.conversation, session_1_date_time: 'spring' } }],
      /"spring"/,
    ],
    ['no turns', [{ ...SAMPLE, conversation: {} }], /no session/],
    ['an unknown category', [{ ...SAMPLE, qa: [{ question: 'q', category: 7 }] }], /category 7/],
  ])('says what is wrong with %s', (name, content, message) => {
    const file = write(`${name.replace(/ /g, '-')}.json`, content);
    expect(() => readLocomo(file)).toThrow(
      expect.objectContaining({ code: 'BENCHMARK_DATA_INVALID', message: expect.stringMatching(message) as string }),
    );
  });

  it('says that there is no file', () => {
    expect(() => readLocomo(path.join(folder, 'none.json'))).toThrow(expect.objectContaining({ code: 'BENCHMARK_DATA_MISSING' }));
  });
});

describe('MetaTool reader', () => {
  it('reads descriptions and requests, drops repeated ones, and splits each tool in halves', () => {
    write('mt/dataset/plugin_des.json', { maps: 'Finds ways', chess: 'Plays chess' });
    write(
      'mt/dataset/data/all_clean_data.csv',
      'Query,Tool\n"Go home, fast",maps\nthe way,maps\nthe way,maps\n"a ""mate"" in two",chess\n',
    );
    const [maps, chess] = readMetaTool(path.join(folder, 'mt'), 1);
    expect(maps).toMatchObject({ name: 'maps', description: 'Finds ways' });
    expect([...maps.past, ...maps.heldOut].sort()).toEqual(['Go home, fast', 'the way']);
    expect(chess.heldOut).toEqual(['a "mate" in two']);
  });

  it('reads requests as JSON too', () => {
    write('mj/tools.json', { maps: 'Finds ways' });
    write('mj/requests.json', [{ query: 'home', tool: 'maps' }]);
    expect(readMetaTool(path.join(folder, 'mj'), 1)[0].heldOut).toEqual(['home']);
  });

  it('names what is missing or wrong', () => {
    const code = (wanted: string): unknown => expect.objectContaining({ code: wanted });
    expect(() => readMetaTool(path.join(folder, 'nowhere'), 1)).toThrow(code('BENCHMARK_DATA_MISSING'));
    write('bad/tools.json', ['maps']);
    expect(() => readMetaTool(path.join(folder, 'bad'), 1)).toThrow(code('BENCHMARK_DATA_INVALID'));
    write('head/tools.json', { maps: 'Finds ways' });
    write('head/requests.csv', 'a,b\n1,2\n');
    expect(() => readMetaTool(path.join(folder, 'head'), 1)).toThrow(/without Query and Tool/);
  });

  it('reads quoted fields with commas, quotes and line ends', () => {
    expect(readCsv('a,"b, ""c""\nd"\r\n\r\ne,f')).toEqual([['a', 'b, "c"\nd'], ['e', 'f']]); // prettier-ignore
  });
});

describe('questions written by hand', () => {
  it('are about 30, and their evidence holds what the answer rests on', () => {
    const logs = readHandwritten();
    expect(logs.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(30);
    for (const { turns, questions } of logs) {
      const textOf = new Map(turns.map(({ id, text }) => [id, text]));
      for (const { text, kind, evidence, support, answer, derivation } of questions) {
        const said = evidence.map((id) => textOf.get(id)).join('\n').toLowerCase(); // prettier-ignore
        expect(evidence.length === 0, text).toBe(kind === 'unanswerable');
        for (const words of support) expect(said, text).toContain(words.toLowerCase());
        if (!derivation) expect(said, text).toContain(answer.toLowerCase());
      }
    }
  });
});
