import { type Candidate, type LanguageModel, printAction } from '../../core/index.js';
import type { CoverageCheck } from '../coverage.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';
import { mergeProposals, type ProposerWeights, rankCandidates, scoreCandidates } from './candidates.js';
import type { Planner } from './planner.js';

export interface GreedyParts {
  weights: ProposerWeights;
  /** Scores candidates of all proposers in one prompt; absent without a model that can. */
  scorer?: { model: LanguageModel; build(context: PlanContext): BuiltPrompt };
  /** Asks whether a decisive action is premature; absent when switched off. */
  coverage?: CoverageCheck;
  /** Nats that giving up a task as impossible has to be ahead by. */
  refusalCaution?: number;
}

/** Takes the best-ranked candidate that was not rejected on this page and that the coverage check lets pass. */
export function createGreedyPlanner({ weights, scorer, coverage, refusalCaution = 0 }: GreedyParts): Planner {
  return {
    name: 'greedy',
    async choose(context, proposals, signal) {
      const rejected = new Set(context.rejected.map(printAction));
      const merged = mergeProposals(proposals, weights).map((candidate) => cautious(candidate, refusalCaution));
      const open = merged.filter((candidate) => !rejected.has(printAction(candidate.action)));
      if (open.length === 0) return undefined;
      const scored = scorer && open.length > 1 ? await scoreCandidates(open, scorer.model, scorer.build(context), signal) : open;
      const candidates = rankCandidates(scored);
      const notes = merged
        .filter((candidate) => !open.includes(candidate))
        .map(({ action }) => `rejected before: ${printAction(action)}`);
      const instead = coverage?.(context, candidates);
      return instead
        ? { chosen: instead.candidate, candidates, notes: [...notes, instead.note] }
        : { chosen: candidates[0], candidates, notes };
    },
  };
}

/** A task given up wrongly is lost, one step too many seldom is. */
const cautious = (candidate: Candidate, caution: number): Candidate =>
  candidate.action.kind === 'refuse' ? { ...candidate, prior: candidate.prior - caution } : candidate;
