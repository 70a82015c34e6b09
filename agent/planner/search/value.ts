import type { SearchScore } from '../../../core/index.js';
import { addTo, Combination, type CriticValues, emptyTally, totalOf } from './combination.js';
import type { ValueCritic } from './critics.js';
import type { SearchState, SearchTreeNode } from './tree.js';

export interface ValuationSettings {
  /** Share of the best in a value; the rest is the mean. */
  bestShare: number;
  /** What each action ahead takes from a value. */
  depthPenalty: number;
}

/**
 * What the nodes of one search are worth. A value is (1 - share) * mean of all at and below a node + share * best of them (ReST-MCTS*: its
 * alpha, there for the best of a rollout). Pages answer alike each time, so a page is worth what can be done on it: with the mean alone its
 * worst ends would speak against it. The best below each page is passed up when a node is added: looking for it anew takes a walk over the
 * whole tree for every choice, and pages may lead to one another in circles.
 */
export class Valuation {
  readonly #combination: Combination;
  readonly #share: number;
  readonly #own = new Map<SearchTreeNode, SearchScore>();
  readonly #best = new Map<SearchState, SearchTreeNode>();
  /** The pages from which an action led to a page. */
  readonly #above = new Map<SearchState, Set<SearchState>>();
  #scale = -1;

  constructor(critics: readonly ValueCritic[], { bestShare, depthPenalty }: ValuationSettings) {
    this.#combination = new Combination(critics, depthPenalty);
    this.#share = bestShare;
  }

  /** Takes note of what critics may say. */
  see(values: CriticValues): void {
    this.#combination.see(values);
  }

  /** What is thought of a node itself. */
  own(node: SearchTreeNode): SearchScore {
    this.#rescale();
    let score = this.#own.get(node);
    if (!score) {
      const tally = emptyTally();
      addTo(tally, node.own, node.depth);
      this.#own.set(node, (score = this.#combination.score(tally)));
    }
    return score;
  }

  of(node: SearchTreeNode): SearchScore {
    const best = this.own(this.#bestOf(node)).parts;
    const mean = this.#combination.score(node.tally).parts;
    const names = [...new Set([...Object.keys(mean), ...Object.keys(best)])];
    const share = this.#share;
    const parts = Object.fromEntries(names.map((name) => [name, (1 - share) * (mean[name] ?? 0) + share * (best[name] ?? 0)]));
    return { total: totalOf(parts), parts };
  }

  /** A node was added to a page. */
  added(to: SearchState, node: SearchTreeNode): void {
    this.#rescale();
    if (node.kind === 'page') this.#above.set(node.state, (this.#above.get(node.state) ?? new Set()).add(to));
    this.#passUp(to, this.#bestOf(node));
  }

  #bestOf(node: SearchTreeNode): SearchTreeNode {
    this.#rescale();
    const below = node.kind === 'page' ? this.#best.get(node.state) : undefined;
    return below && this.own(below).total > this.own(node).total ? below : node;
  }

  /** Ends where a better one is known, so also in a circle. */
  #passUp(from: SearchState, node: SearchTreeNode): void {
    const open = [from];
    for (let state = open.pop(); state; state = open.pop()) {
      const known = this.#best.get(state);
      if (known && this.own(known).total >= this.own(node).total) continue;
      this.#best.set(state, node);
      open.push(...(this.#above.get(state) ?? []));
    }
  }

  /** Where critics said more or less than ever before, all values change. */
  #rescale(): void {
    if (this.#scale === this.#combination.scale) return;
    this.#scale = this.#combination.scale;
    this.#own.clear();
    const nodes = [...this.#best.keys()].flatMap((state) => state.children.map((node) => ({ state, node })));
    this.#best.clear();
    for (const { state, node } of nodes) this.#passUp(state, node);
  }
}

/** Nothing new is to be found at or below a node. Each page is looked into once: by every way to it would take for ever where pages lead in circles. */
export function isExhausted(node: SearchTreeNode, mostDepth: number, passed: Set<SearchState> = new Set()): boolean {
  const { kind, state, depth } = node;
  if (kind !== 'page' || depth >= mostDepth || passed.has(state)) return true;
  if (!state.options && !state.closed) return false; // nobody has asked yet what may be done there
  if (!state.closed && state.options!.length > 0) return false;
  passed.add(state);
  return state.children.every((child) => isExhausted(child, mostDepth, passed));
}
