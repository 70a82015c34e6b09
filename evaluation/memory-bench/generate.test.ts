import { beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, ConversationSchema, type Question, QuestionKindSchema } from './conversation.js';
import { generateConversations, generateTurns } from './generate.js';

let conversations: Conversation[];
let questions: Question[];
let textOf: Map<string, string>;
beforeAll(() => {
  conversations = generateConversations({ seed: 1 });
  questions = conversations.flatMap((one) => one.questions);
  textOf = new Map(conversations.flatMap(({ turns }) => turns.map(({ id, text }) => [id, text] as const)));
});

const evidenceText = ({ evidence }: Question): string => evidence.map((id) => textOf.get(id)).join('\n').toLowerCase(); // prettier-ignore
const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[a-z0-9]{4,}/g) ?? []);

describe('generated work logs', () => {
  it('are the same for a seed and others for another', () => {
    expect(generateConversations({ seed: 7, conversations: 3 })).toEqual(generateConversations({ seed: 7, conversations: 3 }));
    expect(generateConversations({ seed: 8, conversations: 3 })).not.toEqual(
      generateConversations({ seed: 7, conversations: 3 }),
    );
  });

  it('are at least 60 with 400 questions of all kinds, a third of them held out', () => {
    expect(conversations.length).toBeGreaterThanOrEqual(60);
    expect(questions.length).toBeGreaterThanOrEqual(400);
    expect(conversations.filter(({ split }) => split === 'held-out').length).toBe(Math.floor(conversations.length / 3));
    const kinds = new Set(questions.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(QuestionKindSchema.options.filter((kind) => kind !== 'open-domain').sort());
  });

  it('keep to the schema, with ids of their own and turns in the order of time', () => {
    ConversationSchema.array().parse(conversations);
    expect(textOf.size).toBe(conversations.reduce((total, { turns }) => total + turns.length, 0));
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const { turns } of conversations) {
      const times = turns.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
    }
  });

  it('hold the support of every answer in its evidence, and the answer or how it follows', () => {
    for (const question of questions.filter(({ kind }) => kind !== 'unanswerable')) {
      const text = evidenceText(question);
      expect(question.support.length, question.id).toBeGreaterThan(0);
      for (const words of question.support) expect(text, question.id).toContain(words.toLowerCase());
      if (!question.derivation) expect(text, question.id).toContain(question.answer.toLowerCase());
    }
  });

  it('cite turns of the same log, never an echo, and nothing for what is unanswerable', () => {
    for (const { id, turns, questions: own } of conversations) {
      const speakers = new Map(turns.map((turn) => [turn.id, turn.speaker]));
      for (const { kind, evidence, conversation } of own) {
        expect(conversation).toBe(id);
        expect(evidence.length === 0).toBe(kind === 'unanswerable');
        for (const turn of evidence) expect([undefined, 'memory']).not.toContain(speakers.get(turn));
      }
    }
    expect(conversations.some(({ turns }) => turns.some(({ speaker }) => speaker === 'memory'))).toBe(true);
  });

  it('never ask with the words of the evidence, and often share none that tells', () => {
    const answered = questions.filter(({ kind }) => kind !== 'unanswerable');
    const apart = answered.filter((question) => {
      const said = wordsOf(evidenceText(question));
      return [...wordsOf(question.text)].every((word) => !said.has(word));
    });
    for (const question of answered) expect(evidenceText(question)).not.toContain(question.text.toLowerCase());
    expect(apart.length / answered.length).toBeGreaterThan(0.1);
    expect(apart.length / answered.length).toBeLessThan(0.6);
  });
});

it('makes one long log for measurements of speed', () => {
  const turns = generateTurns(1, 500);
  expect(turns).toHaveLength(500);
  expect(new Set(turns.map(({ id }) => id)).size).toBe(500);
  expect(new Set(turns.map(({ conversation }) => conversation))).toEqual(new Set(['all']));
});
