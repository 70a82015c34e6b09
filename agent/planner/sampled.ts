import type { Random } from '../../core/index.js';
import type { Planner } from './planner.js';

/**
 * Draws one of the weighed candidates instead of taking the best: P(i) ~ exp(score_i / temperature), scores in nats. How rollouts
 * for training find what the policy would not do by itself. The best keeps its place, so a question about it that was settled by
 * the planner it wraps stays settled.
 */
export function createSampledPlanner(
  planner: Planner,
  { temperature, random }: { temperature: number; random: Random },
): Planner {
  return {
    name: `${planner.name}-sampled`,
    async choose(context, proposals, signal) {
      const choice = await planner.choose(context, proposals, signal);
      if (!choice || choice.candidates.length < 2) return choice;
      const drawn =
        choice.candidates[
          draw(
            choice.candidates.map(({ score }) => score / temperature),
            random,
          )
        ];
      return drawn === choice.candidates[0]
        ? choice
        : { ...choice, chosen: drawn, notes: [...choice.notes, 'drawn, not the best'] };
    },
  };
}

/** Index drawn in proportion to exp(logit). */
function draw(logits: readonly number[], random: Random): number {
  const most = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - most));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}
