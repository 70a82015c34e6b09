import type { SearchNode } from '../../../core/index.js';

/** All that is looked at of a tree: attempts at one task are one as well. */
type Node = Pick<SearchNode, 'id' | 'parent' | 'same'>;

/**
 * Process values of a tree whose outcome is known (ReST-MCTS*, Zhang et al. 2024, section 3.2), by node id:
 *
 *     V_k = max(0, V_(k-1) + (1 - V_(k-1)) * r / m),   V_0 = 0
 *
 * `m`: fewest steps to a correct leaf, where such a leaf itself has 1; `r`: +1 on or under a correct branch, else -1. Off it there is no way
 * down to a correct leaf, so `m` counts the way back up as well; without any correct leaf every value is 0. `correct` are the leaves that an
 * outcome said so of: the search itself knows no outcome.
 */
export function processValues({ nodes }: { nodes: readonly Node[] }, correct: ReadonlySet<number>): Map<number, number> {
  const values = new Map<number, number>([[0, 0]]);
  const childrenOf = new Map<number, Node[]>();
  for (const node of nodes)
    if (node.parent !== undefined) childrenOf.set(node.parent, [...(childrenOf.get(node.parent) ?? []), node]);
  const stateOf = (id: number): number => nodes[id].same ?? id; // what is below a page stands at the node that reached it first
  const remaining = (id: number, passed: readonly number[] = []): number => {
    if (correct.has(id)) return 1;
    const state = stateOf(id);
    if (passed.includes(state)) return Infinity;
    return 1 + Math.min(Infinity, ...(childrenOf.get(state) ?? []).map((child) => remaining(child.id, [...passed, state])));
  };
  const visit = (id: number, { value, isUnder, back }: { value: number; isUnder: boolean; back: number }): void => {
    for (const child of childrenOf.get(id) ?? []) {
      const own = remaining(child.id);
      const onBranch = isUnder || own < Infinity;
      const m = isUnder ? 1 : onBranch ? own : back + 1;
      const next = Number.isFinite(m) ? Math.max(0, value + ((1 - value) * (onBranch ? 1 : -1)) / m) : 0;
      values.set(child.id, next);
      visit(child.id, { value: next, isUnder: isUnder || correct.has(child.id), back: m });
    }
  };
  visit(0, { value: 0, isUnder: correct.has(0), back: remaining(0) });
  return values;
}
