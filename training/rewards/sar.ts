import type { ModelCall } from '../../memory/index.js';
import { spokenStep } from '../rows/spoken.js';
import type { Reward, RewardedStep } from './reward.js';

/**
 * SAR: (A - QA) / A, not below -1, where QA is the perplexity of the answer given the question and A that of the answer alone; high where
 * the answer comes of what was asked. Departure: nothing is scored without a prompt, so A is the perplexity of the same answer on the other
 * states of the task on which it was weighed, averaged in probability; 0 where there was none.
 */
export const answerRelevance: Reward = ({ attempts, attempt: { steps }, index }) => {
  const said = spokenStep(steps[index]);
  if (!said) return 0;
  const [own, answer] = [JSON.stringify(said.prompt), JSON.stringify(said.answer)];
  const elsewhere = callsOf(attempts).flatMap((call) => scoresOf(call, own, answer));
  return elsewhere.length === 0 ? 0 : sar(meanOf(said.logprobs), Math.log(meanOf(elsewhere.map(Math.exp))));
};

/** From mean log-probabilities of a token: with the question, and without. */
export function sar(withQuestion: number, alone: number): number {
  const [qa, a] = [Math.exp(-withQuestion), Math.exp(-alone)];
  return Math.max(-1, (a - qa) / a);
}

const callsOf = (attempts: RewardedStep['attempts']): ModelCall[] =>
  attempts.flatMap(({ steps }) => steps.flatMap(({ calls }) => calls));

/** Mean log-probability of a token of the answer, in a call that weighed it on another state. */
function scoresOf({ prompt, continuations = [], logprobs = [] }: ModelCall, own: string, answer: string): number[] {
  if (prompt.kind !== 'parts' || JSON.stringify(prompt.parts) === own) return [];
  const at = continuations.findIndex((parts) => JSON.stringify(parts) === answer);
  return at < 0 ? [] : [meanOf(logprobs[at])];
}

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
