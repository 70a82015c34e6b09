import { createRandom } from '../../core/index.js';
import type { Interval } from '../statistics.js';
import { createCiter } from './citers.js';
import type { Conversation, QuestionKind } from './conversation.js';
import { answerable, ingestAll, practise, score } from './measure.js';
import type { MemoryUnderTest } from './memory-under-test.js';
import { average, gainInterval, intervalOf, type Measure, type QuestionScore } from './metrics.js';
import { createPlainBm25 } from './plain-bm25.js';

/** What a model misses and adds when it cites; measured citing accuracy should replace this guess. */
const CITING = { missed: 0.2, wrong: 0.05 };

/** One measure under the three rankers; `gainOverBm25` is reranked less bm25. */
export interface RankerRow {
  bm25: number;
  fielded: number;
  reranked: number;
  gainOverBm25: number;
}

export interface RankerComparison {
  recallAt5: RankerRow;
  recallAt10: RankerRow;
  recallAt20: RankerRow;
  mrr: RankerRow;
  byKind: Partial<Record<QuestionKind, { questions: number; recallAt5: RankerRow; mrr: RankerRow }>>;
  /** 95 %, bootstrap by conversation. */
  intervals: Record<'recallAt5' | 'recallAt10' | 'recallAt20' | 'mrr', Record<keyof RankerRow, Interval>>;
  counts: {
    conversations: number;
    turns: number;
    questions: number;
    unanswerable: number;
    trainingConversations: number;
    interactions: number;
  };
}

/** Conversations to learn from and others to be measured on. */
export interface Fold {
  train: readonly Conversation[];
  test: readonly Conversation[];
}

export interface RankerDeps {
  createMemory: (options: { seed: number }) => MemoryUnderTest;
  seed: number;
  /** Answered requests to learn from; default: each training question once. */
  interactions?: number;
  /** Called between pieces of work; may throw to stop. */
  onProgress?: (text: string) => void;
}

/** Scores of the same questions under the three rankers, and what came before them. */
export interface Ranked {
  scores: Scores;
  trainingConversations: number;
  interactions: number;
}

export type Scores = Record<'bm25' | 'fielded' | 'reranked', QuestionScore[]>;

/**
 * `fielded`: as the memory comes. `reranked`: after it saw citations in the training conversations, which both hold, so that only the
 * learning differs. Same questions for all three.
 */
export async function rank(folds: readonly Fold[], deps: RankerDeps): Promise<Ranked> {
  const scores: Scores = { bm25: [], fielded: [], reranked: [] };
  let interactions = 0;
  for (const [i, { train, test }] of folds.entries()) {
    const fold = folds.length > 1 ? `fold ${i + 1} of ${folds.length}: ` : '';
    deps.onProgress?.(`${fold}bm25`);
    scores.bm25.push(...(await withMemory(createPlainBm25(), (memory) => readAndScore(memory, test))));
    deps.onProgress?.(`${fold}without learning`);
    scores.fielded.push(
      ...(await withMemory(deps.createMemory(deps), (memory) => ingestAll(memory, train).then(() => readAndScore(memory, test)))),
    );
    const count = deps.interactions ?? answerable(train).length;
    interactions += count;
    scores.reranked.push(...(await learned(train, test, { ...deps, interactions: count }, fold)));
  }
  const trained = new Set(folds.flatMap(({ train }) => train.map(({ id }) => id)));
  return { scores, trainingConversations: trained.size, interactions };
}

/** Adds up the questions about some of the tested conversations. */
export function summarize({ scores: all, ...counts }: Ranked, tested: readonly Conversation[]): RankerComparison {
  const ids = new Set(tested.map(({ id }) => id));
  const scores = pick(all, ({ conversation }) => ids.has(conversation));
  const kinds = [...new Set(scores.bm25.map(({ kind }) => kind))].sort();
  const byKind: RankerComparison['byKind'] = {};
  for (const kind of kinds) {
    const own = pick(scores, (score) => score.kind === kind);
    byKind[kind] = { questions: own.bm25.length, recallAt5: row(own, 'recallAt5'), mrr: row(own, 'reciprocalRank') };
  }
  return {
    recallAt5: row(scores, 'recallAt5'),
    recallAt10: row(scores, 'recallAt10'),
    recallAt20: row(scores, 'recallAt20'),
    mrr: row(scores, 'reciprocalRank'),
    byKind,
    intervals: {
      recallAt5: intervals(scores, 'recallAt5'),
      recallAt10: intervals(scores, 'recallAt10'),
      recallAt20: intervals(scores, 'recallAt20'),
      mrr: intervals(scores, 'reciprocalRank'),
    },
    counts: {
      conversations: tested.length,
      turns: tested.reduce((total, { turns }) => total + turns.length, 0),
      questions: scores.bm25.length,
      unanswerable: tested.flatMap(({ questions }) => questions).length - scores.bm25.length,
      ...counts,
    },
  };
}

/** The conversations marked for training and the others. */
export function bySplit(conversations: readonly Conversation[]): Fold[] {
  const of = (split: Conversation['split']): Conversation[] => conversations.filter((one) => one.split === split);
  return [{ train: of('train'), test: of('held-out') }];
}

/** Each conversation is held out once, in one of `count` folds. */
export function crossFolds(conversations: readonly Conversation[], count: number, seed: number): Fold[] {
  const order = createRandom(`folds/${seed}`).shuffle(conversations);
  const folds = Math.min(count, order.length);
  return Array.from({ length: folds }, (_, fold) => ({
    train: order.filter((_, i) => i % folds !== fold),
    test: order.filter((_, i) => i % folds === fold),
  }));
}

/** Closes the memory whatever happens. */
export async function withMemory<T>(memory: MemoryUnderTest, work: (memory: MemoryUnderTest) => Promise<T>): Promise<T> {
  try {
    return await work(memory);
  } finally {
    memory.close();
  }
}

async function readAndScore(memory: MemoryUnderTest, conversations: readonly Conversation[]): Promise<QuestionScore[]> {
  await ingestAll(memory, conversations);
  return score(memory, conversations);
}

function learned(
  train: readonly Conversation[],
  test: readonly Conversation[],
  deps: RankerDeps & { interactions: number },
  fold: string,
): Promise<QuestionScore[]> {
  const { seed, interactions, onProgress } = deps;
  return withMemory(deps.createMemory(deps), async (memory) => {
    await ingestAll(memory, train);
    const random = createRandom(`practise/${seed}`);
    await practise(memory, train, {
      citer: createCiter(random, CITING),
      random,
      interactions,
      onInteraction: (done) => done % 50 === 0 && onProgress?.(`${fold}learning from ${done} of ${interactions} answers`),
    });
    onProgress?.(`${fold}with what was learned`);
    return readAndScore(memory, test);
  });
}

function pick({ bm25, fielded, reranked }: Scores, holds: (score: QuestionScore) => boolean): Scores {
  return { bm25: bm25.filter(holds), fielded: fielded.filter(holds), reranked: reranked.filter(holds) };
}

function row(scores: Scores, measure: Measure): RankerRow {
  const [bm25, fielded, reranked] = [scores.bm25, scores.fielded, scores.reranked].map((list) => average(list, measure));
  return { bm25, fielded, reranked, gainOverBm25: reranked - bm25 };
}

function intervals(scores: Scores, measure: Measure): Record<keyof RankerRow, Interval> {
  return {
    bm25: intervalOf(scores.bm25, measure),
    fielded: intervalOf(scores.fielded, measure),
    reranked: intervalOf(scores.reranked, measure),
    gainOverBm25: gainInterval(scores.bm25, scores.reranked, measure),
  };
}
