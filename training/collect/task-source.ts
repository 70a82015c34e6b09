import type { Agent, Detour, EpisodeResult } from '../../agent/index.js';
import type { Finish } from '../../core/index.js';
import { runEpisode } from '../../evaluation/index.js';
import { type Demonstration, openRollouts, requireSplit, SPLITS, type Suite, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserHandle, BrowserSession } from '../../tools/index.js';
import { playLabelled } from '../raise/index.js';

/** One task, by what makes it. */
export interface RolloutTask {
  split: string;
  family: string;
  seed: number;
}

/** What the evaluator said of an attempt. */
export interface JudgedAttempt {
  episodeId: string;
  success: boolean;
  /** 0 to 1, or the suite's own raw reward. */
  reward: number;
  detail: string;
  /** The agent gave its word: that it was done, or that it cannot be. What it does not vouch for is none. */
  claimed: boolean;
}

export interface AttemptOptions {
  episodeId: string;
  /** Of everything that samples, so that attempts at one task differ. */
  seed: number;
  maxSteps: number;
  /** Another attempt at the task to repeat and to leave. */
  detour?: Detour;
  signal?: AbortSignal;
}

/** Plays attempts one after another; several players play side by side. */
export interface Player {
  play(task: RolloutTask, agent: Agent, options: AttemptOptions): Promise<JudgedAttempt>;
  /** What the evaluator says when nothing at all was done: success there is a fault of the evaluator. */
  idle(task: RolloutTask): Promise<{ success: boolean; impossible: boolean }>;
  close(): Promise<void>;
}

/** Lets an agent play a task and says at every step what would have been right. */
export interface Teacher {
  correct(task: RolloutTask, agent: Agent, signal?: AbortSignal): Promise<Demonstration>;
  close(): Promise<void>;
}

/**
 * Where tasks with evaluators come from, and the only place that meets a reward before training does (the `RewardOracle` of the design): the
 * agent gets the assignment, the player keeps the word of the evaluator.
 */
export interface TaskSource {
  suite: string;
  version: string;
  /** Families by split; only what may be practised. */
  families: Readonly<Record<string, readonly string[]>>;
  maxSteps: number;
  openPlayer(): Promise<Player>;
  /** Splits whose tasks may be demonstrated, and who does; absent where nobody knows how, or must not tell. */
  demonstrated?: { splits: readonly string[]; openTeacher(): Promise<Teacher> };
}

const LIMITS = { tokens: 200_000, timeMs: 60_000 };
const NOTHING = { kind: 'gave-up', text: '' } as const;

const isClaim = ({ kind, contested }: Finish): boolean => (kind === 'done' || kind === 'refused') && contested !== true;

/** The practice suite, played inside one page: many times faster than served pages, with the same tasks and evaluators. */
export function practiceSource(browser: BrowserHandle, splits: readonly ('seen' | 'practice')[]): TaskSource {
  return {
    suite: 'practice',
    version: SUITE_VERSION,
    families: Object.fromEntries(splits.map((split) => [split, SPLITS[split]])),
    maxSteps: 20,
    openPlayer: () => practicePlayer(browser),
    demonstrated: { splits: ['seen'], openTeacher: () => practiceTeacher(browser) },
  };
}

async function practiceTeacher(browser: BrowserHandle): Promise<Teacher> {
  const session = await browser.newSession();
  const page = await openRollouts(session.page);
  return {
    correct: async (task, agent, signal) => (await playLabelled(agent, page, task, { signal })).episode,
    close: () => session.close(),
  };
}

/** Plays practice families of any split inside a page of its own. Also the gate's, for pairs of candidate and incumbent. */
export async function practicePlayer(browser: BrowserHandle): Promise<Player> {
  const session = await browser.newSession();
  const page = await openRollouts(session.page);
  return {
    play: async ({ family, seed }, agent, { episodeId, seed: draws, detour, maxSteps, signal }) => {
      const episode = await page.begin(family, seed);
      const { finish } = await agent.run(
        { goal: episode.goal, startUrl: 'http://127.0.0.1/e', limits: { ...LIMITS, steps: maxSteps } },
        { session: episode, purpose: purposeOf(family), episodeId, seed: draws, detour, signal, ended: () => episode.ended() },
      );
      const { success, detail } = await episode.evaluate(finish);
      return { episodeId, success, reward: Number(success), detail, claimed: isClaim(finish) };
    },
    idle: async ({ family, seed }) => {
      const episode = await page.begin(family, seed);
      const { success } = await episode.evaluate(NOTHING);
      return { success, impossible: episode.impossible };
    },
    close: () => session.close(),
  };
}

const purposeOf = (family: string): 'train' | 'gate' => (requireSplit(family) === 'gate' ? 'gate' : 'train');

/** Served tasks of any suite, each attempt in a session of its own. */
export function suiteSource(
  suite: Suite,
  splits: readonly string[],
  newSession: () => Promise<BrowserSession>,
  purpose: 'train' | 'gate' = 'train',
): TaskSource {
  return {
    suite: suite.name,
    version: suite.version,
    families: Object.fromEntries(splits.map((split) => [split, suite.families(split)])),
    maxSteps: suite.maxSteps,
    openPlayer: () => Promise.resolve(servedPlayer(suite, newSession, purpose)),
  };
}

function servedPlayer(suite: Suite, newSession: () => Promise<BrowserSession>, purpose: 'train' | 'gate'): Player {
  return {
    play: async ({ split, family, seed }, agent, { episodeId, seed: draws, detour, maxSteps, signal }) => {
      const task = suite.task(split, family, seed, purpose);
      const { success, reward, detail, finish } = await runEpisode(episodeId, task, {
        agent: withRun(agent, { episodeId, seed: draws, detour }),
        ...{ newSession, purpose, maxSteps, signal },
      });
      return { episodeId, success, reward, detail, claimed: isClaim(finish) };
    },
    idle: async ({ split, family, seed }) => {
      const task = suite.task(split, family, seed, purpose);
      const session = await newSession();
      try {
        const open = await task.open(session);
        const { success } = await open.evaluate(NOTHING);
        await open.close();
        return { success, impossible: task.impossible };
      } finally {
        await session.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** An agent whose next run has this id and seed, and takes this way. */
function withRun(agent: Agent, own: Pick<AttemptOptions, 'episodeId' | 'seed' | 'detour'>): Agent {
  return {
    ...agent,
    run: (assignment, options): Promise<EpisodeResult> => agent.run(assignment, { ...options, ...own }),
  };
}
