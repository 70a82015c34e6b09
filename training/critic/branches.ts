import type { Agent } from '../../agent/index.js';
import { type Action, type Observation, printAction, type Random } from '../../core/index.js';
import { type Demonstration, openRollouts, type RolloutPage } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { playLabelled, type PlayedRollout } from '../raise/index.js';

export interface BranchPlan {
  browser: BrowserHandle;
  /** The policy whose success is to be foretold: the whole agent. */
  agent: Agent;
  families: readonly string[];
  /** Episodes to play, branches included. */
  episodes: number;
  /** Pages that play side by side. */
  pages: number;
  /** First seed; they count up from there. */
  seed: number;
  random: Random;
  signal?: AbortSignal;
  onProgress?: (progress: { episodes: number; successes: number }) => void;
}

/** A rollout with how it ended. A branch is another one up to step `from`, and only what follows is its own. */
export interface JudgedRollout {
  episode: Demonstration;
  success: boolean;
  /** First step, counted from 0, that is not the repetition of another rollout. */
  from: number;
}

/** A runner-up further behind than this is no alternative, in nats. */
const CLOSE = 8;

/**
 * Plays every page as the agent would, and again with one decision changed: with the oracle's word where the agent failed and was
 * not of its mind, else with a runner-up that had a chance. So a critic sees in one state what succeeds and what does not
 * (counterfactual rollouts; outcomes are Monte Carlo estimates of Q under the policy).
 */
export async function collectBranches(plan: BranchPlan, onRollout: (rollout: JudgedRollout) => void): Promise<void> {
  const count = { episodes: 0, successes: 0 };
  const keep = (rollout: JudgedRollout): void => {
    count.episodes++;
    if (rollout.success) count.successes++;
    onRollout(rollout);
    plan.onProgress?.({ ...count });
  };
  let next = 0;
  const work = async (): Promise<void> => {
    const session = await plan.browser.newSession();
    try {
      const page = await openRollouts(session.page);
      while (count.episodes < plan.episodes && !plan.signal?.aborted) {
        const number = next++;
        const family = plan.families[number % plan.families.length];
        const seed = plan.seed + Math.floor(number / plan.families.length);
        const first = await playLabelled(plan.agent, page, { family, seed }, { signal: plan.signal });
        keep({ episode: first.episode, success: first.success, from: 0 });
        for (const turn of turnsOf(first, plan.random)) {
          const branch = await playBranch(plan, page, first, turn);
          if (branch) keep(branch);
        }
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all(Array.from({ length: plan.pages }, work));
}

interface Turn {
  /** Step, counted from 0. */
  at: number;
  action: Action;
}

/** Where another way is tried, and which: at most one of the oracle's and one of the agent's own. */
function turnsOf({ episode: { steps }, decisions, success }: PlayedRollout, random: Random): Turn[] {
  const corrections = steps.flatMap(({ label, action }, at) => (label && !same(label, action) ? { at, action: label } : []));
  const others = decisions.flatMap(({ candidates: [best, second] }, at) =>
    second && best.score - second.score < CLOSE ? { at, action: second.action } : [],
  );
  return [
    ...(!success && corrections.length > 0 ? [random.pick(corrections.slice(0, 2))] : []),
    ...(others.length > 0 ? [random.pick(others)] : []),
  ];
}

const same = (a: Action, b: Action): boolean => (a.kind === 'refuse' ? b.kind === a.kind : printAction(a) === printAction(b));

/** The same episode up to a turn, and on by itself; undefined where the page was not the same twice, or ended before the turn. */
async function playBranch(
  { agent, signal }: BranchPlan,
  page: RolloutPage,
  first: PlayedRollout,
  turn: Turn,
): Promise<JudgedRollout | undefined> {
  const { steps } = first.episode;
  let strayed = false;
  const intervene = (step: number, { fingerprint }: Observation): Action | undefined => {
    const at = step - 1;
    if (at <= turn.at && fingerprint !== steps[at].observation.fingerprint) strayed = true;
    if (strayed || at > turn.at) return undefined;
    return at === turn.at ? turn.action : steps[at].action;
  };
  const { episode, success } = await playLabelled(agent, page, first.episode, { signal, intervene });
  return strayed || episode.steps.length <= turn.at ? undefined : { episode, success, from: turn.at };
}
