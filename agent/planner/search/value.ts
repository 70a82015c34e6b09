import type { SearchScore } from '../../../core/index.js';
import { addTo, type Combination, emptyTally, totalOf } from './combination.js';
import type { SearchState, SearchTreeNode } from './tree.js';

/** What is thought of a node itself. */
export function ownScore({ own, depth }: SearchTreeNode, combination: Combination): SearchScore {
  const tally = emptyTally();
  addTo(tally, own, depth);
  return combination.score(tally);
}

/**
 * (1 - share) * mean of all at and below a node + share * best of them (ReST-MCTS*: its alpha, there for the best of a rollout). Pages
 * answer alike each time, so a page is worth what can be done on it: with the mean alone its worst ends would speak against it.
 */
export function valueOf(node: SearchTreeNode, combination: Combination, share: number): SearchScore {
  const mean = combination.score(node.tally).parts;
  const best = bestScore(node, combination).parts;
  const names = [...new Set([...Object.keys(mean), ...Object.keys(best)])];
  const parts = Object.fromEntries(names.map((name) => [name, (1 - share) * (mean[name] ?? 0) + share * (best[name] ?? 0)]));
  return { total: totalOf(parts), parts };
}

/** Pages may lead to one another in a circle: each is looked into once. */
function bestScore(node: SearchTreeNode, combination: Combination, passed: ReadonlySet<SearchState> = new Set()): SearchScore {
  const own = ownScore(node, combination);
  if (node.kind !== 'page' || passed.has(node.state)) return own;
  const on = new Set([...passed, node.state]);
  return node.state.children
    .map((child) => bestScore(child, combination, on))
    .reduce((best, one) => (one.total > best.total ? one : best), own);
}

/** Nothing new is to be found at or below a node. */
export function isExhausted(node: SearchTreeNode, mostDepth: number, passed: ReadonlySet<SearchState> = new Set()): boolean {
  const { kind, state, depth } = node;
  if (kind !== 'page' || depth >= mostDepth || passed.has(state)) return true;
  if (!state.options && !state.closed) return false; // nobody has asked yet what may be done there
  if (!state.closed && state.options!.length > 0) return false;
  const on = new Set([...passed, state]);
  return state.children.every((child) => isExhausted(child, mostDepth, on));
}
