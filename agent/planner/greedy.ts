import { type Action, type Candidate, type LanguageModel, printAction } from '../../core/index.js';
import { logit } from '../../reflection/index.js';
import type { CoverageCheck } from '../coverage.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';
import { mergeProposals, type ProposerWeights, rankCandidates, scoreCandidates } from './candidates.js';
import { SURE } from '../proposers/proposer.js';
import type { Planner, Proposal } from './planner.js';

export interface GreedyParts {
  weights: ProposerWeights;
  /** Scores candidates of all proposers in one prompt; absent without a model that can. */
  scorer?: { model: LanguageModel; build(context: PlanContext): BuiltPrompt };
  /** Asks whether a decisive action is premature; absent when switched off. */
  coverage?: CoverageCheck;
  /** Weight of what the model foretells of each candidate, in log-odds; absent or for a model without foresight it is not asked. */
  foresight?: { value: number; feasible: number };
  /** Nats that giving up a task as impossible has to be ahead by, and on top where a rule is sure that something is left to do. */
  refusal?: { caution: number; contradicted: number };
  /** What speaks against an action before it is done; the first objection counts. */
  critics?: readonly Critic[];
}

/** Names what speaks against an action, which costs it so many nats. */
export interface Critic {
  objectionTo(action: Action, context: PlanContext): string | undefined;
  penalty: number;
}

/** Takes the best-ranked candidate that was not rejected on this page and that the coverage check lets pass. */
export function createGreedyPlanner(parts: GreedyParts): Planner {
  const { weights, scorer, coverage, refusal = { caution: 0, contradicted: 0 }, critics = [] } = parts;
  const foresight = scorer?.model.capabilities.foresight ? parts.foresight : undefined;
  return {
    name: 'greedy',
    async choose(context, proposals, signal) {
      const rejected = new Set(context.rejected.map(printAction));
      const merged = mergeProposals(proposals, weights);
      const allowed = merged.filter((candidate) => !rejected.has(printAction(candidate.action)));
      if (allowed.length === 0) return undefined;
      const { candidates: open, objections } = criticise(allowed, context, critics);
      const asks = scorer && (open.length > 1 || foresight);
      const { candidates: scored, feasible } = asks
        ? await scoreCandidates(open, scorer.model, scorer.build(context), { foresee: foresight !== undefined, signal })
        : { candidates: open };
      const against = proposals.some(isSureOfMore) ? refusal.contradicted : 0;
      const caution = against + (feasible === undefined ? refusal.caution : (foresight?.feasible ?? 0) * logit(feasible));
      const candidates = rankCandidates(scored.map((one) => cautious(one, caution)), foresight?.value); // prettier-ignore
      const notes = merged
        .filter((candidate) => !allowed.includes(candidate))
        .map(({ action }) => `rejected before: ${printAction(action)}`)
        .concat(objections);
      const instead = coverage?.(context, candidates);
      const told = feasible === undefined ? {} : { feasible };
      return instead
        ? { chosen: instead.candidate, candidates, notes: [...notes, instead.note], ...told }
        : { chosen: candidates[0], candidates, notes, ...told };
    },
  };
}

function criticise(
  candidates: readonly Candidate[],
  context: PlanContext,
  critics: readonly Critic[],
): { candidates: Candidate[]; objections: string[] } {
  const objections: string[] = [];
  const judged = candidates.map((candidate) => {
    const [found] = critics.flatMap((critic) => {
      const why = critic.objectionTo(candidate.action, context);
      return why === undefined ? [] : [{ why, penalty: critic.penalty }];
    });
    if (!found) return candidate;
    objections.push(`critic: ${printAction(candidate.action)}, but ${found.why}`);
    return { ...candidate, prior: candidate.prior - found.penalty };
  });
  return { candidates: judged, objections };
}

const isSureOfMore = ({ proposer, actions }: Proposal): boolean =>
  proposer !== 'model' && actions.some(({ action, prior }) => prior > SURE && action.kind !== 'stop' && action.kind !== 'refuse');

/** A task given up wrongly is lost, one step too many seldom is; evidence that a rule has found counts for itself. */
const cautious = (candidate: Candidate, caution: number): Candidate =>
  candidate.action.kind === 'refuse' && candidate.proposer === 'model'
    ? { ...candidate, prior: candidate.prior - caution }
    : candidate;
