import { type Agent, AttemptFrontier } from '../../agent/index.js';
import { type Candidate, printAction } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import type { DecidedStep, JudgedStep } from '../../reflection/index.js';
import { attemptKey, type Player, type RolloutTask } from '../collect/index.js';

/** Probability that the latest of these steps is right; undefined while nothing was learned. */
export type StepCritic = (steps: readonly DecidedStep[]) => number | undefined;

export interface CriticGamePlan {
  player: Player;
  /** The policy: what it does right is shown to the critic, and what it nearly did, or did wrong, is how the critic is led astray. */
  agent: Agent;
  /** Where its episodes are logged. */
  log: { steps(episodeId: string): StepRecord[] };
  /** Tasks that may be trained on, dealt to the rounds in turn. */
  tasks: readonly RolloutTask[];
  rounds: number;
  /** Most further attempts at a task that the policy fails, to see what would have been right. */
  attempts: number;
  maxSteps: number;
  /** Learns from all steps that were shown so far. */
  learn: (shown: readonly JudgedStep[]) => StepCritic;
  signal?: AbortSignal;
  onProgress?: (progress: { round: number; tasks: number; wanted: number; shown: number }) => void;
}

export interface CriticGameRound {
  /** Counted from 1. */
  round: number;
  /** Steps that were put in place of right ones. */
  attacks: number;
  /** Of these, those after which the task was solved all the same: they are no mistakes, and nobody is shown them. */
  discarded: number;
  /** Games that were played, a step each: right ones and mistakes. */
  games: number;
  /** Verdicts of the critic that were true, of right steps and of mistakes. */
  heldRight: number;
  heldWrong: number;
  /** Sums of the rewards, +1 and -1; together 0. */
  rewards: { critic: number; sneak: number };
}

export interface CriticGame {
  rounds: CriticGameRound[];
  shown: JudgedStep[];
}

/**
 * Self-play critic (SPC, Chen et al. 2025). A sneak turns a step of a success into another that looks as good; the attack counts only if the
 * rollout that goes on from it fails. The critic says of one step after the other whether it is right: +1 for the winner and -1 for the loser of
 * each game. After a round the critic learns from all steps shown so far, and the sneak next offers what that critic believes in most.
 *
 * Departures: both sides are small. The sneak is no model of its own but the policy's runners-up, and its own first choices where it failed and a search found
 * what is right: else "the policy would rather have done that" would tell every mistake. The critic is fitted (boosted trees) in place of offline RL.
 * One rollout tells, as the policy is deterministic.
 */
export async function playCriticGame(plan: CriticGamePlan): Promise<CriticGame> {
  const shown: JudgedStep[] = [];
  const rounds: CriticGameRound[] = [];
  let critic: StepCritic = () => undefined;
  for (let round = 1; round <= plan.rounds && !plan.signal?.aborted; round++) {
    const tasks = plan.tasks.filter((_, i) => i % plan.rounds === round - 1);
    const count = { round, attacks: 0, discarded: 0, games: 0, heldRight: 0, heldWrong: 0, rewards: { critic: 0, sneak: 0 } };
    for (const [i, task] of tasks.entries()) {
      const attack = await attackOn(plan, task, critic);
      if (plan.signal?.aborted) break;
      if (attack) play(attack, critic, count, shown);
      plan.onProgress?.({ round, tasks: i + 1, wanted: tasks.length, shown: shown.length });
    }
    rounds.push(count);
    critic = plan.learn(shown);
  }
  return { rounds, shown };
}

/** A right step and one in its place; `mistake` is undefined where the task was solved with it as well. */
interface Attack {
  right: DecidedStep[];
  mistake?: DecidedStep[];
}

function play({ right, mistake }: Attack, critic: StepCritic, count: CriticGameRound, shown: JudgedStep[]): void {
  count.attacks++;
  if (!mistake) {
    count.discarded++;
    return;
  }
  for (const { steps, isRight } of [
    { steps: right, isRight: true },
    { steps: mistake, isRight: false },
  ]) {
    const isTrue = believes(critic, steps) === isRight;
    count.games++;
    if (isTrue) count[isRight ? 'heldRight' : 'heldWrong']++;
    count.rewards.critic += isTrue ? 1 : -1;
    count.rewards.sneak += isTrue ? -1 : 1;
    shown.push({ steps, isRight });
  }
}

/** Before it has learned anything it believes what it is shown. */
const believes = (critic: StepCritic, steps: readonly DecidedStep[]): boolean => (critic(steps) ?? 1) >= 0.5;

/** None where neither the policy nor a search solves the task, or where there was no other way to go. */
async function attackOn(plan: CriticGamePlan, task: RolloutTask, critic: StepCritic): Promise<Attack | undefined> {
  const first = await attempt(plan, task, 0);
  if (first.success) return sneak(plan, task, first.steps, critic);
  const frontier = new AttemptFrontier();
  frontier.add(first.steps);
  for (let number = 1; number <= plan.attempts; number++) {
    const path = frontier.next();
    if (!path || plan.signal?.aborted) return undefined;
    const found = await attempt(plan, task, number, { path, widen: WIDEN });
    if (found.success) return partingOf(found.steps, first.steps);
    frontier.add(found.steps);
  }
  return undefined;
}

/** Legal actions that are weighed where a search looks for what is right; the sneak has what was proposed. */
const WIDEN = 24;
/** A runner-up further behind, in nats, looks like a mistake. */
const CLOSE = 8;

/** Of all that a success passed over, what the critic believes in most; at first what the policy nearly did. */
async function sneak(
  plan: CriticGamePlan,
  task: RolloutTask,
  steps: readonly StepRecord[],
  critic: StepCritic,
): Promise<Attack | undefined> {
  const offers = steps.flatMap(({ decision }, at) =>
    others(decision.candidates, printAction(decision.action)).map(({ candidate, behind }) => {
      const offered = [
        ...decided(steps.slice(0, at)),
        { decision: { ...decision, action: candidate.action, logprob: candidate.logprob } },
      ];
      return { at, candidate, appeal: critic(offered) ?? -behind };
    }),
  );
  if (offers.length === 0) return undefined;
  const { at, candidate } = offers.reduce((best, one) => (one.appeal > best.appeal ? one : best));
  const path = [...steps.slice(0, at).map(({ decision }) => printAction(decision.action)), printAction(candidate.action)];
  const tried = await attempt(plan, task, 1, { path, widen: 0 });
  const right = decided(steps.slice(0, at + 1));
  if (tried.success || tried.steps.length <= at) return { right };
  return { right, mistake: decided(tried.steps.slice(0, at + 1)) };
}

function others(candidates: readonly Candidate[], taken: string): { candidate: Candidate; behind: number }[] {
  const best = Math.max(...candidates.map(({ score }) => score));
  return candidates
    .filter(({ action, score }) => printAction(action) !== taken && best - score < CLOSE)
    .map((candidate) => ({ candidate, behind: best - candidate.score }));
}

/** Where a success and a failure at one task took different ways: the failure's step is the mistake. */
function partingOf(success: readonly StepRecord[], failure: readonly StepRecord[]): Attack | undefined {
  const line = (steps: readonly StepRecord[], i: number): string | undefined => steps[i] && printAction(steps[i].decision.action);
  const at = success.findIndex((_, i) => line(success, i) !== line(failure, i));
  if (at < 0 || at >= failure.length) return undefined;
  return { right: decided(success.slice(0, at + 1)), mistake: decided(failure.slice(0, at + 1)) };
}

/** As a critic sees them: of the latest step nobody knows yet what came of it. */
function decided(steps: readonly StepRecord[]): DecidedStep[] {
  return steps.map(({ decision, verdicts }, i) => ({
    decision,
    ...(i < steps.length - 1 ? { label: verdicts.find(({ level }) => level === 'action')?.label } : {}),
  }));
}

async function attempt(
  { player, agent, log, maxSteps, signal }: CriticGamePlan,
  task: RolloutTask,
  number: number,
  detour?: { path: readonly string[]; widen: number },
): Promise<{ success: boolean; steps: StepRecord[] }> {
  const episodeId = attemptKey('game', task, number);
  const { success } = await player.play(task, agent, { episodeId, seed: 1, maxSteps, detour, signal });
  return { success, steps: log.steps(episodeId) };
}
