import type { Agent } from '../../agent/index.js';
import { type Action, type Decision, type Observation, printAction, type Random } from '../../core/index.js';
import { openRollouts, requireSplit, type Demonstration, type RolloutEpisode, type RolloutPage } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';

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

const LIMITS = { steps: 20, tokens: 200_000, timeMs: 60_000 };
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
        const first = await play(plan, page, { family, seed });
        keep(first);
        for (const turn of turnsOf(first, plan.random)) {
          const branch = await play(plan, page, { family, seed, repeat: first.decisions.slice(0, turn.at), turn });
          if (branch.episode.steps.length > turn.at) keep({ ...branch, from: turn.at });
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

interface Played extends JudgedRollout {
  decisions: { decision: Decision; label?: Action; fingerprint: string }[];
}

/** Where another way is tried, and which: at most one of the oracle's and one of the agent's own. */
function turnsOf({ decisions, success }: Played, random: Random): Turn[] {
  const corrections = success ? [] : decisions.flatMap(({ decision, label }, at) => (label && !same(label, decision.action) ? { at, action: label } : [])); // prettier-ignore
  const others = decisions.flatMap(({ decision }, at) => {
    const [best, second] = decision.candidates;
    return second && best.score - second.score < CLOSE ? { at, action: second.action } : [];
  });
  return [
    ...(corrections.length > 0 ? [random.pick(corrections.slice(0, 2))] : []),
    ...(others.length > 0 ? [random.pick(others)] : []),
  ];
}

const same = (a: Action, b: Action): boolean => (a.kind === 'refuse' ? b.kind === a.kind : printAction(a) === printAction(b));

async function play(
  { agent, signal }: BranchPlan,
  page: RolloutPage,
  { family, seed, repeat = [], turn }: { family: string; seed: number; repeat?: Played['decisions']; turn?: Turn },
): Promise<Played> {
  const session: RolloutEpisode = await page.begin(family, seed);
  const steps: Demonstration['steps'] = [];
  const decisions: Played['decisions'] = [];
  let strayed = false;
  const intervene = (step: number, { fingerprint }: Observation): Action | undefined => {
    const known = repeat[step - 1];
    if (known && known.fingerprint !== fingerprint) strayed = true; // a page that is not the same twice has no branches
    if (strayed || !turn) return undefined;
    return step - 1 === turn.at ? turn.action : known?.decision.action;
  };
  const { finish } = await agent.run(
    { goal: session.goal, startUrl: 'http://127.0.0.1/e', limits: LIMITS },
    {
      session,
      purpose: 'train',
      signal,
      intervene,
      ended: () => session.ended(),
      onEvent: (event) => {
        const observation = session.current;
        if (event.type !== 'decision' || !observation) return;
        const label = session.labelOf(observation);
        decisions.push({ decision: event.decision, label, fingerprint: observation.fingerprint });
        steps.push({ observation, action: event.decision.action, label, target: label !== undefined });
      },
    },
  );
  const { success } = await session.evaluate(finish);
  const { goal, impossible } = session;
  const episode = { family, split: requireSplit(family), seed, goal, impossible, steps: strayed ? [] : steps };
  return { episode, success, from: 0, decisions };
}
