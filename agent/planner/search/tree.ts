import type { Action, Candidate, SearchNodeKind } from '../../../core/index.js';
import type { Clone } from '../../../tools/index.js';
import { type CriticValues, emptyTally, type Tally } from './combination.js';
import type { Moment } from './moment.js';

/** A candidate on a page, with its chance to be looked at. */
export interface Option {
  candidate: Candidate;
  prior: number;
  /** Decides between equals; drawn from the seed. */
  tie: number;
}

/** A page as a search knows it, by its fingerprint: what leads to the same page shares it. */
export interface SearchState {
  key: string;
  moment: Moment;
  /** What leads there from the page where the search began; text sources are literal. */
  path: Action[];
  /** The node that reached it first. */
  first: number;
  /** Actions below the root; the least where several ways lead there. */
  depth: number;
  /** Not yet asked for while undefined; empty when nothing can be done there. */
  options?: Option[];
  /** Options that became nodes. */
  children: SearchTreeNode[];
  wiring?: Awaited<ReturnType<Clone['wiring']>>;
  /** It cannot be put up again, or nothing more is to be found there. */
  closed: boolean;
}

/** An action taken on a page, and what was thought of it and all that followed. */
export interface SearchTreeNode {
  id: number;
  parent?: SearchTreeNode;
  option?: Option;
  kind: SearchNodeKind;
  /** Where it leads; for a leaf, where it would be taken. */
  state: SearchState;
  depth: number;
  own: CriticValues;
  tally: Tally;
  visits: number;
  /** What came of the action, in words, and whether that speaks against others like it. */
  note: string;
  disappointed: boolean;
}

export const isNode = (offer: SearchTreeNode | Option): offer is SearchTreeNode => 'tally' in offer;

export const newState = (fields: Pick<SearchState, 'key' | 'moment' | 'path' | 'first' | 'depth'>): SearchState => ({
  ...fields,
  children: [],
  closed: false,
});

export const newNode = (
  fields: Omit<SearchTreeNode, 'tally' | 'visits' | 'own' | 'note' | 'disappointed'> & Partial<SearchTreeNode>,
): SearchTreeNode => ({ own: {}, tally: emptyTally(), visits: 0, note: '', disappointed: false, ...fields });

/** Probabilities that fall with the distance from the best, `temperature` nats for a factor of e. */
export function softmax(scores: readonly number[], temperature: number): number[] {
  const best = Math.max(...scores);
  const weights = scores.map((score) => Math.exp((score - best) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
