import { type Agent, AttemptFrontier, type Detour } from '../../agent/index.js';
import { AgentError, createRandom, hash32, messageOf } from '../../core/index.js';
import type { Store } from '../../memory/index.js';
import type { JudgedAttempt, Player, RolloutTask, TaskSource } from './task-source.js';

export type AttemptSearch = 'best-first' | 'sampled';

export interface CollectPlan {
  source: TaskSource;
  /** The agent at one temperature of its choices; 0 is the agent as it runs. Its log is that of `store`. */
  agentAt: (temperature: number) => Agent;
  store: Pick<Store, 'log' | 'evaluations'>;
  /** Tasks to attempt. */
  tasks: number;
  /** Attempts at one task at most; the first is greedy, the others look for another way until one succeeds. */
  attempts: number;
  /** How they look: the likeliest way that was not tried (see {@link AttemptFrontier}), or whatever is drawn. */
  search: AttemptSearch;
  /** Temperatures of drawn attempts, in turn. */
  temperatures: readonly number[];
  /** First seed of the tasks. */
  seed: number;
  /** Players side by side. */
  jobs: number;
  /** Success rates of families in earlier rounds: what is mastered or hopeless comes up less often. */
  known?: ReadonlyMap<string, number>;
  /** No further task is begun after so much wall time, in milliseconds. */
  timeMs?: number;
  signal?: AbortSignal;
  onProgress?: (progress: CollectProgress) => void;
}

export interface CollectProgress {
  tasks: number;
  wanted: number;
  attempts: number;
  /** Tasks that the greedy attempt solved, and those that a later one did. */
  solved: number;
  found: number;
}

/**
 * Rollouts for training: each task once as the agent would do it, and where that fails again in other ways until it succeeds
 * (by search over whole rollouts, or rejection sampling as in Re-ReST and ReST; departure: it stops at the first success, which spends
 * attempts where they teach something). Everything goes to the store's trajectory log, each verdict beside it, so the same call goes on where it stopped.
 * Errors: `EVALUATOR_SUSPECT`, `COLLECT_BROKEN` and those of the agent.
 */
export async function collect(plan: CollectPlan): Promise<CollectProgress> {
  const schedule = scheduleTasks(plan);
  const progress: CollectProgress = { tasks: 0, wanted: schedule.length, attempts: 0, solved: 0, found: 0 };
  const until = plan.timeMs === undefined ? Infinity : Date.now() + plan.timeMs;
  let next = 0;
  const work = async (number: number): Promise<void> => {
    const player = await plan.source.openPlayer();
    try {
      if (number === 0) await checkEvaluators(player, plan);
      while (next < schedule.length && !plan.signal?.aborted && Date.now() < until) {
        const attempts = await attemptTask(plan, player, schedule[next++]);
        if (plan.signal?.aborted) return; // the last attempt was cut short
        progress.tasks++;
        progress.attempts += attempts.length;
        if (attempts[0]) progress.solved++;
        else if (attempts.includes(true)) progress.found++;
        plan.onProgress?.({ ...progress });
      }
    } finally {
      await player.close();
    }
  };
  await Promise.all(Array.from({ length: plan.jobs }, (_, number) => work(number)));
  return progress;
}

/** Families in turn with seeds that count up; with known success rates, families by how much there is to learn in them. */
export function scheduleTasks({
  source,
  tasks,
  seed,
  known,
}: Pick<CollectPlan, 'source' | 'tasks' | 'seed' | 'known'>): RolloutTask[] {
  const all = Object.entries(source.families).flatMap(([split, families]) => families.map((family) => ({ split, family })));
  if (all.length === 0)
    throw new AgentError('COLLECT_BROKEN', `${source.suite} has no tasks to practise on. Choose other splits.`);
  const turns = new Map<string, number>();
  const random = createRandom(`${seed} schedule`);
  const weights = all.map(({ family }) => interestOf(known?.get(family)));
  return Array.from({ length: tasks }, (_, i) => {
    const { split, family } = all[known ? random.weighted(weights) : i % all.length];
    const turn = turns.get(family) ?? 0;
    turns.set(family, turn + 1);
    return { split, family, seed: seed + turn };
  });
}

/** Most where it is solved half of the time, and never nothing: what is mastered may be lost, and what is hopeless may come. */
const interestOf = (rate = 0.5): number => 0.15 + 4 * rate * (1 - rate);

async function attemptTask(plan: CollectPlan, player: Player, task: RolloutTask): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  const frontier = plan.search === 'best-first' ? new AttemptFrontier() : undefined;
  for (let attempt = 0; attempt < plan.attempts; attempt++) {
    const path = attempt > 0 ? frontier?.next() : undefined;
    if (frontier && attempt > 0 && !path) return outcomes; // there is no other way
    const made = await attemptOnce(plan, player, task, { attempt, detour: path && { path, widen: WIDEN } });
    if (!made) return outcomes;
    outcomes.push(made.success);
    if (made.success) return outcomes;
    frontier?.add(plan.store.log.steps(made.episodeId));
  }
  return outcomes;
}

/** Legal actions that are weighed on another way beside what was proposed. */
const WIDEN = 24;

interface Way {
  /** Counted from 0, the greedy one. */
  attempt: number;
  detour?: Detour;
}

interface Made {
  episodeId: string;
  success: boolean;
}

/** What became of it; undefined when it was stopped. What was judged before is not played again. */
async function attemptOnce(
  plan: CollectPlan,
  player: Player,
  task: RolloutTask,
  { attempt, detour }: Way,
): Promise<Made | undefined> {
  const { source, store, search, temperatures, signal } = plan;
  const key = attemptKey(source.suite, task, attempt);
  const known = store.evaluations.find(key) ?? store.evaluations.find(`${key}+`);
  if (known) return known;
  const episodeId = store.log.episode(key) ? `${key}+` : key; // a killed process left a part of the first
  if (store.log.episode(episodeId)) return { episodeId, success: false }; // and of the second: this task does not go well
  const temperature = attempt === 0 || search === 'best-first' ? 0 : temperatures[(attempt - 1) % temperatures.length];
  const options = { episodeId, seed: hash32(key), maxSteps: source.maxSteps, detour, signal };
  let judged: JudgedAttempt;
  try {
    judged = await player.play(task, plan.agentAt(temperature), options);
  } catch (cause) {
    if (signal?.aborted) return undefined;
    if (isBrokenPage(cause)) return { episodeId, success: false };
    throw cause;
  }
  if (signal?.aborted) return undefined;
  const { suite, version: suiteVersion } = source;
  const { success, reward, detail } = judged;
  store.evaluations.record({ episodeId, suite, suiteVersion, ...task, success, reward, detail });
  return { episodeId, success };
}

/** The page broke, not the program: one task less, not a collection lost. */
export const isBrokenPage = (cause: unknown): boolean => cause instanceof AgentError && /^(PAGE|BROWSER|TASK)_/.test(cause.code);

/** Id of an attempt's episode: a second collection of the same tasks finds them. */
export const attemptKey = (suite: string, { split, family, seed }: RolloutTask, attempt: number): string =>
  `${suite}/${split}/${family}/${seed}/${attempt}`;

const CHECKED = 12;

/** An evaluator that calls everything a success would teach the model to do nothing. */
async function checkEvaluators(player: Player, plan: CollectPlan): Promise<void> {
  const tasks = scheduleTasks({ ...plan, known: undefined, tasks: Math.min(CHECKED, plan.tasks) });
  const suspects: string[] = [];
  for (const task of tasks) {
    if (plan.signal?.aborted) return;
    const { success, impossible } = await player.idle(task).catch((cause: unknown) => {
      throw new AgentError(
        'COLLECT_BROKEN',
        `The task ${task.family} (seed ${task.seed}) cannot be judged: ${messageOf(cause)}`,
        { cause },
      );
    });
    if (success && !impossible) suspects.push(task.family);
  }
  if (suspects.length * 4 > tasks.length)
    throw new AgentError(
      'EVALUATOR_SUSPECT',
      `With nothing done, the evaluators call ${suspects.length} of ${tasks.length} tasks solved (${[...new Set(suspects)].join(', ')}). Nothing was collected: mend their checks first.`,
    );
}
