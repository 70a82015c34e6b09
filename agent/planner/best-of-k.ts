import type { AgentSettings } from '../../config/index.js';
import { type Candidate, printAction } from '../../core/index.js';
import { logit } from '../../reflection/index.js';
import type { PlanContext } from '../prompt-port.js';
import type { ProposedAction, Proposer } from '../proposers/proposer.js';
import { type Choice, type Planner, withNote } from './planner.js';
import { isTrusted, RERANKED, type RerankRecord } from './rerank-gate.js';
import type { Deliberation } from './trigger.js';

export interface BestOfKParts {
  settings: AgentSettings['search']['bestOfK'];
  /** Samples of the model at a temperature. Absent without a model. */
  sampler?: Proposer;
  ranker: Planner;
  /** Value of taking a candidate, 0 to 1, where there is one that is fitted. */
  worthOf?(context: PlanContext, candidate: Candidate, candidates: readonly Candidate[]): number | undefined;
  /** How reranking by value has done so far. */
  record(): RerankRecord;
}

/**
 * The best of k samples: what the model says at a temperature joins what was proposed; agreement of the samples counts (Internal
 * Consistency: a signal, never a verdict), and so does a fitted value, as long as reranking by it is right often enough.
 */
export function createBestOfK({ settings, sampler, ranker, worthOf, record }: BestOfKParts): Deliberation {
  return {
    name: 'best-of-k',
    async improve(context, proposals, first, signal) {
      if (!sampler) return withNote(first, 'best-of-k: there is no model to sample');
      const samples = await sampler.propose(context, signal);
      if (signal?.aborted) return first;
      const joined = await ranker.choose(context, [...proposals, { proposer: sampler.name, actions: samples }], signal);
      if (!joined) return first;
      const voted = byScore(joined.candidates.map((one) => withVotes(one, samples, settings.votes)));
      const note = `best-of-k: ${describeVotes(samples)}`;
      if (!worthOf || settings.value === 0) return chosenFrom(first, voted, note);
      if (!isTrusted(record(), settings.rerank)) return chosenFrom(first, voted, note, 'rerank off: it was right too seldom');
      return reranked(first, voted, note, (one) => worthOf(context, one, voted), settings.value);
    },
  };
}

const byScore = (candidates: readonly Candidate[]): Candidate[] => [...candidates].sort((a, b) => b.score - a.score);

/** Nats for the share of the samples that agree. */
function withVotes(candidate: Candidate, samples: readonly ProposedAction[], weight: number): Candidate {
  const line = printAction(candidate.action);
  const votes = samples.filter(({ action }) => printAction(action) === line).length;
  return { ...candidate, score: candidate.score + (weight * votes) / Math.max(1, samples.length) };
}

/** Where the first choice was put before the best-ranked by a question of coverage, that stands. */
function chosenFrom(first: Choice, candidates: Candidate[], ...notes: string[]): Choice {
  const questioned = first.chosen !== first.candidates[0];
  const chosen = questioned ? first.chosen : candidates[0];
  return { ...first, chosen, candidates, notes: [...first.notes, ...notes] };
}

function reranked(
  first: Choice,
  voted: readonly Candidate[],
  note: string,
  worthOf: (candidate: Candidate) => number | undefined,
  weight: number,
): Choice {
  const candidates = byScore(
    voted.map((one) => {
      const value = worthOf(one);
      return value === undefined ? one : { ...one, score: one.score + weight * logit(value) };
    }),
  );
  const [before, after] = [voted[0], candidates[0]].map(({ action }) => printAction(action));
  return chosenFrom(first, candidates, note, ...(before === after ? [] : [`${RERANKED} ${after} before ${before}`]));
}

function describeVotes(samples: readonly ProposedAction[]): string {
  const counts = new Map<string, number>();
  for (const { action } of samples) counts.set(printAction(action), (counts.get(printAction(action)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([line, votes]) => `${line} ${votes}/${samples.length}`).join(', '); // prettier-ignore
}
