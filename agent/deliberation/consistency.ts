import { type Action, type GenerateResult, printAction } from '../../core/index.js';
import type { Deliberator, Speaker } from './deliberation.js';

export interface ConsistencyOptions {
  samples: number;
  temperature: number;
  maxTokens: number;
  seed: number;
}

/**
 * Self-consistency at one step: k sampled answers, and the action that most of them say (Internal Consistency survey). It is a signal
 * and not the truth: on a tie the first choice stays. Works with any model, also with one that can say nothing but actions.
 */
export function createConsistency(
  { model, build }: Speaker,
  { samples, temperature, maxTokens, seed }: ConsistencyOptions,
): Deliberator {
  return {
    mode: 'consistency',
    async deliberate(context, choice, signal) {
      const { prompt, grammar, schema, parse } = build(context);
      const first = seed + context.history.length * 1000 + 500; // other samples than the proposer's, others at every step
      const answers = await Promise.all(
        Array.from({ length: samples }, (_, i) =>
          model.generate({ prompt, grammar, schema, maxTokens, temperature, seed: first + i, signal }),
        ),
      );
      const votes = new Map<string, { action: Action; count: number }>();
      for (const answer of answers) count(votes, answer.finish === 'abort' ? undefined : parse(answer.text));
      const best = Math.max(0, ...[...votes.values()].map((vote) => vote.count));
      const leading = [...votes.values()].filter((vote) => vote.count === best);
      const own = printAction(choice.chosen.action);
      const winner = leading.find(({ action }) => printAction(action) === own) ?? leading[0];
      if (!winner) return undefined;
      const action = leading.length > 1 ? choice.chosen.action : winner.action;
      return {
        action,
        rounds: 1,
        agreed: winner.count === samples,
        tokens: answers.reduce((sum, one) => sum + tokensOf(one), 0),
      };
    },
  };
}

function count(votes: Map<string, { action: Action; count: number }>, action: Action | undefined): void {
  if (!action) return;
  const line = printAction(action);
  votes.set(line, { action, count: (votes.get(line)?.count ?? 0) + 1 });
}

export const tokensOf = ({ usage }: Pick<GenerateResult, 'usage'>): number => usage.prompt + usage.generated;
