import type { Random } from '../../core/index.js';
import type { Citer } from './citers.js';
import type { Conversation } from './conversation.js';
import type { MemoryUnderTest } from './memory-under-test.js';
import { recallAt, reciprocalRank, type QuestionScore } from './metrics.js';

/** As many as a runtime would put before the model. */
const SHOWN = 10;

/** Questions with an answer, each with its conversation. */
export function answerable(conversations: readonly Conversation[]): Conversation['questions'] {
  return conversations.flatMap(({ questions }) => questions.filter(({ evidence }) => evidence.length > 0));
}

export async function ingestAll(memory: MemoryUnderTest, conversations: readonly Conversation[]): Promise<void> {
  for (const { turns } of conversations) await memory.ingest(turns);
}

/** Asks every question once, without learning. Questions without evidence are left out: nothing could be found. */
export async function score(memory: MemoryUnderTest, conversations: readonly Conversation[]): Promise<QuestionScore[]> {
  const scores: QuestionScore[] = [];
  for (const { id, conversation, kind, text, askedAt, evidence } of answerable(conversations)) {
    const { ids } = await memory.recall(text, { conversation, now: askedAt, k: 20, learning: false });
    scores.push({
      question: id,
      conversation,
      kind,
      recallAt5: recallAt(ids, evidence, 5),
      recallAt10: recallAt(ids, evidence, 10),
      recallAt20: recallAt(ids, evidence, 20),
      reciprocalRank: reciprocalRank(ids, evidence),
    });
  }
  return scores;
}

export interface PractiseOptions {
  citer: Citer;
  random: Random;
  /** Answered requests; more than there are questions start over in another order. */
  interactions: number;
  onInteraction?: (done: number) => unknown;
}

/** Lets the memory learn: a question, what it recalled, what the model cited of it. */
export async function practise(
  memory: MemoryUnderTest,
  conversations: readonly Conversation[],
  options: PractiseOptions,
): Promise<void> {
  const { citer, random, interactions, onInteraction } = options;
  const questions = answerable(conversations);
  let order: Conversation['questions'] = [];
  for (let done = 0; done < interactions && questions.length > 0; done++) {
    if (order.length === 0) order = random.shuffle(questions);
    const question = order.pop() ?? questions[0];
    const { conversation, askedAt: now } = question;
    const { requestId, ids } = await memory.recall(question.text, { conversation, now, k: SHOWN, learning: true });
    await memory.cite(requestId, citer(question, ids));
    onInteraction?.(done + 1);
  }
}
