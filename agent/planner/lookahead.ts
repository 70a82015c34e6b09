import type { AgentSettings } from '../../config/index.js';
import {
  type Candidate,
  hash32,
  isUnchanged,
  type Observation,
  printAction,
  SEARCH_TREE_FORMAT,
  type SearchBudget,
  type SearchNode,
} from '../../core/index.js';
import type { DecidedStep } from '../../reflection/index.js';
import { openConditions } from '../coverage.js';
import { isDecisive } from '../decisive.js';
import { isEnd } from '../finish-check.js';
import type { PlanContext } from '../prompt-port.js';
import { type Choice, withNote } from './planner.js';
import { type Moment, momentAfter } from './search/moment.js';
import type { Deliberation } from './trigger.js';
import type { Prediction, WorldModel } from './world-model.js';

export interface LookaheadParts {
  settings: AgentSettings['search']['lookahead'];
  budget: SearchBudget;
  world: Pick<WorldModel, 'predict' | 'measured'>;
  decided(): readonly DecidedStep[];
  /** What would be done at a place that was foretold: without asking a model. */
  propose(context: PlanContext, signal?: AbortSignal): Promise<Candidate | undefined>;
  /** The episode was on this page before. */
  wasHere(page: Observation): boolean;
}

/** Wrong, on track, complete: the critic's only words (WebEvolver). */
type Grade = 0 | 0.5 | 1;

interface Foreseen {
  candidate: Candidate;
  grade: Grade;
  first?: Prediction;
}

/**
 * Look-ahead in a world model (WebEvolver): the best three candidates are followed for a few steps in what is foretold, a critic by rule
 * grades where they end, and the best grade is taken, among equals the better-ranked. Off until the world model's measured error is under
 * the bound.
 */
export function createLookahead(parts: LookaheadParts): Deliberation {
  const { settings, world, budget } = parts;
  return {
    name: 'lookahead',
    async improve(context, _proposals, first, signal) {
      const { error, predictions } = world.measured;
      if (predictions < settings.evidence || error > settings.mostError)
        return remark(first, `off: ${predictions} predictions in training, wrong by ${error.toFixed(2)}`);
      const moment = { context, decided: parts.decided() };
      const others = first.candidates.filter(({ action }) => printAction(action) !== printAction(first.chosen.action));
      const seen: Foreseen[] = [];
      for (const candidate of [first.chosen, ...others].slice(0, settings.candidates)) {
        if (signal?.aborted) return first;
        seen.push(await followed(parts, moment, candidate, first.candidates, settings.depth, signal));
      }
      const best = seen.reduce((top, one) => (one.grade > top.grade ? one : top));
      const tree = treeOf(context.observation, seen, best, budget);
      const grades = seen.map(({ candidate, grade }) => `${printAction(candidate.action)} ${grade}`).join(', ');
      return remark({ ...first, chosen: best.candidate, tree }, grades);
    },
  };
}

/** Where a candidate leads, as far as it is foretold. */
async function followed(
  parts: LookaheadParts,
  moment: Moment,
  candidate: Candidate,
  candidates: readonly Candidate[],
  depth: number,
  signal?: AbortSignal,
): Promise<Foreseen> {
  const { context } = moment;
  const { action } = candidate;
  if (isEnd(action)) return { candidate, grade: openConditions(context).length === 0 ? 1 : 0 };
  const first = parts.world.predict(context.observation, action);
  if (!first) return { candidate, grade: 0.5 };
  const { diff, page = context.observation } = first;
  const status = isUnchanged(diff) ? 'no-effect' : 'ok';
  const step = { candidate, candidates, outcome: { status, message: 'foretold', diff, ms: 0 } as const, page };
  const { moment: next, label } = momentAfter(moment, step, []);
  if (label === 'B' || label === 'C' || (first.page && parts.wasHere(first.page))) return { candidate, grade: 0, first };
  const open = openConditions(next.context).length;
  if (open === 0) return { candidate, grade: 1, first };
  if (isDecisive(action, context.observation)) return { candidate, grade: 0, first }; // committed while something was open
  const on = depth > 1 && first.page ? await parts.propose(next.context, signal) : undefined;
  const grade = on ? (await followed(parts, next, on, [on], depth - 1, signal)).grade : 0.5;
  return { candidate, grade, first };
}

function treeOf(page: Observation, seen: readonly Foreseen[], best: Foreseen, budget: SearchBudget): Choice['tree'] {
  const key = hash32(page.fingerprint).toString(16);
  const none = { total: 0, parts: {} };
  const root: SearchNode = { id: 0, action: '', kind: 'page', page: key, prior: 1, visits: seen.length, own: none, value: none };
  const nodes = seen.map(({ candidate, grade, first }, i): SearchNode => {
    const score = { total: grade, parts: { grade } };
    const foretold = first ? { by: first.by, diff: first.diff } : undefined;
    const action = printAction(candidate.action);
    const fields = { id: i + 1, parent: 0, action, kind: 'foreseen', page: key, prior: 1 / seen.length, visits: 1 } as const;
    return { ...fields, own: score, value: score, ...(foretold ? { foretold } : {}) };
  });
  const spent = { nodes: seen.length, ms: 0, tokens: 0 };
  const terms = { planner: 'lookahead', seed: 0, budget, spent, ended: 'finished', chosen: seen.indexOf(best) + 1 } as const;
  return { format: SEARCH_TREE_FORMAT, ...terms, nodes: [root, ...nodes] };
}

const remark = (choice: Choice, note: string): Choice => withNote(choice, `lookahead: ${note}`);
