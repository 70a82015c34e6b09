import { type Action, type Candidate, type LanguageModel, printAction } from '../../core/index.js';
import type { BuiltPrompt } from '../prompt-port.js';
import type { Proposal } from './planner.js';

/** `offset + weight * prior` is what a proposer's word is worth, in nats. */
export type ProposerWeights = Readonly<Record<string, { weight: number; offset: number }>>;

/** The union of the proposals: equal actions become one candidate, with what each of its proposers gives it added up. */
export function mergeProposals(proposals: readonly Proposal[], weights: ProposerWeights): Candidate[] {
  const merged = new Map<string, Candidate>();
  for (const { proposer, actions } of proposals) {
    for (const { action, prior, logprob } of withoutRepeats(actions)) {
      const worth = worthOf(prior, weights[proposer]);
      const key = action.kind === 'refuse' ? action.kind : printAction(action); // for whatever reason
      const known = merged.get(key);
      if (!known) merged.set(key, { action, proposer, prior: worth, logprob, score: 0 });
      else
        merged.set(key, {
          ...known,
          proposer: `${known.proposer}+${proposer}`,
          prior: known.prior + worth,
          logprob: known.logprob ?? logprob,
        });
    }
  }
  return [...merged.values()];
}

/** Samples of one proposer often agree; the first and likeliest stands for all. */
function withoutRepeats<T extends { action: Action; prior: number }>(actions: readonly T[]): T[] {
  const seen = new Set<string>();
  return [...actions]
    .sort((a, b) => b.prior - a.prior)
    .filter(({ action }) => !seen.has(printAction(action)) && seen.add(printAction(action)));
}

const worthOf = (prior: number, weight = { weight: 1, offset: 0 }): number => weight.offset + weight.weight * prior;

/**
 * Log-probabilities of the candidates under the model, all in one prompt, so that those of different proposers compare.
 * A candidate that the prompt's surface form cannot say keeps what it has.
 */
export async function scoreCandidates(
  candidates: readonly Candidate[],
  model: LanguageModel,
  built: BuiltPrompt,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const printed = candidates.map((candidate) => built.print(candidate.action));
  const continuations = printed.filter((parts) => parts !== undefined);
  if (continuations.length === 0) return [...candidates];
  const { logprobs } = await model.score({ prompt: built.prompt, continuations, signal });
  let at = 0;
  return candidates.map((candidate, i) => {
    const own = printed[i] && logprobs[at++];
    return own ? { ...candidate, logprob: own.reduce((sum, logprob) => sum + logprob, 0) } : candidate;
  });
}

/**
 * Score = log-probability + what the proposers are worth, best first. Where some candidates have no log-probability, those
 * count as likely as the least likely that has one: unsayable is no better than unlikely.
 */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  const known = candidates.map((candidate) => candidate.logprob).filter((logprob) => logprob !== undefined);
  const comparable = known.length > 1;
  const floor = Math.min(...known);
  return candidates
    .map((candidate) => ({ ...candidate, score: candidate.prior + (comparable ? (candidate.logprob ?? floor) : 0) }))
    .sort((a, b) => b.score - a.score);
}
