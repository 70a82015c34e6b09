import type { AgentSettings } from '../../../config/index.js';
import { type Clock, type Observation, printAction, SEARCH_TREE_FORMAT, type SearchTree } from '../../../core/index.js';
import type { StepRecord } from '../../../memory/index.js';
import type { DecidedStep } from '../../../reflection/index.js';
import type { CloneSource } from '../../../tools/index.js';
import type { PlanContext } from '../../prompt-port.js';
import type { Proposer } from '../../proposers/proposer.js';
import { pageKey } from '../../run.js';
import { createExploringPlanner } from '../explored.js';
import { type Planner, withNote } from '../planner.js';
import { AttemptFrontier } from './frontier.js';
import { type LeafSession, leafSession } from './leaf-session.js';
import { treeOf } from './tree-of.js';

/** What of an attempt is judged. */
export type RehearsedStep = Pick<StepRecord, 'observation' | 'decision' | 'verdicts'>;

/** Plays the task as the agent itself would; with a `path`, weighs legal actions too, and takes this way first (printed actions). */
export type Rehearse = (
  session: LeafSession,
  path: readonly string[] | undefined,
  signal?: AbortSignal,
) => Promise<readonly RehearsedStep[]>;

export interface RolloutsParts {
  settings: AgentSettings['search']['rollouts'];
  greedy: Planner;
  /** Absent where the run gives nothing to rehearse in. Only a sandbox will do: an attempt that ends where it would touch a real site cannot be told from a bad one. */
  clones?: CloneSource;
  /** What a rehearsal weighed besides what was proposed, so that its way can be followed. */
  widen: Proposer;
  rehearse: Rehearse;
  /** Probability that an attempt succeeds, seen from its end; undefined without a fitted confidence. */
  judge(steps: readonly DecidedStep[]): number | undefined;
  clock: Clock;
  /** Tokens that the model has used so far. */
  tokens(): number;
}

/** An attempt in a clone, up to what would decide. */
export interface Attempt {
  steps: readonly RehearsedStep[];
  /** What the judge gives it. */
  worth: number;
}

/**
 * Rehearses whole attempts in clones before the first step, and follows the one that is most likely to succeed. They are searched best first: the agent's
 * own way, then the cheapest way that it passed over, and so on ({@link AttemptFrontier}), each played to what decides by the agent's own policy, until one is
 * good enough or the budget is spent. A fitted judge of ends chooses among them; no evaluator's word is ever in it. After Koh et al. 2024 (tree
 * search for language model agents: best-first search with a value function). Departures: a node is a whole attempt, valued at its end, where most can be told; the
 * search is done once, at the start.
 */
export function createRollouts(parts: RolloutsParts): Planner {
  const { greedy, clones, widen } = parts;
  /** What remains of the way that was chosen; undefined before the search. */
  let plan: readonly PlannedStep[] | undefined;
  const follower = createExploringPlanner(greedy, {
    widen,
    pick: (candidates, step) => candidates.find(({ action }) => printAction(action) === plan?.[step - 1]?.line),
  });
  return {
    name: 'rollouts',
    async choose(context, proposals, signal) {
      const found = plan || context.history.length > 0 ? undefined : await rehearsed(context, signal);
      plan ??= found?.plan ?? [];
      if (!isAsRehearsed(plan, context)) plan = [];
      const choice = await (plan.length > 0 ? follower : greedy).choose(context, proposals, signal);
      return choice && found
        ? withNote({ ...choice, ...(found.tree ? { tree: found.tree } : {}) }, `rollouts: ${found.note}`)
        : choice;
    },
  };

  async function rehearsed({ observation }: PlanContext, signal?: AbortSignal): Promise<Rehearsed> {
    if (!clones?.sandbox) return { plan: [], note: 'whole attempts are rehearsed only where the site may be spoiled' };
    const { attempts, ...terms } = await search(parts, clones, observation, signal);
    if (attempts.length === 0) return { plan: [], note: 'nothing could be rehearsed or judged' };
    const best = bestOf(attempts, parts.settings.lead);
    const tree = treeOf(attempts, { format: SEARCH_TREE_FORMAT, planner: 'rollouts', seed: 0, ...terms }, best);
    const [own, other] = [attempts[0], attempts[best]].map(({ worth }) => worth.toFixed(2));
    const note =
      best === 0 ? `of ${attempts.length} the own way stands, ${own}` : `of ${attempts.length} another way, ${other} over ${own}`;
    return { plan: best === 0 ? [] : planOf(attempts[best]), note, tree };
  }
}

/** A step of the way that was chosen. */
interface PlannedStep {
  page: string;
  line: string;
}

interface Rehearsed {
  /** Empty where the agent's own way stands. */
  plan: PlannedStep[];
  note: string;
  tree?: SearchTree;
}

const planOf = ({ steps }: Attempt): PlannedStep[] =>
  steps.map(({ observation, decision }) => ({ page: pageKey(observation), line: printAction(decision.action) }));

const isAsRehearsed = (plan: readonly PlannedStep[], { history, observation }: PlanContext): boolean =>
  plan[history.length]?.page === pageKey(observation);

/** The agent's own way unless another is ahead by enough. */
function bestOf(attempts: readonly Attempt[], lead: number): number {
  const best = attempts.reduce((found, { worth }, i) => (worth > attempts[found].worth ? i : found), 0);
  return attempts[best].worth >= attempts[0].worth + lead ? best : 0;
}

interface Found extends Pick<SearchTree, 'ended' | 'spent' | 'budget'> {
  attempts: Attempt[];
}

async function search(parts: RolloutsParts, clones: CloneSource, start: Observation, signal?: AbortSignal): Promise<Found> {
  const { settings, judge, clock, tokens } = parts;
  const { budget } = settings;
  const [startedAt, tokensBefore] = [clock.now(), tokens()];
  const frontier = new AttemptFrontier();
  const attempts: Attempt[] = [];
  const found = (ended: SearchTree['ended']): Found => ({ attempts, ended, spent: spent(), budget });
  for (let path: readonly string[] | undefined; attempts.length === 0 || path; path = frontier.next()) {
    const steps = await inClone(parts, clones, start, path, signal);
    if (signal?.aborted) return found('aborted');
    const worth = steps && judge(decidedIn(steps));
    if (!steps || worth === undefined) return found('lost');
    attempts.push({ steps, worth });
    frontier.add(steps);
    if (worth >= settings.enough || attempts.length >= settings.attempts) return found('finished');
    const { nodes, ms, tokens: used } = spent();
    if (nodes >= budget.nodes) return found('nodes');
    if (ms >= budget.ms) return found('ms');
    if (used >= budget.tokens) return found('tokens');
  }
  return found('finished'); // every way was tried

  function spent(): Found['spent'] {
    const nodes = attempts.reduce((sum, { steps }) => sum + steps.length, 0);
    return { nodes, ms: clock.now() - startedAt, tokens: tokens() - tokensBefore };
  }
}

/** Undefined where the page cannot be put up again. */
async function inClone(
  { rehearse }: RolloutsParts,
  clones: CloneSource,
  start: Observation,
  path: readonly string[] | undefined,
  signal?: AbortSignal,
): Promise<readonly RehearsedStep[] | undefined> {
  const clone = await clones.clone([], start, signal);
  if (!clone) return undefined;
  try {
    const steps = await rehearse(leafSession(clone), path, signal);
    return steps.length > 0 ? steps : undefined;
  } finally {
    await clone.close();
  }
}

/** What the judge sees: of the last step nobody knows what came of it. */
const decidedIn = (steps: readonly RehearsedStep[]): DecidedStep[] =>
  steps.map(({ decision, verdicts }, i) => {
    const label = verdicts.find(({ level }) => level === 'action')?.label;
    return { decision, ...(label && i < steps.length - 1 ? { label } : {}) };
  });
