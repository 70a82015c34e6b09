import { type AdversaryReport, measureAdversary } from './adversary.js';
import { bySplit, crossFolds, rank, type RankerComparison, type RankerDeps, summarize, withMemory } from './compare-rankers.js';
import type { Conversation } from './conversation.js';
import { generateConversations, generateTurns } from './generate.js';
import { readHandwritten } from './handwritten.js';
import { type Latency, measureLatency } from './latency.js';
import { createPlainSkillIndex, measureSkills, type SkillIndexUnderTest, type SkillRetrieval } from './skill-retrieval.js';
import { generateSkills, type SkillCase } from './skills.js';

export interface MemoryBenchOptions extends Omit<RankerDeps, 'onProgress'> {
  createSkillIndex: () => SkillIndexUnderTest;
  /** Memories of the latency part; 0 leaves it out. */
  memories: number;
  /** Logs to generate, default 72. */
  conversations?: number;
  /** Default: the generated skills. */
  skills?: readonly SkillCase[];
  /** LoCoMo, read by `readLocomo`. */
  locomo?: readonly Conversation[];
  /** MetaTool, read by `readMetaTool`. */
  metatool?: readonly SkillCase[];
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

export interface SkillReport extends SkillRetrieval {
  /** The same with FTS5 alone. */
  plain: SkillRetrieval;
}

/** What `autodidact bench-memory --json` prints: the keys are a public interface. Shares from 0 to 1. */
export interface MemoryBenchReport extends RankerComparison {
  seed: number;
  /** Questions written by hand, with what was learned from the generated logs. */
  handwritten: RankerComparison;
  latency100k: Latency | null;
  skills: SkillReport;
  adversary: AdversaryReport;
  locomo?: RankerComparison;
  metatool?: SkillReport;
}

const LOCOMO_FOLDS = 5;

/** Runs the whole memory benchmark. Deterministic for a seed, except for the timings. */
export async function runMemoryBench(options: MemoryBenchOptions): Promise<MemoryBenchReport> {
  const { seed, createMemory, interactions, signal, locomo, metatool } = options;
  const step = (part: string) => (text: string): void => (signal?.throwIfAborted(), options.onProgress?.(`${part}: ${text}`)); // prettier-ignore
  const deps = (part: string): RankerDeps => ({ seed, createMemory, interactions, onProgress: step(part) });

  const conversations = generateConversations({ seed, conversations: options.conversations });
  const [fold] = bySplit(conversations);
  const byHand = readHandwritten();
  const ranked = await rank([{ train: fold.train, test: [...fold.test, ...byHand] }], deps('logs'));
  const generated = summarize(ranked, fold.test);
  const adversary = await measureAdversary(fold, deps('adversary'));
  const skills = await skillReport(options.skills ?? generateSkills(seed), options, step('skills'));
  const latency100k = options.memories > 0 ? await latency(options, fold.test, step('latency')) : null;
  return {
    seed,
    ...generated,
    handwritten: summarize(ranked, byHand),
    adversary,
    skills,
    latency100k,
    ...(locomo ? { locomo: summarize(await rank(crossFolds(locomo, LOCOMO_FOLDS, seed), deps('locomo')), locomo) } : {}),
    ...(metatool ? { metatool: await skillReport(metatool, options, step('metatool')) } : {}),
  };
}

async function skillReport(
  cases: readonly SkillCase[],
  options: MemoryBenchOptions,
  step: (text: string) => void,
): Promise<SkillReport> {
  const measure = async (index: SkillIndexUnderTest): Promise<SkillRetrieval> => {
    try {
      return await measureSkills(index, cases);
    } finally {
      index.close();
    }
  };
  step('plain');
  const plain = await measure(createPlainSkillIndex());
  step('store');
  return { ...(await measure(options.createSkillIndex())), plain };
}

function latency(options: MemoryBenchOptions, test: readonly Conversation[], step: (text: string) => void): Promise<Latency> {
  const { seed, memories } = options;
  step(`making ${memories} turns`);
  const turns = generateTurns(seed, memories);
  const questions = test.flatMap((conversation) => conversation.questions);
  const onProgress = (written: number): void => (written % 5_000 === 0 ? step(`${written} of ${memories} written`) : undefined);
  return withMemory(options.createMemory(options), (memory) => measureLatency(memory, { turns, questions, onProgress }));
}
