import { type Action, type Candidate, type LanguageModel, printAction } from '../../core/index.js';
import { logit } from '../../reflection/index.js';
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

export interface ScoredCandidates {
  candidates: Candidate[];
  /** Probability that the task can be done at all; only from a model that foretells. */
  feasible?: number;
}

/**
 * Log-probabilities of the candidates under the model, all in one prompt, so that those of different proposers compare; and, from
 * a model with foresight, what will come of each and whether the task can be done, for one more token each. A candidate that
 * the prompt's surface form cannot say keeps what it has.
 */
export async function scoreCandidates(
  candidates: readonly Candidate[],
  model: LanguageModel,
  built: BuiltPrompt,
  { foresee = false, signal }: { foresee?: boolean; signal?: AbortSignal } = {},
): Promise<ScoredCandidates> {
  const form = foresee ? built.foresight : undefined;
  const asked = candidates.flatMap((candidate) => {
    const printed = built.print(candidate.action);
    return printed ? { candidate, parts: form ? [...printed, form.yes] : printed } : [];
  });
  const questions = form ? [[...form.feasible, form.yes]] : [];
  const continuations = [...asked.map(({ parts }) => parts), ...questions];
  if (continuations.length === 0) return { candidates: [...candidates] };
  const { logprobs } = await model.score({ prompt: built.prompt, continuations, signal });
  const known = new Map(asked.map(({ candidate }, i) => [candidate, readScore(logprobs[i], form !== undefined)]));
  const scored = candidates.map((candidate) => ({ ...candidate, ...known.get(candidate) }));
  const feasible = form && logprobs[asked.length]?.at(-1);
  return { candidates: scored, ...(feasible === undefined ? {} : { feasible: Math.exp(feasible) }) };
}

/** The last token is the answer to what will come of the action, where that was asked. */
function readScore(logprobs: readonly number[], foretold: boolean): Pick<Candidate, 'logprob' | 'value'> {
  const own = foretold ? logprobs.slice(0, -1) : logprobs;
  const logprob = own.reduce((sum, one) => sum + one, 0);
  return foretold ? { logprob, value: Math.exp(logprobs[logprobs.length - 1]) } : { logprob };
}

/**
 * Score = log-probability + what the proposers are worth, best first. Where some candidates have no log-probability, those
 * count as likely as the least likely that has one: unsayable is no better than unlikely. Where the model foretells, the
 * log-odds of success count `valueWeight` (an actor weighed by its critic), the unsayable as the worst.
 */
export function rankCandidates(candidates: readonly Candidate[], valueWeight = 0): Candidate[] {
  const known = candidates.map((candidate) => candidate.logprob).filter((logprob) => logprob !== undefined);
  const comparable = known.length > 1;
  const floor = Math.min(...known);
  const worst = Math.min(...candidates.map(({ value }) => value ?? 1));
  const foretold = ({ value = worst }: Candidate): number => (valueWeight === 0 ? 0 : valueWeight * logit(value));
  return candidates
    .map((candidate) => ({
      ...candidate,
      score: candidate.prior + (comparable ? (candidate.logprob ?? floor) : 0) + foretold(candidate),
    }))
    .sort((a, b) => b.score - a.score);
}
