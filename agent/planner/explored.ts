import { type Candidate, printAction, type Random } from '../../core/index.js';
import type { Proposer } from '../proposers/proposer.js';
import { type Planner, withNote } from './planner.js';
import { softmax } from './search/tree.js';

/** Picks among what was weighed, best first, at a step counted from 1; undefined leaves it at what the planner took. */
export type Pick = (candidates: readonly Candidate[], step: number) => Candidate | undefined;

export interface Exploring {
  pick: Pick;
  /** Puts forward what nobody else thought of; it is weighed with the rest and gets nothing for being proposed twice. */
  widen?: Proposer;
}

/** How rollouts for training do what the policy would not do by itself: everything is weighed as ever, and then another candidate is taken. */
export function createExploringPlanner(planner: Planner, { pick, widen }: Exploring): Planner {
  return {
    name: `${planner.name}-exploring`,
    async choose(context, proposals, signal) {
      const known = new Set(proposals.flatMap(({ actions }) => actions.map(({ action }) => printAction(action))));
      const more = (await widen?.propose(context, signal))?.filter(({ action }) => !known.has(printAction(action))) ?? [];
      const wider = widen && more.length > 0 ? [...proposals, { proposer: widen.name, actions: more }] : proposals;
      const choice = await planner.choose(context, wider, signal);
      const picked = choice && pick(choice.candidates, context.history.length + 1);
      if (!picked || picked === choice.chosen) return choice;
      return withNote({ ...choice, chosen: picked }, 'explored: the planner took another');
    },
  };
}

/**
 * Draws: P(i) ~ exp(score_i / temperature), scores in nats. Where the best is drawn the planner's own choice stays, with a question
 * about the best that the planner has settled.
 */
export function drawing(temperature: number, random: Random): Pick {
  return (candidates) => {
    const drawn = random.weighted(
      softmax(
        candidates.map(({ score }) => score),
        temperature,
      ),
    );
    return drawn === 0 ? undefined : candidates[drawn];
  };
}

/** Repeats another rollout as far as `path` goes, printed actions in order; once one of them is not among the candidates it is over. */
export function repeating(path: readonly string[]): Pick {
  let isLost = false;
  return (candidates, step) => {
    if (isLost || step > path.length) return undefined;
    const found = candidates.find(({ action }) => printAction(action) === path[step - 1]);
    isLost = !found;
    return found;
  };
}
