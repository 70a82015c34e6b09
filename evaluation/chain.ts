import path from 'node:path';
import {
  type Agent,
  type AgentParts,
  createAgent,
  type JudgedRun,
  learnByContrast,
  learnFromFailure,
  playSkill,
} from '../agent/index.js';
import { AgentError, hash32 } from '../core/index.js';
import { openStore, type Store } from '../memory/index.js';
import {
  type AdmissionPolicy,
  ADMISSION_DEFAULTS,
  type Learned,
  type Replay,
  SkillLearner,
  SkillLibrary,
} from '../skills/index.js';
import type { Suite, Task, TaskPurpose } from '../tasks/index.js';
import type { BrowserSession } from '../tools/index.js';
import { type ChainReport, type ChainTerms, type ChainRow, ChainRowSchema, summarizeChains } from './chain-report.js';
import { resultKey } from './fingerprint.js';
import { ResultFile } from './result-file.js';
import { runEpisode } from './run-episode.js';
import type { EpisodeRow } from './report.js';

export interface ChainOptions {
  suite: Suite;
  split: string;
  families?: readonly string[];
  /** Chains of `length` tasks each: visits of one site, with other data and the same wording. */
  chains: number;
  length: number;
  seed: number;
  /** Chains at a time; the tasks of a chain follow one another. */
  jobs: number;
  purpose: TaskPurpose;
  maxSteps?: number;
  /** The agent without log and skills: each chain gets an empty library of its own. */
  agent: Pick<AgentParts, 'model' | 'prompt' | 'confidence' | 'settings'>;
  /** False plays only the arm that learns, for comparing ways of learning; the rows have no control then. */
  control?: boolean;
  configuration: ChainTerms['configuration'];
  /** Everything else that may change a result. Part of the results' key. */
  fingerprint: unknown;
  newSession: () => Promise<BrowserSession>;
  resultsFolder: string;
  fresh?: boolean;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/**
 * In a chain a skill is used as soon as it has worked again where it came from: there is one task before the next, and no time to
 * watch (SAGE's sequential rollout). Its use there is the sibling replay of the ladder, judged by the evaluator.
 */
export const CHAIN_ADMISSION: AdmissionPolicy = { ...ADMISSION_DEFAULTS, siblings: 0, siblingShare: 0 };

/**
 * Sequential rollouts (SAGE): chains of similar tasks, once with a library that grows from task to task and once without learning,
 * on the same pages. Weights are frozen. Finished chains are kept, so the same call goes on after an interruption.
 * Errors: `CHAIN_UNSUPPORTED`, `EVALUATION_EMPTY`, `EVALUATION_INTERRUPTED`.
 */
export async function runChains(options: ChainOptions): Promise<{ report: ChainReport; rows: ChainRow[]; file: string }> {
  const { terms, rows, file } = await playChains(options);
  return { report: summarizeChains(terms, rows), rows, file };
}

/** The same without adding up. */
export async function playChains(options: ChainOptions): Promise<{ terms: ChainTerms; rows: ChainRow[]; file: string }> {
  const { suite, split, chains, jobs, signal } = options;
  const families = suite.families(split).filter((family) => options.families?.includes(family) ?? true);
  if (families.length === 0 || chains < 1)
    throw new AgentError(
      'EVALUATION_EMPTY',
      `${suite.name} has no chains for split "${split}" and the families that were named.`,
    );
  if (!suite.visit)
    throw new AgentError('CHAIN_UNSUPPORTED', `${suite.name} has no sites that can be visited again. Use --suite practice.`);
  const terms = termsOf(options);
  const key = resultKey({ terms, fingerprint: options.fingerprint, control: options.control ?? true });
  const file = ResultFile.open(
    path.join(options.resultsFolder, `chain-${suite.name}-${split}-${key}.jsonl`),
    ChainRowSchema,
    terms,
    options,
  );
  const schedule = Array.from(
    { length: chains },
    (_, i) => `${families[i % families.length]}#${Math.floor(i / families.length)}`,
  );
  const missing = schedule.filter((chain) => !file.get(chain));
  let done = schedule.length - missing.length;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < missing.length && !signal?.aborted) {
      const row = await runChain(missing[next++], terms, options).catch(unlessAborted(signal));
      if (!row || signal?.aborted) return; // cut short: it will be run again
      file.append(row);
      options.onProgress?.(++done, schedule.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  if (signal?.aborted)
    throw new AgentError(
      'EVALUATION_INTERRUPTED',
      `Stopped after ${done} of ${schedule.length} chains; run the same command again to go on.`,
    );
  return { terms, rows: schedule.flatMap((chain) => file.get(chain) ?? []), file: file.path };
}

/** What breaks because it was stopped is no error. */
const unlessAborted =
  (signal: AbortSignal | undefined) =>
  (thrown: unknown): undefined => {
    if (!signal?.aborted) throw thrown;
  };

const termsOf = ({ suite, split, length, seed, purpose, maxSteps, configuration }: ChainOptions): ChainTerms => ({
  suite: suite.name,
  suiteVersion: suite.version,
  split,
  purpose,
  length,
  seed,
  maxSteps: maxSteps ?? suite.maxSteps,
  configuration,
});

async function runChain(chain: string, terms: ChainTerms, options: ChainOptions): Promise<ChainRow> {
  const [family, index] = chain.split('#');
  const seed = hash32([terms.purpose, terms.suite, terms.split, 'chain', terms.seed, family, index].join('/'));
  const tasks = Array.from({ length: terms.length }, (_, visit) =>
    options.suite.visit!(terms.split, family, seed, visit, terms.purpose),
  );
  const control = options.control === false ? [] : await playControl(chain, tasks, terms, options);
  return { key: chain, family, seed, control, ...(await playLearning(chain, tasks, terms, options)) };
}

/** Each task by itself, with nothing learned. */
async function playControl(
  chain: string,
  tasks: readonly Task[],
  terms: ChainTerms,
  options: ChainOptions,
): Promise<EpisodeRow[]> {
  return withStore(async (store) => {
    const agent = createAgent({ ...options.agent, log: store.log });
    return inTurn(tasks, (task, at) => play(`${chain}/${at + 1}`, task, agent, terms, options));
  });
}

/** The same tasks with a library that begins empty; after each task the evaluator speaks and the learner learns. */
async function playLearning(
  chain: string,
  tasks: readonly Task[],
  terms: ChainTerms,
  options: ChainOptions,
): Promise<Pick<ChainRow, 'learning' | 'learned'>> {
  return withStore(async (store) => {
    const library = new SkillLibrary(store.skills, { admission: CHAIN_ADMISSION });
    const agent = createAgent({ ...options.agent, log: store.log, skills: library, memories: store.memories });
    const played = new Map<string, Task>();
    const learner = new SkillLearner({ library, policy: CHAIN_ADMISSION, replay: replayOn(played, options) });
    const learned: Learned[] = [];
    const earlier: JudgedRun[] = [];
    const learning = await inTurn(tasks, async (task, at) => {
      const row = await play(`${chain}/${at + 1}`, task, agent, terms, options);
      played.set(row.episodeId, task);
      const episode = judged(store, row);
      learned.push(await learner.learn(episode));
      const run = { ...episode, at: Date.now() };
      if (!row.success) learnFromFailure(store.memories, run, agent.settings.memory);
      learnByContrast(store.memories, run, earlier);
      earlier.push(run);
      return row;
    });
    return { learning, learned: learned.map(summaryOf) };
  });
}

/** A chain is an experiment of its own: what it learns is for its later tasks only, whatever the pages are for. */
const judged = (store: Store, { episodeId, success, skills = [] }: EpisodeRow) => ({
  id: episodeId,
  goal: store.log.episode(episodeId)!.assignment.goal,
  purpose: 'train' as const,
  success,
  steps: store.log.steps(episodeId),
  last: store.log.lastObservation(episodeId),
  skills,
});

const summaryOf = ({ drafts }: Learned): ChainRow['learned'][number] => ({
  drafts: drafts.map(({ name, admission }) => ({
    name,
    verdict: admission?.verdict ?? 'draft',
    reason: admission?.reason ?? '',
  })),
});

const replayOn =
  (played: ReadonlyMap<string, Task>, { newSession, signal }: ChainOptions): Replay =>
  async (skill, args, { id, goal }) => {
    const session = await newSession();
    try {
      const open = await played.get(id)!.open(session);
      try {
        const result = await playSkill(skill, args, { session, goal, signal, ended: () => open.ended() });
        const kind = result.pageEnded ? 'page-ended' : 'done';
        const { success } = await open.evaluate({ kind, text: result.answer ?? '' });
        return { ...result, success };
      } finally {
        await open.close();
      }
    } finally {
      await session.close();
    }
  };

const play = (key: string, task: Task, agent: Agent, { maxSteps }: ChainTerms, options: ChainOptions): Promise<EpisodeRow> =>
  runEpisode(key, task, { agent, maxSteps, newSession: options.newSession, purpose: 'train', signal: options.signal });

async function inTurn<T, R>(items: readonly T[], work: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const [at, item] of items.entries()) results.push(await work(item, at));
  return results;
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(':memory:');
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
