import type { Random } from '../../core/index.js';
import { type Planner, withNote } from './planner.js';
import { softmax } from './search/tree.js';

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
      const scores = choice.candidates.map(({ score }) => score);
      const drawn = choice.candidates[random.weighted(softmax(scores, temperature))];
      return drawn === choice.candidates[0] ? choice : withNote({ ...choice, chosen: drawn }, 'drawn, not the best');
    },
  };
}
