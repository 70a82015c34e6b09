import type { SearchNode, SearchTree } from '../../../core/index.js';

/** Of two actions on one page, which was worth more. */
export interface SiblingPreference {
  /** The node where both were weighed; 0 is the page of the step itself. */
  at: number;
  better: string;
  worse: string;
  /** Difference of their values. */
  gap: number;
}

/**
 * Pairs of siblings whose values are at least `least` apart: rows for preference training (AlphaLLM, Agent-R), greatest gap first. Two
 * nodes of one action are one; what could not be put up again or was not looked at says nothing.
 */
export function siblingPreferences({ nodes }: SearchTree, least: number): SiblingPreference[] {
  const known = nodes.filter(({ kind, visits, parent }) => parent !== undefined && visits > 0 && kind !== 'lost');
  const pairs = known.flatMap((better) =>
    known.flatMap((worse) => {
      const gap = better.value.total - worse.value.total;
      const comparable = better.parent === worse.parent && better.action !== worse.action;
      return comparable && gap >= least && gap > 0 ? [pairOf(better, worse, gap)] : [];
    }),
  );
  return pairs.sort((a, b) => b.gap - a.gap);
}

const pairOf = (better: SearchNode, worse: SearchNode, gap: number): SiblingPreference => ({
  at: better.parent!,
  better: better.action,
  worse: worse.action,
  gap,
});
